"""Organisations that have a Party organisation of their own and stand under a joint branch as well."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import JOINT, covering, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail` lists the ids of both kinds."""
    for id_, organization in existing(graph, "Organization", as_of):
        kinds = covering(graph, id_, as_of)
        alone = [party for party, kind in kinds.items() if kind != JOINT]
        joint = [party for party, kind in kinds.items() if kind == JOINT]
        if alone and joint:
            yield Found(id_, "Organization", {"name": organization.get("name"), "own": alone, "joint": joint})
