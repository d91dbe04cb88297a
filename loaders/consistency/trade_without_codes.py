"""Trades without any code of the classification of industries."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per trade; the date does not matter."""
    return told(day.nodes("Trade").filter(pl.col("codes").list.len().fill_null(0) == 0).select("id", "name"), "Trade")
