/** What a unit or an association answers for: how far it is covered, what is missing, what stands below it. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { holderLink, pairsList, part, severityMark, view } from "./parts.js";
import { composition, ratioTable } from "./ratios.js";
import { hrefTo, state } from "./state.js";
import { showUnitChildren } from "./tree.js";
import { bounded, count, say, word } from "./words.js";

const GAPS = 10;

/**
 * @param {string} id
 * @param {(title: string) => void} titled
 * @returns {import("./parts.js").View}
 */
export function unitPage(id, titled) {
  const title = h("h1", null, id);
  const read = () => ask(`/v1/units/${encodeURIComponent(id)}`, { as_of: state().params.as_of });
  return view(title,
    part("facts", say("facts_short"), async () => {
      const unit = await read();
      title.textContent = unit.name;
      titled(unit.name);
      return inShort(unit);
    }),
    part("answers", say("answers_for"), async () => answers(await read())),
    part("missing", say("gaps"), async () => missing(await read())),
    part("below", say("below"), () => showUnitChildren(id, false)));
}

/** Whom it answers for: those it leads, or, of an association, those beneath its Party organisation. @param {any} unit */
function whose(unit) {
  return unit.kind === "association"
    ? { totals: unit.superior_of, filter: { association: unit.id, region: null } }
    : { totals: unit.leads, filter: { lead: unit.id, region: null } };
}

/** @param {any} unit */
function inShort(unit) {
  const hosted = unit.party_organizations;
  return pairsList([
    [say("kind"), word("kind", unit.kind)],
    [say("founded"), unit.founded],
    [say("closed"), unit.closed],
    [say("party_organizations"), hosted.length ? h("ul", { class: "plain" }, hosted.map((/** @type {any} */ t) =>
      h("li", null, holderLink(t.party_organization)))) : say("none")],
    [say("units_led"), count(unit.leads.units)],
    [say("units_beneath"), count(unit.superior_of.units)],
    [say("chain"), unit.kind === "association" ? h("a", { href: hrefTo(["organizations", unit.id]) }, say("own_chain")) : null],
    [say("findings"), unit.findings?.length === 0 ? say("no_findings") : h("a", { href: hrefTo(["findings"], { organization: unit.id }) },
      unit.findings ? say("findings_of", { n: count(unit.findings.length) }) : say("findings_of_day"))],
  ]);
}

/** How far those are covered for whom it answers. @param {any} unit */
export function answers(unit) {
  const { totals, filter } = whose(unit);
  if (!totals.units) return h("p", { class: "empty" }, say("answers_for_nobody"));
  return [composition(totals.counts, filter), ratioTable(totals, filter)];
}

/** @param {any} unit */
async function missing(unit) {
  const { filter } = whose(unit);
  const answer = await ask("/v1/uncovered", { ...filter, severity: "hard,soft", as_of: state().params.as_of, sort: "gap_since", limit: GAPS });
  if (!answer.items.length) return h("p", { class: "empty" }, say("no_gap"));
  return [
    table(say("gaps"), [
      { title: say("organization") }, { title: say("severity") }, { title: say("members_full"), number: true }, { title: say("gap_since") }, { title: say("reason") },
    ], answer.items.map((/** @type {any} */ gap) => [
      h("a", { href: hrefTo(["organizations", gap.organization.id]) }, gap.organization.name), severityMark(gap.severity),
      bounded(gap.members_full, gap.members_full_bound), gap.gap_since ?? "—", gap.reason,
    ])),
    h("p", { class: "more" }, h("a", { href: hrefTo(["gaps"], { ...filter, severity: "hard,soft" }) }, say("all_of", { n: count(answer.total) }))),
  ];
}
