/** Loading a file: first what would come of it, then for true; how far it is, and what came of it. */
import { ask, forget, Problem, send } from "./api.js";
import { fill, h, table } from "./dom.js";
import { keyForm, hasKey } from "./key.js";
import { loaded, pairsList, part, problem, view } from "./parts.js";
import { hrefTo } from "./state.js";
import { figures, sameAs, workbookLinks } from "./runs.js";
import { count, say, word } from "./words.js";

const CHANGES = ["created", "updated", "ended", "retracted", "unchanged"]; // as many of them as there are
const REASONS = ["rejected_by_code", "warned_by_code", "skipped_by_reason", "out_of_scope_by_reason"];
const TURNED = ["new", "gone", "closed", "reopened", "moved", "renamed", "changed"];
const SHOWN = 20;
const EVERY = 700; // milliseconds between two looks at how far a load is

/** @returns {import("./parts.js").View} */
export function loadsPage() {
  const outcome = h("div", { class: "outcome", "aria-live": "polite" });
  const ordering = loaded(async () => [keyForm(() => ordering.refresh()), hasKey() ? await orderForm(outcome) : null]);
  return view(h("h1", null, say("loads")), { id: "order", title: "", note: say("loads_note"), ...ordering },
    part("came", say("came_of_it"), async () => outcome));
}

/** @param {HTMLElement} outcome */
async function orderForm(outcome) {
  const sources = (await ask("/v1/sources")).items;
  const form = /** @type {HTMLFormElement} */ (h("form", { class: "ordering", onsubmit: (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const asked = new FormData(form);
    const file = asked.get("file");
    const dry = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value !== "load";
    if (file instanceof File) order(outcome, file, asked, dry);
  } },
    h("label", null, say("file"), h("input", { type: "file", name: "file", required: true, accept: ".csv,.txt,.xlsx,.xls,.ods,.json,.jsonl,.gz" })),
    h("label", null, say("source"), h("select", { name: "source" },
      h("option", { value: "auto" }, say("source_auto")), h("option", { value: "replay" }, say("source_replay")),
      sources.map((/** @type {any} */ source) => h("option", { value: source.id }, source.title)))),
    h("label", null, say("load_as_of"), h("input", { type: "date", name: "as_of", min: "1949-10-01" })),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "complete" }), say("load_complete")),
    h("label", { class: "check" }, h("input", { type: "checkbox", name: "allow_shrink" }), say("load_allow_shrink")),
    h("p", { class: "actions" }, h("button", { type: "submit", value: "dry" }, say("load_dry")), h("button", { type: "submit", value: "load", class: "does" }, say("load_now")))));
  return form;
}

/**
 * @param {HTMLElement} outcome
 * @param {File} file
 * @param {FormData} asked
 * @param {boolean} dry
 */
async function order(outcome, file, asked, dry) {
  const flags = Object.fromEntries(["complete", "allow_shrink"].filter((name) => asked.has(name)).map((name) => [name, "true"]));
  const day = String(asked.get("as_of") ?? "");
  const retry = () => order(outcome, file, asked, dry);
  fill(outcome, h("p", { class: "quiet waiting" }, say("sending", { file: file.name })));
  try {
    let state = await send("/v1/loads", { name: file.name, source: String(asked.get("source")), as_of: day, dry_run: dry ? "true" : "", ...flags }, file);
    while (state.state === "waiting" || state.state === "running") {
      fill(outcome, howFar(state));
      await new Promise((later) => setTimeout(later, EVERY));
      forget();
      state = await ask(`/v1/loads/${state.id}`);
    }
    forget(); // the graph is another one now
    fill(outcome, ended(state));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    fill(outcome, problem(error, retry));
  }
}

/** @param {any} state */
function howFar(state) {
  const { stage, done, total } = state.progress ?? { stage: "waiting", done: 0, total: 0 };
  return h("p", { class: "how-far" }, h("label", null, word("stage", stage), " ",
    h("progress", { max: total || null, value: total ? done : null })), " ", total ? say("of", { done: count(done), total: count(total) }) : "");
}

/** @param {any} state */
function ended(state) {
  if (state.error) return h("div", { class: "problem", role: "alert" }, h("p", null, h("strong", null, say("load_failed"))), h("p", null, state.error.message));
  return [h("p", { class: "ended", role: "status" }, h("strong", null, say(state.dry_run ? "load_tried" : "load_done"))), state.reports.map(report)];
}

/** @param {any} run */
function report(run) {
  return h("article", { class: "report" },
    h("h3", null, run.dry_run ? run.source : h("a", { href: hrefTo(["runs", run.run]) }, run.run)),
    pairsList([
      [say("as_of"), run.as_of],
      ...sameAs(run),
      ...figures(run, CHANGES.filter((name) => run.changes[name])),
    ]),
    REASONS.flatMap((name) => Object.entries(run[name] ?? {})).length ? table(say("reasons"), [{ title: say("reasons") }, { title: say("code") }, { title: say("count"), number: true }],
      REASONS.flatMap((name) => Object.entries(run[name] ?? {}).map(([code, n]) => [say(`why.${name}`), h("code", null, code), count(n)]))) : null,
    run.dry_run ? turned(run.turned) : workbookLinks(run));
}

/** What a dry run would turn, by name. @param {any} told */
function turned(told) {
  if (!told) return null;
  const lists = [
    ...TURNED.map((kind) => [say(`turned.${kind}`), told.organizations[kind], (/** @type {any} */ one) => one.name]),
    [say("turned.links"), told.links, (/** @type {any} */ one) => `${sign(one.came)} ${one.name} ${word("role", one.type.toLowerCase())} → ${one.holder_name}`],
    [say("turned.coverage"), told.coverage, (/** @type {any} */ one) => `${sign(one.came)} ${one.name} ${word("class", one.class)}`],
    [say("turned.findings"), told.findings, (/** @type {any} */ one) => `${sign(one.new)} ${word("finding", one.severity)} ${one.check} ${one.name || one.subject}`],
  ].filter(([, list]) => list?.total);
  if (!lists.length) return h("p", { class: "empty" }, say("turned.nothing"));
  return lists.map(([title, list, show]) => h("details", { open: list.total <= SHOWN }, h("summary", null, title, " ", h("b", null, count(list.total))),
    h("ul", { class: "plain" }, list.items.slice(0, SHOWN).map((/** @type {any} */ one) => h("li", null, show(one))),
      list.total > SHOWN && h("li", { class: "quiet" }, say("more", { n: count(list.total - SHOWN) })))));
}

/** @param {boolean} came */
function sign(came) {
  return came ? "+" : "−";
}
