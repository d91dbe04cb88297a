/** The official form, as it is printed. */
import { addressOf, ask } from "./api.js";
import { h } from "./dom.js";
import { fileLink } from "./exports.js";
import { hrefTo, state } from "./state.js";
import { count, percent, say } from "./words.js";

/** The columns that stand beneath one heading. */
const INTERMEDIARIES = ["law", "accounting", "tax", "other_intermediary"];

/** The rows of gaps, by their severity: they open where gaps are told with what is broken. @type {Record<string, string>} */
const GAPS = { uncovered_must: "hard", uncovered_few: "soft", uncovered_none: "none" };
/** The columns that a gap's own filters tell. @type {Record<string, Record<string, string>>} */
const GAP_COLUMNS = {
  total: {}, social_group: { kind: "social_group,association" }, foundation: { kind: "foundation" }, non_enterprise: { kind: "non_enterprise" },
  law: { kind: "firm", trade: "law" }, accounting: { kind: "firm", trade: "accounting" }, tax: { kind: "firm", trade: "tax" },
};

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showForm() {
  const { as_of, region, lead } = state().params;
  const form = await ask("/v1/coverage/form", { as_of, region, lead });
  const empty = !form.rows[0].values.total && form.not_reported.every((/** @type {any} */ n) => !n.units);
  return [
    empty ? h("p", { class: "problem" }, say("form_empty")) : null,
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
    h("p", { class: "note" }, say("form_counts", { units: count(form.rows[0].values.total), unreported: count(form.not_reported.find((/** @type {any} */ n) => n.column === "total")?.units), out: count(form.excluded.length) })),
    h("p", { class: "note" }, say("form_joint")),
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
 * A number of the form, as the way to the organisations that it counts or adds up.
 *
 * @param {string} row
 * @param {string} column
 * @param {number | null} n
 */
function cell(row, column, n) {
  if (!n) return count(n);
  const { lead } = state().params;
  const path = GAPS[row] && GAP_COLUMNS[column] ? hrefTo(["gaps"], { severity: GAPS[row], ...GAP_COLUMNS[column], lead })
    : hrefTo(["search"], { form_row: row, form_column: column, lead });
  return h("a", { href: path }, count(n));
}

/** 未上报 beneath the form, with its share. @param {any} form */
function notReported(form) {
  const cells = new Map(form.not_reported.map((/** @type {any} */ n) => [n.column, n]));
  return h("tfoot", null, h("tr", null, h("th", { scope: "row" }, say("not_reported")),
    form.columns.map((/** @type {any} */ c) => h("td", { class: "number" }, missing(c.id, cells.get(c.id)?.units),
      h("span", { class: "share" }, ` ${percent(cells.get(c.id)?.share)}`)))));
}

/** Who of a column has not reported, as the way to them. @param {string} column @param {number | undefined} n */
function missing(column, n) {
  return n ? h("a", { href: hrefTo(["search"], { coverage: "unknown", form_column: column, lead: state().params.lead }) }, count(n)) : count(n);
}
