"""Joint branches that cover one existing organisation only."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import JOINT, Day, covered, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per joint branch; `detail.organization` is the one that it covers."""
    joint = day.existing("PartyOrganization", pl.col("kind") == JOINT).select("id", "name")
    alone = covered(day).filter(pl.len().over("id") == 1)
    return told(joint.join(alone, on="id"), "PartyOrganization")
