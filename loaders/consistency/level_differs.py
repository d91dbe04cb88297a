"""Organisations approved at one level and registered by civil affairs at another."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, links, own
from loaders.consistency._tree import is_known
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation whose level an approval decides; of several bodies the smallest of each detail."""
    for id_, organization in existing(graph, "Organization", as_of):
        approvals = links(graph, "Organization", id_, "APPROVED_BY", as_of)
        if not any(f.get("level") or ends(graph, "Organization", body, "ACTS_IN", as_of) for body, f in approvals):
            continue
        for _, level in links(graph, "Organization", id_, "LEVEL", as_of):
            other = [
                (body, registered)
                for body, fact in links(graph, "Organization", id_, "REGISTERED_WITH", as_of)
                if fact.get("civil") and (registered := fact.get("level") or _level(graph, body)) != level["value"]
            ]
            if other:
                body, registered = (min(side) for side in zip(*other, strict=True))
                detail = {"approved": level["value"], "registered": registered, "body": body}
                yield Found(id_, "Organization", {"name": organization.get("name"), **detail})


def _level(graph: "nx.MultiDiGraph[Any]", body: str) -> str:
    """The level of a body by the finest region for which it was ever told to act; below the city a district."""
    acting = [
        own(graph, "Region", region).get("depth", 0)
        for _, (_, region), fact in graph.out_edges(("Organization", body), data=True)
        if fact["type"] == "ACTS_IN" and is_known(fact["properties"])
    ]
    return {0: "province", 1: "city"}.get(max(acting, default=2), "district")
