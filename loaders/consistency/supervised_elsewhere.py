"""Organisations whose stated supervising unit acts not where their level is answered for."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation of a level; of several units the smallest id."""
    acting = day.links("ACTS_IN", "Organization").select(unit="start", region="end")
    units = day.links("SUPERVISED_BY").select(id="start", unit="end")
    levels = day.links("LEVEL").select(id="start", region="end", level="value")
    elsewhere = levels.join(units, on="id").join(acting, on=["unit", "region"], how="anti")
    first = elsewhere.group_by("id", "region", "level").agg(pl.col("unit").min())
    return told_of(day, first.select("id", "unit", "region", "level"))
