"""Organisations that are their own head office in the end: each that lies on a directed circle.

The twin in the graph follows at most five links: a longer circle is found here alone.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, own
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per member; `detail.heads` are the next ones on the circle."""
    heads: nx.DiGraph[str] = nx.DiGraph()
    exist = {id_ for id_, _ in existing(graph, "Organization", as_of)}
    for id_ in exist:
        heads.add_edges_from((id_, h) for h in ends(graph, "Organization", id_, "HEAD_OFFICE", as_of) if h in exist)
    for members in nx.strongly_connected_components(heads):
        for id_ in members:
            onward = sorted(head for head in heads.successors(id_) if head in members)
            if onward:
                yield Found(id_, "Organization", {"name": own(graph, "Organization", id_).get("name"), "heads": onward})
