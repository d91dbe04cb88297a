"""Organisations that left the field: for another city, or for a trade outside it."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._left import left_by
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation that left by the date; `detail` says why, and since when."""
    for id_, own in left_by(graph, as_of):
        if own["left"] != "register":
            yield Found(id_, "Organization", {"name": own["name"], "reason": own["left"], "since": own["closed"]})
