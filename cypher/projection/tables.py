"""The tables of a projection. Nodes are numbered in the order of their ids; dates are day numbers (cypher/columns)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
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

    def node(self, id_: str) -> int | None:
        """The number of the node with this id, None where there is none."""
        ids: Any = self.nodes["id"]
        at = bisect_left(ids, id_)
        return at if at < len(ids) and ids[at] == id_ else None

    def numbers(self, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
        """The ids of which there are nodes, with their numbers."""
        for id_ in ids:
            if (number := self.node(id_)) is not None:
                yield id_, number

    def describe(self, number: int) -> Row:
        """The row of a node."""
        return self.nodes.row(number, named=True)

    def of(self, table: str, key: int | str) -> list[Row]:
        """The rows of a table whose first column is `key`."""
        return _slice(self.tables[table], key)

    def back(self, node: int) -> list[Row]:
        """The facts (FOLLOWED_BACK) that end at a node."""
        return _slice(self._back, node, "end")


def ceased(away: str | None, day: int) -> int | None:
    """Since when a node was closed that came back after a day, from its column `away`; None where it was not then."""
    return next((start for start, end in spans_of(away) if start <= day < end), None)


def _slice(table: pl.DataFrame, key: int | str, column: str | None = None) -> list[Row]:
    # Found by halving in Python: an expression that does the same costs ten times as much.
    keys: Any = table[column] if column else table.to_series(0)
    first = bisect_left(keys, key)
    return table.slice(first, bisect_right(keys, key, lo=first) - first).rows(named=True)
