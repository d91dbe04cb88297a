/**
 * The facets beside a list: of each dimension the values that the list holds under all other filters, with their counts.
 *
 * @typedef {{value: string | null, total: number}} Bucket
 */
import { h } from "./dom.js";
import { hrefHere } from "./state.js";
import { count, say } from "./words.js";

/** So many values of a dimension stand open; the rest opens on demand. */
const OPEN = 7;

/** Where the facets stand above the list, only those that narrow it stand open. */
const NARROW = window.matchMedia("(max-width: 860px)");

/**
 * One dimension, of which a single value may be chosen.
 *
 * @param {string} name  the parameter
 * @param {Bucket[]} buckets
 * @param {string | undefined} chosen
 * @param {(value: string) => string} nameOf
 */
export function facet(name, buckets, chosen, nameOf) {
  return choices(name, buckets, (value) => value === chosen, (value) => (value === chosen ? null : value), nameOf);
}

/**
 * One dimension, of which several values may be chosen.
 *
 * @param {string} name
 * @param {Bucket[]} buckets
 * @param {string[]} chosen
 * @param {(value: string) => import("./dom.js").Child} nameOf
 */
export function facetOfSeveral(name, buckets, chosen, nameOf) {
  return choices(name, buckets, (value) => chosen.includes(value), (value) =>
    (chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value]).join(",") || null, nameOf);
}

/**
 * @param {string} name
 * @param {Bucket[]} buckets
 * @param {(value: string) => boolean} isChosen
 * @param {(value: string) => string | null} next  what the parameter becomes by a click
 * @param {(value: string) => import("./dom.js").Child} nameOf
 */
function choices(name, buckets, isChosen, next, nameOf) {
  const all = buckets.map(({ value, total }) => {
    const code = value ?? "null";
    const chosen = isChosen(code);
    const item = h("li", null, h("a", { href: hrefHere({ [name]: next(code) }), "aria-current": chosen ? "true" : null, "data-focus": `facet ${name} ${code}` },
      h("span", { class: "value" }, value === null ? say("null_row") : nameOf(code)), " ", h("span", { class: "total" }, count(total))));
    return { chosen, item };
  });
  const rest = all.slice(OPEN).filter(({ chosen }) => !chosen);
  const open = !NARROW.matches || all.some(({ chosen }) => chosen);
  return h("details", { class: "facet", "aria-label": say(name), open }, h("summary", { "data-focus": `facet ${name}` }, say(name)),
    all.length === 0 ? h("p", { class: "quiet" }, say("none")) : h("ul", null, all.filter((one) => !rest.includes(one)).map(({ item }) => item)),
    rest.length > 0 && h("details", null, h("summary", { "data-focus": `more ${name}` }, say("more", { n: count(rest.length) })),
      h("ul", null, rest.map(({ item }) => item))));
}
