"""Relationships of an exported file whose start or end the file does not hold.

A graph cannot hold one, so no statement of `cypher/checks` looks for it, and its header stands here: a file that was
cut, filtered or edited can. Neither the date nor a retraction matters. `label` is the type of the relationship.
"""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from cypher.catalogue import CheckHeader
from loaders.records import Found

HEADER: Final = CheckHeader(
    title="关系的一端不存在",
    title_en="A relationship without one of its ends",
    summary="导出文件中的关系指向文件里没有的对象，文件不完整，据此得出的结论不可信；导入时也会被退回。",
    summary_en="A relationship names something the file does not hold: the file is incomplete.",
    remedy="请重新导出；如文件经人工修改，请补上缺失的对象或删去该关系。",
    remedy_en="Export again; where the file was edited, add what is missing or take the relationship out.",
    severity="severe",
    population="facts",
)


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per relationship; `detail.missing` are the ends that are not in the file, each as label and id."""
    for start, end, data in graph.edges(data=True):
        missing = [list(key) for key in (start, end) if "label" not in graph.nodes[key]]
        if missing:
            yield Found(data["id"], data["type"], {"from": list(start), "to": list(end), "missing": missing})
