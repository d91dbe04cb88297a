"""Organisations whose full members are a small part of those of the headcount before."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import MEMBERS, counted, headcounts
from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation: the headcount in force, and the one before it that tells the full members."""
    drop = int(load_parameters()["members_drop"].value)
    earlier = headcounts(day).filter(pl.col(MEMBERS).is_not_null())
    earlier = earlier.select("id", before="date", before_day="day", members_full_before=MEMBERS)
    now = counted(day).filter(pl.col(f"{MEMBERS}_bound") == "exact").select("id", "name", "date", "day", MEMBERS)
    pairs = earlier.join(now, on="id", maintain_order="left").filter(pl.col("before_day") < pl.col("day"))
    last = pairs.group_by("id", maintain_order=True).first()
    before, members = pl.col("members_full_before"), pl.col(MEMBERS)
    dropped = last.filter(before >= drop, members * drop <= before)
    return told(dropped.select("id", "name", "date", MEMBERS, "before", "members_full_before"))
