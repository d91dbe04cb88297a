"""An exported graph as relations, each a list of rows: what the peers are filled with, derived links and all.

Nodes, facts and steps are numbered, so that every join is over integers. A step is what a chain may go along: a derived
LEAD, SUPERIOR or SUPPORT, the recorded superior of a Party organisation (SUBORDINATE_TO), and, turned round, who covers
an organisation (COVERS) or is hosted by it (HOSTED_BY); those of one subject and type are numbered in the order in
which they are preferred. Days that are compared are numbers (20080331), those that are shown are text. Intervals that
hold on no day are left out, and what never changes within a link is told beside it, which a peer is glad of.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from app.answers.evidence import FLAGS, OWN_FACTS
from cypher.columns.columns import day_number, first_day
from cypher.domain.dates import shown
from cypher.domain.properties import EVIDENCE
from cypher.domain.vocabulary import ALWAYS, FACTS, JOINT, OPEN, PARTY_KIND_ORDER
from loaders.consistency import numbered_records

Row = tuple[Any, ...]
Record = Mapping[str, Any]
UNIT: Final = "supervising_unit"
LABELS: Final = ("Organization", "PartyOrganization", "Region", "Trade")
DERIVED: Final = ("LEAD", "SUPERIOR", "SUPPORT")
TURNED: Final = ("COVERS", "HOSTED_BY")

# Each relation with its columns and their types; `json` is text where a peer has no such type.
RELATIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "node": {
        **{"n": "int", "id": "text", "label": "text", "name": "text", "kind": "text"},
        **{"founded": "int", "closed": "int"},
    },
    "named": {"node": "int", "valid_from": "int", "valid_to": "int", "told": "json"},
    "step": {
        **{"no": "int", "subject": "int", "type": "text", "ord": "int", "holder": "int", "id": "text", "rule": "text"},
        **{"rule_set": "text", "rank": "int", "parameters": "json", "provisional": "bool", "assumed_start": "bool"},
        **{"valid_from": "int", "valid_to": "int", "since": "text", "until": "text"},
        **{"founded": "int", "closed": "int", "kind": "text"},
    },
    "evidence": {"step": "int", "ord": "int", "fact": "int"},
    "passed": {"step": "int", "ord": "int", "holder": "int", "rule": "text", "lost": "text"},
    "fact": {
        **{"no": "int", "id": "text", "type": "text", "subject": "int", "holder": "int"},
        **{"valid_from": "text", "valid_to": "text", "assumed_start": "bool", "properties": "json"},
        **{"source": "text", "run": "text", "file": "text", "sha256": "text", "sheet": "text", "line": "int"},
    },
    "ruled": {"party": "int", "valid_from": "int", "valid_to": "int"},
    "top": {"party": "int", "valid_from": "int", "valid_to": "int"},
    "candidate": {
        **{"region": "int", "party": "int", "depth": "int", "ord": "int"},
        **{"valid_from": "int", "valid_to": "int", "founded": "int", "closed": "int"},
    },
    "trade": {"node": "int", "id": "text", "trade": "text", "valid_from": "int", "valid_to": "int"},
    "seat": {"node": "int", "id": "text", "region": "int", "valid_from": "int", "valid_to": "int"},
    "part_of": {"region": "int", "id": "text", "above": "int", "valid_from": "int", "valid_to": "int"},
    "coverage": {
        **{"node": "int", "valid_from": "int", "valid_to": "int", "class": "text", "severity": "text"},
        **{"members_full": "int", "members_full_bound": "text", "members": "int"},
        **{"has_group": "bool", "instructor_sent": "bool", "gap_since": "text"},
    },
}


@dataclass
class Relations:
    """Rows by relation (RELATIONS), and the city whose graph it was."""

    city: str
    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in RELATIONS})


def read_relations(path: Path) -> Relations:
    """The relations of an exported file. Raises UnreadableExport."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self.nodes: dict[str, tuple[int, str, Record]] = {}
        self.kept: defaultdict[str, list[Record]] = defaultdict(list)
        self.sha: dict[tuple[str, str], str] = {}
        self.facts: dict[str, int] = {}  # by `subject id|fact id`
        self.assumed: dict[int, bool] = {}
        records = (record for _, record in numbered_records(path))
        self.relations = Relations(next(records)["city"])
        for record in records:
            self._sort(record)

    def _sort(self, record: Record) -> None:
        own = record["properties"]
        match record.get("node") or record["relationship"]:
            case "Run":
                for file in json.loads(own.get("report") or "{}").get("files", ()):
                    self.sha[record["id"], file["name"]] = file["sha256"]
            case label if label in LABELS:
                self.nodes[record["id"]] = len(self.nodes), label, own
            case kind if kind in ("Coverage", "Statement", *DERIVED, "SEAT", *FACTS):
                self.kept[kind].append(record)

    def read(self) -> Relations:
        rows = self.relations.rows
        names: defaultdict[str, list[Record]] = defaultdict(list)
        for record in self.kept["Statement"]:
            if record["properties"]["attribute"] == "name":
                names[record["properties"]["subject"]].append(record["properties"])
        for id_, (n, label, own) in self.nodes.items():
            kind = own["rank"] if label == "Region" else own.get("kind")
            rows["node"].append((n, id_, label, own["name"], kind, *_life(own)))
            for start, end, name in _names_over_time(own["name"], names[id_]):
                told = json.dumps({"id": id_, "name": name, "label": label, "kind": kind}, ensure_ascii=False)
                rows["named"].append((n, start, end, told))
        self._facts()
        self._steps()
        self._party()
        self._about_organizations()
        return self.relations

    def _facts(self) -> None:
        for type_ in FACTS:
            for record in self.kept[type_]:
                if record["to"][0] not in LABELS:
                    continue
                own, no = record["properties"], len(self.facts)
                told = {name: own[name] for name in EVIDENCE if own.get(name) is not None}
                if type_ != "IN_TRADE":
                    told.pop("main", None)
                told |= {name: bool(told[name]) for name in FLAGS if name in told}
                run, file = own.get("stated_run") or own.get("recorded_run"), own.get("file")
                assumed = bool(own.get("assumed_start"))
                self.facts[f"{record['from'][1]}|{record['id']}"] = no
                self.assumed[no] = assumed and type_ in OWN_FACTS
                ends = (self.nodes[record["from"][1]][0], self.nodes[record["to"][1]][0])
                self.relations.rows["fact"].append(
                    (
                        *(no, record["id"], type_, *ends, shown(own["valid_from"]), shown(own["valid_to"]), assumed),
                        *(json.dumps(told, ensure_ascii=False), own.get("source"), own.get("recorded_run"), file),
                        *(self.sha.get((run or "", file or "")), own.get("sheet"), own.get("row")),
                    )
                )

    def _steps(self) -> None:
        steps: defaultdict[tuple[int, str], list[tuple[Any, Row, Record]]] = defaultdict(list)
        for type_ in (*DERIVED, *TURNED, "SUBORDINATE_TO"):
            for record in self.kept[type_]:
                ends = (record["from"][1], record["to"][1])
                start, end = reversed(ends) if type_ in TURNED else ends
                n, _, own = self.nodes[end]
                kind = own.get("kind")
                order = (PARTY_KIND_ORDER.index(kind), end) if type_ in TURNED else ()
                steps[self.nodes[start][0], type_].append(((*order, record["id"]), (n, *_life(own), kind), record))
        rows = self.relations.rows
        for (subject, type_), found in sorted(steps.items()):
            for ord_, (_, (holder, *life), record) in enumerate(sorted(found, key=lambda one: one[0])):
                own, no = record["properties"], len(rows["step"])
                bounds = _interval(own)
                if type_ not in DERIVED and first_day(bounds[0]) >= first_day(bounds[1]):
                    continue
                references = own["facts"] if type_ in DERIVED else [f"{record['from'][1]}|{record['id']}"]
                facts = [self.facts[one] for one in references if one in self.facts]
                dates = (shown(own.get("since", own["valid_from"])), shown(own.get("until", own["valid_to"])))
                derived = [own.get(name) for name in ("rule", "rule_set", "rank")] if type_ in DERIVED else [None] * 3
                flags = (bool(own.get("provisional")), any(self.assumed[fact] for fact in facts))
                parameters = own.get("parameters") or "{}"
                rows["step"].append(
                    (
                        *(no, subject, type_, ord_, holder, record["id"], *derived, parameters, *flags),
                        *(*bounds, *dates, *life),
                    )
                )
                rows["evidence"] += [(no, at, fact) for at, fact in enumerate(facts)]
                passed = json.loads(own.get("considered") or "[]")
                rows["passed"] += [
                    (no, at, self.nodes[one["holder"]][0], one["rule"], one["lost_because"])
                    for at, one in enumerate(passed)
                ]

    def _party(self) -> None:
        rows = self.relations.rows
        territorial = {i for i, (_, label, own) in self.nodes.items() if own.get("territorial")}
        for id_, (n, label, own) in self.nodes.items():
            if label == "PartyOrganization" and own["kind"] == JOINT and id_ not in territorial:
                rows["ruled"].append((n, day_number(ALWAYS), day_number(OPEN)))
        for record in (*self.kept["COVERS"], *self.kept["HOSTED_BY"]):
            party, end = record["from"][1], self.nodes[record["to"][1]][2]
            if party not in territorial and end.get("kind") != UNIT:
                rows["ruled"].append((self.nodes[party][0], *_interval(record["properties"])))
        for record in self.kept["ACTS_IN"]:
            party, region = record["from"][1], record["to"][1]
            if party not in territorial:
                continue
            (n, _, own), (at, _, place), bounds = self.nodes[party], self.nodes[region], _interval(record["properties"])
            if region == self.relations.city and own["kind"] == "committee":
                rows["top"].append((n, *bounds))
            if place["rank"] in ("street", "district"):
                rank = {"committee": 0, "work_committee": 1}.get(own["kind"], 2)
                rows["candidate"].append((at, n, place["depth"], rank, *bounds, *_life(own)))

    def _about_organizations(self) -> None:
        rows = self.relations.rows
        for record in self.kept["IN_TRADE"]:
            own = record["properties"]
            if own.get("main"):
                start = self.nodes[record["from"][1]][0]
                rows["trade"].append((start, record["id"], record["to"][1], *_interval(own)))
        for relation, type_ in (("seat", "SEAT"), ("part_of", "PART_OF")):
            for record in self.kept[type_]:
                ends = (self.nodes[record["from"][1]][0], self.nodes[record["to"][1]][0])
                rows[relation].append((ends[0], record["id"], ends[1], *_interval(record["properties"])))
        for record in self.kept["Coverage"]:
            own = record["properties"]
            counted = ("members_full", "members_probationary", "members_untransferred")
            known = [own[c] + (own.get(f"{c}_bound") == "more_than") for c in counted if own.get(c) is not None]
            full = own.get("members_full")
            bound = None if full is None else own.get("members_full_bound") or "exact"
            rows["coverage"].append(
                (
                    *(self.nodes[own["subject"]][0], *_interval(own), own["class"], own.get("severity")),
                    *(full, bound, sum(known) if known else None),
                    *(bool(own.get("has_group")), bool(own.get("instructor_sent")), own.get("severity_since")),
                )
            )


def _names_over_time(name: str, stated: Sequence[Record]) -> Iterator[tuple[int, int, str]]:
    """The name of each interval, without a gap: of those stated the latest to start, then the first to end."""
    bounds = sorted({day_number(ALWAYS), day_number(OPEN), *(day for own in stated for day in _interval(own))})
    for start, end in pairwise(bounds):
        holding = [own for own in stated if _interval(own)[0] <= start < _interval(own)[1]]
        latest = min(holding, key=lambda own: (-_interval(own)[0], own["valid_to"], own["value"]), default=None)
        yield start, end, latest["value"] if latest else name


def _interval(own: Record) -> tuple[int, int]:
    return day_number(own["valid_from"]), day_number(own["valid_to"])


def _life(own: Record) -> tuple[int, int]:
    """From when to when a node exists; what lives on no day ends when it begins."""
    founded, closed = day_number(own.get("founded") or ALWAYS), day_number(own.get("closed") or OPEN)
    return founded, closed if first_day(founded) < first_day(closed) else founded
