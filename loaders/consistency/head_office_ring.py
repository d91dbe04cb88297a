"""Organisations that are their own head office in the end: each that lies on a directed circle.

The twin in the graph follows at most five links: a longer circle is found here alone.
"""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, told
from loaders.consistency._tree import circles
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per member; `detail.heads` are the next ones on the circle."""
    existing = day.existing("Organization").select("id", "name")
    heads = among(among(day.links("HEAD_OFFICE"), existing, "start"), existing, "end")
    return told(existing.join(circles(heads, "heads"), on="id"))
