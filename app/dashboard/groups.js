/**
 * The rows of `/v1/coverage`: groupings, their names, and the whole.
 *
 * @typedef {{definition: string, title: string, numerator: number, denominator: number, value: number | null,
 *   excluded: Record<string, number>}} Ratio
 * @typedef {{counts: Record<string, number>, units: number, members: number, ratios: Ratio[]}} Totals
 * @typedef {Totals & {value: string | null, name: string | null}} Group
 */
import { ask } from "./api.js";
import { state } from "./state.js";
import { regionNames } from "./regions.js";
import { say } from "./words.js";

/** The classes of the form, covered ones first. */
export const COVERED = ["own_committee", "own_general_branch", "own_branch", "joint"];
export const UNCOVERED = ["uncovered_must", "uncovered_few", "uncovered_none", "unknown"];

/** The severity of a gap by its class. @type {Record<string, string>} */
export const SEVERITY = { uncovered_must: "hard", uncovered_few: "soft", uncovered_none: "none", unknown: "unknown" };

/**
 * Coverage in the chosen part of the city.
 *
 * @param {string} by
 * @param {import("./state.js").Changes} [otherwise]  another day or region than those of the address
 * @returns {Promise<{as_of: string | null, revision: number, rule_set: string, stale_since: string | null, items: Group[], whole: Totals}>}
 */
export function coverage(by, otherwise = {}) {
  const { as_of, region } = state().params;
  return ask("/v1/coverage", { by, as_of, region, ...otherwise });
}

/** @param {Totals} totals @param {string} definition @returns {Ratio} */
export function ratioOf(totals, definition) {
  return /** @type {Ratio} */ (totals.ratios.find((r) => r.definition === definition));
}

/** A group by its name; those that the dimension says nothing about by words. @param {Group} group */
export function nameOf(group) {
  return group.value === null ? say("null_row") : group.name ?? group.value;
}

/**
 * The values of a dimension with their names, in the order of the service, in the whole city.
 *
 * @param {string} by
 * @returns {Promise<Map<string, string>>}
 */
export async function names(by) {
  if (by === "region") return regionNames();
  if (by === "trade") {
    const { items } = await ask("/v1/trades", { as_of: state().params.as_of });
    return new Map(items.map((/** @type {{id: string, name: string}} */ trade) => [trade.id, trade.name]));
  }
  const found = new Map();
  for (const group of (await coverage(by, { region: null })).items) if (group.value !== null) found.set(group.value, nameOf(group));
  return found;
}

/** How deep a region stands: 0 a city or above, 1 a district, 2 a street; its code says so. @param {string} code */
export function depthOf(code) {
  if (code.length > 6) return 2;
  return code.endsWith("00") ? 0 : 1;
}

/**
 * A region by name, a street with its district before it.
 *
 * @param {string | null} code
 * @param {Map<string, string>} regions
 */
export function regionName(code, regions) {
  if (!code) return null;
  const district = depthOf(code) === 2 ? regions.get(code.slice(0, 6)) : null;
  return [district, regions.get(code) ?? code].filter(Boolean).join(" ");
}

/** @param {Record<string, number>} counts @param {string[]} classes */
export function added(counts, classes) {
  return classes.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}
