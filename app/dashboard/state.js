/**
 * What is shown, kept in the address: `#/organizations/ID?as_of=2005-06-30`. So a view can be shared and stepped back to.
 *
 * @typedef {{path: string[], params: Record<string, string>}} State
 * @typedef {Record<string, string | null | undefined>} Changes
 */

/** Parameters that follow the reader from view to view: the day, the language, the part of the city. */
const LASTING = ["as_of", "lang", "region"];

/** What a change of any filter ends: the place within a list. */
const FIRST_PAGE = { cursor: null, from: null };

/** @returns {State} */
export function state() {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  return {
    path: path.split("/").filter(Boolean).map(decode),
    params: Object.fromEntries(new URLSearchParams(query ?? "")),
  };
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The address of a view, with the date, the language and the region of this one unless others are given.
 *
 * @param {string[]} path
 * @param {Changes} [params]
 */
export function hrefTo(path, params = {}) {
  const now = state().params;
  const kept = Object.fromEntries(LASTING.filter((name) => now[name]).map((name) => [name, now[name]]));
  return format(path, { ...kept, ...params });
}

/**
 * The address of this view with other filters, at the first page of its list.
 *
 * @param {Changes} changes  a null one is removed
 */
export function hrefHere(changes) {
  const { path, params } = state();
  return format(path, { ...params, ...FIRST_PAGE, ...changes });
}

/**
 * Changes parameters of this view; a null one is removed. Adds a step to the browser's history.
 *
 * @param {Changes} changes
 */
export function change(changes) {
  const { path, params } = state();
  location.hash = format(path, { ...params, ...changes });
}

/**
 * @param {string[]} path
 * @param {Changes} params
 */
function format(path, params) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const text = query.toString().replaceAll("%2C", ",");
  return `#/${path.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}
