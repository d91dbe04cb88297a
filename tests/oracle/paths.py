"""The chain: LEAD, stated beside, and a path that follows SUPERIOR only, up to the top."""

import networkx as nx

from tests.oracle.answers import Answer, Break, Chain, Link
from tests.oracle.facts import Facts
from tests.oracle.leadership import Leadership

ORGANIZATION, PARTY = "Organization", "PartyOrganization"


class Paths:
    """Walks from an organisation or a Party organisation."""

    def __init__(self, facts: Facts, leadership: Leadership) -> None:
        self.facts = facts
        self.leadership = leadership

    def chain(self, id_: str, day: str) -> Chain:
        """The chain on a day. Raises KeyError for an unknown id."""
        if id_ in self.facts.party:
            if not self.facts.exists(PARTY, id_, day):
                return Chain(None, (), Break(id_, "not_in_force"), None)
            path, break_ = self._walk(id_, [], None, day)
            return Chain(None, path, break_, None)
        # an organisation that does not exist: not_in_force after it; this outranks no_lead
        if not self.facts.exists(ORGANIZATION, id_, day):
            return Chain(None, (), Break(id_, "not_in_force"), None)
        lead = self.leadership.lead(id_, day)
        path, break_ = self._from_organization(id_, lead, day)
        if lead is None and self.leadership.is_subject(id_, day):
            # "no_lead outranks the others, stands after the organisation, and leaves the chain incomplete"
            break_ = Break(id_, "no_lead", self.leadership.candidates(id_, day))
        elif lead is not None and break_ is None and not self.facts.exists(lead.holder.label, lead.holder.id, day):
            break_ = Break(id_, "not_in_force")  # "whoever is asked to answer must exist (not_in_force)"
        on_path = None
        if lead is not None:  # "Where LEAD's Party organisation is not on the path: lead_on_path: false"
            on_path = self.leadership.lead_party(lead, day) in {link.end for link in path}
        return Chain(lead, path, break_, on_path)

    def _from_organization(self, id_: str, lead: Answer | None, day: str) -> tuple[tuple[Link, ...], Break | None]:
        if not self.leadership.is_subject(id_, day):
            # supervising units: the path goes through their own hosted Party organisation
            party = self.facts.party_of(id_, day)
            return self._step(id_, party, "own", None, [], Break(id_, "no_superior"), None, day)
        covering = self.facts.covering(id_, day)
        if covering:  # "organisation → its own or joint Party organisation (if any) → SUPERIOR → ... → top"
            role = "joint" if self.facts.party[covering[0]]["kind"] == "joint_branch" else "own"
            return self._step(id_, covering[0], role, None, [], None, lead, day)
        superior = self.leadership.superior(id_, day)
        holder = superior.holder.id if superior else None
        rule = superior.rule if superior else None
        return self._step(id_, holder, "superior", rule, [], Break(id_, self._without(lead, day)), lead, day)

    def _walk(
        self, party: str, links: list[Link], lead: Answer | None, day: str
    ) -> tuple[tuple[Link, ...], Break | None]:
        """On from a Party organisation that the path has reached."""
        if self.facts.is_top(party, day):
            return tuple(links), None
        derived = self.leadership.party_superior(party, day)
        if derived is not None:
            return self._step(party, derived.holder.id, "superior", derived.rule, links, None, lead, day)
        if self.leadership.speak_of(party, day):  # "Between Party organisations the derived superior counts"
            own = bool(links) and links[-1].role == "own"
            code = self._without(lead, day) if own else "no_superior"
            return tuple(links), Break(party, code)
        # "Above the organisations that the rules speak of the recorded SUBORDINATE_TO leads on to the top."
        recorded = self.facts.recorded_superior(party, day)
        return self._step(party, recorded, "superior", None, links, Break(party, "no_superior"), lead, day)

    def _step(
        self,
        start: str,
        party: str | None,
        role: str,
        rule: str | None,
        links: list[Link],
        missing: Break | None,
        lead: Answer | None,
        day: str,
    ) -> tuple[tuple[Link, ...], Break | None]:
        if party is None:
            return tuple(links), missing
        if not self.facts.exists(
            PARTY, party, day
        ):  # the next holder does not exist: the path stops at the link before
            return tuple(links), Break(start, "not_in_force")
        walked = nx.DiGraph([(link.start, link.end) for link in links] + [(start, party)])
        if not nx.is_directed_acyclic_graph(walked):  # never walked twice: the path stops before it closes
            return tuple(links), Break(start, "cycle")
        role = "top" if role == "superior" and self.facts.is_top(party, day) else role
        return self._walk(party, [*links, Link(role, start, party, rule)], lead, day)

    def _without(self, lead: Answer | None, day: str) -> str:
        """Why there is no SUPERIOR: "no_party_organization (the LEAD unit hosts none)", else no_superior."""
        if lead is not None and lead.holder.label == ORGANIZATION and self.facts.party_of(lead.holder.id, day) is None:
            return "no_party_organization"
        return "no_superior"
