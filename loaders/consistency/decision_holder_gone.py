"""Decisions in force that name as LEAD or superior somebody who does not exist on the day."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import existing, own
from loaders.consistency._tree import exists, in_force
from loaders.records import Found

LABELS: Final = ("Organization", "PartyOrganization")


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per subject that exists; `detail.gone` lists roles and holders."""
    for label in LABELS:
        for id_, subject in existing(graph, label, as_of):
            gone = {
                f"{fact['properties']['role']} {holder}"
                for _, (its, holder), fact in graph.out_edges((label, id_), data=True)
                if fact["type"] == "DECIDED"
                and in_force(fact["properties"], as_of)
                and not exists(own(graph, its, holder), as_of)
            }
            if gone:
                yield Found(id_, label, {"name": subject.get("name"), "gone": sorted(gone)})
