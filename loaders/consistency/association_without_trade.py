"""Trade associations that serve no trade."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per association."""
    for id_, organization in existing(graph, "Organization", as_of):
        served = ends(graph, "Organization", id_, "SERVES_TRADE", as_of)
        if organization.get("kind") == "association" and not served:
            yield Found(id_, "Organization", {"name": organization.get("name")})
