/** Every view of the page by the first word of its address. */
import { showClaims } from "./claims.js";
import { showCoverage } from "./coverage.js";
import { showDifferences } from "./differences.js";
import { h } from "./dom.js";
import { showFindings } from "./findings.js";
import { showForm } from "./form.js";
import { showGaps } from "./gaps.js";
import { organizationPage, partyOrganizationPage } from "./organization.js";
import { overview } from "./overview.js";
import { unitPage } from "./owner.js";
import { showParties } from "./parties.js";
import { loadsPage } from "./loads.js";
import { part, view } from "./parts.js";
import { quality } from "./quality.js";
import { showRatios } from "./ratios.js";
import { runPage } from "./runs.js";
import { showFound } from "./search.js";
import { tree } from "./tree.js";
import { say } from "./words.js";

/**
 * @typedef {import("./parts.js").View} View
 * @typedef {{regional?: boolean, title?: () => string, list?: () => View, one?: (id: string, titled: (title: string) => void) => View}} Described
 *   `regional`: its list speaks of the chosen part of the city; `list`: without an id; `one`: with one
 */

const SEARCH = sole("organizations", showFound, { regional: true, id: "list" });

/** @type {Record<string, Described>} */
export const VIEWS = {
  "": { regional: true, list: overview },
  gaps: sole("gaps", showGaps, { regional: true }),
  coverage: sole("coverage", showCoverage, { regional: true }),
  ratios: sole("ratios", showRatios, { regional: true, note: "ratios_note" }),
  form: sole("form", showForm, { regional: true }),
  claims: sole("claims", showClaims, { note: "claims_note" }),
  search: SEARCH,
  organizations: { ...SEARCH, one: organizationPage },
  "party-organizations": { ...sole("party_organizations", showParties, { regional: true, id: "list" }), one: partyOrganizationPage },
  units: { one: unitPage },
  tree: { title: () => say("nav.tree"), list: tree },
  differences: sole("nav.differences", showDifferences, { note: "differences_note", id: "differences" }),
  quality: { title: () => say("nav.quality"), list: quality },
  findings: sole("findings_all", showFindings, { id: "findings" }),
  loads: { title: () => say("loads"), list: loadsPage },
  runs: { one: runPage },
};

/** The views that the head leads to, in its order. */
export const LEADING = ["", "gaps", "coverage", "ratios", "form", "claims", "tree", "differences", "quality", "loads"];

/**
 * A view of one section.
 *
 * @param {string} title  the key of its text
 * @param {() => Promise<import("./dom.js").Child | import("./dom.js").Child[]>} load
 * @param {{regional?: boolean, note?: string, id?: string}} [how]
 * @returns {Described}
 */
function sole(title, load, { regional = false, note, id = title } = {}) {
  return {
    regional,
    title: () => say(title),
    list: () => view(h("h1", null, say(title)), part(id, "", load, note ? say(note) : null)),
  };
}
