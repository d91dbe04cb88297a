"""Organisations that must have built and have not, from the counts and from whoever covers them."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import at_least, counted
from loaders.consistency._facts import covering
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation of the population whose full members are enough and that nobody covers."""
    enough = int(load_parameters()["must_build_members"].value)
    for id_, organization, headcount in counted(graph, as_of):
        if (at_least(headcount, "members_full") or 0) >= enough and not covering(graph, id_, as_of):
            detail = {"name": organization.get("name"), "members_full": headcount["members_full"]}
            yield Found(id_, "Organization", detail)
