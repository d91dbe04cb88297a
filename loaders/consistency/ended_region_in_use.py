"""Regions whose code is valid no more, and in which organisations still sit or to which regions still belong."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import own, starts
from loaders.consistency._tree import exists, has_ceased
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per region; `detail` counts who exists in it, and since when it is none."""
    for (label, id_), data in graph.nodes(data=True):
        region = data.get("properties", {})
        if label != "Region" or not has_ceased(region, as_of):
            continue
        seats, parts = (starts(graph, "Region", id_, type_, as_of) for type_ in ("LOCATED_IN", "PART_OF"))
        organizations = [one for one in seats if exists(own(graph, "Organization", one), as_of)]
        regions = [one for one in parts if exists(own(graph, "Region", one), as_of)]
        if organizations or regions:
            counted = {"organizations": len(organizations), "regions": len(regions)}
            yield Found(id_, "Region", {"name": region.get("name"), "since": region["closed"], **counted})
