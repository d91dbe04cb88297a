"""Stories: small cities in YAML, and what must be answered about them (tests/graphs/README.md shows the shape).

A story becomes records in the export format; the oracle reads them as they are, the engines get them by plain CREATEs.
"""

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from cypher.domain import vocabulary
from cypher.graph import Graph
from tests.engines.wiping import CITY, statement

FOLDER: Final = Path(__file__).parent / "graphs"
FRAMES: Final = FOLDER / "frames"
ENTRIES: Final = ("headcounts", "statements")
SOURCE: Final = "story"
RUN: Final = "story:1"
COUNTS: Final = {
    "full": "members_full",
    "probationary": "members_probationary",
    "untransferred": "members_untransferred",
    "groups": "party_groups",
    "employees": "employees",
    "instructors": "instructors",
}
BOUNDS: Final = {">": "more_than", "~": "about"}
BOOLEANS: Final = {"true": True, "false": False}
LISTS: Final = frozenset(
    {"aliases", "codes", "name_words", "name_words_not", "name_hints", "scope_words", "scope_words_not"}
)
ASKED: Final = frozenset(
    {
        "seat",
        "level",
        "lead",
        "lead_lost",
        "superior",
        "superior_lost",
        "support",
        "path",
        "break",
        "candidates",
        "lead_on_path",
        "coverage",
        "gap_since",
        "uncertain",
    }
)
Record = dict[str, Any]
_PERIOD = re.compile(r"^(\d{4}(?:-\d\d){0,2})?\.\.(\d{4}(?:-\d\d){0,2})?$")


@dataclass(frozen=True)
class Expectation:
    """What must be answered on a day: about one organisation or Party organisation (`of`), or about all (`of` None)."""

    as_of: str
    of: str | None
    answers: Mapping[str, Any]


@dataclass(frozen=True)
class Story:
    """A story by the name of its file."""

    name: str
    records: tuple[Record, ...]
    expectations: tuple[Expectation, ...]


def load_stories() -> Iterator[Story]:
    """Every story of tests/graphs by name. Raises ValueError naming the file and what in it is not understood."""
    for path in sorted(FOLDER.glob("*.yaml")):
        yield load_story(path)


def load_story(path: Path) -> Story:
    """One story with the frames it stands in."""
    told = read_told(path)
    try:
        unknown = set(told) - {"why", "with", "as_of", "nodes", "facts", *ENTRIES, "expect"}
        if unknown:
            raise ValueError(f"no such key: {', '.join(sorted(unknown))}")
        parts = [read_told(FRAMES / f"{name}.yaml") for name in told.get("with", [])] + [told]
        records = expand(parts, told.get("as_of", "2008-03-31"))
        return Story(path.stem, tuple(records), tuple(_expectations(told["expect"])))
    except (KeyError, ValueError, IndexError) as error:
        raise ValueError(f"{path.name}: {error!r}") from error


def expand(parts: Iterable[Mapping[str, Any]], as_of: str = "2008-03-31") -> list[Record]:
    """The records of several parts together: header, nodes, relationships. Later parts add to nodes of earlier ones."""
    nodes: dict[str, tuple[str, Record]] = {SOURCE: ("Source", {"title": SOURCE, "rank": 1, "complete": False})}
    run = {"source": SOURCE, "number": 1, "state": "finished", "as_of": as_of, "assumed_as_of": False, "report": "{}"}
    nodes[RUN] = ("Run", run)
    facts: list[str] = []
    entries: list[tuple[str, str]] = []
    for part in parts:
        for id_, spec in (part.get("nodes") or {}).items():
            plain = {key: value for key, value in spec.items() if key.upper() not in vocabulary.FACTS}
            label, properties = nodes.get(id_) or _node(id_, plain.pop("is"))
            nodes[id_] = (label, properties | {k: _value(k, v) for k, v in plain.items()})
            for key, value in spec.items():
                if key.upper() in vocabulary.FACTS:
                    tails = value if isinstance(value, list) else [value]
                    facts += [f"{id_} {key.upper()} {tail}" for tail in tails]
        facts += part.get("facts") or []
        entries += [(kind, line) for kind in ENTRIES for line in part.get(kind) or []]
    header = {"format": "zuzhitu", "version": 1, "schema_version": vocabulary.SCHEMA_VERSION, "city": CITY}
    relationships = list(_facts(facts, nodes))
    for number, (kind, line) in enumerate(entries, 1):
        relationships.append(_entry(kind, line, number, nodes))
    return [
        header,
        *({"node": label, "id": id_, "properties": properties} for id_, (label, properties) in nodes.items()),
        *relationships,
    ]


async def write_story(graph: Graph, story: Story) -> None:
    """Writes the records of a story into an empty graph that has its schema."""
    await write_records(graph, story.records)


async def write_records(graph: Graph, records: Iterable[Record]) -> None:
    """Writes records into an empty graph that has its schema: one CREATE per label and per type with its ends."""
    nodes: dict[str, list[Record]] = defaultdict(list)
    relationships: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for record in records:
        if "node" in record:
            nodes[record["node"]].append({**record["properties"], "id": record["id"]})
        elif "relationship" in record:
            (start_label, start), (end_label, end) = record["from"], record["to"]
            properties = {**record["properties"], "id": record["id"]}
            row = {"start": start, "end": end, "properties": properties}
            relationships[record["relationship"], start_label, end_label].append(row)
    for label, rows in nodes.items():
        created = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row"
        await graph.write(statement(created, "rows", writes=True), rows)
    for (type_, start_label, end_label), rows in relationships.items():
        created = (
            f"UNWIND $rows AS row MATCH (a:{start_label} {{id: row.start}}) MATCH (b:{end_label} {{id: row.end}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r = row.properties RETURN r.id AS id"
        )
        assert len(await graph.write(statement(created, "rows", writes=True), rows)) == len(rows), type_


@functools.cache
def read_told(path: Path) -> dict[str, Any]:
    """What a file of stories or frames tells. Raises ValueError where it is no mapping."""
    # every scalar as text: region codes and dates are no numbers
    told = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    if not isinstance(told, dict):
        raise ValueError(f"{path.name}: no mapping")
    return told


def _node(id_: str, kind: str) -> tuple[str, Record]:
    common: Record = {"name": id_, "name_key": id_}
    if kind in vocabulary.ORGANIZATION_KINDS:
        return "Organization", {"kind": kind, **common}
    if kind in vocabulary.PARTY_ORGANIZATION_KINDS:
        return "PartyOrganization", {"kind": kind, "territorial": False, **common}
    if kind in vocabulary.REGION_RANKS:
        depth = vocabulary.REGION_RANKS.index(kind)
        return "Region", {"rank": kind, "depth": depth, "aliases": [], "zone": False, **common}
    if kind == "trade":
        return "Trade", {"name": id_, "codes": [], "name_words": [], "name_words_not": [], "scope_words": []}
    if kind == "duty":
        return "Duty", {"name": id_, "sentence": id_}
    if kind == "identifier":
        return "Identifier", dict(zip(("scheme", "value"), id_.split(":", 1), strict=True))
    raise ValueError(f"{id_}: no such kind: {kind}")


def _value(key: str, value: Any) -> Any:
    if key in LISTS:
        return value if isinstance(value, list) else [value]
    return BOOLEANS.get(value, value) if isinstance(value, str) else value


def _facts(lines: list[str], nodes: Mapping[str, tuple[str, Record]]) -> Iterator[Record]:
    seen: dict[str, itertools.count[int]] = defaultdict(lambda: itertools.count(1))
    for row, line in enumerate(lines, 2):
        start, type_, end, *rest = line.split()
        if type_ not in vocabulary.FACTS:
            raise ValueError(f"no such type: {line}")
        ends = (nodes[start][0], nodes[end][0])
        if ends not in vocabulary.FACTS[type_]:
            raise ValueError(f"{type_} does not join {ends}: {line}")
        number = next(seen[f"{type_}:{start}:{end}"])
        id_ = f"{type_}:{start}:{end}" + (f":{number}" if number > 1 else "")
        own: Record = {"main": True, "basis": "stated"} if type_ == "IN_TRADE" else {}
        period: tuple[str | None, str | None] = (None, None)
        for word in rest:
            if match := _PERIOD.match(word):
                period = (match[1], match[2])
            else:
                key, value = word.split("=", 1)
                own[key] = _value(key, value)
        id_ = own.pop("id", id_)
        yield {
            "relationship": type_,
            "id": id_,
            "from": [ends[0], start],
            "to": [ends[1], end],
            "properties": {**_validity(period, [nodes[start][1], nodes[end][1]]), **_place(row), **own},
        }


def _validity(period: tuple[str | None, str | None], ends: list[Record]) -> Record:
    # An undated fact counts from the later founding of its ends.
    assumed = max(end.get("founded") or vocabulary.ALWAYS for end in ends)
    return {
        "valid_from": period[0] or assumed,
        "valid_to": period[1] or vocabulary.OPEN,
        "assumed_start": period[0] is None,
    }


def _place(row: int) -> Record:
    return {"source": SOURCE, "file": "story.yaml", "sheet": "", "row": row, "recorded_run": RUN}


def _entry(kind: str, line: str, number: int, nodes: dict[str, tuple[str, Record]]) -> Record:
    subject, *words = line.split()
    properties: Record = {"subject": subject, **_place(number)}
    if kind == "headcounts":
        label, type_, id_ = "Headcount", "HAS_HEADCOUNT", f"h:{number}"
        properties |= {"date": words[0], "source_rank": 1}
        for word in words[1:]:
            key, value = word.split("=", 1)
            if key in COUNTS:
                bound = BOUNDS.get(value[0], "exact")
                properties |= {COUNTS[key]: int(value.lstrip(">~")), f"{COUNTS[key]}_bound": bound}
            elif key == "measures":
                properties[key] = [COUNTS[measure] for measure in value.split(",")]
            else:
                properties[key] = int(value) if key == "source_rank" else value
    else:
        label, type_, id_ = "Statement", "HAS_STATEMENT", f"s:{number}"
        attribute, value = words[0].split("=", 1)
        match = _PERIOD.match(words[1]) if len(words) > 1 else None
        period = (match[1], match[2]) if match else (None, None)
        properties |= {"attribute": attribute, "value": value, **_validity(period, [nodes[subject][1]])}
        told = dict(word.split("=", 1) for word in words[1:] if "=" in word)
        if source := told.get("source"):
            properties["source"] = source
            nodes[source] = ("Source", {"title": source, "rank": int(told["source_rank"]), "complete": False})
    nodes[id_] = (label, properties)
    ends = {"from": [nodes[subject][0], subject], "to": [label, id_]}
    return {"relationship": type_, "id": f"{type_}:{id_}", **ends, "properties": {}}


def _expectations(told: Iterable[Mapping[str, Any]]) -> Iterator[Expectation]:
    for one in told:
        answers = {key: _none(value) for key, value in one.items() if key not in ("at", "of")}
        allowed = ASKED if "of" in one else {"findings", "population", "form"}
        if not answers or set(answers) - allowed:
            raise ValueError(f"what is asked at {one['at']}: {', '.join(answers) or 'nothing'}")
        yield Expectation(one["at"], one.get("of"), answers)


def _none(value: Any) -> Any:
    return None if value in ("null", "") else value
