/** The uncovered organisations: filters, the table, its pages. */
import { ask } from "./api.js";
import { fill, h, table } from "./dom.js";
import { depthOf, names, regionName } from "./groups.js";
import { holderLink, pages, severityMark } from "./parts.js";
import { change, hrefTo, state } from "./state.js";
import { bounded, say, word } from "./words.js";

const SEVERITIES = ["hard", "soft", "none", "unknown"];
const DEFAULT = "hard"; // the ones that the rules do not leave open come first
const CHOICES = ["trade", "region", "kind", "lead", "association"];
const SORTS = ["id", "members_full", "gap_since"];
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
    const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    fill(select, h("option", { value: "" }, say("all")), [...await names(name)].map(([value, text]) =>
      h("option", { value }, name === "region" ? `${"　".repeat(depthOf(value))}${text}` : text)));
    select.value = state().params[name] ?? "";
  }));
}

/** @param {HTMLFormElement} form */
export function showChosen(form) {
  const { params } = state();
  const severities = (params.severity ?? DEFAULT).split(",");
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
      severity: params.severity ?? DEFAULT, sort: params.sort, as_of: params.as_of, limit, cursor: params.cursor,
    }),
    names("trade"), names("region"),
  ]);
  if (!answer.items.length) return [h("p", { class: "quiet" }, say("empty"))];
  return [
    table(say("gaps"), [
      { title: say("organization") }, { title: say("severity") }, { title: say("members_full"), number: true },
      { title: say("lead") }, { title: say("superior") }, { title: say("break") }, { title: say("gap_since") }, { title: say("reason") },
    ], answer.items.map((/** @type {any} */ item) => row(item, trades, regions)), "gaps"),
    pages(answer, say("gaps")),
  ];
}

/**
 * @param {any} item
 * @param {Map<string, string>} trades
 * @param {Map<string, string>} regions
 */
function row(item, trades, regions) {
  const o = item.organization;
  const about = [word("kind", o.kind), o.trade && (trades.get(o.trade) ?? o.trade), regionName(o.region, regions)]
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
