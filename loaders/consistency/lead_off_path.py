"""Organisations whose way up passes no Party organisation of the unit that leads them."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, starts
from loaders.consistency._tree import in_force
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation that has a LEAD and a SUPERIOR."""
    derived, recorded = _upward(graph, "SUPERIOR", as_of), _upward(graph, "SUBORDINATE_TO", as_of)

    @cache
    def hosts_above(start: str) -> set[str]:
        """The units with which those sit who stand above, as derived and above these as recorded."""
        first = {start} | (nx.descendants(derived, start) if start in derived else set())
        above = first.union(*(nx.descendants(recorded, one) for one in first if one in recorded))
        return {host for one in above for host in ends(graph, "PartyOrganization", one, "HOSTED_BY", as_of)}

    for id_, organization in existing(graph, "Organization", as_of):
        superior = ends(graph, "Organization", id_, "SUPERIOR", as_of)
        units = _units(graph, id_, as_of)
        begins = starts(graph, "Organization", id_, "COVERS", as_of) or superior
        if superior and units and units[0] not in set().union(*map(hosts_above, begins)):
            yield Found(id_, "Organization", {"name": organization.get("name"), "lead": units[0]})


def _upward(graph: "nx.MultiDiGraph[Any]", type_: str, as_of: str) -> "nx.DiGraph[str]":
    """The links of a type in force among Party organisations, from below to above."""
    found: nx.DiGraph[str] = nx.DiGraph()
    for (label, start), (_, end), data in graph.edges(data=True):
        if data["type"] == type_ and label == "PartyOrganization" and in_force(data["properties"], as_of):
            found.add_edge(start, end)
    return found


def _units(graph: "nx.MultiDiGraph[Any]", organization: str, as_of: str) -> list[str]:
    """The units among those that lead it; before the rules of 2003 it may be a Party organisation."""
    return [
        id_
        for _, (label, id_), link in graph.out_edges(("Organization", organization), data=True)
        if link["type"] == "LEAD" and label == "Organization" and in_force(link["properties"], as_of)
    ]
