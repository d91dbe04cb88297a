"""Party organisations that had reported duties by then, and show no evidence of some of them in the last whole year."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import Day, among, told
from loaders.records import Found

LAST_DAY: Final = "12-31"


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail` lists the duties not reported, and those reported without a document."""
    year = int(day.date[:4]) - (not day.date.endswith(LAST_DAY))
    reported = day.export.links_of("FULFILLED").filter(pl.col("valid_from") < f"{year + 1}")
    held = reported.filter(pl.col("valid_to") > f"{year}-01-01")
    shown = held.group_by("start", "end").agg(is_documented=pl.col("document").is_not_null().any())
    parties = among(day.existing("PartyOrganization"), reported, of="start")
    every = parties.select("id", "name").join(day.nodes("Duty").select(duty="id"), how="cross")
    each = every.join(shown, left_on=["id", "duty"], right_on=["start", "end"], how="left")
    is_documented = pl.col("is_documented")
    detail = each.group_by("id", "name").agg(
        year=pl.lit(year),
        missing=pl.col("duty").filter(is_documented.is_null()).sort(),
        undocumented=pl.col("duty").filter(~is_documented).sort(),
    )
    return told(
        detail.filter(pl.col("missing").list.len() + pl.col("undocumented").list.len() > 0), "PartyOrganization"
    )
