"""Organisations whose way up passes no Party organisation of the unit that leads them."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, covers, told
from loaders.consistency._tree import above
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation that has a LEAD and a SUPERIOR."""
    derived = above(day.links("SUPERIOR", "PartyOrganization"))
    recorded = above(day.links("SUBORDINATE_TO"))
    superior = day.links("SUPERIOR", "Organization").select("start", "end")
    covering = covers(day).select(start="end", end="start")
    begins = pl.concat([superior.join(covering, on="start", how="anti"), covering])
    itself = begins.select(start="end", end="end").unique()
    first = pl.concat([itself, derived])
    upward = pl.concat([first, first.join(recorded, left_on="end", right_on="start").select("start", end="end_right")])
    hosts = upward.join(day.links("HOSTED_BY"), left_on="end", right_on="start").select(end="start", lead="end_right")
    lead = (
        day.links("LEAD", "Organization", "Organization")
        .group_by(pl.col("start").alias("id"))
        .agg(lead=pl.col("end").min())
    )
    passed = lead.join(begins, left_on="id", right_on="start").join(hosts.unique(), on=["end", "lead"], how="semi")
    led = day.existing("Organization").select("id", "name").join(lead, on="id")
    off = led.join(superior, left_on="id", right_on="start", how="semi").join(passed, on="id", how="anti")
    return told(off)
