"""Party organisations whose last recorded term is over, with no election recorded since."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._day import Day, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; `detail.assumed_years` is null where a source states the end of the term."""
    years = int(load_parameters()["term_years"].value)
    terms = day.statements("PartyOrganization", "election").filter(pl.col("valid_from") <= day.date)
    assumed = pl.col("assumed_end").fill_null(False)
    last = terms.sort("valid_to", "value", assumed).group_by("subject", maintain_order=True).last()
    over = last.filter(pl.col("valid_to") <= day.date).select(
        id="subject", elected="value", over="valid_to", assumed_years=pl.when(assumed).then(years)
    )
    return told_of(day, over, "PartyOrganization")
