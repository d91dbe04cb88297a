"""Trade associations that serve no trade."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import ASSOCIATION, Day, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per association."""
    associations = day.existing("Organization", pl.col("kind") == ASSOCIATION)
    idle = without(associations, day.links("SERVES_TRADE"), of="start")
    return told(idle.select("id", "name"))
