"""Valid regions that are part of several at one time."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, listed, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per region; `detail.parents` are the codes of all that it is part of."""
    parents = listed(day.links("PART_OF"), "start", "parents").filter(pl.col("parents").list.len() > 1)
    return told_of(day, parents, "Region")
