/** The two trees, opened branch by branch: units with their associations down to the last organisation, and Party organisations. */
import { ask } from "./api.js";
import { bar } from "./coverage.js";
import { h } from "./dom.js";
import { asking, holderLink, part, view } from "./parts.js";
import { hrefTo, state } from "./state.js";
import { count, say, word } from "./words.js";

const MOST = 500; // what one answer holds at most

/**
 * @typedef {import("./parts.js").Holder} Holder
 * @typedef {{holder: Holder, relation: string, totals: import("./groups.js").Totals, children_total: number | null, children: any[]}} Branch
 */

/** @returns {import("./parts.js").View} */
export function tree() {
  return view(h("h1", null, say("nav.tree")),
    part("units", say("units_tree"), showUnits, say("units_tree_note")),
    part("parties", say("parties_tree"), showTops, say("parties_tree_note")));
}

/** All units that answer for somebody, those for the most first. */
async function showUnits() {
  const { as_of } = state().params;
  /** @type {any[]} */
  const units = (await ask("/v1/units", { as_of, kind: "supervising_unit", limit: MOST })).items;
  const answering = units.filter((unit) => unit.leads_total).sort((a, b) => b.leads_total - a.leads_total);
  if (!answering.length) return h("p", { class: "empty" }, say("none"));
  return h("ul", { class: "tree" }, answering.map((unit) => h("li", null,
    opening(unit.name, say("leads_n", { n: count(unit.leads_total) }), () => showUnitChildren(unit.id)))));
}

/**
 * What stands directly below a unit.
 *
 * @param {string} id
 * @param {boolean} [named]  whether the way to the page of the unit is shown
 * @returns {Promise<import("./dom.js").Child[]>}
 */
export async function showUnitChildren(id, named = true) {
  return below(await subtree(id, 1), (child) => showWithin(id, child.holder.id), named ? ["units", id] : null);
}

/** What stands below one association within what a unit answers for. @param {string} unit @param {string} association */
async function showWithin(unit, association) {
  const found = (await subtree(unit, 2)).children.find((child) => child.holder?.id === association);
  return below(found, async () => [], ["units", association]);
}

/** @param {string} id @param {number} depth @returns {Promise<Branch>} */
async function subtree(id, depth) {
  return (await ask(`/v1/units/${encodeURIComponent(id)}/subtree`, { depth, limit: MOST, as_of: state().params.as_of })).tree;
}

/**
 * @param {Branch} branch
 * @param {(child: Branch) => Promise<import("./dom.js").Child[]>} open  how a branch below is opened
 * @param {string[] | null} page  where all about it stands
 */
function below(branch, open, page) {
  const rest = (branch.children_total ?? 0) - branch.children.length;
  return [
    h("p", { class: "totals" }, bar(branch.totals), page && h("a", { href: hrefTo(page) }, say("answers_for"))),
    branch.children.length ? h("ul", { class: "tree" }, branch.children.map((child) => h("li", null, child.relation === "organization"
      ? leaf(child.organization)
      : opening(child.holder.name, say("units_n", { n: count(child.totals.units) }), () => open(child))))) : null,
    rest > 0 && h("p", { class: "quiet" }, say("more", { n: count(rest) })),
  ];
}

/** @param {{id: string, name: string, coverage: string | null}} organization */
function leaf(organization) {
  return h("span", { class: "leaf" }, h("a", { href: hrefTo(["organizations", organization.id]) }, organization.name),
    " ", h("small", null, word("class", organization.coverage)));
}

/**
 * A branch that asks for what is below it when it is opened.
 *
 * @param {string} name
 * @param {string} note
 * @param {() => Promise<import("./dom.js").Child[]>} load
 */
function opening(name, note, load) {
  return asking([name, " ", h("small", null, note)], load);
}

/** The Party organisations that nothing stands above, as recorded or derived: the city committee, and whoever has lost its superior. */
async function showTops() {
  const { as_of } = state().params;
  const tops = [];
  let cursor = null;
  do {
    const page = await ask("/v1/party-organizations", { as_of, limit: MOST, cursor });
    tops.push(...page.items.filter((/** @type {any} */ party) => !party.superior && !party.recorded));
    cursor = page.next;
  } while (cursor);
  if (!tops.length) return h("p", { class: "empty" }, say("none"));
  return h("ul", { class: "tree" }, tops.sort((a, b) => Number(b.territorial) - Number(a.territorial)).map(partyBranch));
}

/** @param {any} party */
function partyBranch(party) {
  const note = [word("kind", party.kind), party.members === null ? "" : say("members_n", { n: count(party.members) }),
    party.covers.length ? say("covers_n", { n: count(party.covers.length) }) : ""].filter(Boolean).join(" · ");
  return h("li", null, opening(party.name, note, () => showPartyChildren(party)));
}

/**
 * The Party organisations directly beneath one, whom it covers itself, and the organisations whose superior it is.
 *
 * @param {Holder & {covers: Holder[]}} party
 * @returns {Promise<import("./dom.js").Child[]>}
 */
export async function showPartyChildren(party) {
  const { as_of } = state().params;
  const [answer, { tree: { totals, children, children_total } }] = await Promise.all([
    ask("/v1/party-organizations", { superior: party.id, as_of, limit: MOST }),
    ask(`/v1/party-organizations/${encodeURIComponent(party.id)}/subtree`, { as_of, limit: MOST }),
  ]);
  const leaves = children.filter((/** @type {any} */ child) => child.relation === "organization");
  return [
    totals.units > 0 && h("p", { class: "totals" }, bar(totals), " ",
      h("a", { href: hrefTo(["search"], { party: party.id }) }, say("units_n", { n: count(totals.units) }))),
    h("p", { class: "totals" }, holderLink(party), " ", h("small", null, say("beneath_n", { n: count(answer.total) }))),
    party.covers.length > 0 && h("p", { class: "totals" }, say("covers"), "：", party.covers.map((o, i) => [i ? "，" : "", holderLink({ ...o, label: "Organization" })])),
    answer.items.length > 0 && h("ul", { class: "tree" }, answer.items.map(partyBranch)),
    leaves.length > 0 && h("ul", { class: "tree" }, leaves.map((/** @type {any} */ child) => h("li", null, leaf(child.organization)))),
    children_total > children.length && h("p", { class: "quiet" }, say("more", { n: count(children_total - children.length) })),
    answer.next && h("p", null, h("a", { href: hrefTo(["party-organizations"], { superior: party.id }) }, say("all_of", { n: count(answer.total) }))),
  ];
}
