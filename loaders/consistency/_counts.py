"""Headcounts of the file, and the counts that are in force.

Each count is that of the newest headcount at or before the day that speaks of it, of one day of the larger
`source_rank`; a month or a year stands on its last day. A blank is not known, never 0.
"""

from typing import Final

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._columns import COUNTS
from loaders.consistency._day import Day, building, once, population, without
from loaders.consistency._export import last_day

MEMBERS: Final = COUNTS[0]


@once
def headcounts(day: Day) -> pl.DataFrame:
    """Every headcount that was not retracted, the last first: `id` of the organisation, `headcount`, `day`, counts."""
    has = day.export.links_of("HAS_HEADCOUNT").select(pl.col("start").alias("id"), headcount="end")
    known = day.nodes("Headcount").filter(pl.col("retracted_run").is_null()).rename({"id": "headcount"})
    dates = known["date"].unique()
    days = known["date"].replace_strict(dates, [last_day(date) for date in dates], return_dtype=pl.String)
    order = ["day", pl.col("source_rank").fill_null(0), "source", "headcount"]
    counted = known.with_columns(days.alias("day")).join(has, on="headcount")
    return counted.sort(order, descending=[True, True, False, True])


@once
def counted(day: Day) -> pl.DataFrame:
    """The operating organisations of the population with the counts in force, null where nobody tells any.

    `headcount` and `date` are of the headcount that tells the full members.
    """

    def told(value: str, count: str) -> pl.Expr:
        """Of the newest headcount that speaks of a count."""
        speaks = pl.col("measures").is_null() | pl.col("measures").list.contains(count)
        return pl.col(value).filter(speaks).first()

    known = headcounts(day).filter(pl.col("day") <= day.date).group_by("id", maintain_order=True)
    in_force = known.agg(
        *(told(name, name) for name in COUNTS),
        *(told(f"{name}_bound", name) for name in COUNTS),
        *(told(name, MEMBERS) for name in ("headcount", "date", "day")),
    )
    return without(population(day), idle(day)).join(in_force, on="id", how="left")


def idle(day: Day) -> pl.DataFrame:
    """Those that do not operate: of what is stated for the day the latest to start counts, then the higher rank."""
    stated = day.statements("Organization", "operating").rename({"id": "statement", "subject": "id"})
    ranks = day.nodes("Source").select("rank", source=pl.col("id").cast(pl.String))
    holding = stated.filter(day.in_force).join(ranks, on="source", how="left")
    order = ["valid_from", pl.col("rank").fill_null(0), "statement"]
    latest = holding.sort(order, descending=[True, True, False]).group_by("id", maintain_order=True).first()
    unstated = without(population(day).filter(~pl.col("operating")), stated)
    return pl.concat([latest.filter(pl.col("value") != "true").select("id"), unstated.select("id")])


def at_least(count: str) -> pl.Expr:
    """The least that a count means: more than n is n + 1; null where it is not known."""
    more = (pl.col(f"{count}_bound") == "more_than").fill_null(False)
    return pl.col(count) + more.cast(pl.Int32)


def members(day: Day, probationary: pl.Expr | None = None) -> pl.DataFrame:
    """Party organisations by the members of those whose class each of them alone makes.

    `id`, `kind`, `name`, `members` (what is not known counts as none), `covered` (how many those are), `are_known`.
    `probationary`: how many of these count, where that is not all.
    """
    both = [at_least(MEMBERS), at_least("members_probationary") if probationary is None else probationary]
    alone = building(day).filter(pl.len().over("id") == 1).join(counted(day).drop("kind"), on="id")
    sizes = alone.group_by(pl.col("party").alias("id")).agg(
        members=pl.sum_horizontal(one.fill_null(0) for one in both).sum(),
        covered=pl.len(),
        are_known=pl.all_horizontal(one.is_not_null() for one in both).all(),
    )
    return sizes.join(day.nodes("PartyOrganization").select("id", "kind", "name"), on="id")


def members_for_kind(day: Day) -> pl.DataFrame:
    """The same of the members on which kinds rest: by default all, where the parameter says so the full ones alone."""
    return members(day, pl.lit(0) if load_parameters()["party_kind_basis"].value == "full" else None)
