"""What an engine answers after `derive`, in the words of a story: derived links, classes, chains, findings."""

import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import Any

from app.answers.census import official_form, read_census
from app.answers.chains import Chain, Subject, read_chains
from app.http.reading import Reading
from cypher.catalogue import load_catalogue
from cypher.domain.dates import exists_at
from cypher.domain.vocabulary import NEWEST
from cypher.graph import Graph, Row
from loaders.derive.derivation import derive
from loaders.runs.work import Work
from tests.engines.wiping import CITY, statement
from tests.oracle.facts import first_day

_LINKS = statement(
    "MATCH (s)-[d:SEAT|LEVEL|LEAD|SUPERIOR|SUPPORT]->(h) WHERE d.retired_run IS NULL "
    "RETURN type(d) AS type, s.id AS subject, h.id AS holder, d.rule AS rule, d.value AS value, "
    "d.provisional AS provisional, d.valid_from AS valid_from, d.valid_to AS valid_to, d.considered AS considered "
    "ORDER BY type, subject, holder, valid_from"
)
_CLASSES = statement(
    "MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage) WHERE c.retired_run IS NULL "
    "RETURN o.id AS subject, c.class AS class, c.has_three AS has_three, c.has_group AS has_group, "
    "c.instructor_sent AS instructor_sent, c.uncertain AS uncertain, c.severity AS severity, "
    "c.severity_since AS severity_since, c.valid_from AS valid_from, c.valid_to AS valid_to "
    "ORDER BY subject, valid_from"
)
_SUBJECTS = statement(
    "MATCH (o:Organization) "
    "RETURN o.id AS id, o.kind AS kind, o.founded AS founded, o.closed AS closed, coalesce(o.away, '') AS away, "
    "false AS party "
    "UNION ALL MATCH (o:PartyOrganization) "
    "RETURN o.id AS id, o.kind AS kind, o.founded AS founded, o.closed AS closed, '' AS away, true AS party"
)
FLAGS = ("has_three", "has_group", "instructor_sent", "uncertain")


@dataclass
class Derived:
    """A whole small graph, derived and read back; each method answers as `Oracle` would, written as a story does."""

    graph: Graph
    links: dict[tuple[str, str], list[Row]]
    classes: dict[str, list[Row]]
    subjects: dict[str, Subject]
    away: dict[str, str]
    chains: dict[str, dict[str, Chain]] = field(default_factory=dict)  # by day, read once
    operating: dict[str, dict[str, bool]] = field(default_factory=dict)  # by day, read once
    doubted: dict[str, dict[str, bool]] = field(default_factory=dict)  # by day, read once

    def of(self, type_: str, id_: str, day: str) -> list[Row]:
        """The derived links of a type in force; who does not exist on the day is asked nothing."""
        if not self.exists(id_, day):
            return []
        return [r for r in self.links[type_, id_] if r["valid_from"] <= day < r["valid_to"]]

    def one(self, type_: str, id_: str, day: str) -> Row | None:
        """The one derived link of a type in force. Fails where there are two: a role has one winner."""
        found = self.of(type_, id_, day)
        assert len(found) < 2, f"{type_} of {id_} at {day}: {found}"
        return found[0] if found else None

    def words(self, type_: str, id_: str, day: str) -> str | None:
        """rule, holder, provisional."""
        row = self.one(type_, id_, day)
        return row and " ".join([row["rule"] or "-", row["holder"], *(["provisional"] if row["provisional"] else [])])

    def lost(self, type_: str, id_: str, day: str) -> list[str]:
        """Those considered, as `rule holder`."""
        row = self.one(type_, id_, day)
        return sorted(f"{c['rule']} {c['holder']}" for c in json.loads(row["considered"])) if row else []

    def coverage(self, id_: str, day: str) -> Row | None:
        """The one class in force."""
        found = [r for r in self.classes[id_] if r["valid_from"] <= day < r["valid_to"]]
        assert len(found) < 2, f"coverage of {id_} at {day}: {found}"
        return found[0] if found else None

    def exists(self, id_: str, day: str) -> bool:
        """Whether a subject exists on a day."""
        subject = self.subject(id_, day)
        return exists_at(subject.founded, subject.closed, day)

    def subject(self, id_: str, day: str) -> Subject:
        """A subject in the life that the day falls into."""
        spans = [span.split("/") for span in self.away[id_].split(";") if span]
        ceased = next((start for start, end in spans if start <= day < end), self.subjects[id_].closed)
        return replace(self.subjects[id_], closed=ceased)

    async def operates(self, id_: str, day: str) -> bool:
        """Whether an organisation operates on a day, as the API reads it."""
        if day not in self.operating:
            ids = [s.id for s in self.subjects.values() if not s.party]
            rows = await self.reading(day).ask("organization_rows", ids=ids)
            self.operating[day] = {row["id"]: bool(row["operating"]) for row in rows}
        return self.operating[day][id_]

    async def population(self, day: str) -> list[str]:
        """The ids that have a class and operate."""
        return sorted([id_ for id_ in self.classes if self.coverage(id_, day) and await self.operates(id_, day)])

    async def form(self, day: str) -> dict[str, dict[str, Any]]:
        """Column → row → number as text, with the row `unknown` of those that did not report."""
        reading = self.reading(day)
        branches = await reading.ask("joint_branches", regions=None, lead=None)
        form = official_form(await read_census(reading), branches, reading)
        columns: dict[str, dict[str, Any]] = defaultdict(dict)
        for row in form["rows"]:
            for column, value in row["values"].items():
                columns[column][row["id"]] = str(value or 0)
        for row in form["not_reported"]:
            columns[row["column"]]["unknown"] = str(row["units"])
        assert form["balance"]["holds"]
        return dict(columns)

    def reading(self, day: str) -> Reading:
        """The graph as an answer of the API reads it."""
        return Reading(self.graph, load_catalogue(), NEWEST, day, day, "", CITY, "zh")

    async def chain(self, id_: str, day: str) -> Chain:
        """The chain as the API walks it."""
        if day not in self.chains:
            self.chains[day] = await read_chains(self.reading(day), [self.subject(id_, day) for id_ in self.subjects])
        return self.chains[day][id_]

    async def found(self, check: str, day: str) -> list[Row]:
        """What a check of the graph finds."""
        asked = load_catalogue()[f"checks/{check}"]
        given = {"as_of": day, "city": CITY}
        return await self.graph.read(asked, **{k: v for k, v in given.items() if k in asked.used})

    async def class_uncertain(self, id_: str, day: str) -> bool:
        """Whether the class is uncertain on a day, as the API reads it."""
        if day not in self.doubted:
            ids = [s.id for s in self.subjects.values() if not s.party]
            rows = await self.reading(day).ask("uncovered_rows", ids=ids)
            self.doubted[day] = {row["id"]: bool(row["uncertain"]) for row in rows}
        return self.doubted[day][id_]

    async def answer(self, id_: str, day: str, key: str) -> Any:
        """What is expected of one under `key` (tests/graphs/README.md)."""
        match key:
            case "seat":
                seat = self.one("SEAT", id_, day)
                return seat and seat["holder"]
            case "level":
                level = self.one("LEVEL", id_, day)
                return level and f"{level['value']} {level['holder']}"
            case "lead" | "superior":
                return self.words(key.upper(), id_, day)
            case "lead_lost" | "superior_lost":
                return self.lost(key.removesuffix("_lost").upper(), id_, day)
            case "support":
                return sorted({row["holder"] for row in self.of("SUPPORT", id_, day)})
            case "coverage":
                row = self.coverage(id_, day) if await self.operates(id_, day) else None
                said = row and {**row, "uncertain": await self.class_uncertain(id_, day)}
                return said and " ".join([said["class"], *(flag for flag in FLAGS if said[flag])])
            case "gap_since":
                row = self.coverage(id_, day) if await self.operates(id_, day) else None
                return row and row["severity_since"] and first_day(row["severity_since"])
        chain = await self.chain(id_, day)
        match key:
            case "path":
                return [f"{link.role} {link.end}" for link in chain.path]
            case "break":
                return chain.broken and f"{chain.broken.code} {chain.broken.after}"
            case "candidates":
                return list(chain.broken.candidates) if chain.broken else []
            case "uncertain":
                return str(chain.uncertain).lower()
            case "lead_on_path":
                return None if chain.lead_on_path is None else str(chain.lead_on_path).lower()
        raise ValueError(key)


async def derive_and_read(graph: Graph, run: str = "story:1") -> Derived:
    """Derives the whole graph and reads back what stands there."""
    await derive(Work(graph, load_catalogue(), run, CITY))
    links: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in await graph.read(_LINKS):
        links[row["type"], row["subject"]].append(row)
    classes: dict[str, list[Row]] = defaultdict(list)
    for row in await graph.read(_CLASSES):
        classes[row["subject"]].append(row)
    rows = await graph.read(_SUBJECTS)
    away = {row["id"]: row.pop("away") for row in rows}
    return Derived(graph, links, classes, {row["id"]: Subject(**row) for row in rows}, away)
