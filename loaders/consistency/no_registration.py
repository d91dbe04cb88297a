"""Organisations of the population that nobody approved and nobody registered."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import Day, population, told, without
from loaders.records import Found

BY_LEAVE: Final = ("APPROVED_BY", "REGISTERED_WITH")


def find(day: Day) -> Iterable[Found]:
    """One per organisation, with its kind."""
    registered = pl.concat([day.links(type_).select("start") for type_ in BY_LEAVE])
    return told(without(population(day), registered, of="start").select("id", "name", "kind"))
