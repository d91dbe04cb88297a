/**
 * The regions of the day as a tree, and which of them is chosen for the whole page.
 *
 * @typedef {{id: string, name: string, rank: string, parent: string | null}} Region
 * @typedef {{chosen: Region | null, top: Region | null, above: Region[], below: Region[], byId: Map<string, Region>}} Choice
 */
import { ask } from "./api.js";
import { state } from "./state.js";

/**
 * Without a choice the whole city is meant, those without a region included.
 *
 * @returns {Promise<Choice>}  `above`: from the district down to the chosen one; `below`: what may be chosen next
 */
export async function regionChoice() {
  const { region, as_of } = state().params;
  /** @type {Region[]} */
  const regions = (await ask("/v1/regions", { as_of })).items;
  const byId = new Map(regions.map((r) => [r.id, r]));
  const top = regions.find((r) => r.rank === "city") ?? regions.find((r) => r.parent === null) ?? null;
  const chosen = region ? byId.get(region) ?? null : null;
  const above = [];
  for (let r = chosen; r && r.id !== top?.id; r = r.parent ? byId.get(r.parent) ?? null : null) above.unshift(r);
  const parent = chosen ?? top;
  return { chosen, top, above, below: regions.filter((r) => r.parent === parent?.id), byId };
}

/**
 * The names of all regions of the day.
 *
 * @returns {Promise<Map<string, string>>}
 */
export async function regionNames() {
  const { byId } = await regionChoice();
  return new Map([...byId].map(([id, region]) => [id, region.name]));
}
