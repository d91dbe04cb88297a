/** The part of the city that the whole page speaks of: a breadcrumb from the city down to the street, and the way further down. */
import { h } from "./dom.js";
import { regionChoice } from "./regions.js";
import { hrefHere, state } from "./state.js";
import { say } from "./words.js";

/** @returns {Promise<import("./dom.js").Child>} */
export async function showPlace() {
  const { region } = state().params;
  const { top, above, below } = await regionChoice();
  const steps = [
    { id: null, name: say("whole_city", { name: top?.name ?? "" }) },
    ...above,
    ...(region && !above.length && region !== top?.id ? [{ id: region, name: region === "null" ? say("null_row") : region }] : []),
  ];
  return h("nav", { class: "place", "aria-label": say("region") },
    h("ol", null, steps.map((step, i) => h("li", null, h("a", {
      href: hrefHere({ region: step.id }), "data-focus": `place ${step.id}`, "aria-current": i === steps.length - 1 ? "true" : null,
    }, step.name)))),
    below.length > 0 && h("details", { class: "below" }, h("summary", null, say("region_below")),
      h("ul", null, below.map((r) => h("li", null, h("a", { href: hrefHere({ region: r.id }) }, r.name))))));
}
