"""Organisations of the population that no number of a registry names."""

from collections.abc import Iterable

from loaders.consistency._day import Day, population, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation without an identifier in force."""
    numbers = day.links("IDENTIFIED_BY", "Organization")
    return told(without(population(day), numbers, of="start").select("id", "name"))
