"""Organisations whose full members are a small part of those of the headcount before."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import counted, headcounts
from loaders.consistency._export import last_day
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation: the headcount in force, and the one before it that tells the full members."""
    drop = int(load_parameters()["members_drop"].value)
    for id_, organization, now in counted(graph, as_of):
        if now.get("members_full_bound") != "exact":
            continue
        day = last_day(now["date"])
        every = [h for h in headcounts(graph, id_) if h.get("members_full") is not None]
        before = next((h for h in reversed(every) if last_day(h["date"]) < day), None)
        if before and before["members_full"] >= drop and now["members_full"] * drop <= before["members_full"]:
            told = {"date": now["date"], "members_full": now["members_full"]}
            earlier = {"before": before["date"], "members_full_before": before["members_full"]}
            yield Found(id_, "Organization", {"name": organization.get("name"), **told, **earlier})
