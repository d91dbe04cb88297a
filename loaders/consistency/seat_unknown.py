"""Organisations of the population whose seat is known to no district."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import FINE, Day, among, listed, population, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.regions` are the coarser ones that are known."""
    seats = among(day.links("LOCATED_IN"), population(day), "start")
    fine = among(seats, day.nodes("Region").filter(pl.col("rank").is_in(FINE)), "end")
    unknown = without(population(day), fine, of="start").select("id", "name")
    regions = listed(among(seats, unknown, "start"), "start", "regions")
    return told(unknown.join(regions, on="id", how="left").with_columns(pl.col("regions").fill_null([])))
