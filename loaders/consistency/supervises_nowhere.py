"""Units that supervise a trade, and act in no region."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import UNIT, Day, listed, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per unit; `detail.trades` are those that it supervises."""
    units = day.existing("Organization", pl.col("kind") == UNIT).select("id", "name")
    nowhere = without(units, day.links("ACTS_IN", "Organization"), of="start")
    return told(nowhere.join(listed(day.links("SUPERVISES_TRADE"), "start", "trades"), on="id"))
