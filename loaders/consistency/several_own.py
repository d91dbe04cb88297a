"""Organisations with several Party organisations of their own of which none stands above the others by its kind."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import JOINT, Day, covering, told_of
from loaders.records import Found

LOWER: Final = {"branch": 0, "general_branch": 1}  # whatever else is own has the rank of a committee


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.party_organizations` are those of the highest kind."""
    rank = pl.col("kind").replace_strict(LOWER, default=len(LOWER), return_dtype=pl.Int32)
    own = covering(day).filter(pl.col("kind") != JOINT).with_columns(rank=rank)
    highest = own.filter(pl.col("rank") == pl.col("rank").max().over("id")).group_by("id")
    parties = highest.agg(party_organizations=pl.col("party").sort())
    return told_of(day, parties.filter(pl.col("party_organizations").list.len() > 1))
