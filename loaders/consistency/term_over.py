"""Party organisations whose last recorded term is over, with no election recorded since."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._facts import existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation; `detail.assumed_years` is null where a source states the end of the term."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        told = (
            graph.nodes[end]["properties"]
            for _, end, data in graph.out_edges(("PartyOrganization", id_), data=True)
            if data["type"] == "HAS_STATEMENT"
        )
        terms = [
            (said["valid_to"], said["value"], said.get("assumed_end") is True)
            for said in told
            if said["attribute"] == "election" and said.get("retracted_run") is None and said["valid_from"] <= as_of
        ]
        if terms and max(terms)[0] <= as_of:
            over, elected, assumed = max(terms)
            years = load_parameters()["term_years"].value if assumed else None
            detail = {"name": party.get("name"), "elected": elected, "over": over, "assumed_years": years}
            yield Found(id_, "PartyOrganization", detail)
