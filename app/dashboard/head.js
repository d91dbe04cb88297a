/** The head of every view: what the page is, of which day, in which language, and the way to an organisation. */
import { ask } from "./api.js";
import { coverage } from "./groups.js";
import { fill, h } from "./dom.js";
import { change, hrefTo, state } from "./state.js";
import { keepLanguage, language, say } from "./words.js";

const SECTIONS = ["ratios", "claims", "gaps", "coverage", "form"];

/**
 * @param {HTMLElement} place
 * @param {boolean} home  whether this is the first view, whose title the head bears
 */
export function drawHead(place, home) {
  const { params } = state();
  const other = language() === "en" ? "zh" : "en";
  fill(place,
    h("div", { class: "title" },
      h(home ? "h1" : "p", { class: "names" },
        h("a", { href: hrefTo([]), class: "name" }, say("title")), h("span", { class: "subtitle" }, say("subtitle"))),
      h("button", { type: "button", id: "language", lang: other === "en" ? "en" : "zh-CN", onclick: () => {
        keepLanguage(other);
        change({ lang: other });
      } }, say("other_language"))),
    h("div", { class: "bar-row" },
      h("nav", { "aria-label": say("nav") }, h("ul", null, SECTIONS.map((name) =>
        h("li", null, h("a", { href: hrefTo([name]) }, say(`nav.${name}`)))))),
      h("form", { class: "search", role: "search", onsubmit: find },
        h("label", null, h("span", { class: "sr" }, say("search")),
          h("input", { name: "q", type: "search", required: true, maxlength: "200", placeholder: say("search_label"), value: params.q, "aria-label": say("search_label") })),
        h("button", { type: "submit" }, say("find"))),
      h("form", { class: "day", onsubmit: chooseDay },
        h("label", null, say("as_of"), h("input", { name: "as_of", type: "date", value: params.as_of, min: "1949-10-01" })),
        h("button", { type: "submit" }, say("show")))),
    h("p", { class: "picture", id: "picture" }));
}

/**
 * The date and state of the picture that is shown, and a word where the city is a constructed one.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement} notice
 */
export async function drawPicture(place, notice) {
  const picture = /** @type {HTMLElement} */ (place.querySelector("#picture"));
  const now = await coverage("kind");
  fill(picture,
    h("span", null, say("as_of"), " ", h("b", { class: "day-shown" }, now.as_of ?? "—")),
    h("span", null, say("revision"), " ", h("b", null, String(now.revision))),
    h("span", null, say("rule_set"), " ", h("b", null, now.rule_set)),
    now.stale_since && h("span", { class: "warn stale", role: "status" }, say("stale", { when: new Date(now.stale_since).toLocaleString() })),
    state().params.as_of && h("button", { type: "button", class: "link", onclick: () => change({ as_of: null }) }, say("newest")));
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input[name=as_of]"));
  if (now.as_of && document.activeElement !== input) input.value = now.as_of;
  fill(notice, (await constructed(now.whole.units)) && h("p", { class: "constructed" }, say("constructed")));
}

/**
 * Whether the city is the constructed example: most of its organisations then say so in their names.
 *
 * @param {number} units
 */
async function constructed(units) {
  const marked = await ask("/v1/organizations", { q: "示例", as_of: state().params.as_of, limit: 1 });
  return marked.total * 2 > units;
}

/** @param {Event} event */
function find(event) {
  event.preventDefault();
  const q = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("q") ?? "").trim();
  if (q) location.hash = hrefTo(["search"], { q });
}

/** @param {Event} event */
function chooseDay(event) {
  event.preventDefault();
  const day = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("as_of") ?? "");
  change({ as_of: day || null, cursor: null, from: null });
}
