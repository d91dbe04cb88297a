"""Organisations that nobody covers, where a count is missing that would decide their class."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._counts import MEMBERS, at_least, counted
from loaders.consistency._day import Day, covering, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation of the population; `detail.headcount` is the one in force, if any."""
    full, *others = (at_least(name) for name in (MEMBERS, "members_probationary", "members_untransferred"))
    some = pl.any_horizontal((other > 0).fill_null(False) for other in others)
    all_known = pl.all_horizontal(other.is_not_null() for other in others)
    decides = full.is_not_null() & ((full > 0).fill_null(False) | some | all_known)
    unknown = without(counted(day).filter(~decides), covering(day))
    return told(unknown.select("id", "name", "headcount"))
