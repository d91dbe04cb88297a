"""Organisations that left the field: for another city, or for a trade outside it."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation that left by the date; `detail` says why, and since when."""
    left = day.nodes("Organization").filter(pl.col("left") != "register", pl.col("closed") <= day.date)
    return told(left.select("id", "name", reason="left", since="closed"))
