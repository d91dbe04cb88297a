"""Organisations that nobody covers, where a count is missing that would decide their class."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._counts import Properties, at_least, counted
from loaders.consistency._facts import covering
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation of the population; `detail.headcount` is the one in force, if any."""
    for id_, organization, headcount in counted(graph, as_of):
        if not covering(graph, id_, as_of) and not _decides(headcount):
            yield Found(id_, "Organization", {"name": organization.get("name"), "headcount": headcount.get("id")})


def _decides(headcount: Properties) -> bool:
    """Full members decide; where there is none, one of the others who is there, or nobody among both."""
    full = at_least(headcount, "members_full")
    others = [at_least(headcount, name) for name in ("members_probationary", "members_untransferred")]
    return full is not None and (full > 0 or any(others) or None not in others)
