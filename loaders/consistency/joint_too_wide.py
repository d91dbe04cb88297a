"""Joint branches that cover more organisations than one generally does."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._facts import JOINT, ends, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing joint branch; who has closed and is still covered counts, too."""
    most = int(load_parameters()["joint_branch_units"].value)
    for id_, party in existing(graph, "PartyOrganization", as_of):
        covered = len(ends(graph, "PartyOrganization", id_, "COVERS", as_of))
        if party["kind"] == JOINT and covered > most:
            yield Found(id_, "PartyOrganization", {"name": party.get("name"), "covered": covered})
