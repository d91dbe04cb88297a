"""Valid regions below the province from which no way leads up to the city."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told, without
from loaders.consistency._tree import leading
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per region, with its rank."""
    is_city = pl.col("id") == (day.export.header.get("city") or "")
    inside = leading(day.links("PART_OF"), day.nodes("Region").filter(is_city).select(start="id", end="id"))
    below = day.existing("Region", pl.col("rank").ne_missing("province"))
    return told(without(below, inside, of="start").select("id", "name", "rank"), "Region")
