/** Finding an organisation: by any identifier at once, and by name as a list; and the list of those that do not operate. */
import { ask, Problem } from "./api.js";
import { h, table } from "./dom.js";
import { names, regionName } from "./groups.js";
import { pages } from "./parts.js";
import { hrefTo, state } from "./state.js";
import { say, word } from "./words.js";

const LIMIT = 50;

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showFound() {
  const { q, operating, as_of, cursor } = state().params;
  if (!q && !operating) return [h("p", { class: "quiet" }, say("search_label"))];
  const [exact, answer, trades, regions] = await Promise.all([
    q && !cursor && /\d/.test(q) ? identified(q, as_of) : null,
    ask("/v1/organizations", { q, operating, as_of, limit: LIMIT, cursor }),
    names("trade"), names("region"),
  ]);
  const items = answer.items;
  return [
    exact ? h("p", { class: "identified" }, say("by_identifier"), "：", h("a", { href: hrefTo(["organizations", exact.id]) }, exact.name)) : null,
    items.length ? table(q ? say("found", { q }) : say("idle"), [
      { title: say("organization") }, { title: say("kind") }, { title: say("trade") }, { title: say("region") }, { title: say("coverage_state") },
    ], items.map((/** @type {any} */ o) => [
      h("a", { href: hrefTo(["organizations", o.id]) }, o.name), word("kind", o.kind),
      o.trade ? trades.get(o.trade) ?? o.trade : "—", regionName(o.region, regions) ?? "—", word("class", o.coverage),
    ])) : exact ? null : h("p", { class: "quiet" }, say("empty")),
    items.length ? pages(answer, say("search")) : null,
  ];
}

/**
 * The organisation that the text identifies, or null.
 *
 * @param {string} text
 * @param {string | undefined} as_of
 */
async function identified(text, as_of) {
  try {
    return await ask(`/v1/organizations/${encodeURIComponent(text)}`, { as_of });
  } catch (error) {
    if (error instanceof Problem && (error.status === 404 || error.status === 422)) return null;
    throw error;
  }
}
