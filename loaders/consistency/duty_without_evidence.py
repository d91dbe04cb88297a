"""Party organisations that had reported duties by then, and show no evidence of some of them in the last whole year."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import existing
from loaders.records import Found

LAST_DAY: Final = "12-31"


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation; `detail` lists the duties not reported, and those reported without a document."""
    year = int(as_of[:4]) - (not as_of.endswith(LAST_DAY))
    every = sorted(id_ for label, id_ in graph.nodes if label == "Duty")
    for id_, party in existing(graph, "PartyOrganization", as_of):
        facts = [
            (duty, data["properties"])
            for _, (_, duty), data in graph.out_edges(("PartyOrganization", id_), data=True)
            if data["type"] == "FULFILLED" and data["properties"].get("retracted_run") is None
        ]
        if all(fact["valid_from"] >= f"{year + 1}" for _, fact in facts):
            continue
        held = [
            (duty, "document" in fact)
            for duty, fact in facts
            if fact["valid_from"] < f"{year + 1}" and fact["valid_to"] > f"{year}-01-01"
        ]
        missing = [duty for duty in every if all(duty != one for one, _ in held)]
        undocumented = [duty for duty in every if duty not in missing and (duty, True) not in held]
        if missing or undocumented:
            detail = {"name": party.get("name"), "year": year, "missing": missing, "undocumented": undocumented}
            yield Found(id_, "PartyOrganization", detail)
