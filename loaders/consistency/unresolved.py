"""Organisations that nobody leads."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import FINE, UNIT, Day, among, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation, units aside; `detail.candidates`: the nearest territorial ones where it sits."""
    alone = without(day.existing("Organization", pl.col("kind") != UNIT), day.links("LEAD"), of="start")
    territorial = day.existing("PartyOrganization", pl.col("territorial"))
    acting = among(day.links("ACTS_IN", "PartyOrganization"), territorial, "start").select(party="start", region="end")
    fine = day.nodes("Region").filter(pl.col("rank").is_in(FINE)).select(pl.col("depth").fill_null(0), region="id")
    seats = day.links("SEAT").select(id="start", region="end").unique()
    parts = day.links("PART_OF").select(region="start", part_of="end")
    around = seats.join(parts, on="region").select("id", region="part_of")
    near = pl.concat([seats, around]).join(fine, on="region").join(acting, on="region")
    nearest = near.filter(pl.col("depth") == pl.col("depth").max().over("id"))
    candidates = nearest.group_by("id").agg(candidates=pl.col("party").unique().sort())
    found = alone.select("id", "name").join(candidates, on="id", how="left")
    return told(found.with_columns(pl.col("candidates").fill_null([])))
