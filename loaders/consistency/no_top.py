"""A city without the one committee at which chains end."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._tree import tops
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One for the whole graph, where none or several could be the top."""
    found = sorted(tops(graph, as_of))
    if len(found) != 1:
        yield Found("zuzhitu", "Graph", {"tops": found})
