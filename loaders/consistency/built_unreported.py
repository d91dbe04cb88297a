"""Organisations that are covered, and whose full members are not known."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._counts import counted
from loaders.consistency._facts import building
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation, with whoever makes its class."""
    for id_, organization, headcount in counted(graph, as_of):
        parties = building(graph, id_, as_of)
        if parties and headcount.get("members_full") is None:
            yield Found(id_, "Organization", {"name": organization.get("name"), "party_organizations": list(parties)})
