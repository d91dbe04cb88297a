"""Periods that end before they begin: of facts, of statements, of the lives of organisations and regions.

A period is reversed where its end lies before its start with certainty: an end that is only known to the month (or
year) in which the start lies is not. A period of no length is not reversed. The date of the check does not
matter; retracted facts are not read.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.records import Found

LABELS: Final = ("Organization", "PartyOrganization", "Region")
# Links that the program itself writes; their periods are cut from those of the facts.
WRITTEN: Final = frozenset({"SEAT", "LEVEL", "LEAD", "SUPERIOR", "SUPPORT", "HAS_COVERAGE", "HAS_HEADCOUNT"})


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per node; `detail.periods` are the reversed ones of its own life and of the facts that start at it."""
    reversed_: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for key, data in graph.nodes(data=True):
        if data.get("label") in LABELS:
            life = data["properties"]
            if is_reversed(life.get("founded"), life.get("closed")):
                reversed_[key].append(_period("life", None, life["founded"], life["closed"]))
    for start, end, data in graph.edges(data=True):
        fact = graph.nodes[end].get("properties", {}) if data["type"] == "HAS_STATEMENT" else data["properties"]
        if data["type"] in WRITTEN or start[0] not in LABELS or fact.get("retracted_run") is not None:
            continue
        if is_reversed(fact.get("valid_from"), fact.get("valid_to")):
            id_ = end[1] if data["type"] == "HAS_STATEMENT" else data["id"]
            reversed_[start].append(_period(data["type"], id_, fact["valid_from"], fact["valid_to"]))
    for (label, id_), periods in reversed_.items():
        name = graph.nodes[label, id_].get("properties", {}).get("name")
        yield Found(id_, label, {"name": name, "periods": sorted(periods, key=lambda p: (p["type"], p["id"] or ""))})


def is_reversed(start: str | None, end: str | None) -> bool:
    """Whether a period ends before it begins, whatever day of a month or year is meant."""
    return bool(start and end) and str(end) < str(start) and not str(start).startswith(str(end))


def _period(type_: str, id_: str | None, start: str, end: str) -> dict[str, Any]:
    return {"type": type_, "id": id_, "from": start, "to": end}
