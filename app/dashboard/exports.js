/** A whole list as a file, under the filters that are shown. */
import { addressOf } from "./api.js";
import { h } from "./dom.js";
import { say } from "./words.js";

const FORMATS = ["xlsx", "csv", "jsonl"];

/**
 * @param {string} path
 * @param {Record<string, string | null | undefined>} filters
 */
export function exportLinks(path, filters) {
  return h("p", { class: "exports" }, say("export"), FORMATS.map((format) =>
    [" ", h("a", { href: addressOf(path, { ...filters, format }), download: true }, say(`format.${format}`))]));
}
