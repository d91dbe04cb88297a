/** The loads: a list of them, and one with its files, its counts and the rows that it refused. */
import { ask, Problem, send } from "./api.js";
import { fill, h, table } from "./dom.js";
import { fileLink } from "./exports.js";
import { hasKey } from "./key.js";
import { pages, pairsList, part, problem, view } from "./parts.js";
import { hrefTo, state } from "./state.js";
import { count, say, word } from "./words.js";

const COUNTS = ["read", "accepted", "rejected", "repeated", "skipped", "out_of_scope", "warned"];
const CHANGES = ["created", "updated", "unchanged", "ended", "retracted"];
const REJECTS = 50;

/**
 * What each source is called.
 *
 * @returns {Promise<Map<string, string>>}
 */
export async function sourceTitles() {
  return new Map((await ask("/v1/sources")).items.map((/** @type {any} */ source) => [source.id, source.title]));
}

/** A run by its source and number. @param {{run: string, source: string}} run @param {Map<string, string>} titles */
export function runLink(run, titles) {
  const title = titles.get(run.source);
  return [h("a", { href: hrefTo(["runs", run.run]) }, title ?? run.run), title ? h("small", null, ` ${run.run}`) : null];
}

/** @param {any} answer @param {Map<string, string>} titles */
export function runTable(answer, titles) {
  return [
    table(say("runs"), [
      { title: say("run") }, { title: say("state") }, { title: say("as_of") }, { title: say("finished") },
      ...["read", "accepted", "rejected"].map((name) => ({ title: say(`rows.${name}`), number: true })),
      { title: say("change.created"), number: true }, { title: say("change.updated"), number: true }, { title: say("findings_new"), number: true },
    ], answer.items.map((/** @type {any} */ run) => [
      runLink(run, titles), word("state", run.state), run.as_of ?? "—", moment(run.finished),
      count(run.counts.read), count(run.counts.accepted),
      run.counts.rejected ? h("a", { class: "warn", href: hrefTo(["runs", run.run]) }, count(run.counts.rejected)) : "0",
      count(run.changes.created), count(run.changes.updated), count(run.findings.new),
    ]), "runs"),
    pages(answer, say("runs")),
  ];
}

/** @param {string | null} time */
function moment(time) {
  return time ? h("time", { class: "date", datetime: time }, time.slice(0, 16).replace("T", " ")) : "—";
}

/**
 * @param {string} id
 * @param {(title: string) => void} titled
 * @returns {import("./parts.js").View}
 */
export function runPage(id, titled) {
  const path = `/v1/runs/${encodeURIComponent(id)}`;
  titled(id);
  return view(h("h1", null, say("run"), " ", id),
    part("run", say("report"), async () => {
      const run = await ask(path);
      return [report(run), workbookLinks(run), hasKey() && run.state === "finished" ? undoing(path, run.run) : null];
    }),
    part("rejects", say("rejects"), async () => rejects(await ask(`${path}/rejects`, { limit: REJECTS, cursor: state().params.cursor })), say("rejects_note")));
}

/** @param {any} run */
function report(run) {
  return pairsList([
    [say("source"), run.source], [say("state"), word("state", run.state)], [say("as_of"), run.as_of], [say("finished"), moment(run.finished)],
    [say("revision"), run.revision === null ? null : count(run.revision)],
    ...sameAs(run),
    [say("files"), run.files.length ? h("ul", { class: "plain" }, run.files.map((/** @type {any} */ f) => h("li", null, f.name, " ", h("small", { class: "quiet" }, f.encoding)))) : null],
    ...figures(run),
    [say("digest"), h("code", null, run.digest)],
  ]);
}

/** The run that read the same files before. @param {any} run @returns {[string, Node][]} */
export function sameAs(run) {
  return run.same_as ? [[say("same_as"), h("a", { href: hrefTo(["runs", run.same_as]) }, run.same_as)]] : [];
}

/** How many rows came to what, what they changed, and what was found. @param {any} run @param {string[]} [changes] @returns {[string, string][]} */
export function figures(run, changes = CHANGES) {
  return [
    ...COUNTS.map((name) => /** @type {[string, string]} */ ([say(`rows.${name}`), count(run.counts[name])])),
    ...changes.map((name) => /** @type {[string, string]} */ ([say(`change.${name}`), count(run.changes[name])])),
    [say("findings_new"), count(run.findings.new)], [say("findings_resolved"), count(run.findings.resolved)],
  ];
}

/** What came of the rows as workbooks. @param {any} run */
export function workbookLinks(run) {
  const path = `/v1/runs/${encodeURIComponent(run.run)}/workbook`;
  return h("p", { class: "exports" }, fileLink(`${path}?of=outcomes`, say("workbook_outcomes")),
    run.counts.rejected ? [" ", fileLink(`${path}?of=rejects`, say("workbook_rejects"))] : null);
}

/** A run is taken back, after one has said so twice. @param {string} path @param {string} run */
function undoing(path, run) {
  const place = h("div", { class: "undoing" });
  const first = () => fill(place, h("button", { type: "button", onclick: second }, say("undo")));
  const second = () => fill(place, h("p", null, say("undo_sure", { run })),
    h("button", { type: "button", class: "does", onclick: undo }, say("undo_yes")), " ", h("button", { type: "button", onclick: first }, say("undo_no")));
  const undo = async () => {
    fill(place, h("p", { class: "quiet waiting" }, say("undo_runs")));
    try {
      const done = await send(`${path}/undo`, {});
      fill(place, h("p", { role: "status" }, say("undo_done"), " ", h("a", { href: hrefTo(["runs", done.run]) }, done.run)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      fill(place, problem(error, first));
    }
  };
  first();
  return place;
}

/** @param {any} answer */
function rejects(answer) {
  if (!answer.items.length) return h("p", { class: "empty" }, say("no_rejects"));
  return [
    table(say("rejects"), [
      { title: say("place") }, { title: say("column") }, { title: say("value") }, { title: say("reason") }, { title: say("remedy") },
    ], answer.items.map((/** @type {any} */ r) => [
      say("place_at", { file: r.place.file, row: r.place.row ?? "—" }), r.column ?? "—", r.value ?? "—", r.message, r.remedy,
    ]), "rejects"),
    pages(answer, say("rejects")),
  ];
}
