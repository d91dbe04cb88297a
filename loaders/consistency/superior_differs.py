"""Party organisations whose recorded superior is another than the derived one."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told_of
from loaders.consistency._tree import PARTY
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing Party organisation; of several the smallest id of each side."""
    recorded = day.links("SUBORDINATE_TO").select(id="start", recorded="end")
    derived = day.links("SUPERIOR", PARTY).select(id="start", derived="end")
    differing = recorded.join(derived, on="id").filter(pl.col("recorded") != pl.col("derived"))
    sides = differing.group_by("id").agg(pl.col("recorded", "derived").min())
    return told_of(day, sides, PARTY)
