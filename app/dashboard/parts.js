/** What every section of the page shares: reading, emptiness, errors, and how a holder is named. */
import { forget, Problem } from "./api.js";
import { fill, h } from "./dom.js";
import { keyForm } from "./key.js";
import { change, hrefTo, state } from "./state.js";
import { count, say, word } from "./words.js";

/**
 * @typedef {import("./dom.js").Child} Child
 * @typedef {{id: string, name: string, label: string | null, kind: string | null}} Holder
 * @typedef {{element: HTMLElement, refresh: () => Promise<void>}} Section
 */

/**
 * A place that fills itself. Until the answer comes the old content stays, marked as busy; an error shows with a retry.
 *
 * @param {() => Promise<Child | Child[]>} load
 * @param {string} [name]  a class
 * @returns {Section}
 */
export function loaded(load, name = "") {
  const element = h("div", { class: `loaded ${name}`, "aria-live": "polite" });
  let latest = 0;
  let address = ""; // of what is drawn
  async function refresh() {
    const mine = ++latest;
    element.setAttribute("aria-busy", "true");
    if (!element.childElementCount) fill(element, h("p", { class: "quiet waiting" }, say("loading")));
    try {
      const content = await load();
      if (mine !== latest) return;
      keepingFocus(element, address === location.hash ? () => keepingOpen(element, content) : () => fill(element, content));
      address = location.hash;
    } catch (error) {
      if (mine === latest) fill(element, problem(error, refresh));
    }
    if (mine === latest) element.removeAttribute("aria-busy");
  }
  return { element, refresh };
}

/**
 * Redraws a place; where the keyboard stood on a part that is named (`data-focus`), it stands there again.
 *
 * @param {HTMLElement} place
 * @param {() => void} draw
 */
function keepingFocus(place, draw) {
  const focused = document.activeElement;
  const name = focused && place.contains(focused) ? focused.getAttribute("data-focus") : null;
  draw();
  if (name === null) return;
  const again = [...place.querySelectorAll("[data-focus]")].find((e) => e.getAttribute("data-focus") === name);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
}

/**
 * Puts new content in the place of the old; what the reader had opened is open again.
 *
 * @param {HTMLElement} place
 * @param {Child | Child[]} content
 */
function keepingOpen(place, content) {
  const opened = disclosures(place).filter(({ element }) => element.open).map(({ key }) => key);
  fill(place, content);
  for (const wanted of opened) {
    const element = disclosures(place).find(({ key }) => key === wanted)?.element;
    if (!element || element.open) continue;
    element.open = true;
    element.dispatchEvent(new Event("toggle")); // the browser's own comes when the page has become shorter already
  }
}

/**
 * The disclosures of a place, each known by its words and how many of the same stand before it.
 *
 * @param {HTMLElement} place
 */
function disclosures(place) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...place.querySelectorAll("details")].map((element) => {
    const words = element.querySelector("summary")?.textContent ?? "";
    const before = seen.get(words) ?? 0;
    seen.set(words, before + 1);
    return { element, key: `${words} ${before}` };
  });
}

/**
 * An error as text for people, with a way to try again.
 *
 * @param {unknown} error
 * @param {() => void} retry
 */
export function problem(error, retry) {
  if (!(error instanceof Problem)) throw error;
  const title = error.status ? error.title || say("error") : say("error");
  const detail = error.status ? error.detail : say("no_answer", { detail: error.detail });
  const missing = error.status === 404; // asking again does not bring it
  return h("div", { class: missing ? "problem missing" : "problem", role: "alert" },
    h("p", null, h("strong", null, title), error.status ? ` (${error.status})` : null),
    h("p", null, detail),
    error.errors.length > 0 && h("ul", null, error.errors.map((e) =>
      h("li", null, h("code", null, e.pointer.split("/").pop()), " ", e.message))),
    error.status === 401 || error.status === 403 ? keyForm(() => { forget(); retry(); }) : null,
    missing ? null : h("button", { type: "button", onclick: () => { forget(); retry(); } }, say("retry")));
}

/**
 * A section of the page with its heading.
 *
 * @param {string} id
 * @param {string} title
 * @param {string | null} note
 * @param {...Child} content
 */
export function section(id, title, note, ...content) {
  return h("section", { id, "aria-labelledby": `${id}-title` },
    h("h2", { id: `${id}-title` }, title), note && h("p", { class: "note" }, note), ...content);
}

/**
 * A view: its heading and its sections. It is drawn once and read anew whenever its address changes.
 *
 * @typedef {{elements: Child[], refresh: () => Promise<unknown>}} View
 *
 * @param {HTMLElement} heading
 * @param {...(Section & {id: string, title: string, note?: string | null})} sections  without a title the heading names it
 * @returns {View}
 */
export function view(heading, ...sections) {
  heading.id = "view-title";
  heading.tabIndex = -1;
  return {
    elements: [heading, ...sections.map(({ id, title, note, element }) => title
      ? section(id, title, note ?? null, element)
      : h("section", { id, "aria-labelledby": "view-title" }, note && h("p", { class: "note" }, note), element))],
    refresh: () => Promise.all(sections.map((one) => one.refresh())),
  };
}

/**
 * A section of a view that fills itself.
 *
 * @param {string} id
 * @param {string} title  empty where the heading of the view says it
 * @param {() => Promise<Child | Child[]>} load
 * @param {string | null} [note]
 */
export function part(id, title, load, note = null) {
  return { id, title, note, ...loaded(load) };
}

/**
 * A unit or Party organisation by name, as a link where the page can show it.
 *
 * @param {Holder | null} holder
 */
export function holderLink(holder) {
  if (!holder) return h("span", { class: "quiet" }, say("none"));
  const path = pathOf(holder);
  return path ? h("a", { href: hrefTo(path) }, holder.name) : h("span", null, holder.name);
}

/** @param {Holder} holder @returns {string[] | null} */
function pathOf(holder) {
  if (holder.kind === "supervising_unit") return ["units", holder.id];
  if (holder.label === "Organization") return ["organizations", holder.id];
  if (holder.label === "PartyOrganization") return ["party-organizations", holder.id];
  return null;
}

/** @param {string} severity */
export function severityMark(severity) {
  return h("span", { class: `mark ${severity}` }, word("severity", severity));
}

/**
 * A definition list; pairs without a value are left out.
 *
 * @param {[string, Child | Child[]][]} pairs
 */
export function pairsList(pairs) {
  return h("dl", { class: "pairs" }, pairs.filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([title, value]) => h("div", null, h("dt", null, title), h("dd", null, value))));
}

/**
 * A disclosure whose content is made when it is first opened.
 *
 * @param {Child | Child[]} summary
 * @param {() => Child | Child[]} make
 * @param {string} [name]
 */
export function disclosure(summary, make, name = "") {
  const body = h("div", { class: "disclosed" });
  const element = h("details", { class: name, ontoggle: () => {
    if (element.hasAttribute("open") && !body.hasChildNodes()) fill(body, make());
  } }, h("summary", null, summary), body);
  return element;
}

/**
 * A disclosure that asks the service when it is first opened.
 *
 * @param {Child | Child[]} summary
 * @param {() => Promise<Child | Child[]>} load
 */
export function asking(summary, load) {
  return disclosure(summary, () => {
    const place = loaded(load);
    place.refresh();
    return place.element;
  }, "asks");
}

/**
 * Where in a list this page is, and the ways on. A list knows only its next page; back goes by the browser's own steps.
 *
 * @param {{items: unknown[], total: number, next: string | null}} answer
 * @param {string} name
 */
export function pages(answer, name) {
  const from = Number(state().params.from ?? 1);
  const to = from + answer.items.length - 1;
  return h("nav", { class: "pages", "aria-label": name },
    h("span", null, say("page", { from: count(from), to: count(to), n: count(answer.total) })),
    from > 1 && h("button", { type: "button", onclick: () => change({ cursor: null, from: null }) }, say("first")),
    from > 1 && h("button", { type: "button", onclick: () => history.back() }, say("previous")),
    answer.next && h("button", { type: "button", class: "next", onclick: () => change({ cursor: answer.next, from: String(to + 1) }) }, say("next")));
}
