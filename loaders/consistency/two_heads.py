"""Organisations with a supervising and an affiliated unit of one level that are not the same."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation; of several units the smallest id of each side."""
    acting = day.links("ACTS_IN", "Organization").select(unit="start", region="end")
    here = day.links("LEVEL").select(id="start", region="end").unique()
    for type_, name in (("SUPERVISED_BY", "supervising"), ("AFFILIATED_TO", "affiliated")):
        units = day.links(type_).select(id="start", unit="end").join(acting, on="unit")
        here = here.join(units.rename({"unit": name}), on=["id", "region"])
    differing = here.filter(pl.col("supervising") != pl.col("affiliated")).group_by("id", "region")
    heads = differing.agg(pl.col("supervising", "affiliated").min()).drop("region")
    return told_of(day, heads)
