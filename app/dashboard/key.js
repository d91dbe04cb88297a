/** The key that this tab sends with what it asks: kept for the tab alone, and gone when it is closed. */
import { h } from "./dom.js";
import { say } from "./words.js";

const KEPT = "zuzhitu.key";
let held = stored();

function stored() {
  try {
    return sessionStorage.getItem(KEPT) ?? "";
  } catch {
    return ""; // storage may be closed to the page: then the key is gone with it
  }
}

/** @returns {Record<string, string>} the header of a request; none without a key */
export function authorization() {
  return held ? { Authorization: `Bearer ${held}` } : {};
}

/** @returns {boolean} */
export function hasKey() {
  return held !== "";
}

/** @param {string} text  empty: none any more */
export function keepKey(text) {
  held = text.trim();
  try {
    if (held) sessionStorage.setItem(KEPT, held);
    else sessionStorage.removeItem(KEPT);
  } catch {
    // the page alone remembers
  }
}

/**
 * A form that takes a key, or gives up the one there is.
 *
 * @param {() => void} changed  what is to be done then
 */
export function keyForm(changed) {
  if (hasKey()) {
    return h("p", { class: "key" }, say("key_held"), " ", h("button", { type: "button", "data-focus": "key", onclick: () => {
      keepKey("");
      changed();
    } }, say("key_drop")));
  }
  return h("form", { class: "key", onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    keepKey(String(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget)).get("key") ?? ""));
    changed();
  } },
    h("label", null, say("key"), " ", h("input", { name: "key", type: "password", required: true, autocomplete: "off", spellcheck: "false", "data-focus": "key" })),
    h("button", { type: "submit" }, say("key_keep")), h("small", { class: "quiet" }, say("key_note")));
}
