"""Organisations whose members were last counted long ago."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import counted
from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation of the population that has a headcount of members; `detail.date` is its date."""
    most = int(load_parameters()["stale_headcount_months"].value)
    year, month = (pl.col("day").str.slice(*at).cast(pl.Int32) for at in ((0, 4), (5, 2)))
    months = 12 * int(day.date[:4]) + int(day.date[5:7]) - (12 * year + month)
    stale = counted(day).with_columns(months=months).filter(pl.col("months") > most)
    return told(stale.select("id", "name", "date", "months"))
