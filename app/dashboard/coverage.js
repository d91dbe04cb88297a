/** Coverage by one dimension: a table with a bar in each row. */
import { h, table } from "./dom.js";
import { COVERED, added, coverage, depthOf, nameOf } from "./groups.js";
import { change, hrefTo, state } from "./state.js";
import { count, percent, say } from "./words.js";

export const DIMENSIONS = ["trade", "region", "kind", "lead", "level", "association"];
const FILTERS = new Set(["trade", "region", "kind", "lead", "association"]);

/** The choice of the dimension. */
export function dimensionChoice() {
  const chosen = dimension();
  return h("div", { class: "tabs", role: "group", "aria-label": say("by") }, DIMENSIONS.map((by) =>
    h("button", { type: "button", "aria-pressed": String(by === chosen), "data-by": by, onclick: () => change({ by }) }, say(`by.${by}`))));
}

/** Marks the chosen dimension after a change of address. @param {Element} place */
export function markDimension(place) {
  const chosen = dimension();
  for (const button of place.querySelectorAll("[data-by]")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("data-by") === chosen));
  }
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
    by === "region" ? h("p", { class: "note" }, say("coverage_note_region"), " ", streets > 0 && h("button", {
      type: "button", class: "link", onclick: () => change({ streets: all ? null : "1" }),
    }, say(all ? "streets_hide" : "streets_show", { n: count(streets) }))) : null,
    table(say(`by.${by}`), [
      { title: say(by === "level" ? "by" : by) }, { title: say("units"), number: true }, { title: say("covered"), number: true },
      { title: say("bar") }, { title: say("severity.hard"), number: true }, { title: say("severity.soft"), number: true },
      { title: say("severity.none"), number: true }, { title: say("severity.unknown"), number: true },
    ], rows.map((group) => [
      h("span", { class: by === "region" && group.value ? `depth-${depthOf(group.value)}` : null }, nameOf(group)),
      count(group.units),
      count(added(group.counts, COVERED)),
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

/** @param {import("./groups.js").Group} group */
function bar(group) {
  const ratio = /** @type {import("./groups.js").Ratio} */ (group.ratios.find((r) => r.definition === "organization_coverage"))
  const share = ratio.value ?? 0;
  return h("span", { class: "bar" },
    h("span", { class: "track", "aria-hidden": "true" }, h("span", { style: `width:${(share * 100).toFixed(1)}%` })),
    h("span", { class: "said" }, `${percent(ratio.value)}`, h("small", null, ` ${count(ratio.numerator)}/${count(ratio.denominator)}`)));
}

/**
 * @param {string} by
 * @param {import("./groups.js").Group} group
 * @param {string} severity
 * @param {string} name
 */
function gapLink(by, group, severity, name) {
  const n = group.counts[name] ?? 0;
  if (!n || group.value === null || !FILTERS.has(by)) return count(n);
  return h("a", { href: hrefTo(["gaps"], { severity, [by]: group.value }) }, count(n));
}
