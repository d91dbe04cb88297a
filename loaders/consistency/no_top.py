"""A city without the one committee at which chains end."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day
from loaders.consistency._tree import tops
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One for the whole graph, where none or several could be the top."""
    found = sorted(tops(day)["id"].cast(pl.String))
    if len(found) != 1:
        yield Found("zuzhitu", "Graph", {"tops": found})
