"""Organisations whose way up passes no Party organisation of the unit that leads them."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, among, covers, told_of, without
from loaders.consistency._tree import leading
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation that has a LEAD and a SUPERIOR."""
    superior = day.links("SUPERIOR", "Organization").select("start", "end")
    covering = covers(day).select(start="end", end="start")
    begins = pl.concat([without(superior, covering, "start", "start"), covering])
    recorded = leading(day.links("SUBORDINATE_TO"), day.links("HOSTED_BY"))
    hosts = leading(day.links("SUPERIOR", "PartyOrganization"), recorded)
    units = day.links("LEAD", "Organization", "Organization").group_by(pl.col("start").alias("id"))
    lead = among(units.agg(lead=pl.col("end").min()), superior, of="start")
    ways = lead.join(begins, left_on="id", right_on="start")
    passed = ways.join(hosts, left_on=["end", "lead"], right_on=["start", "end"], how="semi")
    return told_of(day, without(lead, passed))
