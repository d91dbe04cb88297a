"""Party organisations that still cover who is dissolved; who left the field is another finding."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, among, covers, listed, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail.closed` are the ids of those dissolved."""
    closed = day.nodes("Organization").filter(day.has_ceased, pl.col("left").is_null())
    return told_of(day, listed(among(covers(day), closed, "end"), "start", "closed"), "PartyOrganization")
