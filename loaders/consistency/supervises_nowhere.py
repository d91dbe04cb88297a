"""Units that supervise a trade, and act in no region."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import UNIT, ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per unit; `detail.trades` are those that it supervises."""
    for id_, unit in existing(graph, "Organization", as_of):
        trades = ends(graph, "Organization", id_, "SUPERVISES_TRADE", as_of)
        if unit.get("kind") == UNIT and trades and not ends(graph, "Organization", id_, "ACTS_IN", as_of):
            yield Found(id_, "Organization", {"name": unit.get("name"), "trades": trades})
