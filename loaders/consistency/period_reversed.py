"""Periods that end before they begin: of facts, of statements, of the lives of organisations and regions.

A period is reversed where its end lies before its start with certainty: an end that is only known to the month (or
year) in which the start lies is not. A period of no length is not reversed. The date of the check does not
matter; retracted facts are not read.
"""

from collections.abc import Iterable
from typing import Final

import polars as pl

from cypher.domain.vocabulary import FACTS
from loaders.consistency._day import Day, told
from loaders.records import Found

LABELS: Final = ("Organization", "PartyOrganization", "Region")
PERIOD: Final = ("type", "id", "from", "to")


def find(day: Day) -> Iterable[Found]:
    """One per node; `detail.periods` are the reversed ones of its own life and of the facts that start at it."""
    statements = (
        day.nodes("Statement").filter(pl.col("retracted_run").is_null()).select("valid_from", "valid_to", end="id")
    )
    for label in LABELS:
        own, has = day.nodes(label), day.export.links_of("HAS_STATEMENT", label).join(statements, on="end")
        periods = [
            _reversed("life", own.select(start="id", id=pl.lit(None), valid_from="founded", valid_to="closed")),
            _reversed("HAS_STATEMENT", has.with_columns(id=pl.col("end").cast(pl.String))),
            *(_reversed(type_, day.export.links_of(type_, label)) for type_ in FACTS),
        ]
        by_node = pl.concat(periods).sort("type", pl.col("id").fill_null("")).group_by("start", maintain_order=True)
        found = by_node.agg(periods=pl.struct(PERIOD)).rename({"start": "id"})
        yield from told(own.select("id", "name").join(found, on="id"), label)


def _reversed(type_: str, periods: pl.DataFrame) -> pl.DataFrame:
    """Those that end before they begin, whatever day of a month or year is meant: `start` and PERIOD."""
    start, end = pl.col("valid_from"), pl.col("valid_to")
    wrong = periods.filter(end < start, ~start.str.starts_with(end))
    return wrong.select("start", pl.col("id").cast(pl.String), type=pl.lit(type_), **{"from": start, "to": end})
