"""Organisations whose headcount has more members than employees."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._counts import counted
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; a number of employees with a bound says too little."""
    for id_, organization, headcount in counted(graph, as_of):
        members = sum(headcount.get(name) or 0 for name in ("members_full", "members_probationary"))
        if headcount.get("employees_bound") == "exact" and members > headcount["employees"]:
            told = {"employees": headcount["employees"], "members": members, "headcount": headcount.get("id")}
            yield Found(id_, "Organization", {"name": organization.get("name"), **told})
