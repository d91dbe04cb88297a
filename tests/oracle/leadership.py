"""Who answers on a day: LEAD, SUPERIOR, SUPPORT, and the superior of a Party organisation (docs/domain.md 4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.oracle.answers import Answer, Holder
from tests.oracle.facts import COARSEST_FIRST, Facts

V1_FROM = "2003-07-01"  # "V0 before 2003-07-01, V1 from then on"; V2 is off
ASSOCIATION_KINDS = {"committee", "general_branch"}
ORGANIZATION, PARTY = "Organization", "PartyOrganization"


@dataclass(frozen=True)
class Proposal:
    """What a rule says positively; `nearness` is compared left to right, smaller first."""

    holder: Holder
    rule: str
    precedence: int
    rank: int = 0
    nearness: tuple[int | str, ...] = ()
    provisional: bool = False


class Leadership:
    """Rules propose; for each role one proposal wins."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def lead(self, id_: str, day: str) -> Answer | None:
        """LEAD: the supervising or affiliated unit that answers; before V1 the territorial Party organisation."""
        if not self.is_subject(id_, day):
            return None
        proposals = self._decided(id_, "lead", day)
        if day < V1_FROM:  # V0 = decision, territorial
            proposals += self._territorial(id_, day)
        else:  # V1 = decision, city, province, district, association, direct
            proposals += self._by_level(id_, day)
        return self._settle(proposals, day)

    def superior(self, id_: str, day: str) -> Answer | None:
        """SUPERIOR of an organisation: the association's Party organisation where one fits, otherwise LEAD's."""
        if not self.is_subject(id_, day):
            return None
        proposals = [
            # "A decision may name a unit as SUPERIOR (its Party organisation is meant)"
            Proposal(holder, p.rule, p.precedence, p.rank, p.nearness)
            for p in self._decided(id_, "superior", day)
            if (holder := self._spokesman(p.holder, day))
        ]
        if day < V1_FROM:
            return self._settle(proposals + self._territorial(id_, day), day)
        return self._settle(proposals + self._association(id_, day) + self._direct(id_, day), day)

    def support(self, id_: str, day: str) -> set[str]:
        """ "every association Party organisation of the main trade that acts where the seat lies or in the city and is
        not the SUPERIOR"; whoever is asked must exist; V0 has no association rule.
        """
        if not self.is_subject(id_, day) or day < V1_FROM:
            return set()
        superior = self.superior(id_, day)
        seat = self.facts.seat(id_, day)
        near = {self.facts.city}
        if seat:
            near |= {r for r in self.facts.upward(seat, day) if self.facts.rank(r) != "province"}
        return {
            party
            for party, regions in self._association_parties(id_, day)
            if near & set(regions)
            and self.facts.exists(PARTY, party, day)
            and not (superior and superior.holder.id == party)
        }

    def party_superior(self, party: str, day: str) -> Answer | None:
        """The one SUPERIOR of a Party organisation; None too where the rules do not speak of it (see `speak_of`)."""
        if not self.facts.exists(PARTY, party, day):
            return None
        # a decision may have a Party organisation as subject
        decided = [
            Proposal(holder, p.rule, p.precedence, p.rank, p.nearness)
            for p in self._decided(party, "superior", day)
            if (holder := self._spokesman(p.holder, day)) and holder.id != party
        ]
        answer = self._settle(decided, day) if decided else self._by_place(party, day)
        # nobody is its own superior, not by a decision either
        return answer if answer and answer.holder.id != party else None

    def _by_place(self, party: str, day: str) -> Answer | None:
        if not self.speak_of(party, day):
            return None
        kind = self.facts.party[party]["kind"]
        covered, hosts = self.facts.covered(party, day), self.facts.hosts(party, day)
        if kind != "joint_branch" and len(covered) == 1:
            return self.superior(covered[0], day)  # "an own one has its organisation's"
        if kind == "joint_branch":
            return self._of_host(hosts[0], day) if hosts else self._agreed(covered, day)
        if len(covered) > 1:
            # "An own branch that covers several: its host decides, without a host it is treated as a joint one."
            if not hosts:
                return self._agreed(covered, day)
            if hosts[0] in covered or self.facts.kind(hosts[0], day) not in ("supervising_unit", "association"):
                return self.superior(hosts[0], day)
            return self._of_host(hosts[0], day)
        # "any other hosted one (an association's committee) its host's LEAD's Party organisation, never through
        # association"; "a decision about the host's SUPERIOR does not move it"
        host = hosts[0]
        if day < V1_FROM:  # "before 2003-07 it has its host's territorial one"
            return self._settle(self._territorial(host, day) if self.is_subject(host, day) else [], day)
        # "An association's committee whose host has no LEAD: no_superior"
        return self._settle(self._direct(host, day), day)

    def speak_of(self, party: str, day: str) -> bool:
        """Whether the rules speak of a Party organisation; above those the recorded SUBORDINATE_TO leads on.

        They do not of "Party organisations of supervising units, territorial ones".
        """
        if self.facts.party[party].get("territorial") is True:
            return False
        if self.facts.party[party]["kind"] == "joint_branch" or self.facts.covered(party, day):
            return True
        hosts = self.facts.hosts(party, day)
        return bool(hosts) and self.facts.kind(hosts[0], day) != "supervising_unit"

    def is_subject(self, id_: str, day: str) -> bool:
        """Supervising units are no subjects of the rules; who does not exist is asked nothing."""
        return self.facts.exists(ORGANIZATION, id_, day) and self.facts.kind(id_, day) != "supervising_unit"

    def lead_party(self, lead: Answer, day: str) -> str | None:
        """LEAD's Party organisation."""
        spokesman = self._spokesman(lead.holder, day)
        return spokesman.id if spokesman else None

    def candidates(self, id_: str, day: str) -> tuple[str, ...]:
        """UNRESOLVED: "candidates (territorial Party organisation of the seat)", existing ones, the nearest first."""
        found = [p for p in self._territorial(id_, day) if self.facts.exists(PARTY, p.holder.id, day)]
        nearest = min((p.nearness[0] for p in found), default=0)
        return tuple(
            p.holder.id for p in sorted(found, key=lambda p: (p.nearness, p.holder.id)) if p.nearness[0] == nearest
        )

    # the rules

    def _decided(self, id_: str, role: str, day: str) -> list[Proposal]:
        facts = [f for f in self.facts.of(id_, "DECIDED", day) if f.properties.get("role") == role]
        latest = sorted({f.start for f in facts}, reverse=True)
        return [  # "Of two decisions the later first."
            Proposal(Holder(f.end_label, f.end), "decision", 0, 0, (latest.index(f.start),)) for f in facts
        ]

    def _territorial(self, id_: str, day: str) -> list[Proposal]:
        """The Party organisation that acts in the street, else district, of the seat."""
        seat = self.facts.seat(id_, day)
        proposals = []
        for region in self.facts.upward(seat, day) if seat else []:
            rank = self.facts.rank(region)
            if rank not in ("street", "district"):
                continue
            for fact in self.facts.to(region, "ACTS_IN", day):
                node = self.facts.party.get(fact.subject)
                if node is None or node.get("territorial") is not True:
                    continue
                # "Territorial: a committee before a work_committee."
                kinds = ["committee", "work_committee"]
                order = kinds.index(node["kind"]) if node["kind"] in kinds else len(kinds)
                near = (-COARSEST_FIRST.index(rank), order)
                proposals.append(Proposal(Holder(PARTY, fact.subject), "territorial", 1, 0, near))
        return proposals

    def _by_level(self, id_: str, day: str) -> list[Proposal]:
        level = self.facts.level(id_, day)
        name, region = level or (None, None)
        if name is None or region is None:
            return []
        supervising = [(u, 0, d) for u, d in self._stated(id_, "SUPERVISED_BY", region, day)]
        # "one stated at the level of the unit sought, else the one that SUPERVISES_TRADE at that level and region"
        supervising += [(u, 1, d) for u, d in self._of_trade(id_, name, region, day)]
        affiliated = [(u, 0, d) for u, d in self._stated(id_, "AFFILIATED_TO", region, day)]
        if name in ("province", "national"):  # city affiliated unit (rank 0), city supervising unit (rank 1)
            # "Any consultation counts unless its result is a refusal."
            asked = any(f.properties.get("result") != "refused" for f in self.facts.of(id_, "CONSULTED", day))
            rule, ranked, provisional = "province", [affiliated, supervising], not asked
        else:  # city, district: supervising (rank 0), affiliated (rank 1)
            rule, ranked, provisional = name, [supervising, affiliated], False
        return [
            Proposal(Holder(ORGANIZATION, unit), rule, 1, rank, (stated, -depth), provisional)
            for rank, units in enumerate(ranked)
            for unit, stated, depth in units
        ]

    def _stated(self, id_: str, type_: str, region: str, day: str) -> Iterable[tuple[str, int]]:
        for fact in self.facts.of(id_, type_, day):
            for depth in self._depths(fact.end, region, day):
                yield fact.end, depth

    def _of_trade(self, id_: str, level: str, region: str, day: str) -> Iterable[tuple[str, int]]:
        sought = "district" if level == "district" else "city"
        trade = self.facts.main_trade(id_, day)
        for fact in self.facts.to(trade, "SUPERVISES_TRADE", day) if trade else []:
            if fact.properties.get("level") == sought:
                for depth in self._depths(fact.subject, region, day):
                    yield fact.subject, depth

    def _depths(self, unit: str, region: str, day: str) -> list[int]:
        """How fine the regions are in which a unit acts for a city or a district (a street counts as its district)."""
        return [
            COARSEST_FIRST.index(self.facts.rank(acting))
            for acting in self.facts.acting(unit, day)
            if acting == region
            or (self.facts.rank(region) == "district" and self.facts.district(acting, day) == region)
        ]

    def _association_parties(self, id_: str, day: str) -> Iterable[tuple[str, list[str]]]:
        """Committees and general branches of associations of the main trade, with the regions they act in."""
        trade = self.facts.main_trade(id_, day)
        # "SERVES_TRADE starts at the association."
        for served in self.facts.to(trade, "SERVES_TRADE", day) if trade else []:
            if served.subject == id_:  # "never for the association itself"
                continue
            for hosted in self.facts.to(served.subject, "HOSTED_BY", day):
                if self.facts.party[hosted.subject]["kind"] in ASSOCIATION_KINDS:
                    # "that acts (itself, else its host)"
                    own = self.facts.acting(hosted.subject, day)
                    yield hosted.subject, own or self.facts.acting(served.subject, day)

    def _association(self, id_: str, day: str) -> list[Proposal]:
        level = self.facts.level(id_, day)
        if level is None:
            return []
        # "in a fitting region: the city for level city and above, the approving district for level district"
        fitting = {level[1]} if level[1] else set()
        scope = self.facts.trade(self.facts.main_trade(id_, day)).get("association_scope")
        if scope == "city_wide":  # "association_scope counts wherever it is stated"
            fitting.add(self.facts.city)
        proposals = []
        for party, regions in self._association_parties(id_, day):
            for region in regions:
                counted = self.facts.district(region, day) or region if level[0] == "district" else region
                if region in fitting or counted in fitting:
                    # "a district's own association still wins by nearness"
                    depth = COARSEST_FIRST.index(self.facts.rank(region))
                    proposals.append(Proposal(Holder(PARTY, party), "association", 1, 0, (-depth,)))
        return proposals

    def _direct(self, id_: str, day: str) -> list[Proposal]:
        lead = self.lead(id_, day)
        holder = self._spokesman(lead.holder, day) if lead else None
        if lead is None or holder is None:
            return []
        # "SUPERIOR by direct inherits provisional."
        return [Proposal(holder, "direct", 2, 0, (), lead.provisional)]

    # Party organisations

    def _of_host(self, host: str, day: str) -> Answer | None:
        """ "its host's Party organisation if the host is a unit or association, its SUPERIOR if it is a firm"."""
        if self.facts.kind(host, day) in ("supervising_unit", "association"):
            party = self.facts.party_of(host, day)
            # "its rule is null where it simply follows its host"
            return Answer(Holder(PARTY, party), None) if party else None
        # "A social group or non-enterprise unit that hosts a joint branch counts as a firm does."
        superior = self.superior(host, day)
        return Answer(superior.holder, None, superior.provisional) if superior else None

    def _agreed(self, covered: list[str], day: str) -> Answer | None:
        """ "what those it covers that have a SUPERIOR agree on", else no_superior and JOINT_SPLIT."""
        superiors = [s for id_ in covered if (s := self.superior(id_, day))]
        if len({s.holder for s in superiors}) != 1:
            return None
        rules = {s.rule for s in superiors}
        return Answer(
            superiors[0].holder,
            rules.pop() if len(rules) == 1 else None,
            any(s.provisional for s in superiors),
        )

    def _spokesman(self, holder: Holder, day: str) -> Holder | None:
        if holder.label == PARTY:
            return holder
        party = self.facts.party_of(holder.id, day)
        return Holder(PARTY, party) if party else None

    def _settle(self, proposals: list[Proposal], day: str) -> Answer | None:
        """precedence, then rank, then whether the holder exists, then nearness (finest region), then id."""
        if not proposals:
            return None
        proposals = sorted(
            proposals,
            key=lambda p: (
                p.precedence,
                p.rank,
                not self.facts.exists(p.holder.label, p.holder.id, day),
                p.nearness,
                p.holder.id,  # "Ids are the holder's."
            ),
        )
        best = proposals[0]
        lost = frozenset((p.rule, p.holder.id) for p in proposals[1:]) - {(best.rule, best.holder.id)}
        return Answer(best.holder, best.rule, best.provisional, best.rank, lost)
