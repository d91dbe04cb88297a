"""Regions whose code is valid no more, and in which organisations still sit or to which regions still belong."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, among, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per region; `detail` counts who exists in it, and since when it is none."""
    ended = day.nodes("Region").filter(day.has_ceased).select("id", "name", since="closed")
    for type_, label, name in (("LOCATED_IN", "Organization", "organizations"), ("PART_OF", "Region", "regions")):
        there = among(day.links(type_), day.existing(label), "start").group_by(pl.col("end").alias("id"))
        ended = ended.join(there.agg(pl.col("start").n_unique().alias(name)), on="id", how="left")
    in_use = ended.with_columns(pl.col("organizations", "regions").fill_null(0))
    return told(in_use.filter(pl.col("organizations") + pl.col("regions") > 0), "Region")
