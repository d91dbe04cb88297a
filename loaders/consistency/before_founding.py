"""Facts of an organisation or a Party organisation that begin before it was founded.

Before it with certainty: a founding that lies in the month (or year) in which the fact begins is none. The date of the
check does not matter; retracted facts are not read.
"""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found

ALWAYS: Final = "0001-01-01"
FOUNDED_FIRST: Final = {
    "Organization": ("REGISTERED_WITH", "SUPERVISED_BY", "AFFILIATED_TO", "LOCATED_IN", "MEMBER_OF", "HEAD_OFFICE"),
    "PartyOrganization": ("HOSTED_BY", "COVERS", "SUBORDINATE_TO"),
}


def find(day: Day) -> Iterable[Found]:
    """One per node; `detail.facts` are types and starts of those that begin too early."""
    for label, types in FOUNDED_FIRST.items():
        facts = [day.export.links_of(type_, label).select("start", "valid_from", type=pl.lit(type_)) for type_ in types]
        joined = pl.concat(facts).join(day.nodes(label).select("name", "founded", start="id"), on="start")
        start, founded = pl.col("valid_from"), pl.col("founded")
        early = joined.filter(start > ALWAYS, start < founded, ~founded.str.starts_with(start))
        fact = pl.concat_str("type", "valid_from", separator=" ")
        by_node = early.group_by(pl.col("start").alias("id"), "name", "founded")
        yield from told(by_node.agg(facts=fact.unique().sort()), label)
