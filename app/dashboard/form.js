/** The official form, as it is printed. */
import { ask } from "./api.js";
import { h } from "./dom.js";
import { state } from "./state.js";
import { count, percent, say } from "./words.js";

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showForm() {
  const { as_of, region, lead } = state().params;
  const form = await ask("/v1/coverage/form", { as_of, region, lead });
  return [
    h("div", { class: "tools" }, h("button", { type: "button", class: "print", onclick: () => window.print() }, say("print"))),
    h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": say("form") },
      h("table", { class: "form" },
        h("caption", null, `${say("form")}　${say("as_of")} ${form.as_of}`),
        h("thead", null, h("tr", null, h("th", { scope: "col" }, say("form_row")),
          form.columns.map((/** @type {any} */ c) => h("th", { scope: "col", class: "number" }, c.title)))),
        h("tbody", null, form.rows.map((/** @type {any} */ row) => h("tr", { class: row.id },
          h("th", { scope: "row" }, row.title),
          form.columns.map((/** @type {any} */ c) => h("td", { class: "number" }, count(row.values[c.id])))))),
        notReported(form))),
    h("p", { class: form.balance.holds ? "note" : "problem" }, form.balance.holds ? say("balance_holds") : say("balance_fails", {
      columns: form.balance.columns.filter((/** @type {any} */ b) => b.reporting !== b.sum)
        .map((/** @type {any} */ b) => `${b.column} ${b.reporting}≠${b.sum}`).join(", "),
    })),
  ];
}

/** 未上报 beneath the form, with its share. @param {any} form */
function notReported(form) {
  const cells = new Map(form.not_reported.map((/** @type {any} */ n) => [n.column, n]));
  return h("tfoot", null, h("tr", null, h("th", { scope: "row" }, say("not_reported")),
    form.columns.map((/** @type {any} */ c) => h("td", { class: "number" }, count(cells.get(c.id)?.units),
      h("span", { class: "share" }, ` ${percent(cells.get(c.id)?.share)}`)))));
}
