"""Party organisations with more than one superior on the day.

Counted are different existing superiors of the tree (several sources that name the same one are no contradiction). The
answer then follows the smallest fact id, which is an order, not a reason.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency import Check, Found
from loaders.consistency._tree import build_tree, properties_of


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


CHECK = Check(
    title="多个上级党组织",
    title_en="Several superiors",
    summary="一个党组织在同一天登记了两个以上不同的上级，由谁负责说不清；系统暂按事实编号取其一。",
    summary_en="One Party organisation has two or more different superiors on one day; which one answers is unclear.",
    remedy="确认真正的上级，给其余的隶属关系填写终止日期，或更正登记后重新载入。",
    remedy_en="Find out which superior is the true one, end or correct the other records, load again.",
    severity="warning",
    find=find,
)
