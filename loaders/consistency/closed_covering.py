"""Organisations whose every Party organisation is dissolved, with none recorded that follows it."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, covering, covers, listed, told_of, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.closed` are the ids of those dissolved."""
    closed = day.nodes("PartyOrganization").filter(day.has_ceased)
    left = without(listed(among(covers(day), closed, "start"), "end", "closed"), covering(day))
    return told_of(day, left)
