/** Coverage by one dimension: a table with a bar in each row. */
import { h, table } from "./dom.js";
import { COVERED, UNCOVERED, added, coverage, depthOf, nameOf, ratioOf } from "./groups.js";
import { hrefHere, hrefTo, state } from "./state.js";
import { doubt } from "./trust.js";
import { count, percent, say } from "./words.js";

const DIMENSIONS = ["trade", "region", "kind", "lead", "level", "association"];
const FILTERS = new Set(["trade", "region", "kind", "lead", "association"]);

/** The choice of the dimension. */
function dimensionChoice() {
  const chosen = dimension();
  return h("nav", { class: "tabs", "aria-label": say("by") }, DIMENSIONS.map((by) =>
    h("a", { href: hrefHere({ by }), "aria-current": by === chosen ? "true" : null, "data-focus": `by ${by}` }, say(`by.${by}`))));
}

function dimension() {
  const by = state().params.by;
  return DIMENSIONS.includes(by) ? by : "trade";
}

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showCoverage() {
  const by = dimension();
  const found = (await coverage(by)).items;
  const streets = by === "region" ? found.filter(isStreet).length : 0;
  const all = state().params.streets === "1";
  const rows = streets && !all ? found.filter((group) => !isStreet(group)) : found;
  return [
    dimensionChoice(),
    by === "region" ? h("p", { class: "note" }, say("coverage_note_region"), " ", streets > 0 && h("a", {
      href: hrefHere({ streets: all ? null : "1" }), "data-focus": "streets",
    }, say(all ? "streets_hide" : "streets_show", { n: count(streets) }))) : null,
    table(say(`by.${by}`), [
      { title: say(by === "level" ? "by" : by) }, { title: say("units"), number: true }, { title: say("covered"), number: true },
      { title: say("bar") }, { title: say("severity.hard"), number: true }, { title: say("severity.soft"), number: true },
      { title: say("severity.none"), number: true }, { title: say("severity.unknown"), number: true },
    ], rows.map((group) => [
      h("span", { class: by === "region" && group.value ? `depth-${depthOf(group.value)}` : null }, nameOf(group)),
      listLink(by, group, group.units, [...COVERED, ...UNCOVERED]),
      listLink(by, group, added(group.counts, COVERED), COVERED),
      bar(group),
      gapLink(by, group, "hard", "uncovered_must"), gapLink(by, group, "soft", "uncovered_few"),
      gapLink(by, group, "none", "uncovered_none"), gapLink(by, group, "unknown", "unknown"),
    ]), "coverage"),
  ];
}

/** @param {import("./groups.js").Group} group */
function isStreet(group) {
  return group.value !== null && depthOf(group.value) === 2;
}

/** @param {import("./groups.js").Totals} group */
export function bar(group) {
  const ratio = ratioOf(group, "organization_coverage");
  const why = doubt(ratio, group);
  return h("span", { class: `bar ${why ? "weak" : ""}`, title: why },
    h("span", { class: "track", "aria-hidden": "true" }, h("span", { style: `width:${((ratio.value ?? 0) * 100).toFixed(1)}%` })),
    h("span", { class: "said" }, `${percent(ratio.value)}`, h("small", null, ` ${count(ratio.numerator)}/${count(ratio.denominator)}`)));
}

/**
 * A number as the way to the organisations that it counts.
 *
 * @param {string} by
 * @param {import("./groups.js").Group} group
 * @param {number} n
 * @param {string[]} classes
 */
function listLink(by, group, n, classes) {
  if (!n || !FILTERS.has(by)) return count(n);
  return h("a", { href: hrefTo(["search"], { coverage: classes.join(","), ...asked(by, group) }) }, count(n));
}

/** @param {string} by @param {import("./groups.js").Group} group */
function asked(by, group) {
  return { [by]: group.value ?? "null" };
}

/**
 * @param {string} by
 * @param {import("./groups.js").Group} group
 * @param {string} severity
 * @param {string} name
 */
function gapLink(by, group, severity, name) {
  const n = group.counts[name] ?? 0;
  if (!n || !FILTERS.has(by)) return count(n);
  return h("a", { href: hrefTo(["gaps"], { severity, ...asked(by, group) }) }, count(n));
}
