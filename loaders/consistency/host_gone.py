"""Party organisations none of whose hosts exists on the day."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, listed, told_of, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail.hosts` are the ids of its hosts."""
    hosts = listed(day.links("HOSTED_BY"), "start", "hosts")
    there = among(day.links("HOSTED_BY"), day.existing("Organization"), "end")
    gone = without(hosts, there, of="start")
    return told_of(day, gone, "PartyOrganization")
