"""Branch offices whose head office is dissolved."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, own
from loaders.consistency._tree import has_ceased
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per branch office; `detail.closed` are the ids of the head offices that are dissolved."""
    for id_, organization in existing(graph, "Organization", as_of):
        heads = ends(graph, "Organization", id_, "HEAD_OFFICE", as_of)
        closed = [head for head in heads if has_ceased(own(graph, "Organization", head), as_of)]
        if closed:
            yield Found(id_, "Organization", {"name": organization.get("name"), "closed": closed})
