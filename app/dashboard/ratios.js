/** The ratios of the whole city: never a percentage alone, always with what it was made of. */
import { h, table } from "./dom.js";
import { COVERED, UNCOVERED, added, coverage } from "./groups.js";
import { hrefTo } from "./state.js";
import { count, percent, say, word } from "./words.js";

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showRatios() {
  const city = (await coverage("kind")).whole;
  const rows = city.ratios.map((r) => [
    [r.title, official(r)],
    h("strong", { class: "figure" }, percent(r.value)),
    count(r.numerator), count(r.denominator), excluded(r.excluded),
    h("span", { class: "definition" }, word("definition", r.definition)),
  ]);
  return [
    table(say("ratios"), [
      { title: say("ratio") }, { title: say("value"), number: true }, { title: say("numerator"), number: true },
      { title: say("denominator"), number: true }, { title: say("excluded") }, { title: say("definition") },
    ], rows, "ratios"),
    composition(city.counts),
  ];
}

/** The official Chinese term beside an English title. @param {import("./groups.js").Ratio} ratio */
function official(ratio) {
  const term = word("ratio", ratio.definition);
  return term === ratio.title ? null : h("small", { lang: "zh-CN" }, term);
}

/** How many units stand outside a ratio, and why. @param {Record<string, number>} reasons */
function excluded(reasons) {
  const parts = Object.entries(reasons).filter(([, n]) => n);
  if (!parts.length) return "0";
  return h("ul", { class: "plain" }, parts.map(([why, n]) => h("li", null,
    why === "not_operating" ? h("a", { href: hrefTo(["search"], { operating: "false" }) }, word("excluded", why)) : word("excluded", why),
    " ", count(n))));
}

const SEVERITY = { uncovered_must: "hard", uncovered_few: "soft", uncovered_none: "none", unknown: "unknown" };

/**
 * What the units are made of: one bar, each part named with its number.
 *
 * @param {Record<string, number>} counts
 */
function composition(counts) {
  const all = added(counts, [...COVERED, ...UNCOVERED]);
  const parts = [...COVERED, ...UNCOVERED].filter((name) => counts[name]);
  return h("figure", { class: "composition" },
    h("figcaption", null, `${say("units")} ${count(all)}`),
    h("div", { class: "strip", "aria-hidden": "true" }, parts.map((name) =>
      h("span", { class: name, style: `flex-grow:${counts[name]}` }))),
    h("ul", null, parts.map((name) => {
      const severity = /** @type {Record<string, string>} */ (SEVERITY)[name];
      const text = [h("span", { class: `swatch ${name}`, "aria-hidden": "true" }), word("class", name), " ", h("b", null, count(counts[name]))];
      return h("li", null, severity ? h("a", { href: hrefTo(["gaps"], { severity }) }, text) : text);
    })));
}
