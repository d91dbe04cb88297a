"""Organisations that are members of an association which serves trades, and not their main one."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, main_trades, own
from loaders.consistency._tree import exists
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.associations` are the ids of those of other trades."""
    for id_, organization in existing(graph, "Organization", as_of):
        trades = main_trades(graph, id_, as_of)
        others = [
            association
            for association in ends(graph, "Organization", id_, "MEMBER_OF", as_of)
            if exists(own(graph, "Organization", association), as_of)
            and (served := ends(graph, "Organization", association, "SERVES_TRADE", as_of))
            and trades.isdisjoint(served)
        ]
        if trades and others:
            yield Found(id_, "Organization", {"name": organization.get("name"), "associations": others})
