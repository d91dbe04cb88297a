"""Party organisations that stand above themselves: each one that lies on a directed circle of the tree of the day.

An organisation that only leads *into* a circle is not listed; its chain shows the break. The twin in the graph follows
at most 15 links (a Party tree has six): a longer circle is found here alone.
"""

from collections.abc import Iterable

from loaders.consistency._day import Day, told
from loaders.consistency._tree import PARTY, circles, tree
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per member; `detail.superiors` are the next ones on the circle."""
    found = day.nodes(PARTY).select("id", "name", "kind").join(circles(tree(day), "superiors"), on="id")
    return told(found, PARTY)
