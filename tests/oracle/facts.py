"""What the records say on a day: who exists, which facts are in force, seat, trade, level, hosts, covers."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ALWAYS = "0001-01-01"
OPEN = "9999-12-31"
DERIVED = {"SEAT", "LEVEL", "LEAD", "SUPERIOR", "SUPPORT", "HAS_COVERAGE"}
HIGHEST_FIRST = ["national", "province", "city", "district"]
COARSEST_FIRST = ["province", "city", "district", "street"]
# "A unit's Party organisation, where it hosts several: 工委, 党委, 党组, 总支, 支部 in that order": no joint branch.
PARTY_KINDS = ["work_committee", "committee", "leading_group", "general_branch", "branch"]


@dataclass(frozen=True)
class Fact:
    """A relationship as the file holds it; `start` counts, not what stands in valid_from."""

    id: str
    type: str
    subject: str
    end: str
    end_label: str
    start: str
    stop: str
    properties: Mapping[str, Any]

    def holds(self, day: str) -> bool:
        """Intervals are half-open [from, to); text compares as time does, a month standing before its first day."""
        return self.start <= day < self.stop


class Facts:
    """The records, sorted by what they are about. Derived links and classes in the file are not read."""

    def __init__(self, records: Iterable[Mapping[str, Any]], city: str | None = None) -> None:
        self.nodes: dict[tuple[str, str], Mapping[str, Any]] = {}
        relationships = []
        for record in records:
            if "node" in record:
                self.nodes[record["node"], record["id"]] = record["properties"]
            elif "relationship" in record:
                relationships.append(record)
            else:
                city = record.get("city") or city
        graph = self.nodes.get(("Graph", "zuzhitu"), {})
        if not (city or graph.get("city")):
            raise ValueError("the records say no city")
        self.city: str = city or graph["city"]
        self.organizations = {id_: node for (label, id_), node in self.nodes.items() if label == "Organization"}
        self.party = {id_: node for (label, id_), node in self.nodes.items() if label == "PartyOrganization"}
        self._out: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for record in relationships:
            # a derived link is never read; a fact that was retracted was never true
            if record["relationship"] in DERIVED or record["properties"].get("retracted_run") is not None:
                continue
            fact = self._fact(record)
            self._out[fact.type, fact.subject].append(fact)
            self._in[fact.type, fact.end].append(fact)

    def _fact(self, record: Mapping[str, Any]) -> Fact:
        properties = record["properties"]
        start = properties.get("valid_from", ALWAYS)
        if properties.get("assumed_start"):
            # "Undated: back to the later of the two foundings, an unknown founding counting as always there."
            ends = (self.nodes.get(tuple(record[side]), {}) for side in ("from", "to"))
            start = max(end.get("founded") or ALWAYS for end in ends)
        return Fact(
            record["id"],
            record["relationship"],
            record["from"][1],
            record["to"][1],
            record["to"][0],
            start,
            properties.get("valid_to", OPEN),
            properties,
        )

    def of(self, subject: str, type_: str, day: str) -> list[Fact]:
        """The facts that start at a subject and are in force, by fact id."""
        return sorted((f for f in self._out[type_, subject] if f.holds(day)), key=lambda f: f.id)

    def to(self, end: str, type_: str, day: str) -> list[Fact]:
        """The facts that end there and are in force, by fact id."""
        return sorted((f for f in self._in[type_, end] if f.holds(day)), key=lambda f: f.id)

    def ever(self, subject: str, type_: str) -> list[Fact]:
        """The facts that start at a subject, in force or not."""
        return self._out[type_, subject]

    def ever_to(self, end: str, type_: str) -> list[Fact]:
        """The facts that end there, in force or not."""
        return self._in[type_, end]

    def exists(self, label: str, id_: str, day: str) -> bool:
        """Founded and not closed, nor between two lives; unknown counts as always, and as never."""
        node = self.nodes.get((label, id_))
        for span in (node or {}).get("away", "").split(";"):
            start, _, end = span.partition("/")
            if start <= day < end:
                return False
        return node is not None and (node.get("founded") or ALWAYS) <= day < (node.get("closed") or OPEN)

    def kind(self, id_: str, day: str) -> str:
        """The kind of an organisation; a dated Statement of it counts for its time."""
        stated = self.stated(id_, "kind", day)
        return stated if stated is not None else str(self.organizations[id_]["kind"])

    def stated(self, id_: str, attribute: str, day: str) -> str | None:
        """The dated value of an attribute in force: the latest to start, then the higher rank, then id."""
        found = []
        for fact in self._out["HAS_STATEMENT", id_]:
            statement = self.nodes["Statement", fact.end]
            start, stop = statement.get("valid_from", ALWAYS), statement.get("valid_to", OPEN)
            if statement["attribute"] == attribute and not statement.get("retracted_run") and start <= day < stop:
                rank = self.nodes.get(("Source", str(statement.get("source"))), {}).get("rank") or 0
                found.append((start, rank, fact.end, statement["value"]))
        found.sort(key=lambda f: f[2])
        found.sort(key=lambda f: f[:2], reverse=True)
        return str(found[0][3]) if found else None

    def statements(self, id_: str, attribute: str) -> list[Mapping[str, Any]]:
        """Every dated value of an attribute that was not retracted and holds on some day."""
        nodes = (self.nodes["Statement", fact.end] for fact in self._out["HAS_STATEMENT", id_])
        known = [n for n in nodes if n["attribute"] == attribute and not n.get("retracted_run")]
        return [n for n in known if first_day(n.get("valid_from", ALWAYS)) < first_day(n.get("valid_to", OPEN))]

    def headcounts(self, id_: str) -> list[Mapping[str, Any]]:
        """Every headcount that was not retracted."""
        nodes = (self.nodes["Headcount", fact.end] for fact in self._out["HAS_HEADCOUNT", id_])
        return [n for n in nodes if not n.get("retracted_run")]

    # regions

    def rank(self, region: str) -> str:
        """province, city, district or street."""
        return str(self.nodes["Region", region]["rank"])

    def upward(self, region: str, day: str) -> list[str]:
        """A region and those it is part of, finest first. PART_OF is a strict tree."""
        way = [region]
        while above := [f.end for f in self.of(way[-1], "PART_OF", day) if f.end not in way]:
            way.append(above[0])
        return way

    def district(self, region: str, day: str) -> str | None:
        """The district that a region is or lies in: a street's body counts as its district."""
        return next((r for r in self.upward(region, day) if self.rank(r) == "district"), None)

    def acting(self, id_: str, day: str) -> list[str]:
        """The regions that somebody acts in, the finest first, then by fact id."""
        facts = self.of(id_, "ACTS_IN", day)
        return [f.end for f in sorted(facts, key=lambda f: (-COARSEST_FIRST.index(self.rank(f.end)), f.id))]

    # the organisation's own frame

    def seat(self, id_: str, day: str) -> str | None:
        """ "Of several seats in force the finest, then the smallest fact id." """
        facts = self.of(id_, "LOCATED_IN", day)
        facts.sort(key=lambda f: (-COARSEST_FIRST.index(self.rank(f.end)), f.id))
        return facts[0].end if facts else None

    def main_trade(self, id_: str, day: str) -> str | None:
        """ "IN_TRADE {main} (exactly one main; rules use it)"."""
        return next((f.end for f in self.of(id_, "IN_TRADE", day) if f.properties.get("main") is True), None)

    def trade(self, trade: str | None) -> Mapping[str, Any]:
        """The properties of a trade."""
        return self.nodes.get(("Trade", trade), {}) if trade else {}

    def body_level(self, fact: Fact, day: str) -> str | None:
        """ "Level of an approval: the fact's, else the body's finest; national only as stated." """
        stated = fact.properties.get("level")
        acting = self.acting(fact.end, day)
        level = str(stated) if stated else self.rank(acting[0]) if acting else None
        return "district" if level == "street" else level  # a body of a street counts as its district

    def level(self, id_: str, day: str) -> tuple[str, str | None] | None:
        """Effective level, one per organisation and date, and the region whose bodies answer."""
        approvals = [(f, self.body_level(f, day)) for f in self.of(id_, "APPROVED_BY", day)]
        # "only a civil one counts"; 工商 registration is not approval
        civil = [f for f in self.of(id_, "REGISTERED_WITH", day) if f.properties.get("civil") is True]
        registrations = [(f, self.body_level(f, day)) for f in civil]
        approved_at = self.trade(self.main_trade(id_, day)).get("approved_at")
        # the highest stated approval in force → the trade's approved_at (for every kind in it) → civil registration
        level = (
            _highest([level for _, level in approvals])
            or (str(approved_at) if approved_at else None)
            or _highest([level for _, level in registrations])
        )
        if level is None:
            return None
        if level != "district":
            return level, self.city
        # "The district is the approving authority's, else the civil registering one's, else the seat's."
        bodies = [f.end for f, of in approvals if of == "district"] + [
            f.end for f, of in registrations if of == "district"
        ]
        for body in bodies:
            for region in self.acting(body, day):
                if district := self.district(region, day):
                    return level, district
        seat = self.seat(id_, day)
        return level, self.district(seat, day) if seat else None

    # Party organisations

    def hosts(self, party: str, day: str) -> list[str]:
        """Where a Party organisation sits, by fact id."""
        return [f.end for f in self.of(party, "HOSTED_BY", day)]

    def party_of(self, unit: str, day: str) -> str | None:
        """The Party organisation that speaks for a unit: an existing one first, then the order of kinds, then id."""
        hosted = [f.subject for f in self.to(unit, "HOSTED_BY", day) if self.party[f.subject]["kind"] in PARTY_KINDS]
        hosted.sort(
            key=lambda p: (
                not self.exists("PartyOrganization", p, day),
                PARTY_KINDS.index(self.party[p]["kind"]),
                p,
            )
        )
        return hosted[0] if hosted else None

    def covering(self, id_: str, day: str) -> list[str]:
        """Who covers an organisation: own before joint, the highest kind first, then id.

        "a Party organisation that does not exist covers nobody"
        """
        found = {
            f.subject
            for f in self.to(id_, "COVERS", day)
            if self.exists("PartyOrganization", f.subject, day)
            and self.party[f.subject].get("territorial") is not True  # a territorial one "covers nobody"
        }
        order = [*PARTY_KINDS, "joint_branch"]
        return sorted(found, key=lambda p: (order.index(self.party[p]["kind"]), p))

    def covered(self, party: str, day: str) -> list[str]:
        """Whom a Party organisation covers; a supervising unit is no subject of the rules."""
        ends = dict.fromkeys(f.end for f in self.of(party, "COVERS", day))
        return [id_ for id_ in ends if self.kind(id_, day) != "supervising_unit"]

    def recorded_superior(self, party: str, day: str) -> str | None:
        """ "Of several recorded superiors the smallest fact id leads": of those that exist, if any does."""
        facts = self.of(party, "SUBORDINATE_TO", day)
        facts.sort(key=lambda f: (not self.exists("PartyOrganization", f.end, day), f.id))
        return facts[0].end if facts else None

    def is_top(self, party: str, day: str) -> bool:
        """ "The top is a committee (never a work_committee) that is territorial and acts in the city." """
        node = self.party[party]
        return node["kind"] == "committee" and node.get("territorial") is True and self.city in self.acting(party, day)


def read_late(records: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The records with every month and year read as its last day; what holds on no day as it stands is none.

    A headcount of a month stands on its last day in any case.
    """
    for record in records:
        own = dict(record.get("properties", {}))
        for start, stop in (("valid_from", "valid_to"), ("founded", "closed")):
            if own.get(start) and own.get(stop) and first_day(own[start]) >= first_day(own[stop]):
                own[stop] = own[start]
            own |= {date: last_day(own[date]) for date in (start, stop) if own.get(date)}
        if own.get("away"):
            spans = [span.split("/") for span in own["away"].split(";")]
            own["away"] = ";".join("/".join(map(last_day, span)) for span in spans)
        yield {**record, "properties": own}


def last_day(date: str) -> str:
    """The last day that a date of any precision stands for."""
    parts = [int(part) for part in date.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return f"{parts[0]:04}-{month:02}-{day:02}"


def first_day(date: str) -> str:
    """The first day that a date of any precision stands for."""
    return date + "-01-01"[3 * (date.count("-")) :] if date.count("-") < 2 else date


def _highest(levels: list[str | None]) -> str | None:
    return next((level for level in HIGHEST_FIRST if level in levels), None)
