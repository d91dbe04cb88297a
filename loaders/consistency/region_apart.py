"""Valid regions below the province from which no way leads up to the city."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per region, with its rank."""
    city = graph.graph.get("city")
    for id_, region in existing(graph, "Region", as_of):
        above, at = {id_}, [id_]
        while at:
            at = [up for up in ends(graph, "Region", at.pop(), "PART_OF", as_of) if up not in above] + at
            above |= {*at}
        if region.get("rank") != "province" and city not in above:
            yield Found(id_, "Region", {"name": region.get("name"), "rank": region.get("rank")})
