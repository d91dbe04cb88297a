"""Organisations of one name: is one of them the other with a corrected code, or from before it moved?

Of the population alone, and only those that exist on the day. In one district they may be, and where the seat of one is
not known; in different ones where they have one main trade, unless a registry gave each a number of the same kind.
"""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import Day, among, main_trades, population, told
from loaders.records import Found

DISTRICT: Final = 2  # the depth of a district


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.twins` are the others: id, file and row."""
    key = pl.col("name_key").fill_null("")
    named = population(day).with_columns(key=key).filter(pl.len().over("key") > 1)
    place = pl.concat_str(pl.col("file").cast(pl.String).fill_null(""), pl.col("row").fill_null(0), separator=" ")
    named = named.select("id", "name", "key", place=place)
    for name, table in (("districts", _districts(day)), ("trades", main_trades(day)), ("schemes", _schemes(day))):
        id_, value = table.columns
        lists = among(table, named).group_by(id_).agg(pl.col(value).unique().alias(name))
        named = named.join(lists, on="id", how="left").with_columns(pl.col(name).fill_null([]))
    pairs = named.join(named, on="key", suffix="_other").filter(pl.col("id") != pl.col("id_other"))
    districts, trades, schemes = (
        pl.col(name).list.set_intersection(f"{name}_other").list.len() > 0
        for name in ("districts", "trades", "schemes")
    )
    unknown = (pl.col("districts").list.len() == 0) | (pl.col("districts_other").list.len() == 0)
    twin = pl.concat_str(pl.col("id_other").cast(pl.String), "place_other", separator=" ")
    may_be = pairs.filter(unknown | districts | (trades & ~schemes))
    return told(may_be.group_by("id", "name", "place").agg(twins=twin.sort()))


def _districts(day: Day) -> pl.DataFrame:
    """The districts and streets in which organisations sit: `id`, `district`."""
    seats = day.links("LOCATED_IN").select(id="start", district="end")
    parts = day.export.links_of("PART_OF").select("start", part_of="end")
    around = seats.join(parts, left_on="district", right_on="start").select("id", district="part_of")
    fine = day.nodes("Region").filter(pl.col("depth") >= DISTRICT)
    return among(pl.concat([seats, around]), fine, "district")


def _schemes(day: Day) -> pl.DataFrame:
    """The kinds of the numbers of organisations: `id`, `scheme`."""
    numbers = day.nodes("Identifier").select("scheme", number="id")
    held = day.links("IDENTIFIED_BY", "Organization").select(id="start", number="end")
    return held.join(numbers, on="number").select("id", "scheme")
