"""Organisations with several Party organisations of their own of which none stands above the others by its kind."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import JOINT, covering, existing
from loaders.records import Found

LOWER: Final = ("branch", "general_branch")  # whatever else is own has the rank of a committee


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.party_organizations` are those of the highest kind."""
    for id_, organization in existing(graph, "Organization", as_of):
        kinds = covering(graph, id_, as_of)
        ranks = {p: LOWER.index(kind) if kind in LOWER else len(LOWER) for p, kind in kinds.items() if kind != JOINT}
        highest = [party for party, rank in ranks.items() if rank == max(ranks.values())]
        if len(highest) > 1:
            detail = {"name": organization.get("name"), "party_organizations": highest}
            yield Found(id_, "Organization", detail)
