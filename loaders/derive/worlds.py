"""A derived city as columns: its facts, and the links that the rules made of them, renumbered as nodes and facts come.

Rules read facts and links alike, so who derives only what changed needs the links of all others beside the facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from cypher.columns.columns import Columns, dated_nodes, fact_keys, in_order, number_facts, number_nodes
from loaders.derive.sweep import LINK

# Of a link what rules read; who was passed over and what it depends on stands in the graph alone.
READ: Final = {
    "start": LINK["subject"],
    "end": LINK["holder"],
    **{c: LINK[c] for c in ("rule", "rule_set", "rank", "value", "provisional", "valid_from", "valid_to", "facts")},
}


@dataclass(frozen=True)
class World:
    """A city as it was derived.

    `facts`: columns of the facts alone; `links`: by the type by which rules read them, of READ; `late`: the same where
    each month and year is read as its last day, `links` itself where none is told.
    """

    facts: Columns
    links: Mapping[str, pl.DataFrame]
    late: Mapping[str, pl.DataFrame]


@dataclass(frozen=True)
class Fresh:
    """What the graph says now of some nodes: their properties, and the facts that begin there, as `build_columns`
    takes both."""

    nodes: pl.DataFrame
    facts: Sequence[tuple[str, pl.DataFrame]]


def read_by_rules(links: pl.DataFrame) -> pl.DataFrame:
    """Links (LINK) as a world keeps them."""
    return links.rename({"subject": "start", "holder": "end"}).select(list(READ))


def moved_on(before: World, fresh: Fresh) -> tuple[World, Columns, pl.Series]:
    """The world before in the numbers of now, the facts of now, and the numbers of the nodes of `fresh`.

    A node that neither of both has does not exist.
    """
    old, described = before.facts, dated_nodes(fresh.nodes)
    others = old.nodes.drop("node").join(described, on="id", how="anti")
    nodes = number_nodes(pl.concat([others, described.select(others.columns)]))
    keys = _merged(old.facts, fact_keys(fresh.facts))
    numbers = _numbers(old.nodes["id"], nodes["id"]), _numbers(old.facts, keys)
    then = Columns(_as_told(old.nodes, nodes), _renumbered(old.relationships, *numbers), keys)
    told = number_facts(fresh.facts, nodes, keys)
    again = _numbers(described["id"], nodes["id"])
    now = {}
    for type_ in then.relationships.keys() | told.keys():
        held = then.relationship(type_)
        stays = held.filter(~pl.col("start").is_in(again.implode()))
        came = told.get(type_, stays.clear())
        same = came.is_empty() and stays.height == held.height
        now[type_] = held if same else in_order(pl.concat([stays, came.select(stays.columns)]))
    links = _renumbered(before.links, *numbers)
    late = links if before.late is before.links else _renumbered(before.late, *numbers)
    return World(then, links, late), Columns(nodes, now, keys), again


def changed_nodes(before: pl.DataFrame, now: pl.DataFrame) -> pl.Series:
    """The numbers of the nodes of which anything differs; both tables are in the same numbers."""
    same = pl.DataFrame([before[c].eq_missing(now[c]).alias(c) for c in now.columns if c not in ("node", "id")])
    return now["node"].filter(~same.select(pl.all_horizontal(pl.all())).to_series())


def differing(before: pl.DataFrame, now: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of a relationship that one of two tables has alone: those that went, those that came."""
    told = [t.with_columns(facts_=pl.col("facts").cast(pl.List(pl.String)).list.join(",")) for t in (before, now)]
    on = [c for c in told[0].columns if c != "facts"]
    went = told[0].join(told[1], on=on, how="anti", nulls_equal=True)
    came = told[1].join(told[0], on=on, how="anti", nulls_equal=True)
    return went.drop("facts_"), came.drop("facts_")


def _merged(*keys: pl.Series) -> pl.Series:
    """Keys of facts, each once, in the order of the ids of the facts."""
    every = pl.concat(keys).unique().to_frame("key")
    return every.sort(pl.col("key").str.split("|").list.last())["key"]


def _numbers(old: pl.Series, now: pl.Series) -> pl.Series:
    """The places in `now` of what stood in `old`, in the order of `old`."""
    places = now.to_frame("key").with_row_index("place").with_columns(pl.col("place").cast(pl.UInt32))
    return old.to_frame("key").join(places, on="key", how="left", maintain_order="left")["place"]


def _as_told(old: pl.DataFrame, nodes: pl.DataFrame) -> pl.DataFrame:
    """The nodes of now with what was told of them before: of new ones nothing."""
    told = nodes.select("node", "id").join(old.drop("node"), on="id", how="left", maintain_order="left")
    return told.select(nodes.columns)


def _renumbered(tables: Mapping[str, pl.DataFrame], nodes: pl.Series, facts: pl.Series) -> dict[str, pl.DataFrame]:
    found = {}
    for type_, table in tables.items():
        each = table.select("facts").with_row_index("row").explode("facts").drop_nulls()
        lists = each.with_columns(facts.gather(each["facts"]).alias("facts")).group_by("row").agg("facts")
        every = table.with_row_index("row").drop("facts").join(lists, on="row", how="left", maintain_order="left")
        found[type_] = every.with_columns(
            nodes.gather(table["start"]).alias("start"),
            nodes.gather(table["end"]).alias("end"),
            pl.col("facts").fill_null(pl.lit([], table.schema["facts"])),
        ).select(table.columns)
    return found
