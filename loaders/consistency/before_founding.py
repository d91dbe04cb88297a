"""Facts of an organisation or a Party organisation that begin before it was founded.

Before it with certainty: a founding that lies in the month (or year) in which the fact begins is none. The date of the
check does not matter; retracted facts are not read.
"""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.records import Found

ALWAYS: Final = "0001-01-01"
FOUNDED_FIRST: Final = {
    "Organization": {"REGISTERED_WITH", "SUPERVISED_BY", "AFFILIATED_TO", "LOCATED_IN", "MEMBER_OF", "HEAD_OFFICE"},
    "PartyOrganization": {"HOSTED_BY", "COVERS", "SUBORDINATE_TO"},
}


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per node; `detail.facts` are types and starts of those that begin too early."""
    for (label, id_), data in graph.nodes(data=True):
        founded = data.get("properties", {}).get("founded")
        if label not in FOUNDED_FIRST or not founded:
            continue
        early = {
            f"{fact['type']} {start}"
            for _, _, fact in graph.out_edges((label, id_), data=True)
            if fact["type"] in FOUNDED_FIRST[label]
            and fact["properties"].get("retracted_run") is None
            and ALWAYS < (start := fact["properties"]["valid_from"]) < founded
            and not founded.startswith(start)
        }
        if early:
            yield Found(
                id_, label, {"name": data["properties"].get("name"), "founded": founded, "facts": sorted(early)}
            )
