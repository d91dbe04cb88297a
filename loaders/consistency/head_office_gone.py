"""Branch offices whose head office is dissolved."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, listed, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per branch office; `detail.closed` are the ids of the head offices that are dissolved."""
    gone = day.nodes("Organization").filter(day.has_ceased)
    closed = listed(among(day.links("HEAD_OFFICE"), gone, "end"), "start", "closed")
    return told_of(day, closed)
