"""The tables of a projection. Nodes are numbered in the order of their ids; dates are day numbers (cypher/columns)."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, Final

import polars as pl

from cypher.columns.columns import day_number, spans_of
from cypher.domain.properties import EVIDENCE
from cypher.domain.vocabulary import ALWAYS, COUNTS, OPEN
from cypher.graph import Row

NODE: Final = pl.UInt32
DATES: Final = frozenset({"founded", "closed", "valid_from", "valid_to", "since", "until", "gap_since"})
DATE: Final = pl.Int32
ALWAYS_DAY: Final = day_number(ALWAYS)
OPEN_DAY: Final = day_number(OPEN)
# Each table with the column that it is ordered and looked up by first.
TABLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "nodes": {
        **dict.fromkeys(("id", "label", "name", "name_key", "kind", "rank"), pl.String),
        **{
            "depth": pl.Int8,
            "founded": DATE,
            "closed": DATE,
            "away": pl.String,
            "territorial": pl.Boolean,
            "operating": pl.String,
        },
    },
    "names": {"node": NODE, "name": pl.String, "valid_from": DATE, "valid_to": DATE},
    "identifiers": {"text": pl.String, "node": NODE},
    "facts": {
        **{"start": NODE, "type": pl.String, "end": NODE, "id": pl.String, "valid_from": DATE, "valid_to": DATE},
        **{"assumed_start": pl.Boolean, "main": pl.Boolean},
        **dict.fromkeys((own for own in EVIDENCE if own != "main"), pl.String),
        **dict.fromkeys(("source", "run", "told_run"), pl.String),
        **{"file": pl.String, "sheet": pl.String, "row": pl.Int32},
    },
    "links": {
        **{"start": NODE, "type": pl.String, "end": NODE, "id": pl.String, "rule": pl.String, "value": pl.String},
        **{"rule_set": pl.String, "rank": pl.Int8, "parameters": pl.String},
        **{"provisional": pl.Boolean, "valid_from": DATE, "valid_to": DATE, "since": DATE, "until": DATE},
        **{"facts": pl.List(pl.String), "considered": pl.String},
    },
    "coverage": {
        **{"node": NODE, "class": pl.String, "severity": pl.String, "gap_since": DATE},
        **dict.fromkeys(COUNTS, pl.Int32),
        **{f"{count}_bound": pl.String for count in COUNTS},
        **dict.fromkeys(("has_three", "has_group", "instructor_sent", "about"), pl.Boolean),
        **{"uncertain_in": pl.List(pl.String), "valid_from": DATE, "valid_to": DATE},
    },
}
BETWEEN: Final = 64  # keys of a column that are looked through at once
KEPT: Final = 1_024  # rows of nodes, and of what belongs to them, that are kept: those of the frame are asked for again
# What is looked at of all rows at once; the rest of a row is evidence, and looked up one by one.
LOOKED_AT: Final[Mapping[str, Sequence[str]]] = {
    "facts": ("start", "end", "id", "main", "valid_from", "valid_to"),
    "links": ("start", "end", "id", "rule", "value", "valid_from", "valid_to"),
}
FOLLOWED_BACK: Final = ("COVERS", "HOSTED_BY", "ACTS_IN")  # the facts that are looked up by their end, too


@dataclass(frozen=True, eq=False)
class Projection:
    """The tables (TABLES) of one closed revision of the graph whose last close left `token`.

    `state` is the row of `queries/state`, `sources` the rows of `queries/sources` and `reports` those of
    `queries/run_reports` as they were then.
    """

    token: str
    revision: int
    state: Row
    sources: Sequence[Row]
    reports: Sequence[Row]
    tables: Mapping[str, pl.DataFrame]
    pictures: dict[int, Any] = field(default_factory=dict, repr=False)  # by day (cypher/projection/pictures.py)

    @cached_property
    def nodes(self) -> pl.DataFrame:
        return self.tables["nodes"]

    @cached_property
    def _back(self) -> pl.DataFrame:
        facts = self.tables["facts"]
        return facts.filter(pl.col("type").is_in(list(FOLLOWED_BACK))).sort("end", "type", "id")

    @cached_property
    def node(self) -> Callable[[str], int | None]:
        """The number of the node with an id, None where there is none."""
        return lru_cache(KEPT)(self._find)

    def _find(self, id_: str) -> int | None:
        ids = self._keys("nodes")
        at = ids.first(id_)
        return at if at < len(ids.column) and ids.column[at] == id_ else None

    def numbers(self, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The ids of which there are nodes, with their numbers."""
        for id_ in ids:
            if (number := self.node(id_)) is not None:
                yield id_, number

    @cached_property
    def describe(self) -> Callable[[int], Row]:
        """The row of a node. Who asks must not change it: rows that are often asked for are kept."""
        return lru_cache(KEPT)(lambda number: self.nodes.row(number, named=True))

    @cached_property
    def of(self) -> Callable[[str, int | str], list[Row]]:
        """The rows of a table whose first column is a key. Who asks must not change them."""
        return lru_cache(KEPT)(lambda table, key: self._keys(table).rows(self.tables[table], key))

    @cached_property
    def back(self) -> Callable[[int], list[Row]]:
        """The facts (FOLLOWED_BACK) that end at a node. Who asks must not change them."""
        keys = Keys(self._back["end"])
        return lru_cache(KEPT)(lambda node: keys.rows(self._back, node))

    @cached_property
    def of_type(self) -> Callable[[str, str], pl.DataFrame]:
        """The rows of a table that are of a type, by what is LOOKED_AT; found once."""
        return cache(
            lambda table, type_: (
                self.tables[table].lazy().filter(pl.col("type") == type_).select(LOOKED_AT[table]).collect()
            )
        )

    @cached_property
    def _keys(self) -> Callable[[str], "Keys"]:
        """The first column of a table."""
        return cache(lambda table: Keys(self.tables[table].to_series(0)))


class Keys:
    """A sorted column without nulls, looked up by halving: in some of its keys, then in those between two of them.

    An expression that does the same costs fifty times as much, and to ask the column key by key ten times.
    """

    def __init__(self, column: pl.Series) -> None:
        self.column = column
        self._some: list[Any] = column.gather_every(BETWEEN).to_list()

    def first(self, key: Any) -> int:
        """Before which row the keys are smaller."""
        return self._find(bisect_left, key)

    def rows(self, table: pl.DataFrame, key: Any) -> list[Row]:
        """The rows of the column's table that have a key."""
        first = self._find(bisect_left, key)
        return table.slice(first, self._find(bisect_right, key) - first).rows(named=True)

    def _find(self, bisect: Callable[[list[Any], Any], int], key: Any) -> int:
        start = max(bisect(self._some, key) - 1, 0) * BETWEEN
        return start + bisect(self.column.slice(start, BETWEEN).to_list(), key)


def ceased(away: str | None, day: int) -> int | None:
    """Since when a node was closed that came back after a day, from its column `away`; None where it was not then."""
    return next((start for start, end in spans_of(away) if start <= day < end), None)
