"""Party organisations that still cover who is dissolved; who left the field is another finding."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, among, covers, listed, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail.closed` are the ids of those dissolved."""
    closed = day.nodes("Organization").filter(day.has_ceased, pl.col("left").is_null())
    covered = listed(among(covers(day), closed, "end"), "start", "closed")
    parties = day.existing("PartyOrganization").select("id", "name")
    return told(parties.join(covered, on="id"), "PartyOrganization")
