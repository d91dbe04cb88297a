"""Party organisations that still cover who is dissolved; who left the field is another finding."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, own
from loaders.consistency._tree import has_ceased
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation; `detail.closed` are the ids of those dissolved."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        covered = {
            end: own(graph, "Organization", end) for end in ends(graph, "PartyOrganization", id_, "COVERS", as_of)
        }
        closed = [end for end, told in covered.items() if has_ceased(told, as_of) and not told.get("left")]
        if closed:
            yield Found(id_, "PartyOrganization", {"name": party.get("name"), "closed": closed})
