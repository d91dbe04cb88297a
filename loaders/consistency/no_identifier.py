"""Organisations of the population that no number of a registry names."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, population
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation without an identifier in force."""
    for id_, organization in population(graph, as_of):
        if not ends(graph, "Organization", id_, "IDENTIFIED_BY", as_of):
            yield Found(id_, "Organization", {"name": organization.get("name")})
