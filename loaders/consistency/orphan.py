"""Party organisations without superior: existing on the day, no existing superior in the tree, and not the top.

The top is every territorial committee that acts in the city, never a work committee. One that stands above the city
(it, or the unit it sits with, acts in a province) is left out: the graph holds one city. `detail.gone` names superiors
that are recorded (or derived) in force but do not exist on the day.
"""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, listed, told, without
from loaders.consistency._tree import PARTY, beyond, named, roots, tops
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation without superior."""
    alone = without(without(roots(day), tops(day)), beyond(day))
    gone = listed(named(day).filter("is_gone"), "start", "gone")
    found = alone.select("id", "name", "kind").join(gone, on="id", how="left")
    return told(found.with_columns(pl.col("gone").fill_null([])), PARTY)
