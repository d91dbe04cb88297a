"""Party organisations whose recorded superior is another than the derived one."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing Party organisation; of several the smallest id of each side."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        recorded = ends(graph, "PartyOrganization", id_, "SUBORDINATE_TO", as_of)
        derived = ends(graph, "PartyOrganization", id_, "SUPERIOR", as_of)
        differing = [(one, other) for one in recorded for other in derived if one != other]
        if differing:
            said, meant = (min(side) for side in zip(*differing, strict=True))
            yield Found(id_, "PartyOrganization", {"name": party.get("name"), "recorded": said, "derived": meant})
