/** The list of Party organisations: where each sits, whom it covers, what is above it. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { holderLink, pages } from "./parts.js";
import { state } from "./state.js";
import { count, say, word } from "./words.js";

const LIMIT = 50;

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showParties() {
  const { kind, trade, region, superior, reading, as_of, cursor } = state().params;
  const answer = await ask("/v1/party-organizations", { kind, trade, region, superior, reading, as_of, cursor, limit: LIMIT });
  if (!answer.items.length) return [h("p", { class: "quiet" }, say("none"))];
  return [
    table(say("party_organizations"), [
      { title: say("party_organization") }, { title: say("kind") }, { title: say("covers") }, { title: say("members"), number: true },
      { title: say("superior") }, { title: say("recorded_superior") },
    ], answer.items.map((/** @type {any} */ p) => [
      holderLink(p), word("kind", p.kind), covered(p.covers), count(p.members), p.superior ? holderLink(p.superior) : "—", recorded(p),
    ]), "parties"),
    pages(answer, say("party_organizations")),
  ];
}

/** @param {import("./parts.js").Holder[]} organizations */
function covered(organizations) {
  if (!organizations.length) return "—";
  return h("ul", { class: "plain" }, organizations.map((o) => h("li", null, holderLink(o))));
}

/** @param {any} party */
function recorded(party) {
  if (!party.recorded) return "—";
  const differs = party.superior && party.superior.id !== party.recorded.id;
  return [holderLink(party.recorded), differs ? h("small", { class: "warn" }, say("differs")) : null];
}
