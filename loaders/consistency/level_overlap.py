"""Organisations that a district leads while a municipal association helps them."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation; of several the smallest ids."""
    found = day.links("LEVEL").filter(pl.col("value") == "district").select(id="start").unique()
    direct = day.links("SUPERIOR", "Organization").filter(pl.col("rule") == "direct")
    for name, links in (("association", day.links("SUPPORT")), ("superior", direct)):
        found = found.join(links.group_by(pl.col("start").alias("id")).agg(pl.col("end").min().alias(name)), on="id")
    return told_of(day, found)
