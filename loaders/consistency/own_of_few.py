"""Organisations with a Party organisation of their own, and fewer full members than one is founded with."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import at_least, counted
from loaders.consistency._facts import JOINT, building
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation, with its count as reported and those of its own."""
    least = int(load_parameters()["must_build_members"].value)
    for id_, organization, headcount in counted(graph, as_of):
        parties = building(graph, id_, as_of)
        full = at_least(headcount, "members_full")
        if full is not None and full < least and any(kind != JOINT for kind in parties.values()):
            told = {"members_full": headcount["members_full"], "party_organizations": list(parties)}
            yield Found(id_, "Organization", {"name": organization.get("name"), **told})
