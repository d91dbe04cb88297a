"""Party organisations without superior: existing on the day, no existing superior in the tree, and not the top.

The top is every territorial committee that acts in the city, never a work committee. One that stands above the city
(it, or the unit it sits with, acts in a province) is left out: the graph holds one city. `detail.gone` names superiors
that are recorded (or derived) in force but do not exist on the day.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._tree import build_tree, is_beyond, properties_of, tops
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation without superior."""
    tree = build_tree(graph, as_of)
    top = tops(graph, as_of)
    for id_, superiors in tree.links.out_degree():
        if superiors == 0 and id_ not in top and not is_beyond(graph, id_, as_of):
            properties = properties_of(graph, id_)
            yield Found(
                id_,
                "PartyOrganization",
                {"name": properties.get("name"), "kind": properties.get("kind"), "gone": tree.gone[id_]},
            )
