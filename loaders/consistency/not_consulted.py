"""Organisations whose LEAD is provisional, as nobody recorded a consultation."""

from collections.abc import Iterable

from cypher.domain.parameters import load_parameters
from loaders.consistency._day import Day, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing organisation, unless the parameter expects no consultation."""
    if not load_parameters()["consultation_expected"].value:
        return []
    leads = day.links("LEAD", "Organization").filter("provisional").select(id="start", lead="end").unique()
    return told_of(day, leads)
