/**
 * Elements from data. Every text becomes a text node: nothing that the service answers is ever read as markup.
 *
 * @typedef {Node | string | number | null | undefined | false} Child
 */

/**
 * An element. Attributes that are false, null or undefined are left out; `on…` ones are listeners.
 *
 * @param {string} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...nodes(children));
  return element;
}

/** @param {(Child | Child[])[]} children */
function nodes(children) {
  return children.flat(3).filter((c) => c !== null && c !== undefined && c !== false && c !== "")
    .map((c) => (c instanceof Node ? c : document.createTextNode(String(c))));
}

/**
 * Puts new content in the place of the old.
 *
 * @param {Element} place
 * @param {...(Child | Child[])} children
 */
export function fill(place, ...children) {
  place.replaceChildren(...nodes(children));
}

/**
 * A table whose rows a narrow screen shows as cards; the roles keep it a table for assistive technology.
 *
 * @param {string} caption
 * @param {{title: string, number?: boolean}[]} columns
 * @param {(Child | Child[])[][]} rows  a row's first cell is its header
 * @param {string} [name]  a class
 */
export function table(caption, columns, rows, name = "") {
  return h("table", { class: `cards ${name}`, role: "table" },
    h("caption", null, caption),
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, columns.map((c) =>
      h("th", { scope: "col", role: "columnheader", class: c.number ? "number" : null }, c.title)))),
    h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row" }, row.map((cell, i) =>
      h(i ? "td" : "th", {
        scope: i ? null : "row",
        role: i ? "cell" : "rowheader",
        class: columns[i].number ? "number" : null,
        "data-label": columns[i].title,
      }, cell))))));
}
