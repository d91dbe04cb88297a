"""Decisions in force that name as LEAD or superior somebody who does not exist on the day."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import Day, among, told_of
from loaders.records import Found

LABELS: Final = ("Organization", "PartyOrganization")


def find(day: Day) -> Iterable[Found]:
    """One per subject that exists; `detail.gone` lists roles and holders."""
    gone = [among(day.links("DECIDED", end=label), day.nodes(label).filter(~day.exists), "end") for label in LABELS]
    decided = pl.concat(gone).select("start", gone=pl.col("role") + " " + pl.col("end").cast(pl.String))
    by_subject = decided.group_by(pl.col("start").alias("id")).agg(pl.col("gone").unique().sort())
    for label in LABELS:
        yield from told_of(day, by_subject, label)
