"""Organisations with a supervising and an affiliated unit of one level that are not the same."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation; of several units the smallest id of each side."""
    for id_, organization in existing(graph, "Organization", as_of):
        for region in ends(graph, "Organization", id_, "LEVEL", as_of):
            supervising, affiliated = (
                [
                    u
                    for u in ends(graph, "Organization", id_, t, as_of)
                    if region in ends(graph, "Organization", u, "ACTS_IN", as_of)
                ]
                for t in ("SUPERVISED_BY", "AFFILIATED_TO")
            )
            pairs = [(one, other) for one in supervising for other in affiliated if one != other]
            if pairs:
                one, other = (min(side) for side in zip(*pairs, strict=True))
                detail = {"name": organization.get("name"), "supervising": one, "affiliated": other}
                yield Found(id_, "Organization", detail)
