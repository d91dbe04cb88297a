/** Coverage by quarter as columns: covered, reported but uncovered, and the unreported hatched. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { COVERED, added, coverage, ratioOf } from "./groups.js";
import { disclosure } from "./parts.js";
import { hrefHere, state } from "./state.js";
import { doubt } from "./trust.js";
import { count, percent, say } from "./words.js";

const YEARS = 2;

/**
 * @typedef {import("./groups.js").Totals & {period: string, as_of: string}} Period
 */

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showTrend() {
  const { as_of, region } = state().params;
  const day = (await coverage("kind")).as_of;
  if (!day) return [h("p", { class: "empty" }, say("nothing_loaded"))];
  const from = `${Number(day.slice(0, 4)) - YEARS}${day.slice(4, 7)}`;
  /** @type {Period[]} */
  const periods = (await ask("/v1/coverage/trend", { step: "quarter", from, to: day, as_of, region })).items;
  const most = Math.max(1, ...periods.map((p) => p.units));
  return [
    h("ol", { class: "columns" }, periods.map((period) => column(period, most))),
    h("p", { class: "legend" }, ["covered", "uncovered", "unreported"].map((name) =>
      h("span", null, h("i", { class: name, "aria-hidden": "true" }), " ", say(`trend.${name}`)))),
    disclosure(say("as_table"), () => table(say("trend"), [
      { title: say("quarter") }, { title: say("units"), number: true }, { title: say("covered"), number: true },
      { title: say("trend.uncovered"), number: true }, { title: say("trend.unreported"), number: true }, { title: say("bar"), number: true },
    ], periods.map((period) => {
      const { covered, uncovered, unreported } = partsOf(period);
      return [period.as_of, count(period.units), count(covered), count(uncovered), count(unreported),
        percent(ratioOf(period, "organization_coverage").value)];
    }))),
  ];
}

/** @param {Period} period */
function partsOf(period) {
  const covered = added(period.counts, COVERED);
  const unreported = period.counts.unknown ?? 0;
  return { covered, unreported, uncovered: period.units - covered - unreported };
}

/** @param {Period} period @param {number} most */
function column(period, most) {
  const ratio = ratioOf(period, "organization_coverage");
  const parts = partsOf(period);
  const said = say("trend.said", { day: period.as_of, ...Object.fromEntries(Object.entries(parts).map(([name, n]) => [name, count(n)])) });
  return h("li", null, h("a", { href: hrefHere({ as_of: period.as_of }), title: said, "aria-label": `${percent(ratio.value)}，${said}` },
    h("span", { class: doubt(ratio, period) ? "weak" : "" }, percent(ratio.value)),
    h("span", { class: "stack", "aria-hidden": "true" }, h("span", { class: "room", style: `flex-grow:${most - period.units}` }),
      Object.entries({ unreported: parts.unreported, uncovered: parts.uncovered, covered: parts.covered }).map(([name, n]) =>
        h("span", { class: name, style: `flex-grow:${n}` }))),
    h("span", { class: "quarter" }, period.period.replace("-", " "))));
}
