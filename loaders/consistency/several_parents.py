"""Valid regions that are part of several at one time."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per region; `detail.parents` are the codes of all that it is part of."""
    for id_, region in existing(graph, "Region", as_of):
        parents = ends(graph, "Region", id_, "PART_OF", as_of)
        if len(parents) > 1:
            yield Found(id_, "Region", {"name": region.get("name"), "parents": parents})
