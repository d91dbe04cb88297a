"""Reads a projection from the graph: a list for each property, as a row for each node costs the driver more."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import polars as pl

from cypher.catalogue import Catalogue
from cypher.columns.columns import NO_END, day_numbers
from cypher.columns.read import LABELS, NOT_READ, table_of
from cypher.domain.vocabulary import DERIVED, FACTS
from cypher.graph import Graph
from cypher.projection.tables import DATES, NODE, TABLES, Projection

NAMED: Final = ("Organization", "PartyOrganization")  # those with names of other times, and identifiers
SHOWN: Final = ("LEAD", "SUPERIOR", "SUPPORT", "SEAT", "LEVEL", "OTHERWISE")  # the links that answers look up


async def read_projection(graph: Graph, catalogue: Catalogue) -> Projection | None:
    """The projection of the newest closed revision; None where another one was closed while it was read.

    Raises GraphError.
    """
    state = (await graph.read(catalogue["queries/state"], run=None))[0]
    read = _Reader(graph, catalogue, state["revision"])
    nodes = (await read.each("nodes", [(label,) for label in LABELS], label=0)).sort("id")
    nodes = nodes.with_columns(pl.col("closed").replace({NO_END: None}))  # a node that told its closing no more
    numbers = nodes.select("id", pl.int_range(pl.len(), dtype=NODE).alias("number"))
    facts = [(type_, *ends) for type_, pairs in FACTS.items() if type_ not in NOT_READ for ends in pairs]
    links = [(type_, *ends) for type_ in SHOWN for ends in DERIVED[type_]]
    named = [(label,) for label in NAMED]
    tables = {
        "nodes": nodes,
        "names": _numbered(await read.each("names", named), numbers, "node").sort("node", "valid_from", "name"),
        "identifiers": _by_text(_numbered(await read.each("identifiers", named), numbers, "node")),
        "facts": _numbered(await read.each("facts", facts, type=0), numbers, "start", "end").sort(
            "start", "type", "id"
        ),
        "links": _numbered(await read.each("links", links, type=0), numbers, "start", "end").sort(
            "start", "type", "id"
        ),
        "coverage": _numbered(await read.each("coverage", [()]), numbers, "node").sort("node", "valid_from"),
    }
    sources = await graph.read(catalogue["queries/sources"])
    after = (await graph.read(catalogue["queries/state"], run=None))[0]
    if after["token"] != state["token"]:
        return None
    return Projection(state["token"] or "", state["revision"], state, sources, tables)


class _Reader:
    def __init__(self, graph: Graph, catalogue: Catalogue, known: int) -> None:
        self.graph, self.catalogue, self.known = graph, catalogue, known

    async def each(self, name: str, variants: Iterable[tuple[str, ...]], **said: int) -> pl.DataFrame:
        """One table of all variants of a statement, dates as numbers; `said`: columns that the variant says."""
        tables = []
        for names in variants:
            statement = f"queries/projection/{name}"
            asked = self.catalogue.variant(statement, *names) if names else self.catalogue[statement]
            rows = await self.graph.read(asked, known=self.known)
            table = table_of(rows, _as_read(name))
            tables.append(table.with_columns(pl.lit(names[at]).alias(column) for column, at in said.items()))
        dates = [column for column in TABLES[name] if column in DATES]
        return pl.concat(tables).with_columns(day_numbers(pl.col(date)) for date in dates)


def _as_read(name: str) -> Mapping[str, Any]:
    """The columns of a table as the graph gives them: ids and dates as text."""
    if name == "identifiers":
        return dict.fromkeys(("node", "id", "value"), pl.String)
    return {column: pl.String if column in DATES or type_ is NODE else type_ for column, type_ in TABLES[name].items()}


def _numbered(table: pl.DataFrame, numbers: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """The table with numbers in place of ids of nodes."""
    for column in columns:
        own = numbers.rename({"id": column})
        order = table.columns
        table = table.join(own, on=column, how="inner").drop(column).rename({"number": column}).select(order)
    return table


def _by_text(table: pl.DataFrame) -> pl.DataFrame:
    """An identifier is looked up by its value and by its id."""
    both = [table.select(pl.col(text).alias("text"), "node") for text in ("id", "value")]
    return pl.concat(both).unique().sort("text", "node")
