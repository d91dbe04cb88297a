/** The page of one organisation, or of one Party organisation: its facts in short and its chain. */
import { ask } from "./api.js";
import { drawChain } from "./chain.js";
import { differenceTable } from "./differences.js";
import { h, table } from "./dom.js";
import { factTable } from "./evidence.js";
import { names, regionName } from "./groups.js";
import { drawHistory } from "./history.js";
import { answers } from "./owner.js";
import { asking, disclosure, holderLink, loaded, pairsList, part, severityMark, view } from "./parts.js";
import { hrefTo, state } from "./state.js";
import { showPartyChildren } from "./tree.js";
import { drawWhyNot } from "./whynot.js";
import { bounded, count, joined, period, say, word } from "./words.js";

const COUNTS = ["members_full", "members_probationary", "members_untransferred", "party_groups", "employees", "instructors"];

/**
 * @param {string} id  an id or any identifier
 * @param {(title: string) => void} onTitle
 */
export function organizationPage(id, onTitle) {
  const path = `/v1/organizations/${encodeURIComponent(id)}`;
  const read = (/** @type {string} */ what = "") => ask(`${path}${what}`, { as_of: state().params.as_of });
  const title = h("h1", null, id);
  const facts = part("facts", say("facts_short"), async () => {
    const [found, trades, regions] = await Promise.all([read(), names("trade"), names("region")]);
    if (found.kind === "supervising_unit") location.replace(hrefTo(["units", found.id])); // it leads, and nobody leads it
    title.textContent = found.name;
    onTitle(found.name);
    return inShort(found, trades, regions);
  });
  const chain = part("chain", say("chain"), async () => {
    const found = await read("/chain");
    return drawChain(found, { ...found.organization, label: "Organization" });
  }, say("chain_note"));
  return view(title, facts, chain,
    part("why-not", say("why_not"), async () => asking(say("why_not_open"), async () => drawWhyNot(await read("/chain/why-not"))), say("why_not_note")),
    part("history", say("history"), async () => drawHistoryOf(path, state().params.as_of), say("history_note")),
    part("recorded", say("nav.differences"), async () => recordedBesideDerived(await read())));
}

/** The whole history, of which the page shows one day. @param {string} path @param {string | undefined} day */
async function drawHistoryOf(path, day) {
  const history = await ask(`${path}/history`);
  return drawHistory(history, day ?? history.as_of);
}

/** What the unit or association in which a Party organisation sits answers for. @param {import("./parts.js").Holder | null} host */
async function answersOfHost(host) {
  if (host?.kind !== "supervising_unit" && host?.kind !== "association") return h("p", { class: "empty" }, say("no_answering_host"));
  return answers(await ask(`/v1/units/${encodeURIComponent(host.id)}`, { as_of: state().params.as_of }));
}

/** Of each Party organisation that covers it the superior as recorded and as derived. @param {any} found */
async function recordedBesideDerived(found) {
  const covering = found.party_organizations.filter((/** @type {any} */ t) => t.relation === "covers");
  const answers = await Promise.all(covering.map((/** @type {any} */ t) =>
    ask("/v1/differences", { party_organization: t.party_organization.id, as_of: state().params.as_of })));
  const items = answers.flatMap((answer) => answer.items);
  return items.length ? differenceTable(items) : h("p", { class: "empty" }, say("covered_by_nobody"));
}

/**
 * @param {string} id
 * @param {(title: string) => void} onTitle
 */
export function partyOrganizationPage(id, onTitle) {
  const path = `/v1/party-organizations/${encodeURIComponent(id)}`;
  const read = (/** @type {string} */ what = "") => ask(`${path}${what}`, { as_of: state().params.as_of });
  const title = h("h1", null, id);
  const facts = part("facts", say("facts_short"), async () => {
    const found = await read();
    title.textContent = found.name;
    onTitle(found.name);
    return partyInShort(found);
  });
  const chain = part("chain", say("chain"), async () => {
    const found = await read("/chain");
    return drawChain(found, found.party_organization, false);
  }, say("chain_note"));
  return view(title, facts, chain,
    part("answers", say("host_answers_for"), async () => answersOfHost((await read()).host)),
    part("beneath", say("below"), async () => showPartyChildren(await read())));
}

/**
 * @param {any} found
 * @param {Map<string, string>} trades
 * @param {Map<string, string>} regions
 */
function inShort(found, trades, regions) {
  const state_ = found.coverage_state;
  const heads = found.headcount;
  const elsewhere = new Map((heads?.told_elsewhere ?? []).flatMap((/** @type {any} */ other) =>
    other.counts.map((/** @type {string} */ c) => [c, ` (${other.date})`])));
  return [
    found.in_force === false ? h("p", { class: "problem" }, say("not_in_force")) : null,
    pairsList([
      [say("kind"), word("kind", found.kind)],
      [say("answers_for"), found.kind === "association" ? h("a", { href: hrefTo(["units", found.id]) }, say("answers_for_open")) : null],
      [say("trade"), found.trade && (trades.get(found.trade) ?? found.trade)],
      [say("region"), regionName(found.region, regions)],
      [say("founded"), found.founded],
      [say("closed"), found.closed],
      [say("operating"), say(found.operating ? "yes" : "no")],
      [say("coverage_state"), found.coverage ? coverageOf(found.coverage, state_) : say("not_in_population")],
      [say("gap_since"), state_?.severity ? state_.gap_since ?? "—" : null],
      [heads ? say("headcount", { date: heads.date }) : say("members_full"), heads
        ? h("span", null, joined(COUNTS.map((c) => `${word("count", c)} ${bounded(heads[c], heads[`${c}_bound`])}${elsewhere.get(c) ?? ""}`)))
        : say("no_headcount")],
      [say("party_organizations"), ties(found.party_organizations)],
      [say("identifiers"), found.identifiers.length ? h("ul", { class: "plain" }, found.identifiers.map((/** @type {any} */ i) =>
        h("li", null, word("scheme", i.scheme), " ", h("code", null, i.value)))) : say("none")],
      [say("findings"), findingsOf(found)],
    ]),
    found.statements.length > 0 && disclosure(say("statements"), () => table(say("statements"), [
      { title: say("attribute") }, { title: say("value") }, { title: say("validity") }, { title: say("origin") },
    ], found.statements.map((/** @type {any} */ s) => [
      word("statement", s.attribute), stated(s), period(s.valid_from, s.valid_to), s.run ?? s.source,
    ]))),
    disclosure(say("all_facts", { n: found.facts.length }), () => factTable(say("facts"), found.facts, found.as_of)),
  ];
}

/** @param {string} cls @param {any} state_ */
function coverageOf(cls, state_) {
  return [
    state_?.severity ? [severityMark(state_.severity), " "] : null,
    joined([
      word("class", cls),
      state_?.has_three ? say("has_three") : "",
      state_?.has_group ? say("has_group") : "",
      state_?.instructor_sent ? say("instructor_sent") : "",
      state_?.uncertain ? say("uncertain") : "",
    ]),
  ];
}

/** @param {any} statement */
function stated(statement) {
  if (statement.attribute === "kind") return word("kind", statement.value);
  if (statement.attribute === "closing") return word("closing", statement.value);
  if (statement.attribute === "operating") return say(statement.value === "true" ? "yes" : "no");
  return statement.value;
}

/** @param {any[]} found */
function ties(found) {
  if (!found.length) return say("none");
  return h("ul", { class: "plain" }, found.map((t) => h("li", null, holderLink(t.party_organization), " ",
    h("small", null, `${word("kind", t.party_organization.kind)}，${word("relation", t.relation)}`))));
}

/** What is wrong with it: of the newest picture it is told; for another day every check looks at that day. @param {any} found */
function findingsOf(found) {
  if (found.findings) return findings(found.findings);
  const sought = loaded(async () =>
    findings((await ask("/v1/findings", { organization: found.id, as_of: state().params.as_of, limit: 500 })).items));
  void sought.refresh();
  return sought.element;
}

/** @param {any[]} found */
function findings(found) {
  if (!found.length) return say("no_findings");
  return h("ul", { class: "plain" }, found.map((f) =>
    h("li", null, h("span", { class: `mark ${f.severity}` }, word("finding", f.severity)), " ", f.title)));
}

/** @param {any} found */
function partyInShort(found) {
  const covers = found.covers;
  return [found.in_force ? null : h("p", { class: "problem" }, say("not_in_force")), pairsList([
    [say("kind"), word("kind", found.kind)],
    [say("founded"), found.founded],
    [say("closed"), found.closed],
    [say("host"), found.host ? holderLink(found.host) : null],
    [say("covers"), covers.length ? h("ul", { class: "plain" }, covers.map((/** @type {any} */ c) =>
      h("li", null, holderLink({ label: "Organization", ...c })))) : null],
    [say("members"), found.members === null ? say("unknown") : count(found.members)],
    [say("superior"), found.superior ? holderLink(found.superior) : say("none")],
    [say("recorded_superior"), found.recorded ? holderLink(found.recorded) : null],
    [say("fact.ACTS_IN"), found.acts_in.length ? found.acts_in.map((/** @type {any} */ r) => r.name).join("，") : null],
    [say("findings"), findingsOf(found)],
  ]), disclosure(say("all_facts", { n: found.facts.length }), () => factTable(say("facts"), found.facts, found.as_of))];
}
