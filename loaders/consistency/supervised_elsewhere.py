"""Organisations whose stated supervising unit acts not where their level is answered for."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, links
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation of a level; of several units the smallest id."""
    for id_, organization in existing(graph, "Organization", as_of):
        for region, level in links(graph, "Organization", id_, "LEVEL", as_of):
            units = ends(graph, "Organization", id_, "SUPERVISED_BY", as_of)
            elsewhere = [unit for unit in units if region not in ends(graph, "Organization", unit, "ACTS_IN", as_of)]
            if elsewhere:
                detail = {"unit": elsewhere[0], "region": region, "level": level["value"]}
                yield Found(id_, "Organization", {"name": organization.get("name"), **detail})
