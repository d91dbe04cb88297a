"""Organisations that have a Party organisation of their own and stand under a joint branch as well."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import JOINT, Day, covering, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail` lists the ids of both kinds."""
    is_own = pl.col("kind") != JOINT
    sides = (
        covering(day)
        .group_by("id")
        .agg(own=pl.col("party").filter(is_own).sort(), joint=pl.col("party").filter(~is_own).sort())
    )
    both = sides.filter(pl.col("own").list.len() > 0, pl.col("joint").list.len() > 0)
    return told_of(day, both)
