/** The evidence of one link: its rule, the sentence it rests on, the facts with their places, who was passed over. */
import { h, table } from "./dom.js";
import { holderLink, pairsList } from "./parts.js";
import { period, say, word } from "./words.js";

/**
 * @typedef {import("./parts.js").Holder} Holder
 * @typedef {{file: string | null, sheet: string | null, row: number | null}} Place
 * @typedef {{id: string, type: string, from: Holder, to: Holder, valid_from: string | null, valid_to: string | null,
 *   assumed_start: boolean, source: string | null, run: string | null, place: Place}} Fact
 * @typedef {{holder: Holder, rule: string | null, rule_title?: string | null, lost_because: string}} Considered
 * @typedef {{role: string, from: Holder, to: Holder, rule: string | null, rule_title: string | null, sentence: string,
 *   provisional?: boolean, valid_from: string | null, valid_to: string | null, assumed_start: boolean, facts: Fact[],
 *   considered: Considered[], recorded: Holder | null}} Link
 */

/** @param {Link} link */
export function evidence(link) {
  return [
    pairsList([
      [say("rule"), link.rule ? [h("b", null, link.rule_title ?? link.rule), " ", h("code", null, link.rule)] : say("no_rule")],
      [say("validity"), [period(link.valid_from, link.valid_to), link.assumed_start ? ` · ${say("assumed_start")}` : null]],
      // Only a rule quotes its source; what is recorded is said in the service's own words.
      [say(link.rule ? "sentence" : "grounds"), link.rule ? h("q", null, link.sentence) : h("span", { class: "grounds" }, link.sentence)],
    ]),
    factTable(say("facts"), link.facts),
    h("h4", null, say("considered")),
    link.considered.length
      ? h("ul", { class: "passed" }, link.considered.map((c) => h("li", null, holderLink(c.holder),
        " ", h("small", null, c.rule_title ?? word("rule", c.rule)), "：", c.lost_because)))
      : h("p", { class: "quiet" }, say("no_considered")),
  ];
}

/**
 * Facts with their validity and the row in which each was found.
 *
 * @param {string} caption
 * @param {Fact[]} facts
 * @param {string} [day]  those that are not in force on it are marked
 */
export function factTable(caption, facts, day) {
  if (!facts.length) return h("p", { class: "quiet" }, `${caption}：${say("none")}`);
  return table(caption, [
    { title: say("fact") }, { title: say("from") }, { title: say("to") }, { title: say("validity") }, { title: say("place") },
  ], facts.map((fact) => [
    word("fact", fact.type),
    holderLink(fact.from),
    holderLink(fact.to),
    [period(fact.valid_from, fact.valid_to), fact.assumed_start ? h("small", null, say("assumed_start")) : null, day ? outside(fact, day) : null],
    [place(fact.place), h("small", null, fact.run ?? fact.source)],
  ]), "facts");
}

/** That a fact is not in force on a day. @param {Fact} fact @param {string} day */
function outside(fact, day) {
  if (fact.valid_from !== null && fact.valid_from > day) return h("small", null, say("fact_not_yet"));
  return fact.valid_to !== null && fact.valid_to <= day ? h("small", null, say("fact_no_more")) : null;
}

/** @param {Place} where */
function place(where) {
  if (!where?.file) return "—";
  return where.sheet
    ? say("place_sheet", { file: where.file, sheet: where.sheet, row: where.row ?? "—" })
    : say("place_at", { file: where.file, row: where.row ?? "—" });
}
