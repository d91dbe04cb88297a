"""Party organisations that stand above themselves: each one that lies on a directed circle of the tree of the day.

An organisation that only leads *into* a circle is not listed; its chain shows the break. The twin in the graph follows
at most 15 links (a Party tree has six): a longer circle is found here alone.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency import Check, Found
from loaders.consistency._tree import build_tree, properties_of


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


CHECK = Check(
    title="隶属关系成环",
    title_en="A circle of superiors",
    summary="党组织的上级最终又回到自己，责任链永远到不了市委，环上及其下属的组织都没有真正的上级。",
    summary_en="A Party organisation is its own superior in the end: the chain never reaches the city committee.",
    remedy="核对环上各党组织的隶属登记，找出写反或写错的一条并更正后重新载入。",
    remedy_en="Compare the recorded superiors on the circle, correct the one that is wrong or reversed, load again.",
    severity="severe",
    find=find,
)
