"""More than one root of the Party tree: whole parts of it that do not hang under the city committee.

A root is an existing Party organisation without superior in the tree that has at least one below it, or that is a top
(a territorial committee acting in the city). Where there is more than one root, each is listed, except the only top (it
stands where it should) and those above the city. Several tops are all listed. A lone one without superior and without
anybody below is an `orphan`, not a root.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency import Check, Found
from loaders.consistency._tree import build_tree, is_beyond, properties_of, tops


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


CHECK = Check(
    title="党组织体系有多个顶端",
    title_en="Several roots of the Party tree",
    summary="全市党组织应当归于一个市委；这里的一支自成体系，其下所有组织的责任链都到不了市委，或有几个组织同时自称市级地方党委。",
    summary_en="Every Party organisation belongs under one committee; this part stands apart, or several claim it.",
    remedy="登记该顶端的上级党组织；属地党委只应有一个活动区域为全市。",
    remedy_en="Record the superior of this root; only one territorial committee may act in the city.",
    severity="severe",
    find=find,
)
