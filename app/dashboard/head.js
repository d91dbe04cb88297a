/** The head of every view: what the page is, of which day, in which language, and the way to an organisation. */
import { ask } from "./api.js";
import { coverage } from "./groups.js";
import { fill, h } from "./dom.js";
import { showing } from "./newer.js";
import { loaded } from "./parts.js";
import { showPlace } from "./place.js";
import { change, hrefHere, hrefTo, state } from "./state.js";
import { LEADING } from "./views.js";
import { keepLanguage, language, say } from "./words.js";

/** The part of the city that is chosen, where the view speaks of it. @type {import("./parts.js").Section | null} */
let place = null;

/**
 * @param {HTMLElement} head
 * @param {boolean} regional  whether the view speaks of the chosen part of the city
 */
export function drawHead(head, regional) {
  const { params } = state();
  const other = language() === "en" ? "zh" : "en";
  place = loaded(showPlace, "place-of-head");
  fill(head,
    h("div", { class: "title" },
      h("p", { class: "names" },
        h("a", { href: hrefTo([], { region: null }), class: "name" }, say("title")), h("span", { class: "subtitle" }, say("subtitle"))),
      h("button", { type: "button", id: "language", lang: other === "en" ? "en" : "zh-CN", onclick: () => {
        keepLanguage(other);
        change({ lang: other });
      } }, say("other_language"))),
    h("div", { class: "bar-row" },
      h("form", { class: "search", role: "search", onsubmit: find },
        h("label", null, h("span", { class: "sr" }, say("search")),
          h("input", { name: "q", type: "search", required: true, maxlength: "200", placeholder: say("search_label"), value: params.q, "aria-label": say("search_label"), "aria-keyshortcuts": "/", title: say("search_key") })),
        h("button", { type: "submit" }, say("find"))),
      h("form", { class: "day", onsubmit: chooseDay },
        h("label", null, say("as_of"), h("input", { name: "as_of", type: "date", value: params.as_of, min: "1949-10-01" })),
        h("button", { type: "submit" }, say("show")))),
    h("nav", { class: "views", "aria-label": say("nav") }),
    h("div", { class: "about" }, h("p", { class: "picture", id: "picture" }), place.element));
  markHead(head, regional);
}

/** @param {HTMLElement} head */
function fillNavigation(head) {
  const [name = ""] = state().path;
  const links = LEADING.map((view) => h("li", null,
    h("a", { href: hrefTo(view ? [view] : []), "aria-current": view === name ? "page" : null }, say(`nav.${view || "overview"}`))));
  fill(/** @type {HTMLElement} */ (head.querySelector(".views")), h("ul", null, links));
}

/**
 * Shows the chosen part of the city anew, and keeps it in the ways to the other views.
 *
 * @param {HTMLElement} head
 * @param {boolean} regional
 */
export function markHead(head, regional) {
  fillNavigation(head);
  if (!place) return;
  place.element.hidden = !regional;
  if (regional) place.refresh();
}

/**
 * The date and state of the picture that is shown, and a word where the city is a constructed one.
 *
 * @param {HTMLElement} place
 * @param {HTMLElement} notice
 */
export async function drawPicture(place, notice) {
  const picture = /** @type {HTMLElement} */ (place.querySelector("#picture"));
  const [now, newest] = await Promise.all([coverage("kind", { region: null }), newestDay()]);
  const { as_of } = state().params;
  const other = as_of && newest && now.as_of && !newest.startsWith(now.as_of);
  showing(now.revision, as_of ? now.as_of : null);
  fill(picture,
    h("span", null, say("as_of"), " ", h("b", { class: "day-shown" }, now.as_of ?? "—")),
    h("span", null, say("revision"), " ", h("b", null, String(now.revision))),
    h("span", null, say("rule_set"), " ", h("b", null, now.rule_set)),
    now.stale_since && h("span", { class: "warn stale", role: "status" }, say("stale", { when: new Date(now.stale_since).toLocaleString() })));
  const input = /** @type {HTMLInputElement} */ (place.querySelector("input[name=as_of]"));
  if (now.as_of && document.activeElement !== input) input.value = now.as_of;
  fill(notice,
    other && h("p", { class: "other-day", role: "status" },
      say(now.as_of < newest ? "past_day" : "future_day", { day: now.as_of, newest }), " ",
      h("a", { href: hrefHere({ as_of: null }) }, say("newest"))),
    (await constructed(now.whole.units)) && h("p", { class: "constructed" }, say("constructed")));
}

/** The day of the newest picture, whatever day is asked for. @returns {Promise<string | null>} */
async function newestDay() {
  return (await ask("/v1/checks")).as_of; // the one answer that is always of the newest day
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
  if (q) location.hash = hrefTo(["search"], { q, region: null }); // who searches looks everywhere
}

/** @param {Event} event */
function chooseDay(event) {
  event.preventDefault();
  const day = String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("as_of") ?? "");
  change({ as_of: day || null, cursor: null, from: null });
}
