"""Trade associations that serve no trade."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import ASSOCIATION, Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per association."""
    associations = day.existing("Organization", pl.col("kind") == ASSOCIATION)
    return told(
        associations.join(day.links("SERVES_TRADE"), left_on="id", right_on="start", how="anti").select("id", "name")
    )
