"""Organisations that are covered, and whose full members are not known."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._counts import MEMBERS, counted
from loaders.consistency._day import Day, among, building, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation, with whoever makes its class."""
    unknown = counted(day).filter(pl.col(MEMBERS).is_null()).select("id", "name")
    built = among(building(day), unknown).group_by("id").agg(party_organizations=pl.col("party").sort())
    return told(unknown.join(built, on="id"))
