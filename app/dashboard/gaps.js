/** The uncovered organisations: filters, the table, its pages. */
import { ask } from "./api.js";
import { fill, h, table } from "./dom.js";
import { groups, names } from "./groups.js";
import { holderLink, severityMark } from "./parts.js";
import { change, hrefTo, state } from "./state.js";
import { bounded, count, say, word } from "./words.js";

const SEVERITIES = ["hard", "soft", "none", "unknown"];
const CHOICES = ["trade", "region", "kind", "lead", "association"];
const SORTS = ["severity", "members_full", "gap_since", "id"];
const SIZES = ["20", "50", "100"];
const FILTERS = ["severity", ...CHOICES, "sort", "limit"];
/** What a change of the table, and only of the table, is made of. */
export const PARAMETERS = [...FILTERS, "cursor", "from"];

/** The filters; a change counts when they are sent, so that the keyboard can walk through them in peace. */
export function gapFilters() {
  const form = h("form", { class: "filters", onsubmit: send, onreset: clear },
    h("fieldset", { class: "severities" }, h("legend", null, say("severity")), SEVERITIES.map((s) =>
      h("label", null, h("input", { type: "checkbox", name: "severity", value: s }), severityMark(s)))),
    CHOICES.map((name) => h("label", { class: "choice" }, h("span", null, say(name)),
      h("select", { name }, h("option", { value: "" }, say("all"))))),
    h("label", { class: "choice" }, h("span", null, say("sort")), h("select", { name: "sort" }, SORTS.map((s) =>
      h("option", { value: s }, say(`sort.${s}`))))),
    h("label", { class: "choice short" }, h("span", null, say("page_size")), h("select", { name: "limit" }, SIZES.map((s) =>
      h("option", { value: s }, s)))),
    h("div", { class: "buttons" }, h("button", { type: "submit", class: "primary" }, say("filter")),
      h("button", { type: "reset" }, say("reset"))));
  return /** @type {HTMLFormElement} */ (form);
}

/**
 * Fills the choices from what the picture of the day holds, and shows the filters of the address in them.
 *
 * @param {HTMLFormElement} form
 */
export async function fillGapFilters(form) {
  showChosen(form);
  await Promise.all(CHOICES.map(async (name) => {
    const options = (await groups(name)).filter((g) => g.id !== null);
    const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    fill(select, h("option", { value: "" }, say("all")), options.map((g) => h("option", { value: g.id }, g.name)));
    select.value = state().params[name] ?? "";
  }));
}

/** @param {HTMLFormElement} form */
export function showChosen(form) {
  const { params } = state();
  const severities = (params.severity ?? "hard,soft").split(",");
  for (const box of form.querySelectorAll("input[name=severity]")) {
    const input = /** @type {HTMLInputElement} */ (box);
    input.checked = severities.includes(input.value);
  }
  for (const name of [...CHOICES, "sort", "limit"]) {
    const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    const wanted = params[name] ?? (name === "sort" ? SORTS[0] : name === "limit" ? SIZES[0] : "");
    if (wanted && ![...select.options].some((o) => o.value === wanted)) select.append(h("option", { value: wanted }, wanted));
    select.value = wanted;
  }
}

/** @param {Event} event */
function send(event) {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  /** @type {Record<string, string | null>} */
  const changes = { cursor: null, from: null };
  for (const name of [...CHOICES, "sort", "limit"]) changes[name] = String(data.get(name) ?? "") || null;
  changes.severity = data.getAll("severity").join(",") || null;
  change(changes);
}

/** @param {Event} event */
function clear(event) {
  event.preventDefault();
  change(Object.fromEntries(PARAMETERS.map((name) => [name, null])));
}

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showGaps() {
  const { params } = state();
  const limit = params.limit ?? SIZES[0];
  const [answer, trades, regions] = await Promise.all([
    ask("/v1/uncovered", {
      ...Object.fromEntries(CHOICES.map((name) => [name, params[name]])),
      severity: params.severity ?? "hard,soft", sort: params.sort, as_of: params.as_of, limit, cursor: params.cursor,
    }),
    names("trade"), names("region"),
  ]);
  if (!answer.items.length) return [h("p", { class: "quiet" }, say("empty"))];
  return [
    table(say("gaps"), [
      { title: say("organization") }, { title: say("severity") }, { title: say("members_full"), number: true },
      { title: say("lead") }, { title: say("superior") }, { title: say("break") }, { title: say("gap_since") }, { title: say("reason") },
    ], answer.items.map((/** @type {any} */ item) => row(item, trades, regions)), "gaps"),
    pages(answer),
  ];
}

/**
 * @param {any} item
 * @param {Map<string, string>} trades
 * @param {Map<string, string>} regions
 */
function row(item, trades, regions) {
  const o = item.organization;
  const about = [word("kind", o.kind), o.trade && (trades.get(o.trade) ?? o.trade), o.region && (regions.get(o.region) ?? o.region)]
    .filter(Boolean).join(" · ");
  return [
    [h("a", { href: hrefTo(["organizations", o.id]) }, o.name), h("small", null, about)],
    severityMark(item.severity),
    bounded(item.members_full, item.members_full_bound),
    item.lead ? holderLink(item.lead) : h("span", { class: "warn" }, say("no_lead")),
    item.superior ? holderLink(item.superior) : "—",
    item.break ? h("span", { class: "warn", title: item.break.message }, word("break", item.break.code)) : "—",
    h("span", { class: "date" }, item.gap_since ?? "—"),
    item.reason,
  ];
}

/**
 * Where in the list this page is, and the ways on. The list knows only the next page; back goes by the browser's own steps.
 *
 * @param {any} answer
 */
function pages(answer) {
  const from = Number(state().params.from ?? 1);
  const to = from + answer.items.length - 1;
  return h("nav", { class: "pages", "aria-label": say("gaps") },
    h("span", null, say("page", { from: count(from), to: count(to), n: count(answer.total) })),
    from > 1 && h("button", { type: "button", onclick: () => change({ cursor: null, from: null }) }, say("first")),
    from > 1 && h("button", { type: "button", onclick: () => history.back() }, say("previous")),
    answer.next && h("button", { type: "button", class: "next", onclick: () => change({ cursor: answer.next, from: String(to + 1) }) }, say("next")));
}
