"""Party organisations that are no joint branch and yet cover several existing organisations."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import JOINT, Day, covered, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail.covered` are the ids of all that it covers."""
    own = day.existing("PartyOrganization", pl.col("kind") != JOINT).select("id", "name", "kind")
    several = covered(day).filter(pl.len().over("id") > 1).group_by("id").agg(covered=pl.col("organization").sort())
    return told(own.join(several, on="id"), "PartyOrganization")
