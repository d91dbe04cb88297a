"""Party organisations that stand above themselves: each one that lies on a directed circle of the tree of the day.

An organisation that only leads *into* a circle is not listed; its chain shows the break. The twin in the graph follows
at most 15 links (a Party tree has six): a longer circle is found here alone.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._tree import build_tree, properties_of
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per member; `detail.superiors` are the next ones on the circle."""
    links = build_tree(graph, as_of).links
    for members in nx.strongly_connected_components(links):
        for id_ in members:
            onward = sorted(superior for superior in links.successors(id_) if superior in members)
            if onward and (len(members) > 1 or onward == [id_]):
                properties = properties_of(graph, id_)
                yield Found(
                    id_,
                    "PartyOrganization",
                    {"name": properties.get("name"), "kind": properties.get("kind"), "superiors": onward},
                )
