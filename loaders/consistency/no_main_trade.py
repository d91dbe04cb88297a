"""Intermediaries without a main trade; social groups and the like may be of none."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, main_trades, population, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per firm."""
    firms = population(day).filter(pl.col("kind") == "firm")
    return told(without(firms, main_trades(day)).select("id", "name"))
