"""Intermediaries without a main trade; social groups and the like may be of none."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import main_trades, population
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per firm."""
    for id_, organization in population(graph, as_of):
        if organization.get("kind") == "firm" and not main_trades(graph, id_, as_of):
            yield Found(id_, "Organization", {"name": organization.get("name")})
