"""More than one root of the Party tree: whole parts of it that do not hang under the city committee.

A root is an existing Party organisation without superior in the tree that has at least one below it, or that is a top
(a territorial committee acting in the city). Where there is more than one root, each is listed, except the only top (it
stands where it should) and those above the city. Several tops are all listed. A lone one without superior and without
anybody below is an `orphan`, not a root.
"""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, listed, told, without
from loaders.consistency._tree import PARTY, beyond, roots, tops, tree
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per root that should be none; `below`: the ids directly below, `top`: whether it claims the city."""
    below = listed(tree(day), "end", "below")
    top = pl.col("id").is_in((claiming := tops(day)["id"]).implode())
    found = roots(day).select("id", "name", "kind", top=top).join(below, on="id", how="left")
    found = found.filter(pl.col("top") | pl.col("below").is_not_null()).with_columns(pl.col("below").fill_null([]))
    if found.height > 1:
        wrong = without(found.filter(~pl.col("top") | (len(claiming) > 1)), beyond(day))
        yield from told(wrong, PARTY)
