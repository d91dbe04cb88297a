"""The projection on one day, all organisations at once: what lists and groupings look at."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import polars as pl

from cypher.projection.tables import ALWAYS_DAY, NODE, OPEN_DAY, Projection, ceased

PICTURES: Final = 4  # that one projection keeps at least: more while they hold no more than PICTURED nodes together
PICTURED: Final = 1_500_000
MANY: Final = 50_000  # nodes: pictures of fewer count as of so many
UNIT: Final = "supervising_unit"


@dataclass(frozen=True, eq=False)
class Picture:
    """What is in force on `day`. Tables name organisations by their node."""

    held: Projection
    day: int
    _kept: dict[tuple[str, ...], pl.DataFrame] = field(default_factory=dict)
    _values: dict[tuple[str, str], pl.DataFrame] = field(default_factory=dict)

    @staticmethod
    def of(held: Projection, day: int) -> "Picture":
        """The picture of a day, made once while it is among the last that were asked for."""
        found = held.pictures.pop(day, None) or Picture(held, day)
        held.pictures[day] = found
        while len(held.pictures) > max(PICTURES, PICTURED // max(held.nodes.height, MANY)):
            held.pictures.pop(next(iter(held.pictures)))
        return found

    def in_force(self, table: str, *types: str) -> pl.DataFrame:
        """The rows of a table that are in force: of `types` by what is LOOKED_AT, without any whole."""
        if not types:
            return self._on_day(self.held.tables[table])
        key = (table, *types)
        if key not in self._kept:
            self._kept[key] = pl.concat([self._on_day(self.held.of_type(table, type_)) for type_ in types])
        return self._kept[key]

    def _on_day(self, rows: pl.DataFrame) -> pl.DataFrame:
        return rows.filter(pl.col("valid_from") <= self.day, pl.col("valid_to") > self.day)

    @cached_property
    def nodes(self) -> pl.DataFrame:
        """Every node with its number (`node`), and whether it is `alive`."""
        alive = (pl.col("founded").fill_null(ALWAYS_DAY) <= self.day) & (
            self.day < pl.col("closed").fill_null(OPEN_DAY)
        )
        back = self.held.nodes.with_row_index("at").filter(pl.col("away").is_not_null())
        away = [at for at, text in back.select("at", "away").iter_rows() if ceased(text, self.day) is not None]
        if away:
            alive &= ~pl.int_range(pl.len()).is_in(away)
        return self.held.nodes.with_columns(alive=alive).with_row_index("node").with_columns(pl.col("node").cast(NODE))

    @cached_property
    def organizations(self) -> pl.DataFrame:
        """The organisations that are alive, by id, each with its main `trade` and its interval of coverage."""
        trades = self.in_force("facts", "IN_TRADE").filter("main")
        own = self.nodes.filter(pl.col("label") == "Organization", "alive")
        # nodes are numbered in the order of their ids
        return own.join(self.first(trades, "trade"), on="node", how="left", maintain_order="left").join(
            self.in_force("coverage"), on="node", how="left", maintain_order="left"
        )

    def values(self, link: str, column: str | None = None) -> pl.DataFrame:
        """`node` and `value` by the links of a type: a column of them, else whom they lead to; found once."""
        key = (link, column or "")
        if key not in self._values:
            self._values[key] = self.first(self.in_force("links", link), "value", column)
        return self._values[key]

    def first(self, rows: pl.DataFrame, name: str, value: str | None = None) -> pl.DataFrame:
        """Of each start (`node`) the row with the smallest id: as `name` its column `value`, else the id of its end."""
        several = pl.col("start").is_duplicated()  # few are: only these are put in order
        once = rows.filter(several).sort("id").unique("start", keep="first", maintain_order=True)
        chosen = pl.concat([rows.filter(~several), once])
        said = chosen[value] if value else self.held.nodes["id"].gather(chosen["end"])
        return chosen.select(pl.col("start").alias("node"), said.alias(name))

    def ends_at(self, rows: pl.DataFrame, ids: Any) -> pl.Series:
        """The starts of the rows that end at one of these ids."""
        wanted = [number for _, number in self.held.numbers(list(ids))]
        return rows.filter(pl.col("end").is_in(wanted))["start"]

    @cached_property
    def associations(self) -> pl.DataFrame:
        """`node` and `association` (id): an organisation, and whose Party organisation is its superior; each once."""
        hosts = self.nodes.filter(pl.col("kind") == "association").select(end="node", association="id")
        hosted = self.in_force("facts", "HOSTED_BY").join(hosts, on="end").select("start", "association")
        above = self.in_force("links", "SUPERIOR").select(node="start", start="end")
        return above.join(hosted, on="start").select("node", "association").unique()
