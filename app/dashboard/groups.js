/**
 * The rows of `/v1/coverage`: groupings, their names, and the whole that they sum to.
 *
 * @typedef {{definition: string, numerator: number, denominator: number, value: number | null,
 *   excluded: Record<string, number>}} Ratio
 * @typedef {{id: string | null, name: string, counts: Record<string, number>, ratios: Ratio[]}} Group
 */
import { ask } from "./api.js";
import { state } from "./state.js";
import { say, word } from "./words.js";

/** The classes of the form, covered ones first. */
export const COVERED = ["own_committee", "own_general_branch", "own_branch", "joint"];
export const UNCOVERED = ["uncovered_must", "uncovered_few", "uncovered_none", "unknown"];

/**
 * @param {string} by
 * @returns {Promise<Group[]>}
 */
export async function groups(by) {
  const answer = await ask("/v1/coverage", { by, as_of: state().params.as_of });
  return answer.items.map((/** @type {any} */ row) => ({
    ...named(row.value, by), counts: row.counts, ratios: Object.values(row.ratios), row,
  }));
}

/**
 * @param {any} value  an object with id and name, a word of a closed list, or null
 * @param {string} by
 */
function named(value, by) {
  if (value === null || value === undefined) return { id: null, name: say("null_row") };
  if (typeof value === "object") {
    return { id: value.id, name: by === "kind" || by === "level" ? word(by, value.id) : value.name };
  }
  return { id: value, name: word(by, value) };
}

/** @returns {Promise<Map<string, string>>} names by id */
export async function names(/** @type {string} */ by) {
  return new Map((await groups(by)).filter((g) => g.id !== null).map((g) => [/** @type {string} */ (g.id), g.name]));
}

/**
 * The whole of groups that do not overlap: counts, numerators, denominators and exclusions added up.
 *
 * @param {Group[]} parts
 */
export function whole(parts) {
  /** @type {Record<string, number>} */
  const counts = {};
  /** @type {Map<string, Ratio>} */
  const ratios = new Map();
  for (const part of parts) {
    for (const [name, n] of Object.entries(part.counts)) counts[name] = (counts[name] ?? 0) + n;
    for (const r of part.ratios) {
      const sum = ratios.get(r.definition) ?? { definition: r.definition, numerator: 0, denominator: 0, value: null, excluded: {} };
      sum.numerator += r.numerator;
      sum.denominator += r.denominator;
      for (const [why, n] of Object.entries(r.excluded)) sum.excluded[why] = (sum.excluded[why] ?? 0) + n;
      sum.value = sum.denominator ? sum.numerator / sum.denominator : null;
      ratios.set(r.definition, sum);
    }
  }
  return { counts, ratios: [...ratios.values()] };
}

/** @param {Record<string, number>} counts @param {string[]} classes */
export function added(counts, classes) {
  return classes.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
}
