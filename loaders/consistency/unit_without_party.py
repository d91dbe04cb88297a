"""Units that host no Party organisation though they are the LEAD of organisations, as derived."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import UNIT, Day, among, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per unit; `detail.organizations` counts those that it leads."""
    hosting = among(day.links("HOSTED_BY"), day.existing("PartyOrganization"), "start")
    units = without(day.existing("Organization", pl.col("kind") == UNIT), hosting, of="end")
    led = among(day.links("LEAD", "Organization"), day.existing("Organization"), "start").group_by(
        pl.col("end").alias("id")
    )
    return told(units.select("id", "name").join(led.agg(organizations=pl.col("start").n_unique()), on="id"))
