"""Committees and general branches with fewer members than their kind suggests."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import members_for_kind
from loaders.consistency._day import Day, told
from loaders.records import Found

EXPECTED: Final = {"committee": "committee_members", "general_branch": "general_branch_members"}


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation, where the members of all that it covers are known."""
    for kind, parameter in EXPECTED.items():
        expected = int(load_parameters()[parameter].value)
        few = members_for_kind(day).filter(pl.col("kind") == kind, "are_known", pl.col("members") < expected)
        yield from told(few.select("id", "name", "kind", "members", expected=pl.lit(expected)), "PartyOrganization")
