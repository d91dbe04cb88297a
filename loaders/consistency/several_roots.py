"""More than one root of the Party tree: whole parts of it that do not hang under the city committee.

A root is an existing Party organisation without superior in the tree that has at least one below it, or that is a top
(a territorial committee acting in the city). Where there is more than one root, each is listed, except the only top (it
stands where it should) and those above the city. Several tops are all listed. A lone one without superior and without
anybody below is an `orphan`, not a root.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._tree import build_tree, is_beyond, properties_of, tops
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per root that should be none; `below`: the ids directly below, `top`: whether it claims the city."""
    links = build_tree(graph, as_of).links
    top = tops(graph, as_of)
    roots = [id_ for id_, superiors in links.out_degree() if superiors == 0 and (id_ in top or links.in_degree(id_))]
    if len(roots) < 2:
        return
    for id_ in roots:
        if (id_ in top and len(top) == 1) or is_beyond(graph, id_, as_of):
            continue
        properties = properties_of(graph, id_)
        yield Found(
            id_,
            "PartyOrganization",
            {
                "name": properties.get("name"),
                "kind": properties.get("kind"),
                "top": id_ in top,
                "below": sorted(links.predecessors(id_)),
            },
        )
