"""Party organisations with more than one superior on the day.

Counted are different existing superiors of the tree (several sources that name the same one are no contradiction). The
answer then follows the smallest fact id, which is an order, not a reason.
"""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, listed, told
from loaders.consistency._tree import PARTY, tree
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per subordinate; `detail.superiors` are the ids of all its superiors."""
    several = listed(tree(day), "start", "superiors").filter(pl.col("superiors").list.len() > 1)
    return told(day.nodes(PARTY).select("id", "name", "kind").join(several, on="id"), PARTY)
