"""Party organisations with more than one superior on the day.

Counted are different existing superiors of the tree (several sources that name the same one are no contradiction). The
answer then follows the smallest fact id, which is an order, not a reason.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._tree import build_tree, properties_of
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per subordinate; `detail.superiors` are the ids of all its superiors."""
    links = build_tree(graph, as_of).links
    for id_ in links:
        superiors = sorted(links.successors(id_))
        if len(superiors) > 1:
            properties = properties_of(graph, id_)
            yield Found(
                id_,
                "PartyOrganization",
                {"name": properties.get("name"), "kind": properties.get("kind"), "superiors": superiors},
            )
