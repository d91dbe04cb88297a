/** Organisations as a list: found by name or any identifier, or those that a number elsewhere counts. */
import { ask, Problem } from "./api.js";
import { exportLinks } from "./exports.js";
import { h, table } from "./dom.js";
import { names, regionName } from "./groups.js";
import { pages } from "./parts.js";
import { hrefHere, hrefTo, state } from "./state.js";
import { joined, say, word } from "./words.js";

const LIMIT = 50;
const FILTERS = ["q", "kind", "trade", "region", "coverage", "lead", "association", "party", "rule", "operating", "form_row", "form_column"];

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showFound() {
  const { params } = state();
  const { q, as_of, cursor } = params;
  const filters = Object.fromEntries(FILTERS.map((name) => [name, params[name]]));
  const [exact, answer, trades, regions, chosen] = await Promise.all([
    q && !cursor && /\d/.test(q) ? identified(q, as_of) : null,
    ask("/v1/organizations", { ...filters, as_of, limit: LIMIT, cursor }),
    names("trade"), names("region"), conditions(params),
  ]);
  const items = answer.items;
  return [
    chosen,
    exact ? h("p", { class: "identified" }, say("by_identifier"), "：", h("a", { href: hrefTo(["organizations", exact.id]) }, exact.name)) : null,
    items.length ? table(say("organizations"), [
      { title: say("organization") }, { title: say("kind") }, { title: say("trade") }, { title: say("region") }, { title: say("coverage_state") },
    ], items.map((/** @type {any} */ o) => [
      h("a", { href: hrefTo(["organizations", o.id]) }, o.name), word("kind", o.kind),
      o.trade ? trades.get(o.trade) ?? o.trade : "—", regionName(o.region, regions) ?? "—", word("class", o.coverage),
    ])) : exact ? null : h("p", { class: "empty" }, say("empty")),
    items.length ? pages(answer, say("organizations")) : null,
    items.length ? exportLinks("/v1/organizations", { ...filters, as_of }) : null,
  ];
}

/**
 * What the list is narrowed to, each condition with the way to drop it.
 *
 * @param {Record<string, string>} params
 */
async function conditions(params) {
  const chosen = FILTERS.filter((name) => params[name] && name !== "region");
  if (!chosen.length) return null;
  const known = Object.fromEntries(await Promise.all(chosen.filter((name) => name in NAMED).map(async (name) => [name, await NAMED[name](params[name])])));
  return h("ul", { class: "conditions", "aria-label": say("conditions") }, chosen.map((name) => h("li", null,
    h("a", { href: hrefHere({ [name]: null }), title: say("drop"), "data-focus": `condition ${name}` },
      h("small", null, say(`condition.${name}`)), " ", said(name, params[name], known[name]), h("span", { "aria-hidden": "true" }, " ✕"),
      h("span", { class: "sr" }, say("drop"))))));
}

/** Who tells what the values of a filter are called. @type {Record<string, (value: string) => Promise<Map<string, string>>>} */
const NAMED = {
  trade: () => names("trade"), lead: () => names("lead"), association: () => names("association"), party: partyName,
  form_row: () => titles("rows"), form_column: () => titles("columns"),
};

/** What the rows or columns of the official form are called. @param {"rows" | "columns"} part @returns {Promise<Map<string, string>>} */
async function titles(part) {
  const form = await ask("/v1/coverage/form", { as_of: state().params.as_of });
  return new Map(form[part].map((/** @type {{id: string, title: string}} */ one) => [one.id, one.title]));
}

/** The name of one Party organisation, by its id. @param {string} id @returns {Promise<Map<string, string>>} */
async function partyName(id) {
  if (id === "null") return new Map();
  return new Map([[id, (await ask(`/v1/party-organizations/${encodeURIComponent(id)}`, { as_of: state().params.as_of })).name]]);
}

/** @param {string} name @param {string} value @param {Map<string, string> | undefined} known */
function said(name, value, known) {
  if (value === "null") return say("null_row");
  if (known) return joined(value.split(",").map((code) => known.get(code) ?? code));
  if (name === "operating") return say(value === "true" ? "yes" : "no");
  const list = /** @type {Record<string, string>} */ ({ kind: "kind", coverage: "class", rule: "rule" })[name];
  return list ? joined(value.split(",").map((code) => word(list, code))) : value;
}

/**
 * The organisation that the text identifies, or null.
 *
 * @param {string} text
 * @param {string | undefined} as_of
 */
async function identified(text, as_of) {
  try {
    return await ask(`/v1/organizations/${encodeURIComponent(text)}`, { as_of });
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}
