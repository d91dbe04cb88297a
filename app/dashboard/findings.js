/** What the checks found: each finding with its subject, what to do, and who accepted it until when. */
import { ask, Problem, send } from "./api.js";
import { fill, h, table } from "./dom.js";
import { hasKey } from "./key.js";
import { disclosure, holderLink, pages, problem } from "./parts.js";
import { hrefHere, state } from "./state.js";
import { count, say, word } from "./words.js";

const LIMIT = 50;
const SEVERITIES = ["severe", "warning", "info"];

/** @returns {Promise<import("./dom.js").Child[]>} */
export async function showFindings() {
  const { check, severity, organization, as_of, cursor } = state().params;
  const [answer, catalogue] = await Promise.all([
    ask("/v1/findings", { check, severity, organization, as_of, cursor, limit: LIMIT }), ask("/v1/checks"),
  ]);
  const checks = new Map(catalogue.items.map((/** @type {any} */ c) => [c.id, c]));
  return [
    h("nav", { class: "tabs", "aria-label": say("severity") }, [null, ...SEVERITIES].map((value) => h("a", {
      href: hrefHere({ severity: value, check: null }), "aria-current": value === (severity ?? null) && !check ? "true" : null, "data-focus": `severity ${value}`,
    }, value ? word("finding", value) : say("all")))),
    check ? described(checks.get(check)) : null,
    answer.items.length ? table(say("findings"), [
      { title: say("subject") }, { title: say("severity") }, { title: say("check") }, { title: say("found") }, { title: say("remedy") }, { title: say("accepted") }, { title: say("opened_by") },
    ], answer.items.map((/** @type {any} */ f) => [
      f.subject ? holderLink(f.subject) : "—", h("span", { class: `mark ${f.severity}` }, word("finding", f.severity)),
      h("a", { href: hrefHere({ check: f.check, severity: null }) }, f.title), explained(f.explained), checks.get(f.check)?.remedy ?? "—", [acceptance(f.accepted), hasKey() && f.id ? accepting(f) : null], f.opened_run ?? "—",
    ]), "findings") : h("p", { class: "empty" }, say("no_findings")),
    answer.items.length ? pages(answer, say("findings")) : null,
  ];
}

/** The one check that the list is narrowed to. @param {any} check */
function described(check) {
  if (!check) return null;
  return h("div", { class: "described" }, h("h2", null, check.title), h("p", null, check.summary),
    h("p", null, h("b", null, say("remedy")), "：", check.remedy, " ", h("span", { class: "quiet" }, say("findings_of", { n: count(check.findings) }))));
}

/** What a finding rests on. @param {{title: string, value: string}[]} parts */
function explained(parts) {
  return parts.length ? h("ul", { class: "explained" }, parts.map((one) => h("li", null, h("small", null, one.title), " ", one.value))) : "—";
}

/** @param {{reason: string, document: string, until: string, in_force: boolean} | null} accepted */
function acceptance(accepted) {
  if (!accepted) return "—";
  return [say(accepted.in_force ? "accepted_until" : "accepted_expired", { until: accepted.until }), h("small", null, accepted.reason, " ", accepted.document)];
}

/** A form that accepts a finding, or withdraws that. @param {any} finding */
function accepting(finding) {
  const said = h("div", { "aria-live": "polite" });
  const tell = async (/** @type {Record<string, any>} */ body) => {
    try {
      const run = await send(`/v1/findings/${encodeURIComponent(finding.id)}/accept`, {}, body);
      fill(said, h("p", { role: "status" }, say("accept_done", { run: run.run })));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      fill(said, problem(error, () => fill(said)));
    }
  };
  return disclosure(say("accept"), () => [
    h("form", { class: "accept", onsubmit: (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      tell(Object.fromEntries(new FormData(/** @type {HTMLFormElement} */ (event.currentTarget))));
    } },
      h("label", null, say("reason"), h("input", { name: "reason", required: true, maxlength: "1000" })),
      h("label", null, say("accept_document"), h("input", { name: "document", required: true, maxlength: "1000" })),
      h("label", null, say("accept_until"), h("input", { name: "until", type: "date", required: true })),
      h("button", { type: "submit", class: "does" }, say("accept"))),
    finding.accepted ? h("button", { type: "button", onclick: () => tell({ withdraw: true }) }, say("accept_withdraw")) : null, said,
  ], "accepting");
}
