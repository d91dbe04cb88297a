/** What was reported, beside what the graph counts. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { hrefTo, state } from "./state.js";
import { bounded, count, say } from "./words.js";

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showClaims() {
  const { as_of } = state().params;
  /** @type {any[]} */
  const items = [...(await ask("/v1/claims")).items].sort((a, b) => (a.place.row ?? 0) - (b.place.row ?? 0)); // as the source has them
  const known = items.filter((claim) => !as_of || claim.as_of <= as_of);
  const later = items.length - known.length;
  return [
    known.length ? claimTable(known) : h("p", { class: "empty" }, say("none")),
    later > 0 && h("p", { class: "note" }, say("claims_later", { n: count(later), day: as_of ?? "" })),
  ];
}

/** @param {any[]} items */
function claimTable(items) {
  return table(say("claims"), [
    { title: say("claim") }, { title: say("reading") }, { title: say("claim_date") }, { title: say("reported"), number: true },
    { title: say("computed"), number: true }, { title: say("difference"), number: true }, { title: say("holds") }, { title: say("place") },
  ], items.map((c) => [
    c.title,
    [c.reading_title, c.default && c.reading !== "all" ? h("small", null, say("default_reading")) : null],
    h("span", { class: "date" }, c.as_of),
    bounded(c.reported, c.bound),
    against(c),
    c.difference > 0 ? `+${count(c.difference)}` : count(c.difference),
    h("span", { class: `verdict ${c.holds}` }, say(`holds.${c.holds}`)),
    c.place.file ? say("place_at", { file: c.place.file, row: c.place.row ?? "—" }) : "—",
  ]), "claims");
}

/** The views of this page that show what a figure counts, by the path of the list. */
const VIEWS = /** @type {Record<string, string>} */ ({
  "/v1/uncovered": "gaps", "/v1/party-organizations": "party-organizations", "/v1/coverage": "coverage",
});

/** The computed figure, as the way to the list that was counted. @param {any} claim */
function against(claim) {
  const list = new URL(claim.against, location.origin);
  const view = VIEWS[list.pathname];
  const href = view ? hrefTo([view], { region: null, ...Object.fromEntries(list.searchParams) }) : claim.against;
  return h("a", { href, title: say("against") }, count(claim.computed));
}
