"""Organisations of the population that nobody approved and nobody registered."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import ends, population
from loaders.records import Found

BY_LEAVE: Final = ("APPROVED_BY", "REGISTERED_WITH")


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation, with its kind."""
    for id_, organization in population(graph, as_of):
        if not any(ends(graph, "Organization", id_, type_, as_of) for type_ in BY_LEAVE):
            yield Found(id_, "Organization", {"name": organization.get("name"), "kind": organization.get("kind")})
