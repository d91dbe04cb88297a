"""Organisations with several main trades."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, main_trades, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation; `detail.trades` are the main trades in force."""
    several = main_trades(day).group_by("id").agg(trades=pl.col("trade").sort()).filter(pl.col("trades").list.len() > 1)
    return told_of(day, several)
