/** A whole list as a file, under the filters that are shown. */
import { addressOf, download } from "./api.js";
import { hasKey } from "./key.js";
import { h } from "./dom.js";
import { language, say } from "./words.js";

const FORMATS = ["xlsx", "csv", "jsonl"];

/**
 * @param {string} path
 * @param {Record<string, string | null | undefined>} filters
 */
export function exportLinks(path, filters) {
  return h("p", { class: "exports" }, say("export"), FORMATS.map((format) =>
    [" ", fileLink(addressOf(path, { ...filters, format }), say(`format.${format}`))]));
}

/**
 * A link to a file of the service; where this tab has a key or speaks another language than the browser asks in, it is
 * asked for with these.
 *
 * @param {string} address
 * @param {string} title
 */
export function fileLink(address, title) {
  return h("a", { href: address, download: true, onclick: async (/** @type {Event} */ event) => {
    if (!hasKey() && navigator.language.startsWith(language())) return;
    event.preventDefault();
    const { name, content } = await download(address);
    const url = URL.createObjectURL(content);
    h("a", { href: url, download: name }).click();
    URL.revokeObjectURL(url);
  } }, title);
}
