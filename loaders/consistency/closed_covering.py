"""Organisations whose every Party organisation is dissolved, with none recorded that follows it."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, covering, covers, listed, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.closed` are the ids of those dissolved."""
    closed = day.nodes("PartyOrganization").filter(day.has_ceased)
    left = listed(among(covers(day), closed, "start"), "end", "closed").join(covering(day), on="id", how="anti")
    return told(day.existing("Organization").select("id", "name").join(left, on="id"))
