"""Party organisations without superior: existing on the day, no existing superior in the tree, and not the top.

The top is every territorial committee that acts in the city, never a work committee. One that stands above the city
(it, or the unit it sits with, acts in a province) is left out: the graph holds one city. `detail.gone` names superiors
that are recorded (or derived) in force but do not exist on the day.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency import Check, Found
from loaders.consistency._tree import build_tree, is_beyond, properties_of, tops


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


CHECK = Check(
    title="没有上级的党组织",
    title_en="A Party organisation without superior",
    summary="行政上可以无上级，党组织不能无上级：责任链在这里中断，到不了市委。",
    summary_en="A Party organisation must have a superior; here the chain stops below the city committee.",
    remedy="登记其隶属党组织；如原上级已撤销，登记接替的上级。",
    remedy_en="Record the Party organisation it belongs to; where the former one was dissolved, record its successor.",
    severity="severe",
    find=find,
)
