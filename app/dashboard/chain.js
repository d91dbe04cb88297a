/**
 * The chain of responsibility, drawn as a chain: nodes and arrows from the organisation up to the city committee, the
 * unit that answers beside the organisation, a break where the chain breaks.
 *
 * @typedef {import("./parts.js").Holder} Holder
 * @typedef {import("./evidence.js").Link} Link
 * @typedef {{after: string, code: string, message: string, candidates: Holder[]}} Break
 * @typedef {{complete: boolean, provisional: boolean, uncertain: boolean, lead_on_path: boolean | null, lead: Link | null,
 *   path: Link[], support: {party_organization: Holder, reason: string}[], break: Break | null}} Chain
 */
import { evidence } from "./evidence.js";
import { h } from "./dom.js";
import { disclosure, holderLink } from "./parts.js";
import { period, say, word } from "./words.js";

/**
 * @param {Chain} chain
 * @param {Holder} subject  whose chain it is
 * @param {boolean} [led]  whether a lead is to be expected (a Party organisation has none)
 */
export function drawChain(chain, subject, led = true) {
  return h("div", { class: "chain-view" },
    summary(chain),
    h("div", { class: led ? "chain-grid" : "" },
      h("ol", { class: "chain", "aria-label": say("chain") }, steps(chain, subject)),
      led && h("aside", { class: "beside", "aria-label": say("lead") }, lead(chain))),
    support(chain));
}

/** Whether it is whole, and under which reservations. @param {Chain} chain */
function summary(chain) {
  return h("p", { class: "verdicts" },
    h("span", { class: `verdict ${chain.complete}` }, say(chain.complete ? "complete" : "broken")),
    chain.provisional && h("span", { class: "verdict doubt" }, say("provisional")),
    chain.uncertain && h("span", { class: "verdict doubt" }, say("uncertain")),
    chain.lead_on_path === true && h("span", { class: "verdict" }, say("lead_on_path")),
    chain.lead_on_path === false && h("span", { class: "verdict doubt" }, say("lead_off_path")));
}

/** @param {Chain} chain @param {Holder} subject */
function steps(chain, subject) {
  const drawn = [h("li", { class: "step first" }, node(subject, "subject"))];
  for (const link of chain.path) {
    drawn.push(h("li", { class: "step" }, arrow(link), node(link.to, link.role)));
  }
  const stop = chain.break;
  if (stop && stop.code !== "no_lead") drawn.push(h("li", { class: "step" }, gap(stop)));
  return drawn;
}

/** @param {Holder} holder @param {string} role */
function node(holder, role) {
  return h("div", { class: `node ${role}` },
    h("span", { class: "kind" }, holder.kind ? word("kind", holder.kind) : null),
    h("b", null, role === "subject" ? holder.name : holderLink(holder)));
}

/** The arrow of a link, what it says, and its evidence on demand. @param {Link} link */
function arrow(link) {
  return h("div", { class: `arrow ${link.role} ${link.provisional ? "provisional" : ""}` },
    h("p", { class: "says" },
      h("strong", null, word("role", link.role)),
      h("span", null, link.rule_title ?? link.rule ?? say("no_rule")),
      h("span", { class: "quiet" }, period(link.valid_from, link.valid_to)),
      link.provisional && h("span", { class: "verdict doubt" }, say("provisional")),
      link.assumed_start && h("span", { class: "verdict doubt" }, say("assumed_start"))),
    link.recorded && link.recorded.id !== link.to.id && h("p", { class: "recorded" }, recorded(link.recorded)),
    disclosure([say("evidence"), h("span", { class: "sr" }, ` ${link.from.name} → ${link.to.name}`)], () => evidence(link), "evidence"));
}

/** The recorded superior, where it is another. @param {Holder} holder */
function recorded(holder) {
  const [before, after] = say("recorded", { name: "\u0000" }).split("\u0000");
  return [before, holderLink(holder), after];
}

/** Where the chain stops, why, and who might follow. @param {Break} stop */
function gap(stop) {
  return h("div", { class: "break" },
    h("p", null, h("strong", null, `✕ ${word("break", stop.code)}`), " ", stop.message),
    stop.candidates.length > 0
      ? [h("p", { class: "quiet" }, say("candidates")), h("ul", null, stop.candidates.map((c) =>
        h("li", { class: "node candidate" }, h("span", { class: "kind" }, word("kind", c.kind)), h("b", null, holderLink(c)))))]
      : h("p", { class: "quiet" }, say("no_candidates")));
}

/** The unit that answers, beside the organisation. @param {Chain} chain */
function lead(chain) {
  if (chain.lead) return [arrow(chain.lead), node(chain.lead.to, "lead")];
  if (chain.break?.code === "no_lead") return [h("p", { class: "says" }, h("strong", null, say("lead"))), gap(chain.break)];
  return h("p", { class: "quiet" }, say("no_lead"));
}

/** @param {Chain} chain */
function support(chain) {
  if (!chain.support.length) return null;
  return h("div", { class: "support" }, h("h3", null, say("support")), h("ul", null, chain.support.map((s) =>
    h("li", null, h("b", null, holderLink(s.party_organization)), "　", s.reason))));
}
