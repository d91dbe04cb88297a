"""Branches, joint or not, with more members than a branch generally has."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import members
from loaders.consistency._day import JOINT, Day, told
from loaders.records import Found

BRANCHES: Final = ("branch", JOINT)


def find(day: Day) -> Iterable[Found]:
    """One per branch; what is not known counts as none."""
    most = int(load_parameters()["branch_members"].value)
    large = members(day).filter(pl.col("kind").is_in(BRANCHES), pl.col("members") > most)
    return told(large.select("id", "name", "members", "covered"), "PartyOrganization")
