"""Organisations of which two sources tell otherwise: name, founding, supervising unit, main trade, region of a rank.

Of values of the organisation itself the file holds what the source of lower rank tells beside the value that counts.
"""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.said` is what is told: of a fact its end, source, file and row."""
    organizations = day.existing("Organization")
    disputed = organizations.filter(pl.col("disputed") != "").select("id", said="disputed " + pl.col("disputed"))
    depths = day.nodes("Region").select("depth", end="id")
    said = [
        disputed,
        _contradicting(day, "SUPERVISED_BY", day.links("SUPERVISED_BY")),
        _contradicting(day, "IN_TRADE", day.links("IN_TRADE").filter("main")),
        _contradicting(day, "LOCATED_IN", day.links("LOCATED_IN").join(depths, on="end", how="left"), "depth"),
    ]
    by_organization = pl.concat(said).group_by("id").agg(pl.col("said").unique().sort())
    return told(organizations.select("id", "name").join(by_organization, on="id"))


def _contradicting(day: Day, type_: str, facts: pl.DataFrame, *alike: str) -> pl.DataFrame:
    """`id` and what is `said` by those facts of a type of which only one can be right, of what is `alike` in them."""
    several = facts.filter(pl.col("end").n_unique().over("start", *alike) > 1)
    pairs = several.join(several, on=["start", *alike], suffix="_other", nulls_equal=True)
    apart = pairs.filter(pl.col("end") != pl.col("end_other"), pl.col("source") != pl.col("source_other"))
    words = [pl.lit(type_), *(pl.col(name).cast(pl.String).fill_null("") for name in ("end", "source", "file"))]
    said = pl.concat_str(*words, pl.col("row").fill_null(0), separator=" ")
    return apart.select(id="start", said=said)
