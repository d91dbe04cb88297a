"""Committees and general branches with fewer members than their kind suggests."""

from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._facts import own
from loaders.consistency._sizes import known_members, on_which_kinds_rest, sizes
from loaders.records import Found

EXPECTED: Final = {"committee": "committee_members", "general_branch": "general_branch_members"}


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation, where the members of all that it covers are known."""
    for id_, kind, every in sizes(graph, as_of):
        covered = [on_which_kinds_rest(size) for size in every]
        if kind not in EXPECTED or any(None in size for size in covered):
            continue
        members, expected = known_members(covered), int(load_parameters()[EXPECTED[kind]].value)
        if members < expected:
            name = own(graph, "PartyOrganization", id_).get("name")
            detail = {"name": name, "kind": kind, "members": members, "expected": expected}
            yield Found(id_, "PartyOrganization", detail)
