"""Organisations whose way up passes no Party organisation of the unit that leads them."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, among, covers, told_of, without
from loaders.consistency._tree import above
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation that has a LEAD and a SUPERIOR."""
    superior = day.links("SUPERIOR", "Organization").select("start", "end")
    covering = covers(day).select(start="end", end="start")
    begins = pl.concat([without(superior, covering, "start", "start"), covering])
    itself = begins.select(start="end", end="end").unique()
    derived = pl.concat([itself, above(day.links("SUPERIOR", "PartyOrganization"))])
    recorded = derived.join(above(day.links("SUBORDINATE_TO")), left_on="end", right_on="start")
    upward = pl.concat([derived, recorded.select("start", end="end_right")])
    hosts = upward.join(day.links("HOSTED_BY"), left_on="end", right_on="start").select(end="start", lead="end_right")
    units = day.links("LEAD", "Organization", "Organization").group_by(pl.col("start").alias("id"))
    lead = among(units.agg(lead=pl.col("end").min()), superior, of="start")
    passed = lead.join(begins, left_on="id", right_on="start").join(hosts.unique(), on=["end", "lead"])
    return told_of(day, without(lead, passed))
