"""Trades without any code of the classification of industries."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per trade; the date does not matter."""
    for (label, id_), data in graph.nodes(data=True):
        if label == "Trade" and "properties" in data and not data["properties"].get("codes"):
            yield Found(id_, "Trade", {"name": data["properties"].get("name")})
