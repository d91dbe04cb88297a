/** How far a ratio can be leaned on: one that rests on few reports is grey, and says so. */
import { h } from "./dom.js";
import { count, percent, say } from "./words.js";

/** Below this many units in the denominator a percentage says little; a choice of this page alone. */
const FEW = 5;

/**
 * Why a ratio should not be leaned on, or null. Where the unreported are left out of a ratio, it speaks only of those
 * that have reported: of less than half, it speaks for the few.
 *
 * @param {import("./groups.js").Ratio} ratio
 * @param {import("./groups.js").Totals} totals  what the ratio is of
 */
export function doubt(ratio, totals) {
  if (ratio.value === null) return null;
  const unknown = totals.counts.unknown ?? 0;
  if (ratio.excluded.unknown && unknown * 2 > totals.units) {
    return say("few_reports", { n: count(unknown), of: count(totals.units) });
  }
  return ratio.denominator < FEW ? say("few_units", { n: count(ratio.denominator) }) : null;
}

/**
 * A ratio as a percentage: bold where it can be leaned on, else grey with the reason beneath.
 *
 * @param {import("./groups.js").Ratio} ratio
 * @param {import("./groups.js").Totals} totals
 */
export function share(ratio, totals) {
  const why = doubt(ratio, totals);
  if (why === null) return h("strong", { class: "figure" }, percent(ratio.value));
  return h("span", null, h("span", { class: "figure weak" }, percent(ratio.value)), h("small", { class: "why" }, why));
}
