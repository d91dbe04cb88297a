"""Party organisations that are no joint branch and yet cover several existing organisations."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import JOINT, covered_by, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation; `detail.covered` are the ids of all that it covers."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        covered = covered_by(graph, id_, as_of)
        if party["kind"] != JOINT and len(covered) > 1:
            detail = {"name": party.get("name"), "kind": party["kind"], "covered": covered}
            yield Found(id_, "PartyOrganization", detail)
