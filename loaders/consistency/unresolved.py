"""Organisations that nobody leads."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import UNIT, ends, existing, own, starts
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation, units aside; `detail.candidates`: the nearest territorial ones where it sits."""
    territorial = {i for i, party in existing(graph, "PartyOrganization", as_of) if party.get("territorial")}
    for id_, organization in existing(graph, "Organization", as_of):
        if organization.get("kind") == UNIT or ends(graph, "Organization", id_, "LEAD", as_of):
            continue
        near = {
            (int(own(graph, "Region", region).get("depth", 0)), party)
            for seat in ends(graph, "Organization", id_, "SEAT", as_of)
            for region in (seat, *ends(graph, "Region", seat, "PART_OF", as_of))
            if own(graph, "Region", region).get("rank") in ("street", "district")
            for party in starts(graph, "Region", region, "ACTS_IN", as_of)
            if party in territorial
        }
        nearest = max((depth for depth, _ in near), default=None)
        candidates = sorted(party for depth, party in near if depth == nearest)
        yield Found(id_, "Organization", {"name": organization.get("name"), "candidates": candidates})
