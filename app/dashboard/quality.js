/** How good the data are: the checks with what they found and what to do, the sources with their age, the loads. */
import { ask } from "./api.js";
import { h, table } from "./dom.js";
import { part, view } from "./parts.js";
import { runTable, sourceTitles } from "./runs.js";
import { hrefTo, state } from "./state.js";
import { count, say, word } from "./words.js";

const SEVERITIES = ["severe", "warning", "info"];
const RUNS = 50;

/** @returns {import("./parts.js").View} */
export function quality() {
  return view(h("h1", null, say("nav.quality")),
    part("checks", say("checks"), showChecks, say("checks_note")),
    part("sources", say("sources"), showSources, say("sources_note")),
    part("runs", say("runs"), showRuns));
}

async function showChecks() {
  /** @type {{id: string, title: string, summary: string, remedy: string, severity: string, findings: number}[]} */
  const checks = (await ask("/v1/checks")).items;
  return SEVERITIES.map((severity) => {
    const own = checks.filter((check) => check.severity === severity);
    const found = own.filter((check) => check.findings).sort((a, b) => b.findings - a.findings);
    const silent = own.filter((check) => !check.findings);
    const n = found.reduce((sum, check) => sum + check.findings, 0);
    return h("div", { class: "by-severity" },
      h("h3", null, h("span", { class: `mark ${severity}` }, word("finding", severity)), " ",
        n ? h("a", { href: hrefTo(["findings"], { severity }) }, say("findings_of", { n: count(n) })) : say("no_findings")),
      found.length > 0 && checkTable(severity, found),
      silent.length > 0 && h("details", null, h("summary", null, say("silent", { n: count(silent.length) })), checkTable(severity, silent)));
  });
}

/** @param {string} severity @param {{id: string, title: string, summary: string, remedy: string, findings: number}[]} checks */
function checkTable(severity, checks) {
  return table(word("finding", severity), [
    { title: say("check") }, { title: say("count"), number: true }, { title: say("what_it_means") }, { title: say("remedy") },
  ], checks.map((check) => [
    check.title,
    check.findings ? h("a", { href: hrefTo(["findings"], { check: check.id }) }, count(check.findings)) : "0",
    check.summary, check.remedy,
  ]), "checks");
}

async function showSources() {
  const [sources, newest] = await Promise.all([ask("/v1/sources"), ask("/v1/checks")]);
  return table(say("sources"), [
    { title: say("source") }, { title: say("as_of") }, { title: say("age"), number: true }, { title: say("rows"), number: true },
    { title: say("complete_source") }, { title: say("rank"), number: true }, { title: say("newest_run") },
  ], sources.items.map((/** @type {any} */ source) => {
    const run = source.last_run;
    return [
      source.title, run?.as_of ?? "—", run?.as_of && newest.as_of ? age(run.as_of, newest.as_of) : h("span", { class: "quiet" }, say("never_loaded")),
      count(run?.rows), say(source.complete ? "yes" : "no"), count(source.rank),
      run ? h("a", { href: hrefTo(["runs", run.run]) }, run.run) : "—",
    ];
  }), "sources");
}

/** How far a source lies behind the newest picture, in months. @param {string} from @param {string} to */
function age(from, to) {
  const [a, b] = [from, to].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7) || 12));
  return b - a > 0 ? say("months_behind", { n: count(b - a) }) : say("up_to_date");
}

async function showRuns() {
  const [answer, titles] = await Promise.all([ask("/v1/runs", { limit: RUNS, cursor: state().params.cursor }), sourceTitles()]);
  return answer.items.length ? runTable(answer, titles) : h("p", { class: "empty" }, say("nothing_loaded"));
}
