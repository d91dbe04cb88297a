/** Why a rule gave nothing, or not what one expected: of each rule what it proposed, or the condition at which it ended. */
import { h } from "./dom.js";
import { factTable } from "./evidence.js";
import { disclosure, holderLink } from "./parts.js";
import { say, word } from "./words.js";

/** @param {any} answer  of `…/chain/why-not` */
export function drawWhyNot(answer) {
  return h("ul", { class: "why-not" }, answer.rules.map((/** @type {any} */ rule) => h("li", null,
    h("p", null, h("span", { class: "mark" }, word("role", rule.role)), " ", h("b", null, rule.rule_title), "：", rule.reason,
      rule.winner && !rule.proposed.length ? [" ", h("small", null, say("instead"), " ", holderLink(rule.winner.holder))] : null),
    rule.proposed.length > 0 && h("p", null, say("proposed"), "：", rule.proposed.map((/** @type {any} */ p, /** @type {number} */ i) => [i ? "，" : "", holderLink(p)])),
    rule.patterns.filter((/** @type {any} */ p) => p.failed).map((/** @type {any} */ p) =>
      disclosure([say("failed_at", { passed: p.passed, steps: p.steps }), " ", p.failed.message], () => nearest(p))))));
}

/** @param {any} pattern */
function nearest(pattern) {
  const facts = pattern.nearest.flatMap((/** @type {any} */ near) => near.facts);
  return [
    h("p", null, say("reached"), "：", pattern.at.map((/** @type {any} */ at, /** @type {number} */ i) => [i ? "，" : "", holderLink(at)])),
    factTable(say("nearest"), facts),
  ];
}
