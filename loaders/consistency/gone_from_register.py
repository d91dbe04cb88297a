"""Organisations that a source declared complete lists no more, though nobody says that they were dissolved."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation that is gone by the date; `detail` says since when."""
    gone = day.nodes("Organization").filter(pl.col("left") == "register", pl.col("closed") <= day.date)
    return told(gone.select("id", "name", since="closed"))
