/** The uncovered organisations: facets beside the list, its order, its pages, and the whole of it as a file. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { exportLinks } from "./exports.js";
import { facet, facetOfSeveral } from "./facets.js";
import { names, regionName } from "./groups.js";
import { holderLink, pages, severityMark } from "./parts.js";
import { regionChoice } from "./regions.js";
import { hrefHere, hrefTo, state } from "./state.js";
import { bounded, count, joined, say, word } from "./words.js";

const SEVERITIES = ["hard", "soft", "none", "unknown"];
const DEFAULT = "hard"; // the ones that the rules do not leave open come first
const FACETS = ["trade", "region", "kind", "lead", "association"];
const SORTS = ["id", "members_full", "gap_since", "name"];
const SIZES = ["20", "50", "100"];
/** What the reader may clear at once. */
const CLEARED = Object.fromEntries(["severity", ...FACETS, "sort", "limit"].map((name) => [name, null]));

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showGaps() {
  const { params } = state();
  const severity = params.severity ?? DEFAULT;
  const asked = { ...Object.fromEntries(FACETS.map((name) => [name, params[name]])), severity, sort: params.sort, as_of: params.as_of };
  const [answer, known, places] = await Promise.all([
    ask("/v1/uncovered", { ...asked, limit: params.limit ?? SIZES[0], cursor: params.cursor, facets: ["severity", ...FACETS].join(",") }),
    Promise.all(FACETS.map(async (name) => /** @type {const} */ ([name, name === "kind" ? null : await names(name)]))).then((all) => new Map(all)),
    regionChoice(),
  ]);
  return [h("div", { class: "beside-list" },
    facets(answer.facets, severity.split(","), known, places),
    h("div", { class: "listed" }, h("p", { class: "found" }, found(answer.total, severity.split(","), known)), order(), answer.items.length
      ? [list(answer.items, known), pages(answer, say("gaps")), exportLinks("/v1/uncovered", asked)]
      : h("p", { class: "empty" }, say("empty"))))];
}

/**
 * @param {Record<string, import("./facets.js").Bucket[]>} found
 * @param {string[]} severities
 * @param {Map<string, Map<string, string> | null>} known
 * @param {import("./regions.js").Choice} places
 */
function facets(found, severities, known, places) {
  const { params } = state();
  const near = new Set([params.region, "null", ...places.below.map((r) => r.id)]);
  return h("aside", { class: "facets", "aria-label": say("conditions") },
    facetOfSeveral("severity", inOrder(found.severity), severities, severityMark),
    FACETS.map((name) => facet(name,
      name === "region" ? found.region.filter((b) => near.has(b.value ?? "null")) : found[name], params[name],
      (value) => known.get(name)?.get(value) ?? word(name, value))),
    h("p", null, h("a", { class: "clear", href: hrefHere(CLEARED), "data-focus": "clear" }, say("reset"))));
}

/**
 * What the list is of, in a line: it heads what is printed.
 *
 * @param {number} total
 * @param {string[]} severities
 * @param {Map<string, Map<string, string> | null>} known
 */
function found(total, severities, known) {
  const { params } = state();
  const chosen = FACETS.filter((name) => params[name]).map((name) => known.get(name)?.get(params[name]) ?? word(name, params[name]));
  return say("gaps_found", { n: count(total), of: joined([...severities.map((s) => word("severity", s)), ...chosen]) });
}

/** All severities, those without any too. @param {import("./facets.js").Bucket[]} buckets */
function inOrder(buckets) {
  return SEVERITIES.map((value) => ({ value, total: buckets.find((b) => b.value === value)?.total ?? 0 }));
}

/** The order of the list and the length of a page. */
function order() {
  const { sort = SORTS[0], limit = SIZES[0] } = state().params;
  return h("div", { class: "order" },
    choice(say("sort"), "sort", SORTS, sort, (s) => say(`sort.${s}`)), choice(say("page_size"), "limit", SIZES, limit, String));
}

/**
 * @param {string} title
 * @param {string} name
 * @param {string[]} values
 * @param {string} chosen
 * @param {(value: string) => string} nameOf
 */
function choice(title, name, values, chosen, nameOf) {
  return h("nav", { "aria-label": title }, h("span", { class: "quiet" }, title), values.map((value) => [" ", h("a", {
    href: hrefHere({ [name]: value === values[0] ? null : value }), "aria-current": value === chosen ? "true" : null, "data-focus": `${name} ${value}`,
  }, nameOf(value))]));
}

/**
 * @param {any[]} items
 * @param {Map<string, Map<string, string> | null>} known
 */
function list(items, known) {
  return table(say("gaps"), [
    { title: say("organization") }, { title: say("severity") }, { title: say("members_full"), number: true },
    { title: say("lead") }, { title: say("superior") }, { title: say("break") }, { title: say("gap_since") }, { title: say("reason") },
  ], items.map((item) => row(item, /** @type {Map<string, string>} */ (known.get("trade")), /** @type {Map<string, string>} */ (known.get("region")))), "gaps");
}

/**
 * @param {any} item
 * @param {Map<string, string>} trades
 * @param {Map<string, string>} regions
 */
function row(item, trades, regions) {
  const o = item.organization;
  const about = [word("kind", o.kind), o.trade && (trades.get(o.trade) ?? o.trade), regionName(o.region, regions)]
    .filter(Boolean).join(" · ");
  return [
    [h("a", { href: hrefTo(["organizations", o.id]) }, o.name), h("small", null, about)],
    severityMark(item.severity),
    bounded(item.members_full, item.members_full_bound),
    item.lead ? holderLink(item.lead) : h("span", { class: "warn" }, say("no_lead")),
    item.superior ? holderLink(item.superior) : "—",
    item.break ? h("span", { class: "warn", title: item.break.message }, word("break", item.break.code)) : "—",
    h("span", { class: "date" }, item.gap_since ?? "—"),
    item.reason,
  ];
}
