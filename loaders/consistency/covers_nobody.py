"""Party organisations that cover nobody, sit nowhere, act nowhere and have none below them."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import ends, existing, starts
from loaders.records import Found

OF_WHOM: Final = ("COVERS", "HOSTED_BY", "ACTS_IN")


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation; the territorial ones have their region."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        placed = any(ends(graph, "PartyOrganization", id_, type_, as_of) for type_ in OF_WHOM)
        below = starts(graph, "PartyOrganization", id_, "SUBORDINATE_TO", as_of)
        if not (placed or below or party.get("territorial") is True):
            yield Found(id_, "PartyOrganization", {"name": party.get("name"), "kind": party.get("kind")})
