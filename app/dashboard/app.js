/** The page: which view the address names, and what of it has to be read anew when the address changes. */
import { forget, Problem } from "./api.js";
import { showClaims } from "./claims.js";
import { dimensionChoice, markDimension, showCoverage } from "./coverage.js";
import { fill, h } from "./dom.js";
import { showForm } from "./form.js";
import { fillGapFilters, gapFilters, PARAMETERS, showChosen, showGaps } from "./gaps.js";
import { drawHead, drawPicture } from "./head.js";
import { organizationPage, partyOrganizationPage } from "./organization.js";
import { showParties } from "./parties.js";
import { loaded, section } from "./parts.js";
import { showRatios } from "./ratios.js";
import { showFound } from "./search.js";
import { hrefTo, state } from "./state.js";
import { language, say } from "./words.js";

const head = byId("head");
const main = byId("main");
const foot = byId("foot");
const SECTIONS = ["ratios", "claims", "gaps", "coverage", "form"];

/** What is on the screen: its key, and how it takes a change of parameters. */
let shown = { key: "", update: () => {} };

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

function show() {
  const { path, params } = state();
  const [first, id] = path;
  const home = first === undefined || SECTIONS.includes(first);
  const key = JSON.stringify([home ? "home" : path, params.as_of ?? "", language()]);
  if (key !== shown.key) {
    const sameView = JSON.parse(shown.key || "[[]]")[0];
    drawFrame(home);
    shown = { key, update: draw(first, id, home) };
    if (JSON.stringify(sameView) !== JSON.stringify(home ? "home" : path) && !home) main.focus({ preventScroll: true });
    if (!home) window.scrollTo(0, 0);
  } else {
    shown.update();
  }
  if (home && first) goTo(first);
}

/** @param {string} name  a section of the first view */
function goTo(name) {
  const heading = document.getElementById(`${name}-title`);
  if (name === "form") document.getElementById("form-details")?.setAttribute("open", "");
  heading?.scrollIntoView();
  heading?.focus({ preventScroll: true });
}

/** @param {boolean} home */
function drawFrame(home) {
  document.documentElement.lang = language() === "en" ? "en" : "zh-CN";
  titled("");
  byId("skip").textContent = say("skip");
  drawHead(head, home);
  fill(foot, h("p", null, say("foot"), " ", h("a", { href: "/docs" }, say("docs"))));
}

/** @param {string} of */
function titled(of) {
  document.title = of ? `${of} · ${say("title")}` : `${say("title")} · ${say("subtitle")}`;
}

/**
 * @param {string | undefined} first
 * @param {string | undefined} id
 * @param {boolean} home
 */
function draw(first, id, home) {
  const notice = h("div", { class: "notice" });
  drawPicture(head, notice).catch((error) => {
    if (!(error instanceof Problem)) throw error; // the sections say what went wrong, each with its retry
  });
  if (home) return drawHome(notice);
  if (first === "organizations" && id) return drawPage(notice, organizationPage(id, titled));
  if (first === "party-organizations" && id) return drawPage(notice, partyOrganizationPage(id, titled));
  if (first === "party-organizations") return drawList(notice, say("party_organizations"), showParties);
  if (first === "search") return drawList(notice, say("search"), showFound);
  location.replace(hrefTo([]));
  return () => {};
}

/**
 * @param {HTMLElement} notice
 * @param {{element: HTMLElement, refresh: () => Promise<void>}} page
 */
function drawPage(notice, page) {
  fill(main, notice, page.element);
  page.refresh();
  return () => {};
}

/**
 * @param {HTMLElement} notice
 * @param {string} title
 * @param {() => Promise<import("./dom.js").Child[]>} load
 */
function drawList(notice, title, load) {
  const list = loaded(load);
  fill(main, notice, section("list", title, null, list.element));
  list.refresh();
  return list.refresh;
}

/** @param {HTMLElement} notice */
function drawHome(notice) {
  const parts = {
    ratios: loaded(showRatios), claims: loaded(showClaims), gaps: loaded(showGaps), coverage: loaded(showCoverage), form: loaded(showForm),
  };
  const filters = gapFilters();
  const choice = dimensionChoice();
  const form = h("details", { id: "form-details" }, h("summary", null, say("form_open")), parts.form.element);
  fill(main, notice,
    section("ratios", say("ratios"), say("ratios_note"), parts.ratios.element),
    section("claims", say("claims"), say("claims_note"), parts.claims.element),
    section("gaps", say("gaps"), null, filters, parts.gaps.element),
    section("coverage", say("coverage"), null, choice, parts.coverage.element),
    section("form", say("form"), null, form));
  for (const part of Object.values(parts)) part.refresh();
  fillGapFilters(filters).catch((error) => {
    if (!(error instanceof Problem)) throw error; // without its choices the form still filters by severity
  });
  let gaps = keyOf(PARAMETERS);
  let by = keyOf(["by", "streets"]);
  return () => {
    if (gaps !== (gaps = keyOf(PARAMETERS))) {
      showChosen(filters);
      parts.gaps.refresh();
    }
    if (by !== (by = keyOf(["by", "streets"]))) {
      markDimension(choice);
      parts.coverage.refresh();
    }
  };
}

/** @param {string[]} names */
function keyOf(names) {
  const { params } = state();
  return JSON.stringify(names.map((name) => params[name] ?? ""));
}

/** Paper cannot open a disclosure: for printing all stand open. */
function printing() {
  /** @type {Element[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...main.querySelectorAll("details:not([open])")];
    for (const details of opened) details.setAttribute("open", "");
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.removeAttribute("open");
  });
}

byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the address names a view, not an anchor
  main.focus();
});
window.addEventListener("hashchange", show);
printing();
show();
