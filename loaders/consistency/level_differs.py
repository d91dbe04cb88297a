"""Organisations approved at one level and registered by civil affairs at another."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, among, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation whose level an approval decides; of several bodies the smallest of each detail."""
    acting = day.links("ACTS_IN", "Organization").select(end="start")
    decided = day.links("APPROVED_BY")
    decided = decided.filter(pl.col("level").is_not_null() | pl.col("end").is_in(acting["end"].implode()))
    levels = among(day.links("LEVEL"), decided, "start", "start").select("start", approved="value")
    registered = day.links("REGISTERED_WITH").filter("civil").join(_levels(day), on="end", how="left")
    level = pl.coalesce("level", "own", pl.lit("district"))
    sides = levels.join(registered.select("start", body="end", registered=level), on="start")
    differing = sides.filter(pl.col("registered") != pl.col("approved")).group_by(
        pl.col("start").alias("id"), "approved"
    )
    found = differing.agg(pl.col("registered").min(), pl.col("body").min())
    return told_of(day, found)


def _levels(day: Day) -> pl.DataFrame:
    """The level `own` of bodies by the finest region for which each was ever told to act; below the city a district."""
    depths = day.nodes("Region").select("depth", region="id")
    acting = day.export.links_of("ACTS_IN", "Organization").join(depths, left_on="end", right_on="region")
    finest = acting.group_by(pl.col("start").alias("end")).agg(pl.col("depth").max())
    return finest.select("end", own=pl.col("depth").replace_strict({0: "province", 1: "city"}, default="district"))
