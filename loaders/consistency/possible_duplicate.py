"""Organisations of one name in one district: is one of them the other with a corrected code?

Of the population alone, and only those that exist on the day. Where the seat of one is not known, it may be the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any, Final

import networkx as nx

from loaders.consistency._tree import exists, in_force
from loaders.records import Found

DISTRICT: Final = 2  # the depth of a district


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.twins` are the others: id, file and row."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    every: dict[str, Mapping[str, Any]] = {}
    for (label, id_), data in graph.nodes(data=True):
        own = data.get("properties", {})
        if label == "Organization" and own and own.get("kind") != "supervising_unit" and exists(own, as_of):
            named[own.get("name_key", "")].append(id_)
            every[id_] = own
    twins: defaultdict[str, list[str]] = defaultdict(list)
    for ids in named.values():
        for one, another in permutations(ids if len(ids) > 1 else (), 2):
            mine, theirs = (_districts(graph, id_, as_of) for id_ in (one, another))
            if not mine or not theirs or mine & theirs:
                twins[one].append(f"{another} {_place(every[another])}")
    for id_, others in twins.items():
        own = every[id_]
        yield Found(id_, "Organization", {"name": own.get("name"), "place": _place(own), "twins": sorted(others)})


def _place(own: Mapping[str, Any]) -> str:
    return f"{own.get('file', '')} {own.get('row', 0)}"


def _districts(graph: "nx.MultiDiGraph[Any]", id_: str, as_of: str) -> set[str]:
    """The districts and streets in which an organisation sits."""
    found: set[str] = set()
    for _, seat, data in graph.out_edges(("Organization", id_), data=True):
        if data["type"] == "LOCATED_IN" and in_force(data["properties"], as_of):
            above = [end for _, end, part in graph.out_edges(seat, data=True) if part["type"] == "PART_OF"]
            found |= {region[1] for region in (seat, *above) if _depth(graph, region) >= DISTRICT}
    return found


def _depth(graph: "nx.MultiDiGraph[Any]", region: tuple[str, str]) -> int:
    return int(graph.nodes[region].get("properties", {}).get("depth", 0))
