"""General branches with as many members as a committee has."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._facts import own
from loaders.consistency._sizes import known_members, on_which_kinds_rest, sizes
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per general branch; what is not known counts as none."""
    expected = int(load_parameters()["committee_members"].value)
    for id_, kind, covered in sizes(graph, as_of):
        members = known_members([on_which_kinds_rest(size) for size in covered])
        if kind == "general_branch" and members >= expected:
            name = own(graph, "PartyOrganization", id_).get("name")
            yield Found(id_, "PartyOrganization", {"name": name, "members": members, "expected": expected})
