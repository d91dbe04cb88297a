/** The language of the page, Chinese first, and its texts. */
import { en } from "./words-en.js";
import { zh } from "./words-zh.js";
import { state } from "./state.js";

const KEPT = "zuzhitu.language";

/** @returns {"zh" | "en"} the one in the address, else the one chosen last, else Chinese */
export function language() {
  const asked = state().params.lang ?? kept();
  return asked === "en" ? "en" : "zh";
}

function kept() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // storage may be closed to the page: then the address alone remembers
  }
}

/** @param {"zh" | "en"} chosen */
export function keepLanguage(chosen) {
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // the address alone remembers
  }
}

/**
 * A text of the page; `{name}` in it is replaced.
 *
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values = {}) {
  const text = (language() === "en" ? en : zh)[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * The word for a code of the service in one of its closed lists; a code that is new to this page shows as it is.
 *
 * @param {string} list
 * @param {string | null | undefined} code
 */
export function word(list, code) {
  if (code === null || code === undefined) return "—";
  return (language() === "en" ? en : zh)[`${list}.${code}`] ?? code;
}

/** A sign between clauses, as the language writes it. */
export function joined(/** @type {string[]} */ parts) {
  return parts.filter(Boolean).join(language() === "en" ? "; " : "；");
}

/**
 * A share as a percentage with one decimal; null stays a dash.
 *
 * @param {number | null} value
 */
export function percent(value) {
  return value === null || value === undefined ? "—" : `${(value * 100).toFixed(1)}%`;
}

/** @param {number | null | undefined} n */
export function count(n) {
  return n === null || n === undefined ? "—" : n.toLocaleString("en-US");
}

/**
 * A count with its bound, as people write it.
 *
 * @param {number | null | undefined} n
 * @param {string | null | undefined} bound
 */
export function bounded(n, bound) {
  if (n === null || n === undefined) return say("unknown");
  return bound === "more_than" || bound === "about" ? say(`bound.${bound}`, { n: count(n) }) : count(n);
}

/**
 * A validity: from the first day to the last bound, which is no longer in it.
 *
 * @param {string | null} from
 * @param {string | null} to
 */
export function period(from, to) {
  if (!from && !to) return say("always");
  if (!to) return say("since", { from: from ?? "" });
  return from ? say("from_to", { from, to }) : say("until", { to });
}
