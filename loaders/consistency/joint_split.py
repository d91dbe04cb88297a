"""Joint branches without host, of which those that they cover have different superiors."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, covers, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing Party organisation for which nobody is derived as its superior."""
    settled = pl.concat(
        [day.links(type_, "PartyOrganization")["start"] for type_ in ("SUPERIOR", "HOSTED_BY")]
    ).implode()
    is_open = ~pl.col("territorial").fill_null(False) & ~pl.col("id").is_in(settled)
    parties = day.existing("PartyOrganization", is_open).select("id", "name")
    above = day.links("SUPERIOR", "Organization").select(organization="start", superior="end")
    pairs = covers(day).select(id="start", organization="end").join(above, on="organization")
    sides = pairs.group_by("id").agg(
        superiors=pl.col("superior").unique().sort(), organizations=pl.col("organization").unique().sort()
    )
    return told(parties.join(sides.filter(pl.col("superiors").list.len() > 1), on="id"), "PartyOrganization")
