/** The ratios of the city or of the chosen part of it: never a percentage alone, always with what it was made of. */
import { h, table } from "./dom.js";
import { COVERED, SEVERITY, UNCOVERED, added, coverage } from "./groups.js";
import { hrefTo } from "./state.js";
import { share } from "./trust.js";
import { count, say, word } from "./words.js";

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showRatios() {
  const city = (await coverage("kind")).whole;
  return [ratioTable(city), composition(city.counts)];
}

/**
 * @param {import("./groups.js").Totals} totals
 * @param {import("./state.js").Changes} [filter]  what narrows a list to these units
 */
export function ratioTable(totals, filter = {}) {
  return table(say("ratios"), [
    { title: say("ratio") }, { title: say("value"), number: true }, { title: say("numerator"), number: true },
    { title: say("denominator"), number: true }, { title: say("excluded") }, { title: say("definition") },
  ], totals.ratios.map((r) => [
    [r.title, official(r)],
    share(r, totals),
    count(r.numerator), count(r.denominator), excluded(r.excluded, filter),
    h("span", { class: "definition" }, word("definition", r.definition)),
  ]), "ratios");
}

/** The official Chinese term beside an English title. @param {import("./groups.js").Ratio} ratio */
function official(ratio) {
  const term = word("ratio", ratio.definition);
  return term === ratio.title ? null : h("small", { lang: "zh-CN" }, term);
}

/**
 * How many units stand outside a ratio, and why.
 *
 * @param {Record<string, number>} reasons
 * @param {import("./state.js").Changes} filter
 */
function excluded(reasons, filter) {
  const parts = Object.entries(reasons).filter(([, n]) => n);
  if (!parts.length) return "0";
  return h("ul", { class: "plain" }, parts.map(([why, n]) => h("li", null,
    why === "not_operating" ? h("a", { href: hrefTo(["search"], { ...filter, operating: "false" }) }, word("excluded", why)) : word("excluded", why),
    " ", count(n))));
}

/**
 * What the units are made of: one bar, each part named with its number, which opens its list.
 *
 * @param {Record<string, number>} counts
 * @param {import("./state.js").Changes} [filter]  what narrows those lists to these units
 */
export function composition(counts, filter = {}) {
  const all = added(counts, [...COVERED, ...UNCOVERED]);
  const parts = [...COVERED, ...UNCOVERED].filter((name) => counts[name]);
  return h("figure", { class: "composition" },
    h("figcaption", null, `${say("units")} ${count(all)}`),
    h("div", { class: "strip", "aria-hidden": "true" }, parts.map((name) =>
      h("span", { class: name, style: `flex-grow:${counts[name]}` }))),
    h("ul", null, parts.map((name) => {
      const href = SEVERITY[name] ? hrefTo(["gaps"], { ...filter, severity: SEVERITY[name] }) : hrefTo(["search"], { ...filter, coverage: name });
      return h("li", null, h("a", { href }, h("span", { class: `swatch ${name}`, "aria-hidden": "true" }), word("class", name),
        " ", h("b", null, count(counts[name]))));
    })));
}
