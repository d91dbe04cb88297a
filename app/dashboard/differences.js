/** Recorded beside derived superiors: where they agree, where and how they differ. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { holderLink, pages } from "./parts.js";
import { hrefHere, state } from "./state.js";
import { count, say, word } from "./words.js";

const KINDS = ["differ", "only_recorded", "only_derived", "agree"];
const LIMIT = 50;

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showDifferences() {
  const { kind = KINDS[0], lead, party_organization, as_of, cursor } = state().params;
  const answer = await ask("/v1/differences", { kind, lead, party_organization, as_of, cursor, limit: LIMIT });
  return [
    h("nav", { class: "tabs", "aria-label": say("kind") }, KINDS.map((value) => h("a", {
      href: hrefHere({ kind: value }), "aria-current": value === kind ? "true" : null, "data-focus": `kind ${value}`,
    }, word("difference", value), " ", count(answer.counts[value])))),
    answer.items.length ? [differenceTable(answer.items), pages(answer, say("nav.differences"))] : h("p", { class: "empty" }, say("none")),
  ].flat();
}

/** @param {any[]} items */
export function differenceTable(items) {
  return table(say("nav.differences"), [
    { title: say("party_organization") }, { title: say("recorded_superior") }, { title: say("derived_superior") }, { title: say("rule") }, { title: say("reason") },
  ], items.map((d) => [
    holderLink(d.party_organization), d.recorded ? holderLink(d.recorded) : "—", d.derived ? holderLink(d.derived) : "—",
    d.rule ? word("rule", d.rule) : "—", d.reason ?? word("difference", d.kind),
  ]));
}
