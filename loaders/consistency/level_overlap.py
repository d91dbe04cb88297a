"""Organisations that a district leads while a municipal association helps them."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, links
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation; of several the smallest ids."""
    for id_, organization in existing(graph, "Organization", as_of):
        levels = {level["value"] for _, level in links(graph, "Organization", id_, "LEVEL", as_of)}
        helping = ends(graph, "Organization", id_, "SUPPORT", as_of)
        above = sorted(
            party for party, link in links(graph, "Organization", id_, "SUPERIOR", as_of) if link["rule"] == "direct"
        )
        if "district" in levels and helping and above:
            detail = {"name": organization.get("name"), "association": helping[0], "superior": above[0]}
            yield Found(id_, "Organization", detail)
