/** The first view: what is missing before all, how coverage stands and moved, where, and what came in last. */
import { ask } from "./api.js";
import { h } from "./dom.js";
import { coverage, ratioOf } from "./groups.js";
import { showHeat } from "./heat.js";
import { holderLink, loaded, part, section, severityMark, view } from "./parts.js";
import { composition } from "./ratios.js";
import { runLink, sourceTitles } from "./runs.js";
import { hrefTo, state } from "./state.js";
import { showTrend } from "./trend.js";
import { share } from "./trust.js";
import { count, percent, say } from "./words.js";

const OLDEST = 8;
const NEWEST_RUNS = 5;
const SEVERE = 8;

/** @returns {import("./parts.js").View} */
export function overview() {
  const figures = loaded(showFigures, "figures-place");
  const sections = [
    part("heat", say("heat"), showHeat, say("heat_note")),
    part("trend", say("trend"), showTrend, say("trend_note")),
    part("oldest", say("oldest"), showOldest),
    part("changes", say("changes"), showChanges),
    part("severe", say("severe"), showSevere),
  ];
  const [heat, trend, oldest, changes, severe] = sections.map((s) => section(s.id, s.title, s.note ?? null, s.element));
  const made = view(h("h1", { class: "sr" }, say("nav.overview")));
  return {
    elements: [...made.elements, figures.element, heat, h("div", { class: "two" }, trend, oldest), h("div", { class: "two" }, changes, severe)],
    refresh: async () => {
      const first = figures.refresh();
      await wholeCity().catch(() => null); // then what the figures need is asked for, before what the rest needs
      await Promise.all([first, ...sections.map((one) => one.refresh())]);
    },
  };
}

/** Coverage of the whole city, which the head shows, too: mostly it is here already. */
function wholeCity() {
  return coverage("kind", { region: null });
}

async function showFigures() {
  const { as_of } = await wholeCity();
  const [{ whole }, before, findings] = await Promise.all([
    coverage("kind"), as_of ? coverage("kind", { as_of: yearBefore(as_of) }).then((then) => then.whole) : null, severeFindings(),
  ]);
  const ratio = ratioOf(whole, "organization_coverage");
  const then = before ? ratioOf(before, "organization_coverage") : null;
  return [
    h("div", { class: "figures" },
      figure("hard", hrefTo(["gaps"], { severity: "hard" }), say("severity.hard"), count(whole.counts.uncovered_must ?? 0),
        before ? yearAgo(count(before.counts.uncovered_must ?? 0)) : null),
      figure("covered", hrefTo(["ratios"]), say("ratio_name.organization_coverage"), share(ratio, whole),
        [`${count(ratio.numerator)} / ${count(ratio.denominator)}`, then && then.value !== null ? ` · ${yearAgo(percent(then.value))}` : null]),
      figure("unknown", hrefTo(["gaps"], { severity: "unknown" }), say("severity.unknown"), count(whole.counts.unknown ?? 0),
        say("of_units", { n: count(whole.units) })),
      figure("severe", hrefTo(["findings"], { severity: "severe" }), say("severe"), count(findings.total), say("in_whole_city"))),
    composition(whole.counts),
  ];
}

/** @returns {Promise<any>} the first of them, in the whole city */
function severeFindings() {
  return ask("/v1/findings", { severity: "severe", as_of: state().params.as_of, limit: SEVERE });
}

/** @param {string} n */
function yearAgo(n) {
  return say("year_ago", { n });
}

/**
 * @param {string} name
 * @param {string} href
 * @param {string} title
 * @param {import("./dom.js").Child} value
 * @param {import("./dom.js").Child | import("./dom.js").Child[]} note
 */
function figure(name, href, title, value, note) {
  return h("a", { class: `large ${name}`, href, "data-focus": `figure ${name}` },
    h("span", { class: "what" }, title), h("span", { class: "value" }, value), h("span", { class: "beside-value" }, note));
}

/** The same day a year before; the last of February where there is no such day. @param {string} day */
export function yearBefore(day) {
  const before = `${String(Number(day.slice(0, 4)) - 1).padStart(4, "0")}${day.slice(4)}`;
  return before.endsWith("-02-29") ? before.replace("-29", "-28") : before;
}

async function showOldest() {
  const { as_of, region } = state().params;
  const answer = await ask("/v1/uncovered", { severity: "hard", sort: "gap_since", as_of, region, limit: OLDEST });
  if (!answer.items.length) return h("p", { class: "empty" }, say("no_hard_gap"));
  return [
    h("ol", { class: "rows" }, answer.items.map((/** @type {any} */ gap) => h("li", null,
      h("span", { class: "date" }, gap.gap_since ?? "—"),
      h("span", null, h("a", { href: hrefTo(["organizations", gap.organization.id]) }, gap.organization.name),
        h("small", null, gap.lead ? gap.lead.name : say("no_lead"))),
      severityMark(gap.severity)))),
    h("p", { class: "more" }, h("a", { href: hrefTo(["gaps"], { severity: "hard", sort: "gap_since" }) }, say("all_of", { n: count(answer.total) }))),
  ];
}

async function showChanges() {
  const [answer, titles] = await Promise.all([ask("/v1/runs", { limit: NEWEST_RUNS }), sourceTitles()]);
  if (!answer.items.length) return h("p", { class: "empty" }, say("nothing_loaded"));
  return [
    h("ol", { class: "rows" }, answer.items.map((/** @type {any} */ run) => h("li", null,
      h("span", { class: "date" }, run.as_of ?? "—"),
      h("span", null, runLink(run, titles)[0], h("small", null, changed(run))),
      run.counts.rejected ? h("span", { class: "mark hard" }, say("rejected_rows", { n: count(run.counts.rejected) })) : null))),
    h("p", { class: "more" }, h("a", { href: hrefTo(["quality"]) }, say("all_of", { n: count(answer.total) }))),
  ];
}

/** What one run changed, in words. @param {any} run */
function changed(run) {
  const { created, updated, ended, retracted } = run.changes;
  const parts = Object.entries({ created, updated, ended, retracted }).filter(([, n]) => n).map(([what, n]) => `${say(`change.${what}`)} ${count(n)}`);
  if (run.findings.new) parts.push(`${say("findings_new")} ${count(run.findings.new)}`);
  if (run.findings.resolved) parts.push(`${say("findings_resolved")} ${count(run.findings.resolved)}`);
  return parts.join(" · ") || say("change.none");
}

async function showSevere() {
  const answer = await severeFindings();
  if (!answer.items.length) return h("p", { class: "empty" }, say("no_findings"));
  return [
    h("ol", { class: "rows" }, answer.items.map((/** @type {any} */ f) => h("li", null,
      h("span", { class: "mark severe" }, f.title), h("span", null, holderLink(f.subject))))),
    h("p", { class: "more" }, h("a", { href: hrefTo(["findings"], { severity: "severe" }) }, say("all_of", { n: count(answer.total) }))),
  ];
}
