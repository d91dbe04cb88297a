"""Joint branches whose organisations have too few full members together."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import at_least, counted
from loaders.consistency._facts import JOINT, covered_by, existing
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per existing joint branch, where the full members of all that it covers in the population are known."""
    few = int(load_parameters()["joint_branch_members"].value)
    full = {id_: at_least(headcount, "members_full") for id_, _, headcount in counted(graph, as_of)}
    for id_, party in existing(graph, "PartyOrganization", as_of):
        covered = [full[one] for one in covered_by(graph, id_, as_of) if one in full]
        if party["kind"] != JOINT or not covered or None in covered:
            continue
        members = sum(number or 0 for number in covered)
        if members < few:
            detail = {"name": party.get("name"), "members_full": members, "covered": len(covered)}
            yield Found(id_, "PartyOrganization", detail)
