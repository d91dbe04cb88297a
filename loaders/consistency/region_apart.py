"""Valid regions below the province from which no way leads up to the city."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told
from loaders.consistency._tree import above
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per region, with its rank."""
    is_city = pl.col("id") == (day.export.header.get("city") or "")
    inside = above(day.links("PART_OF")).join(
        day.nodes("Region").filter(is_city), left_on="end", right_on="id", how="semi"
    )
    below = day.existing("Region", ~is_city, pl.col("rank").ne_missing("province"))
    return told(below.join(inside, left_on="id", right_on="start", how="anti").select("id", "name", "rank"), "Region")
