"""Organisations with several main trades."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import existing, main_trades
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation; `detail.trades` are the main trades in force."""
    for id_, organization in existing(graph, "Organization", as_of):
        trades = main_trades(graph, id_, as_of)
        if len(trades) > 1:
            yield Found(id_, "Organization", {"name": organization.get("name"), "trades": sorted(trades)})
