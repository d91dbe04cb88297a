"""Joint branches without host, of which those that they cover have different superiors."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing Party organisation for which nobody is derived as its superior."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        settled = [*ends(graph, "PartyOrganization", id_, "SUPERIOR", as_of)]
        settled += ends(graph, "PartyOrganization", id_, "HOSTED_BY", as_of)
        if party.get("territorial") or settled:
            continue
        above = {
            one: ends(graph, "Organization", one, "SUPERIOR", as_of)
            for one in ends(graph, "PartyOrganization", id_, "COVERS", as_of)
        }
        superiors = sorted({superior for of_one in above.values() for superior in of_one})
        if len(superiors) > 1:
            organizations = [one for one, of_one in above.items() if of_one]
            detail = {"name": party.get("name"), "superiors": superiors, "organizations": organizations}
            yield Found(id_, "PartyOrganization", detail)
