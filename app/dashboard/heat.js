/** Organisational coverage of each district in each trade, or of each street where a district is chosen. */
import { ask } from "./api.js";
import { h } from "./dom.js";
import { names, ratioOf } from "./groups.js";
import { regionChoice } from "./regions.js";
import { hrefHere, hrefTo, state } from "./state.js";
import { doubt } from "./trust.js";
import { count, percent, say } from "./words.js";

const STEPS = 5;
const EVERY = "hard,soft,none,unknown";

/**
 * @typedef {import("./groups.js").Group & {values: Record<string, string | null>}} Pair
 */

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showHeat() {
  const { as_of, region } = state().params;
  const [answer, places, trades] = await Promise.all([
    ask("/v1/coverage", { by: "region,trade", as_of, region }), regionChoice(), names("trade"),
  ]);
  if (!answer.items.length) return [h("p", { class: "empty" }, say("empty"))];
  /** @type {Map<string, Pair>} */
  const cells = new Map(answer.items.map((/** @type {Pair} */ pair) => [keyOf(pair.values.region, pair.values.trade), pair]));
  const columns = [...trades.keys(), null].filter((trade) => answer.items.some((/** @type {Pair} */ p) => p.values.trade === trade));
  const top = places.chosen ?? places.top;
  const rows = [...(top ? [top] : []), ...places.below, ...(region ? [] : [null])]
    .filter((row) => columns.some((trade) => cells.has(keyOf(row?.id ?? null, trade))));
  return [
    h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": say("heat") },
      h("table", { class: "heat" },
        h("caption", { class: "sr" }, say("heat")),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, say("region")),
          columns.map((trade) => h("th", { scope: "col" }, trade === null ? say("null_row") : trades.get(trade) ?? trade)))),
        h("tbody", null, rows.map((row) => h("tr", { class: row && row.id === top?.id ? "all" : null },
          h("th", { scope: "row" }, row ? rowName(row, top) : say("null_row")),
          columns.map((trade) => cell(cells.get(keyOf(row?.id ?? null, trade)))))))),
    ),
    legend(),
  ];
}

/** @param {string | null} region @param {string | null} trade */
function keyOf(region, trade) {
  return JSON.stringify([region, trade]);
}

/** @param {import("./regions.js").Region} row @param {import("./regions.js").Region | null} top */
function rowName(row, top) {
  return row.id === top?.id ? row.name : h("a", { href: hrefHere({ region: row.id }) }, row.name);
}

/** @param {Pair | undefined} pair */
function cell(pair) {
  if (!pair || !pair.units) return h("td", { class: "none" }, h("span", { class: "sr" }, say("none")));
  const ratio = ratioOf(pair, "organization_coverage");
  const why = doubt(ratio, pair);
  const step = Math.min(STEPS - 1, Math.floor((ratio.value ?? 0) * STEPS));
  const { region, trade } = pair.values;
  return h("td", { class: why ? "weak" : `step-${step}`, title: why },
    h("a", { href: hrefTo(["gaps"], { region: region ?? "null", trade: trade ?? "null", severity: EVERY }) },
      percent(ratio.value), h("small", null, `${count(ratio.numerator)}/${count(ratio.denominator)}`)));
}

function legend() {
  return h("p", { class: "legend" }, Array.from({ length: STEPS }, (_, step) =>
    h("span", null, h("i", { class: `step-${step}`, "aria-hidden": "true" }), ` ${step * 100 / STEPS}–${(step + 1) * 100 / STEPS}%`)),
  h("span", null, h("i", { class: "weak", "aria-hidden": "true" }), ` ${say("weak_cell")}`));
}
