"""Columns of a graph: one table of nodes, one table for each type of relationship.

Nodes are numbered in the order of their ids, facts in the order of theirs, so that comparing numbers compares ids. A
date is a number, yyyymmdd with 00 for an unknown month or day, which keeps the order of the ISO text: 2008-03 is
20080300. A relationship of type T has the columns `start`, `end`, `valid_from`, `valid_to`, `facts` (numbers of the
facts that it rests on; of a fact its own) and its properties.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import polars as pl

from cypher.domain.dates import last_day
from cypher.domain.vocabulary import ALWAYS, OPEN

NODE_PROPERTIES: Final[Mapping[str, Any]] = {
    "label": pl.String,
    "kind": pl.String,
    "rank": pl.String,
    "depth": pl.Int8,
    "territorial": pl.Boolean,
    "approved_at": pl.String,
    "association_scope": pl.String,
}
FACT_PROPERTIES: Final[Mapping[str, Any]] = {
    "level": pl.String,
    "main": pl.Boolean,
    "civil": pl.Boolean,
    "role": pl.String,
    "result": pl.String,
}
NODE: Final = pl.UInt32
FACTS: Final = pl.List(pl.UInt32)
FACT_SCHEMA: Final[Mapping[str, Any]] = {
    "start": NODE,
    "end": NODE,
    "valid_from": pl.Int32,
    "valid_to": pl.Int32,
    "facts": FACTS,
    **FACT_PROPERTIES,
}


def day_number(date: str) -> int:
    """2008-03-31 → 20080331, 2008-03 → 20080300, 2008 → 20080000."""
    return int((date.replace("-", "") + "0000")[:8])


def iso_date(number: int) -> str:
    """The ISO text of a day number."""
    text = f"{number:08d}"
    parts = (text[:4], text[4:6], text[6:])
    return "-".join(part for n, part in enumerate(parts) if n == 0 or part != "00")


def day_numbers(dates: pl.Expr) -> pl.Expr:
    """A column of ISO texts as day numbers; null stays null."""
    return (dates.str.replace_all("-", "", literal=True) + "0000").str.slice(0, 8).cast(pl.Int32)


def iso_dates(numbers: pl.Expr) -> pl.Expr:
    """A column of day numbers as ISO text; null stays null."""
    digits = numbers.cast(pl.String).str.zfill(8)
    parts = [digits.str.slice(0, 4), digits.str.slice(4, 2), digits.str.slice(6, 2)]
    return pl.concat_str(parts, separator="-").str.replace("(-00)+$", "")


def first_day(number: int) -> int:
    """A day number as a whole day: a month and a year start on their first."""
    if number % 10000 == 0:
        return number + 101
    return number + 1 if number % 100 == 0 else number


def first_days(numbers: pl.Expr) -> pl.Expr:
    """A column of day numbers as whole days: a month and a year start on their first."""
    return numbers + pl.when(numbers % 10000 == 0).then(101).when(numbers % 100 == 0).then(1).otherwise(0)


def holds_some_day(start: str = "valid_from", end: str = "valid_to") -> pl.Expr:
    """Whether the interval between two columns of day numbers has a day: from 2002 to 2002-01 it has none."""
    return first_days(pl.col(start)) < first_days(pl.col(end))


def last_days(numbers: pl.Series) -> pl.Series:
    """Day numbers with a month and a year as the last day that they may mean; null stays null."""
    vague = [n for n in numbers.unique().drop_nulls() if n % 100 == 0]
    return numbers.replace(vague, [day_number(last_day(iso_date(n))) for n in vague]) if vague else numbers


def spans_of(away: str | None) -> list[tuple[int, int]]:
    """The intervals FROM/TO;FROM/TO of a text as day numbers; none where it is null."""
    spans = [span.split("/") for span in (away or "").split(";") if span]
    return [(day_number(start), day_number(end)) for start, end in spans]


FIRST_DAY: Final = day_number(ALWAYS)
NO_END: Final = day_number(OPEN)


@dataclass(frozen=True)
class Columns:
    """`nodes`: row number = node; `relationships`: type → table; `facts`: number of a fact → `subject id|fact id`."""

    nodes: pl.DataFrame
    relationships: Mapping[str, pl.DataFrame]
    facts: pl.Series

    def relationship(self, type_: str) -> pl.DataFrame:
        """The table of a type; an empty one where the graph has none."""
        found = self.relationships.get(type_)
        return pl.DataFrame(schema=dict(FACT_SCHEMA)) if found is None else found

    @cached_property
    def lives(self) -> pl.DataFrame:
        """From when to when each node exists: `node`, `lives_from`, `lives_to`, a row for each of its lives."""
        lives = self.nodes.select(
            "node",
            pl.col("founded").fill_null(FIRST_DAY).alias("lives_from"),
            pl.col("closed").fill_null(NO_END).alias("lives_to"),
        )
        back = self.nodes.filter(pl.col("away").is_not_null()).select("node", "away", "founded", "closed")
        if back.is_empty():
            return lives
        parts: list[tuple[int, int, int]] = []
        for node, away, founded, closed in back.iter_rows():
            spans = sorted(spans_of(away))
            starts = [FIRST_DAY if founded is None else founded, *(end for _, end in spans)]
            ends = [*(start for start, _ in spans), NO_END if closed is None else closed]
            parts += [(node, start, end) for start, end in zip(starts, ends, strict=True)]
        several = pl.DataFrame(parts, schema=lives.schema, orient="row")
        return pl.concat([lives.join(back, on="node", how="anti"), several]).sort("node", "lives_from")

    def with_relationship(self, type_: str, table: pl.DataFrame) -> "Columns":
        """These columns and one type more."""
        return Columns(self.nodes, {**self.relationships, type_: table}, self.facts)

    @cached_property
    def late(self) -> "Columns":
        """The same with each month and year read as its last day; these columns themselves where no date is one.

        What holds on no day as it stands holds on none.
        """
        if self._is_dated_to_days():
            return self
        never = ~holds_some_day("founded", "closed").fill_null(True)
        nodes = self.nodes.with_columns(
            pl.when(never).then(pl.col("founded")).otherwise(pl.col("closed")).alias("closed")
        )
        nodes = nodes.with_columns(_late_spans(nodes["away"]))
        late = {type_: read_late(table, "valid_from", "valid_to") for type_, table in self.relationships.items()}
        some = {type_: table.filter(holds_some_day()) for type_, table in late.items()}
        return Columns(read_late(nodes, "founded", "closed"), some, self.facts)

    def _is_dated_to_days(self) -> bool:
        tables = [
            (self.nodes, ("founded", "closed")),
            *((t, ("valid_from", "valid_to")) for t in self.relationships.values()),
        ]
        if any(n % 100 == 0 for away in self.nodes["away"].drop_nulls() for span in spans_of(away) for n in span):
            return False
        return not any((table[date] % 100 == 0).any() for table, dates in tables for date in dates)

    def node(self, id_: str) -> int | None:
        """The number of the node with this id, None where there is none."""
        at = self.nodes["id"].search_sorted(id_)
        return int(at) if at < self.nodes.height and self.nodes["id"][int(at)] == id_ else None


def read_late(table: pl.DataFrame, *dates: str) -> pl.DataFrame:
    """A table with the months and years in its columns `dates` as the last day that each may mean."""
    return table.with_columns(last_days(table[date]) for date in dates)


def _late_spans(away: pl.Series) -> pl.Series:
    """Texts of intervals (`spans_of`) with each month and year as its last day."""
    vague = away.drop_nulls().unique()
    late = [";".join("/".join(map(last_day, span.split("/"))) for span in text.split(";")) for text in vague]
    return away.replace(vague, pl.Series(late, dtype=pl.String)) if late else away


def build_columns(nodes: pl.DataFrame, facts: Iterable[tuple[str, pl.DataFrame]]) -> Columns:
    """Columns of nodes (`id`, `founded`, `closed`, `away` as ISO text, NODE_PROPERTIES) and facts.

    `facts`: type and a table of `start`, `end` (ids of nodes), `id`, `valid_from`, `valid_to` (ISO text),
    FACT_PROPERTIES; a type may come in several tables. A fact whose end is no node of `nodes` is left out,
    and so is one that holds on no day.
    """
    tables = list(facts)
    numbered, keys = number_nodes(dated_nodes(nodes)), fact_keys(tables)
    return Columns(numbered, number_facts(tables, numbered, keys), keys)


def dated_nodes(nodes: pl.DataFrame) -> pl.DataFrame:
    """Nodes as `build_columns` takes them, with their dates as numbers."""
    return nodes.with_columns(day_numbers(pl.col("founded")), day_numbers(pl.col("closed")))


def number_nodes(nodes: pl.DataFrame) -> pl.DataFrame:
    """Nodes in the order of their ids, with `node`, their number."""
    return nodes.sort("id").with_row_index("node").with_columns(pl.col("node").cast(NODE))


def fact_keys(tables: Iterable[tuple[str, pl.DataFrame]]) -> pl.Series:
    """`subject id|fact id` of facts as `build_columns` takes them, in the order of the ids of the facts."""
    keys = [table.select(pl.col("id"), (pl.col("start") + "|" + pl.col("id")).alias("key")) for _, table in tables]
    return pl.concat(keys).sort("id")["key"] if keys else pl.Series("key", [], pl.String)


def number_facts(
    tables: Iterable[tuple[str, pl.DataFrame]], nodes: pl.DataFrame, keys: pl.Series
) -> dict[str, pl.DataFrame]:
    """Facts as `build_columns` takes them in numbers, by type, in one order. `keys`: of `fact_keys`, others too."""
    number_of = nodes.select("id", "node")
    fact_of = keys.to_frame("key").with_row_index("fact").with_columns(pl.col("fact").cast(pl.UInt32))
    made: dict[str, list[pl.DataFrame]] = {}
    for type_, table in tables:
        ends = (
            table.with_columns(key=pl.col("start") + "|" + pl.col("id"))
            .join(number_of.rename({"id": "start", "node": "start_"}), on="start")
            .join(number_of.rename({"id": "end", "node": "end_"}), on="end")
        )
        made.setdefault(type_, []).append(
            ends.join(fact_of, on="key")
            .select(
                pl.col("start_").alias("start"),
                pl.col("end_").alias("end"),
                day_numbers(pl.col("valid_from")).alias("valid_from"),
                day_numbers(pl.col("valid_to")).alias("valid_to"),
                pl.concat_list("fact").alias("facts"),
                *FACT_PROPERTIES,
            )
            .filter(holds_some_day())
        )
    return {type_: in_order(pl.concat(parts)) for type_, parts in made.items()}


def in_order(facts: pl.DataFrame) -> pl.DataFrame:
    """Facts of a type in the one order in which rules read them."""
    return facts.sort("start", "end", "valid_from", pl.col("facts").list.first())
