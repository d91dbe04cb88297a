"""The rows of statements of `cypher/queries` over a projection: the same rows as the graph gives, in any order.

Each function stands beside the statement of its name, takes the same parameters and returns the same columns; a test
holds the two together on both engines.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cypher.columns.columns import day_number, first_day, iso_date
from cypher.domain.properties import EVIDENCE
from cypher.domain.vocabulary import JOINT
from cypher.graph import Row
from cypher.projection.pictures import UNIT
from cypher.projection.tables import ALWAYS_DAY, OPEN_DAY, Projection, ceased


@dataclass(frozen=True)
class Day:
    """The projection on a day: what is in force, or may be where a date is a month or a year (`late`)."""

    held: Projection
    day: int
    late: frozenset[int]

    @staticmethod
    def of(held: Projection, given: Mapping[str, Any]) -> "Day":
        late = frozenset(map(day_number, given.get("late") or ()))
        return Day(held, day_number(given["as_of"]), late)

    def in_force(self, row: Row) -> bool:
        return bool(row["valid_from"] <= self.day < row["valid_to"])

    def may_hold(self, row: Row) -> bool:
        return bool(row["valid_from"] <= self.day and (self.day < row["valid_to"] or row["valid_to"] in self.late))

    def holds_late(self, row: Row) -> bool:
        some = first_day(row["valid_from"]) < first_day(row["valid_to"])
        return some and self.may_hold(row) and row["valid_from"] not in self.late

    def alive(self, node: Row) -> bool:
        return (node["founded"] or ALWAYS_DAY) <= self.day < (self.closed(node) or OPEN_DAY)

    def closed(self, node: Row) -> int | None:
        """When the life of a node that the day falls into ended."""
        away = ceased(node["away"], self.day) if node["away"] else None
        return node["closed"] if away is None else away

    def life(self, node: Row) -> Row:
        return {"founded": _date(node["founded"]), "closed": _date(self.closed(node))}

    def name_then(self, number: int) -> str | None:
        """`valid_to name` of the name stated for the day: of several the latest to start, then the first to end."""
        stated = [r for r in self.held.of("names", number) if self.in_force(r)]
        since = max((r["valid_from"] for r in stated), default=None)
        latest = (f"{iso_date(r['valid_to'])} {r['name']}" for r in stated if r["valid_from"] == since)
        return min(latest, default=None)


def _date(number: int | None) -> str | None:
    return None if number is None else iso_date(number)


# -- what chains are made of -------------------------------------------------------------------------------------------


CHAINED: Final = ("LEAD", "SUPERIOR", "SUPPORT", "OTHERWISE")


def chain_starts(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    on = Day.of(held, given)
    asked = {i: number for i, number in held.numbers(given["ids"]) if held.describe(number)["label"] == "Organization"}
    leads: set[int] = set()
    for id_, number in asked.items():
        for row in held.of("links", number):
            if row["type"] in CHAINED and on.in_force(row):
                yield _link(held, id_, row)
                if row["type"] in ("LEAD", "OTHERWISE") and held.describe(row["end"])["label"] == "Organization":
                    leads.add(row["end"])
        yield from _hosts(on, id_, number, ("COVERS", "HOSTED_BY"))
    for number in leads - {number for _, number in held.numbers(given["ids"])}:
        yield from _hosts(on, held.describe(number)["id"], number, ("HOSTED_BY",))


def chain_steps(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    on = Day.of(held, given)
    for id_, number in held.numbers(given["ids"]):
        party = held.describe(number)
        if party["label"] != "PartyOrganization":
            continue
        for row in held.of("links", number):
            if row["type"] in ("SUPERIOR", "OTHERWISE") and on.in_force(row):
                yield _link(held, id_, row, otherwise="SUPERIOR")
        own = held.of("facts", number)
        for row in own:
            if row["type"] == "SUBORDINATE_TO" and on.may_hold(row):
                yield _fact_step(held, id_, row["end"], row, subject=id_)
        if not party["territorial"]:
            rests = [r for r in own if r["type"] in ("COVERS", "HOSTED_BY") and held.describe(r["end"])["kind"] != UNIT]
            for type_, holds in (("RULED", on.in_force), ("RULED_LATE", on.holds_late)):
                if party["kind"] == JOINT or any(holds(r) for r in rests):
                    yield {**dict.fromkeys(STEP), "subject": id_, "type": type_, "provisional": False, **_end(party)}


STEP: Final = (
    *("subject", "type", "holder", "id", "rule", "rule_set", "rank", "parameters", "provisional"),
    *("valid_from", "valid_to", "since", "until"),
    *("facts", "considered", "kind", "founded", "closed"),
)


def _end(node: Row) -> Row:
    return {"holder": node["id"], "kind": node["kind"], **_life(node)}


def _life(node: Row) -> Row:
    return {"founded": _date(node["founded"]), "closed": _date(node["closed"])}


LINK: Final = ("id", "rule", "rule_set", "rank", "parameters", "provisional", "facts", "considered")


def _link(held: Projection, subject: str, row: Row, *, otherwise: str = "") -> Row:
    type_ = f"OTHERWISE {otherwise or row['value']}" if row["type"] == "OTHERWISE" else row["type"]
    dates = {name: _date(row[name]) for name in ("valid_from", "valid_to", "since", "until")}
    own = {name: row[name] for name in LINK}
    return {"subject": subject, "type": type_, **own, **dates, **_end(held.describe(row["end"]))}


def _hosts(on: Day, id_: str, number: int, types: Collection[str]) -> Iterator[Row]:
    for row in on.held.back(number):
        if row["type"] in types and on.may_hold(row):
            party = on.held.describe(row["start"])
            yield _fact_step(on.held, id_, row["start"], row, subject=party["id"])


def _fact_step(held: Projection, asked: str, holder: int, row: Row, *, subject: str) -> Row:
    """A fact as a step of a chain; `subject`: of the fact."""
    start, end = _date(row["valid_from"]), _date(row["valid_to"])
    dates = {"valid_from": start, "valid_to": end, "since": start, "until": end}
    own = {**dict.fromkeys(LINK), "id": row["id"], "provisional": False, "facts": [f"{subject}|{row['id']}"]}
    return {"subject": asked, "type": row["type"], **own, **dates, **_end(held.describe(holder))}


def chain_tops(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    on = Day.of(held, given)
    for _, number in held.numbers([given["city"]]):
        for row in held.back(number):
            party = held.describe(row["start"])
            if party["territorial"] and party["kind"] == "committee" and on.may_hold(row):
                yield {"id": party["id"], "now": on.in_force(row), "late": on.holds_late(row)}


PARTY_RANK: Final = {"committee": 0, "work_committee": 1}


def chain_candidates(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    on = Day.of(held, given)
    found = []
    for id_, number in held.numbers(given["ids"]):
        for seat in _in_force(on, number, "links", "SEAT"):
            above = [part["end"] for part in _in_force(on, seat["end"], "facts", "PART_OF")]
            for place in (seat["end"], *above):
                region = held.describe(place)
                if region["rank"] not in ("street", "district"):
                    continue
                for row in held.back(place):
                    party = held.describe(row["start"])
                    if (
                        party["label"] == "PartyOrganization"
                        and party["territorial"]
                        and on.in_force(row)
                        and on.alive(party)
                    ):
                        own = {"holder": party["id"], "depth": region["depth"]}
                        found.append({"subject": id_, **own, "rank": PARTY_RANK.get(party["kind"], 2)})
    return sorted(found, key=lambda r: (r["subject"], -r["depth"], r["rank"], r["holder"]))


def _in_force(on: Day, number: int, table: str, type_: str) -> list[Row]:
    return [row for row in on.held.of(table, number) if row["type"] == type_ and on.in_force(row)]


# -- what answers name -------------------------------------------------------------------------------------------------


def holders(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    on = Day.of(held, given)
    for id_, number in held.numbers(given["ids"]):
        node = held.describe(number)
        then = on.name_then(number) if node["label"] in ("Organization", "PartyOrganization") else None
        kind = node["rank"] if node["label"] == "Region" else node["kind"]
        named = {"id": id_, "label": node["label"], "name": node["name"], "name_then": then, "kind": kind}
        yield named | on.life(node)


def organization_rows(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    on = Day.of(held, given)
    for id_, number in held.numbers(given["ids"]):
        node = held.describe(number)
        if node["label"] != "Organization":
            continue
        unit = node["kind"] == UNIT
        class_ = next((row["class"] for row in held.of("coverage", number) if on.in_force(row)), None)
        trades = [r for r in _in_force(on, number, "facts", "IN_TRADE") if r["main"]]
        seats = _in_force(on, number, "links", "SEAT")
        sits = _in_force(on, number, "facts", "LOCATED_IN") if unit else []
        finest = min(sits, key=lambda r: (-held.describe(r["end"])["depth"], r["id"]), default=None)
        region = min(seats, key=lambda r: r["id"], default=finest)
        yield {
            **{"id": id_, "kind": node["kind"], "name": node["name"], "name_then": on.name_then(number)},
            **on.life(node),
            "operating": (node["operating"] or "true") == "true" and on.alive(node) if unit else class_ is not None,
            "trade": _smallest(held, trades),
            "region": region and held.describe(region["end"])["id"],
            "class": class_,
        }


def _smallest(held: Projection, rows: Sequence[Row]) -> str | None:
    """The id of the end of the row with the smallest id."""
    first = min(rows, key=lambda row: str(row["id"]), default=None)
    return str(held.describe(first["end"])["id"]) if first else None


def identify(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    found = {number for _, number in held.numbers(given["names"])}
    found |= {row["node"] for name in given["names"] for row in held.of("identifiers", name)}
    nodes = [held.describe(number) for number in sorted(found)]
    return [{"id": n["id"], "label": n["label"]} for n in nodes if n["label"] in ("Organization", "PartyOrganization")]


def facts(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    wanted: dict[str, set[str]] = defaultdict(set)
    for pair in given["facts"]:
        wanted[pair["subject"]].add(pair["fact"])
    origin = ("assumed_start", "source", "run", "file", "sheet", "row")
    for id_, number in held.numbers(list(wanted)):
        for row in held.of("facts", number):
            if row["id"] in wanted[id_]:
                ends = {"subject": id_, "id": row["id"], "type": row["type"], "holder": held.describe(row["end"])["id"]}
                dates = {name: _date(row[name]) for name in ("valid_from", "valid_to")}
                told = {"own": _own(row), "told_run": row["told_run"] or row["run"]}
                yield {**ends, **dates, **told, **{name: row[name] for name in origin}}


def _own(fact: Row) -> list[str | None]:
    main = str(fact["main"]).lower() if fact["type"] == "IN_TRADE" else None
    return [main if name == "main" else fact[name] for name in EVIDENCE]


def uncovered_rows(held: Projection, given: Mapping[str, Any]) -> Iterator[Row]:
    on = Day.of(held, given)
    counted = ("class", "severity", "members_full", "members_full_bound", "has_group", "instructor_sent", "about")
    day = given["as_of"]
    for id_, number in held.numbers(given["ids"]):
        for row in held.of("coverage", number):
            if on.in_force(row):
                doubted = any(span[:10] <= day < span[-10:] for span in row["uncertain_in"])
                own = {name: row[name] for name in counted}
                yield {"id": id_, **own, "gap_since": _date(row["gap_since"]), "uncertain": row["about"] or doubted}


def sources(held: Projection, given: Mapping[str, Any]) -> Iterable[Row]:
    return held.sources


def run_reports(held: Projection, given: Mapping[str, Any]) -> Iterable[Row]:
    wanted = given["runs"]
    return [row for row in held.reports if wanted is None or row["id"] in wanted]
