/** The page: which view the address names, and that it is read anew when the address changes. */
import { forget, Problem } from "./api.js";
import { fill, h } from "./dom.js";
import { drawHead, drawPicture, markHead } from "./head.js";
import { follow } from "./newer.js";
import { part, view } from "./parts.js";
import { hrefTo, state } from "./state.js";
import { VIEWS } from "./views.js";
import { language, say } from "./words.js";

const head = byId("head");
const main = byId("main");
const foot = byId("foot");

/** What is on the screen: the key of its view and language, and how it is read anew. */
let shown = { key: "", refresh: async () => {} };

/** Where the page stood when the step of the browser's history was left to which it goes back; null on the way on. */
let stood = /** @type {number | null} */ (null);

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** Shows the view that the address names; one that is shown already is read anew. @returns {Promise<unknown>} when all of it is there */
function show() {
  const { path } = state();
  const [name = "", id] = path;
  const described = VIEWS[name];
  const make = (id ? described?.one?.bind(null, id, titled) : described?.list) ?? nowhere;
  const regional = !id && (described?.regional ?? false);
  const key = JSON.stringify([path, language()]);
  if (key === shown.key) {
    markHead(head, regional);
    return shown.refresh();
  }
  const moved = JSON.stringify(JSON.parse(shown.key || "[null]")[0]) !== JSON.stringify(path);
  const first = shown.key === "";
  const read = draw(regional, make);
  titled(id ?? described?.title?.() ?? "");
  shown.key = key;
  if (!moved) return read;
  const top = stood ?? 0;
  window.scrollTo(0, top);
  if (top) void read.then(() => window.scrollTo(0, top)); // the place is there once what stands above it is
  if (!first) byId("view-title").focus({ preventScroll: true });
  return read;
}

/**
 * @param {boolean} regional
 * @param {() => import("./parts.js").View} make
 */
function draw(regional, make) {
  document.documentElement.lang = language() === "en" ? "en" : "zh-CN";
  byId("skip").textContent = say("skip");
  drawHead(head, regional);
  fill(foot, h("p", null, say("foot"), " ", h("a", { href: "/docs" }, say("docs"))));
  const notice = h("div", { class: "notice" });
  const made = make();
  fill(main, notice, made.elements);
  const refresh = () => {
    drawPicture(head, notice).catch((error) => {
      if (!(error instanceof Problem)) throw error; // the sections say what went wrong, each with its retry
    });
    return made.refresh();
  };
  shown = { key: "", refresh };
  return refresh();
}

/** An address that names no view. */
function nowhere() {
  return view(h("h1", null, say("no_page")), part("nowhere", "", async () =>
    h("p", { class: "empty" }, say("no_page_note", { address: location.hash }), " ", h("a", { href: hrefTo([]) }, say("nav.overview")))));
}

/** Keeps with each step of the browser's history where the page stood, so that going back leads to the same place. */
function keepingPlace() {
  let waiting = 0;
  window.addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => history.replaceState({ top: window.scrollY }, ""), 100);
  }, { passive: true });
  window.addEventListener("popstate", (event) => {
    clearTimeout(waiting);
    stood = event.state?.top ?? null;
  });
}

/** @param {string} of */
function titled(of) {
  document.title = of ? `${of} · ${say("title")}` : `${say("title")} · ${say("subtitle")}`;
}

/** Paper cannot open a disclosure: for printing all stand open, except those that would first have to ask. */
function printing() {
  /** @type {Element[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...main.querySelectorAll("details:not([open], .asks)")];
    for (const details of opened) {
      details.setAttribute("open", "");
      details.dispatchEvent(new Event("toggle")); // the browser's own comes when the paper is already drawn
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.removeAttribute("open");
  });
}

/** `/` leads to the search from everywhere but a place where one types. @param {KeyboardEvent} event */
function searchByKey(event) {
  const typing = event.target instanceof HTMLElement && event.target.matches("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const box = /** @type {HTMLInputElement} */ (head.querySelector("input[name=q]"));
  box.focus();
  box.select();
}

byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names a view, not an anchor
  main.focus();
});
keepingPlace();
window.addEventListener("hashchange", show);
window.addEventListener("keydown", searchByKey);
printing();
follow(byId("newer"), () => {
  forget();
  return show();
});
show();
