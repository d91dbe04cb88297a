"""Organisations of which two sources tell otherwise: name, founding, supervising unit, main trade, region of a rank.

Of values of the organisation itself the file holds what the source of lower rank tells beside the value that counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Any, Final

import networkx as nx

from loaders.consistency._tree import exists, in_force
from loaders.records import Found

Stated = tuple[str, Mapping[str, Any]]  # the other end of a fact, and its properties
TYPES: Final = ("SUPERVISED_BY", "IN_TRADE", "LOCATED_IN")


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.said` is what is told: of a fact its end, source, file and row."""
    for (label, id_), data in graph.nodes(data=True):
        own = data.get("properties", {})
        if label != "Organization" or not own or not exists(own, as_of):
            continue
        said = {f"disputed {own['disputed']}"} if own.get("disputed") else set()
        stated: defaultdict[str, list[Stated]] = defaultdict(list)
        for _, (_, end), fact in graph.out_edges((label, id_), data=True):
            if fact["type"] in TYPES and in_force(fact["properties"], as_of):
                stated[fact["type"]].append((end, fact["properties"]))
        for type_, facts in stated.items():
            for (end, one), (other, another) in permutations(facts, 2):
                apart = end != other and one["source"] != another["source"]
                if apart and _contradict(graph, type_, (end, one), (other, another)):
                    said.add(f"{type_} {end} {one['source']} {one.get('file', '')} {one.get('row', 0)}")
        if said:
            yield Found(id_, "Organization", {"name": own.get("name"), "said": sorted(said)})


def _contradict(graph: "nx.MultiDiGraph[Any]", type_: str, one: Stated, another: Stated) -> bool:
    """Can only one of them be right? Of several trades the main ones, of regions those of one rank."""
    if type_ == "IN_TRADE":
        return bool(one[1].get("main")) and bool(another[1].get("main"))
    if type_ == "LOCATED_IN":
        depths = {graph.nodes["Region", end].get("properties", {}).get("depth") for end, _ in (one, another)}
        return len(depths) == 1
    return True
