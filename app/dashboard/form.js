/** The official form, as it is printed. */
import { addressOf, ask } from "./api.js";
import { h } from "./dom.js";
import { fileLink } from "./exports.js";
import { hrefTo, state } from "./state.js";
import { count, percent, say } from "./words.js";

/** The columns that stand beneath one heading. */
const INTERMEDIARIES = ["law", "accounting", "tax", "other_intermediary"];

/** The rows that count units of one class, as the severity of the gap or as the class itself. @type {Record<string, Record<string, string>>} */
const LISTS = {
  own_committee: { coverage: "own_committee" }, own_general_branch: { coverage: "own_general_branch" }, own_branch: { coverage: "own_branch" },
  joint: { coverage: "joint" }, uncovered_must: { severity: "hard" }, uncovered_few: { severity: "soft" }, uncovered_none: { severity: "none" },
};
/** What a column counts, as filters of a list. @type {Record<string, Record<string, string>>} */
const COLUMNS = {
  total: {}, social_group: { kind: "social_group,association" }, foundation: { kind: "foundation" }, non_enterprise: { kind: "non_enterprise" },
  law: { kind: "firm", trade: "law" }, accounting: { kind: "firm", trade: "accounting" }, tax: { kind: "firm", trade: "tax" },
};

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showForm() {
  const { as_of, region, lead } = state().params;
  const form = await ask("/v1/coverage/form", { as_of, region, lead });
  return [
    h("div", { class: "tools" }, h("button", { type: "button", class: "print", onclick: () => window.print() }, say("print")), " ",
      fileLink(addressOf("/v1/coverage/form", { as_of, region, lead, format: "xlsx" }), say("format.xlsx"))),
    h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": say("form") },
      h("table", { class: "form" },
        h("caption", null, h("b", null, say("form")),
          h("span", null, say("reported_by"), "：", form.reported_by.map((/** @type {any} */ one) => one.name).join("、") || "—"),
          h("span", null, say("as_of"), "：", form.as_of)),
        headings(form.columns),
        h("tbody", null, form.rows.map((/** @type {any} */ row) => h("tr", { class: row.id },
          h("th", { scope: "row" }, row.title),
          form.columns.map((/** @type {any} */ c) => h("td", { class: "number" }, cell(row.id, c.id, row.values[c.id])))))),
        notReported(form))),
    h("p", { class: form.balance.holds ? "note" : "problem" }, form.balance.holds ? say("balance_holds") : say("balance_fails", {
      columns: form.balance.columns.filter((/** @type {any} */ b) => b.reporting !== b.sum)
        .map((/** @type {any} */ b) => `${b.column} ${b.reporting}≠${b.sum}`).join(", "),
    })),
  ];
}

/** Two levels: the intermediaries by trade beneath one heading. @param {{id: string, title: string}[]} columns */
function headings(columns) {
  const beneath = columns.filter((c) => INTERMEDIARIES.includes(c.id));
  return h("thead", null,
    h("tr", null, h("th", { scope: "col", rowspan: "2" }, say("form_row")),
      columns.filter((c) => !beneath.includes(c)).map((c) => h("th", { scope: "col", rowspan: "2" }, c.title)),
      beneath.length > 0 && h("th", { scope: "colgroup", colspan: String(beneath.length) }, say("kind.firm_group"))),
    h("tr", null, beneath.map((c) => h("th", { scope: "col" }, c.title))));
}

/**
 * A number of the form, as the way to the units that it counts where a list shows just these.
 *
 * @param {string} row
 * @param {string} column
 * @param {number | null} n
 */
function cell(row, column, n) {
  if (!n || !LISTS[row] || !COLUMNS[column]) return count(n);
  return h("a", { href: hrefTo([LISTS[row].severity ? "gaps" : "search"], { ...LISTS[row], ...COLUMNS[column], lead: state().params.lead }) }, count(n));
}

/** 未上报 beneath the form, with its share. @param {any} form */
function notReported(form) {
  const cells = new Map(form.not_reported.map((/** @type {any} */ n) => [n.column, n]));
  return h("tfoot", null, h("tr", null, h("th", { scope: "row" }, say("not_reported")),
    form.columns.map((/** @type {any} */ c) => h("td", { class: "number" }, count(cells.get(c.id)?.units),
      h("span", { class: "share" }, ` ${percent(cells.get(c.id)?.share)}`)))));
}
