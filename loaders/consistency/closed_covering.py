"""Organisations whose every Party organisation is dissolved, with none recorded that follows it."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import covering, existing, own, starts
from loaders.consistency._tree import has_ceased
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.closed` are the ids of those dissolved."""
    for id_, organization in existing(graph, "Organization", as_of):
        parties = starts(graph, "Organization", id_, "COVERS", as_of)
        closed = [party for party in parties if has_ceased(own(graph, "PartyOrganization", party), as_of)]
        if closed and not covering(graph, id_, as_of):
            yield Found(id_, "Organization", {"name": organization.get("name"), "closed": closed})
