"""Organisations whose LEAD is provisional, as nobody recorded a consultation."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._facts import existing, links
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing organisation, unless the parameter expects no consultation."""
    if not load_parameters()["consultation_expected"].value:
        return
    for id_, organization in existing(graph, "Organization", as_of):
        for unit, lead in links(graph, "Organization", id_, "LEAD", as_of):
            if lead.get("provisional"):
                yield Found(id_, "Organization", {"name": organization.get("name"), "lead": unit})
