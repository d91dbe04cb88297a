"""Organisations whose members were last counted long ago."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import counted
from loaders.consistency._export import last_day
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation of the population that has a headcount of members; `detail.date` is its date."""
    most = int(load_parameters()["stale_headcount_months"].value)
    for id_, organization, counts in counted(graph, as_of):
        if "date" not in counts:
            continue
        months = _month(as_of) - _month(last_day(counts["date"]))
        if months > most:
            yield Found(
                id_, "Organization", {"name": organization.get("name"), "date": counts["date"], "months": months}
            )


def _month(day: str) -> int:
    return 12 * int(day[:4]) + int(day[5:7])
