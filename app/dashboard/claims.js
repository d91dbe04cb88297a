/** What was reported, beside what the graph counts. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { names } from "./groups.js";
import { bounded, count, say, word } from "./words.js";

/** @returns {Promise<import("./dom.js").Child>} */
export async function showClaims() {
  const [answer, trades] = await Promise.all([ask("/v1/claims"), names("trade")]);
  if (!answer.items.length) return h("p", { class: "quiet" }, say("none"));
  return table(say("claims"), [
    { title: say("claim") }, { title: say("reading") }, { title: say("claim_date") }, { title: say("reported"), number: true },
    { title: say("computed"), number: true }, { title: say("difference"), number: true }, { title: say("holds") },
  ], answer.items.map((/** @type {any} */ c) => [
    [word("measure", c.measure), c.trade ? `（${trades.get(c.trade) ?? c.trade}）` : null],
    word("reading", c.reading),
    h("span", { class: "date" }, c.as_of),
    bounded(c.reported, c.bound),
    count(c.computed),
    c.difference > 0 ? `+${count(c.difference)}` : count(c.difference),
    [h("span", { class: `verdict ${c.holds}` }, say(`holds.${c.holds}`)), against(c.against)],
  ]), "claims");
}

/** @param {unknown} list  the address of the list that the figure counts */
function against(list) {
  if (typeof list !== "string" || !list.startsWith("/v1/")) return null;
  return [" ", h("a", { class: "small", href: list }, say("against"))];
}
