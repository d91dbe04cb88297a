"""Units that host no Party organisation though they are the LEAD of organisations, as derived."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import UNIT, existing, own, starts
from loaders.consistency._tree import exists
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per unit; `detail.organizations` counts those that it leads."""
    for id_, unit in existing(graph, "Organization", as_of):
        hosted = starts(graph, "Organization", id_, "HOSTED_BY", as_of)
        if unit.get("kind") != UNIT or any(exists(own(graph, "PartyOrganization", p), as_of) for p in hosted):
            continue
        led = starts(graph, "Organization", id_, "LEAD", as_of)
        organizations = sum(exists(own(graph, "Organization", one), as_of) for one in led)
        if organizations:
            yield Found(id_, "Organization", {"name": unit.get("name"), "organizations": organizations})
