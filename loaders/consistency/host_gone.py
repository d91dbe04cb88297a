"""Party organisations none of whose hosts exists on the day."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, listed, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail.hosts` are the ids of its hosts."""
    hosts = listed(day.links("HOSTED_BY"), "start", "hosts")
    there = among(day.links("HOSTED_BY"), day.existing("Organization"), "end")
    gone = hosts.join(there, left_on="id", right_on="start", how="anti")
    return told(day.existing("PartyOrganization").select("id", "name").join(gone, on="id"), "PartyOrganization")
