"""Joint branches that cover one existing organisation only."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import JOINT, covered_by, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per joint branch; `detail.organization` is the one that it covers."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        covered = covered_by(graph, id_, as_of)
        if party["kind"] == JOINT and len(covered) == 1:
            yield Found(id_, "PartyOrganization", {"name": party.get("name"), "organization": covered[0]})
