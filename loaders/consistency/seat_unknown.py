"""Organisations of the population whose seat is known to no district."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import ends, own, population
from loaders.records import Found

FINE: Final = ("district", "street")


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.regions` are the coarser ones that are known."""
    for id_, organization in population(graph, as_of):
        regions = ends(graph, "Organization", id_, "LOCATED_IN", as_of)
        if not any(own(graph, "Region", region).get("rank") in FINE for region in regions):
            yield Found(id_, "Organization", {"name": organization.get("name"), "regions": regions})
