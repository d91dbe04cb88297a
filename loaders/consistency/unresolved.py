"""Organisations that nobody leads."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import UNIT, ends, existing, own, starts
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation, units aside; `detail.candidates`: who is territorial where it sits."""
    for id_, organization in existing(graph, "Organization", as_of):
        if organization.get("kind") == UNIT or ends(graph, "Organization", id_, "LEAD", as_of):
            continue
        candidates = {
            party
            for seat in ends(graph, "Organization", id_, "SEAT", as_of)
            for region in _seat_and_above(graph, seat)
            if own(graph, "Region", region).get("rank") in ("street", "district")
            for party in starts(graph, "Region", region, "ACTS_IN", as_of)
            if own(graph, "PartyOrganization", party).get("territorial")
        }
        yield Found(id_, "Organization", {"name": organization.get("name"), "candidates": sorted(candidates)})


def _seat_and_above(graph: "nx.MultiDiGraph[Any]", seat: str) -> list[str]:
    """The region of a seat, and those of which it is a part."""
    above = [end for _, (_, end), fact in graph.out_edges(("Region", seat), data=True) if fact["type"] == "PART_OF"]
    return [seat, *above]
