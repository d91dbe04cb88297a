/** What was true when: lanes over the years, a slider that shows another day, and everything in order of time. */
import { h, table } from "./dom.js";
import { disclosure, holderLink } from "./parts.js";
import { change } from "./state.js";
import { bounded, count, joined, period, say, word } from "./words.js";

/**
 * @typedef {{id: string, what: string, type: string, valid_from: string | null, valid_to: string | null, run: string | null,
 *   value: string | null, holder: import("./parts.js").Holder | null, counts: Record<string, {value: number, bound: string}> | null,
 *   rule: string | null}} Item
 */

/**
 * @param {{as_of: string, items: Item[]}} history  up to the newest day
 * @param {string} shown  the day that the page shows
 */
export function drawHistory(history, shown) {
  const days = [...new Set(history.items.flatMap((i) => [i.valid_from, i.valid_to]))].filter((day) => day !== null).sort();
  if (!days.length) return [h("p", { class: "empty" }, say("none")), whole(history.items)];
  const from = yearOf(/** @type {string} */ (days[0]));
  const to = Math.max(yearOf(history.as_of), from) + 1;
  const lanes = [
    [say("coverage_state"), history.items.filter((i) => i.what === "coverage")],
    [say("role.lead"), history.items.filter((i) => i.what === "link" && i.type === "lead")],
    [say("role.superior"), history.items.filter((i) => i.what === "link" && i.type === "superior")],
  ];
  return [
    h("div", { class: "lanes" },
      slider([...new Set([...(/** @type {string[]} */ (days)).filter((day) => day < history.as_of), history.as_of])], shown, (day) => at(day, from, to)),
      lanes.map(([title, items]) => lane(/** @type {string} */ (title), /** @type {Item[]} */ (items), from, to)),
      h("div", { class: "years", "aria-hidden": "true" }, h("span", null, String(from)), h("span", null, String(to - 1)))),
    disclosure(say("history_all", { n: count(history.items.length) }), () => whole(history.items)),
  ];
}

/**
 * The years as a slider above the lanes: it stands at the day shown and goes to those on which something changed.
 *
 * @param {string[]} days  of a change, in order
 * @param {string} shown
 * @param {(day: string) => number} place  where a day lies, in percent
 */
function slider(days, shown, place) {
  const said = h("output", null, shown);
  const input = /** @type {HTMLInputElement} */ (h("input", {
    type: "range", min: "0", max: "100", step: "any", value: String(place(shown)), "data-focus": "day of change",
    "aria-label": say("day_of_change"), "aria-valuetext": shown, title: say("day_of_change"),
    oninput: () => { said.textContent = nearest(); },
    onchange: () => change({ as_of: nearest() }),
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const day = byKey(event.key);
      if (day === null) return;
      event.preventDefault();
      if (day) change({ as_of: day });
    },
  }));
  const nearest = () => days.reduce((best, day) =>
    Math.abs(place(day) - Number(input.value)) < Math.abs(place(best) - Number(input.value)) ? day : best);
  /** The day to which a key leads, undefined at either end; null for a key that leads nowhere. @param {string} key */
  const byKey = (key) => {
    if (key === "Home") return days[0];
    if (key === "End") return days.at(-1);
    if (key === "ArrowRight" || key === "ArrowUp") return days.find((day) => day > shown);
    return key === "ArrowLeft" || key === "ArrowDown" ? days.findLast((day) => day < shown) : null;
  };
  return h("div", { class: "slider" }, h("span", { class: "of" }, said), input);
}

/** @param {string} day */
function yearOf(day) {
  return Number(day.slice(0, 4));
}

/** Where a day lies between two years, in percent. @param {string} day @param {number} from @param {number} to */
function at(day, from, to) {
  const [year, month, date] = day.split("-").map(Number);
  return Math.min(100, Math.max(0, ((year + ((month || 1) - 1) / 12 + ((date || 1) - 1) / 365 - from) / (to - from)) * 100));
}

/** @param {string} title @param {Item[]} items @param {number} from @param {number} to */
function lane(title, items, from, to) {
  return h("div", { class: "lane" }, h("span", { class: "of" }, title), h("ol", null, items.map((item) => {
    const left = item.valid_from ? at(item.valid_from, from, to) : 0;
    const right = item.valid_to ? at(item.valid_to, from, to) : 100;
    const said = joined([item.what === "coverage" ? word("class", item.value) : item.holder?.name ?? "", period(item.valid_from, item.valid_to)]);
    return h("li", { class: item.what === "coverage" ? item.value : `link ${item.rule}`, title: said, style: `left:${left.toFixed(2)}%;width:${Math.max(0.4, right - left).toFixed(2)}%` },
      h("span", null, said));
  })));
}

/** @param {Item[]} items */
function whole(items) {
  return table(say("history"), [
    { title: say("validity") }, { title: say("attribute") }, { title: say("value") }, { title: say("origin") },
  ], items.map((item) => [period(item.valid_from, item.valid_to), what(item), said(item), item.run ?? "—"]), "facts");
}

/** @param {Item} item */
function what(item) {
  const list = { identifier: "scheme", statement: "statement", fact: "fact", link: "role" }[item.what];
  if (list) return word(list, item.type);
  return say(item.what === "coverage" ? "coverage_state" : "counts");
}

/** @param {Item} item */
function said(item) {
  if (item.counts) return joined(Object.entries(item.counts).map(([name, c]) => `${word("count", name)} ${bounded(c.value, c.bound)}`));
  if (item.what === "coverage") return [word("class", item.value), item.holder ? [" ", holderLink(item.holder)] : null].flat();
  return item.holder ? holderLink(item.holder) : item.value ?? "—";
}
