"""General branches with as many members as a committee has."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import members_for_kind
from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per general branch; what is not known counts as none."""
    expected = int(load_parameters()["committee_members"].value)
    many = members_for_kind(day).filter(pl.col("kind") == "general_branch", pl.col("members") >= expected)
    return told(many.select("id", "name", "members", expected=pl.lit(expected)), "PartyOrganization")
