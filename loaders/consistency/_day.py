"""What holds on a day: the nodes of a label that exist, the facts and derived links in force, and whom they join."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Final

import polars as pl

from loaders.consistency._export import Export
from loaders.records import Found

OPEN: Final = "9999-12-31"
JOINT: Final = "joint_branch"
UNIT: Final = "supervising_unit"
ASSOCIATION: Final = "association"
FINE: Final = ("district", "street")  # ranks of regions


@dataclass(frozen=True, eq=False)
class Day:
    """An exported graph on a whole day. A table of nodes has their `id`, one of links their `start` and `end`."""

    export: Export
    date: str
    kept: dict["Table", pl.DataFrame] = field(default_factory=dict, repr=False)  # what was computed of it (`once`)

    @property
    def has_ceased(self) -> pl.Expr:
        """Whether a node was closed by the day: for good, or until it came back later (`away`)."""
        bounds = pl.element().str.split("/").list
        away = (bounds.get(0) <= self.date) & (pl.lit(self.date) < bounds.get(1))
        is_away = pl.col("away").str.split(";").list.eval(away).list.any().fill_null(False)
        return (pl.col("closed").fill_null(OPEN) <= self.date) | is_away

    @property
    def exists(self) -> pl.Expr:
        """Whether a node is founded and not closed; unknown counts as always, and as never."""
        return (pl.col("founded").fill_null("") <= self.date) & ~self.has_ceased

    @property
    def in_force(self) -> pl.Expr:
        """Whether a fact, a derived link or a statement holds."""
        return (pl.col("valid_from") <= self.date) & (pl.lit(self.date) < pl.col("valid_to"))

    def nodes(self, label: str) -> pl.DataFrame:
        """Those of a label, whether they exist or not."""
        return self.export.nodes_of(label)

    def existing(self, label: str, *that: pl.Expr) -> pl.DataFrame:
        """Those of a label that exist."""
        return self.nodes(label).filter(self.exists, *that)

    def links(self, type_: str, start: str = "", end: str = "") -> pl.DataFrame:
        """The facts or derived links of a type in force, from and to nodes of a label where one is named."""
        return self.export.links_of(type_, start, end).filter(self.in_force)

    def statements(self, label: str, attribute: str) -> pl.DataFrame:
        """What is stated of an attribute of nodes of a label, whenever: `subject`, and the columns of a statement."""
        has = self.export.links_of("HAS_STATEMENT", label).select(pl.col("start").alias("subject"), id="end")
        is_known = pl.col("retracted_run").is_null() & (pl.col("attribute") == attribute)
        return self.nodes("Statement").filter(is_known).join(has, on="id")


Table = Callable[[Day], pl.DataFrame]


def once(compute: Table) -> Table:
    """A table of a day that is computed once, for whoever asks next."""

    @wraps(compute)
    def kept(day: Day) -> pl.DataFrame:
        if compute not in day.kept:
            day.kept[compute] = compute(day)
        return day.kept[compute]

    return kept


@once
def covers(day: Day) -> pl.DataFrame:
    """Which Party organisation covers which organisation, each pair once, whether they exist or not."""
    return day.links("COVERS").select("start", "end").unique()


@once
def covered(day: Day) -> pl.DataFrame:
    """The same of existing organisations: `id` of the Party organisation, `organization`."""
    pairs = covers(day).select(pl.col("start").alias("id"), pl.col("end").alias("organization"))
    return among(pairs, day.existing("Organization"), "organization")


@once
def covering(day: Day) -> pl.DataFrame:
    """The same of existing Party organisations: `id` of the organisation, `party` and its `kind`."""
    parties = day.existing("PartyOrganization").select("kind", party="id")
    return covers(day).select(pl.col("end").alias("id"), pl.col("start").alias("party")).join(parties, on="party")


@once
def building(day: Day) -> pl.DataFrame:
    """Of `covering` those that make the class of an organisation: the joint ones where it has none of its own."""
    own = pl.col("kind") != JOINT
    return covering(day).filter(own | ~own.any().over("id"))


@once
def population(day: Day) -> pl.DataFrame:
    """The existing organisations that the official form speaks of, operating or not."""
    return day.existing("Organization", pl.col("kind") != UNIT)


@once
def main_trades(day: Day) -> pl.DataFrame:
    """The trades that organisations have as their main one; there should be one: `id`, `trade`."""
    main = day.links("IN_TRADE").filter("main")
    return main.select(pl.col("start").alias("id"), pl.col("end").alias("trade")).unique()


def among(table: pl.DataFrame, others: pl.DataFrame, by: str = "id", of: str = "id") -> pl.DataFrame:
    """The rows of a table whose `by` is the `of` of one of the others."""
    return table.join(others, left_on=by, right_on=of, how="semi")


def without(table: pl.DataFrame, others: pl.DataFrame, by: str = "id", of: str = "id") -> pl.DataFrame:
    """The rows of a table whose `by` is the `of` of none of the others."""
    return table.join(others, left_on=by, right_on=of, how="anti")


def listed(links: pl.DataFrame, by: str, name: str) -> pl.DataFrame:
    """What some links lead to, each once and in order, as a list in the column `name` for each `by` as `id`."""
    other = "end" if by == "start" else "start"
    return links.group_by(pl.col(by).alias("id")).agg(pl.col(other).unique().sort().alias(name))


def told(table: pl.DataFrame, label: str = "Organization") -> Iterator[Found]:
    """A finding for each row: `id` is whom it is about, all other columns what is told."""
    for row in table.iter_rows(named=True):
        yield Found(row.pop("id"), label, row)


def told_of(day: Day, found: pl.DataFrame, label: str = "Organization") -> Iterator[Found]:
    """The same for those rows that are about an existing node of a label, with its name."""
    return told(day.existing(label).select("id", "name").join(found, on="id"), label)
