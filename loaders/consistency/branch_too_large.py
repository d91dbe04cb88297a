"""Branches, joint or not, with more members than a branch generally has."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._facts import JOINT, own
from loaders.consistency._sizes import known_members, sizes
from loaders.records import Found

BRANCHES: Final = ("branch", JOINT)


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per branch; what is not known counts as none."""
    most = int(load_parameters()["branch_members"].value)
    for id_, kind, covered in sizes(graph, as_of):
        members = known_members(covered)
        if kind in BRANCHES and members > most:
            name = own(graph, "PartyOrganization", id_).get("name")
            yield Found(id_, "PartyOrganization", {"name": name, "members": members, "covered": len(covered)})
