"""Reads a projection from the graph: a list for each property, as a row for each node costs the driver more.

`read_projection` reads all of it; `move_forward` what is told now of some nodes, beside what a projection of before
holds of all others.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import polars as pl

from cypher.catalogue import Catalogue
from cypher.columns.columns import NO_END, day_numbers
from cypher.columns.read import LABELS, NOT_READ, table_of
from cypher.domain.vocabulary import DERIVED, FACTS
from cypher.graph import Graph, Row
from cypher.projection.tables import DATES, NODE, TABLES, Projection

NAMED: Final = ("Organization", "PartyOrganization")  # those with names of other times, and identifiers
SHOWN: Final = ("LEAD", "SUPERIOR", "SUPPORT", "SEAT", "LEVEL", "OTHERWISE")  # the links that answers look up
TOGETHER: Final = 5_000  # nodes that are asked for at once
Some = Mapping[str, Sequence[str]]  # the ids of nodes, by label
Variants = Iterable[tuple[str, ...]]

OF_NODES: Final[Variants] = [(label,) for label in LABELS]
OF_NAMED: Final[Variants] = [(label,) for label in NAMED]
# The variants of the statements of each table: labels, or types with the labels of their ends.
VARIANTS: Final[Mapping[str, Variants]] = {
    "nodes": OF_NODES,
    "names": OF_NAMED,
    "identifiers": OF_NAMED,
    "facts": [(type_, *ends) for type_, pairs in FACTS.items() if type_ not in NOT_READ for ends in pairs],
    "links": [(type_, *ends) for type_ in SHOWN for ends in DERIVED[type_]],
    "coverage": [()],
}
SAID: Final[Mapping[str, str]] = {"nodes": "label", "facts": "type", "links": "type"}  # the column that a variant says
ORDER: Final[Mapping[str, Sequence[str]]] = {
    "names": ("node", "valid_from", "name"),
    "identifiers": ("text", "node"),
    "facts": ("start", "type", "id"),
    "links": ("start", "type", "id"),
    "coverage": ("node", "valid_from"),
}


async def read_projection(graph: Graph, catalogue: Catalogue) -> Projection | None:
    """The projection of the newest closed revision; None where another one was closed while it was read.

    Raises GraphError.
    """
    state = await _state(graph, catalogue)
    told = {name: await _read(graph, catalogue, state["revision"], name) for name in TABLES}
    nodes = told.pop("nodes").sort("id")
    numbers = _numbers(nodes)
    tables = {name: _numbered(name, table, numbers).sort(ORDER[name]) for name, table in told.items()}
    return await _of_state(graph, catalogue, state, {"nodes": nodes, **tables})


async def move_forward(graph: Graph, catalogue: Catalogue, held: Projection, some: Some) -> Projection | None:
    """The projection of the newest closed revision, from one of the revision before.

    `some`: all nodes of which anything may be told otherwise than `held` does, or of what begins there. None where
    another one was closed while it was read. Raises GraphError.
    """
    state = await _state(graph, catalogue)
    told = {name: await _read(graph, catalogue, state["revision"], name, some) for name in TABLES}
    came = told.pop("nodes")
    nodes = pl.concat([held.nodes.join(came, on="id", how="anti"), came]).sort("id")
    numbers = _numbers(nodes)
    moved = held.nodes.select("id").join(numbers, on="id", how="left", maintain_order="left")["number"]
    again = came.join(numbers, on="id")["number"].implode()
    tables = {}
    for name, table in told.items():
        own = [column for column, type_ in TABLES[name].items() if type_ is NODE]
        stays = held.tables[name].with_columns(moved.gather(held.tables[name][column]).alias(column) for column in own)
        stays = stays.filter(~pl.col(own[0]).is_in(again))
        tables[name] = pl.concat([stays, _numbered(name, table, numbers)]).sort(ORDER[name])
    return await _of_state(graph, catalogue, state, {"nodes": nodes, **tables})


async def _state(graph: Graph, catalogue: Catalogue) -> Row:
    return (await graph.read(catalogue["queries/state"], run=None))[0]


async def _of_state(
    graph: Graph, catalogue: Catalogue, state: Row, tables: Mapping[str, pl.DataFrame]
) -> Projection | None:
    """The projection with these tables, where the graph still stands as it did when they were begun."""
    sources = await graph.read(catalogue["queries/sources"])
    reports = await graph.read(catalogue["queries/run_reports"], runs=None)
    if (await _state(graph, catalogue))["token"] != state["token"]:
        return None
    return Projection(state["token"] or "", state["revision"], state, sources, reports, tables)


async def _read(graph: Graph, catalogue: Catalogue, known: int, name: str, some: Some | None = None) -> pl.DataFrame:
    """A table with ids in place of numbers, over all variants of its statement; dates are numbers."""
    found = [pl.DataFrame(schema=dict(_as_read(name)))]
    for names in VARIANTS[name]:
        label = names[-2] if len(names) > 1 else names[0] if names else "Organization"
        asked = catalogue.variant(f"queries/projection/{name}", *names)
        if some is None:
            rows = await graph.read(asked, known=known)
        else:
            rows, ids = [], some.get(label, ())
            for at in range(0, len(ids), TOGETHER):
                rows += await graph.read(asked.of_some(), known=known, rows=list(ids[at : at + TOGETHER]))
        table = table_of(rows, _as_read(name))
        found.append(table.with_columns(pl.lit(names[0]).alias(SAID[name])) if name in SAID else table)
    dates = [column for column in TABLES[name] if column in DATES]
    every = pl.concat(found).with_columns(day_numbers(pl.col(date)) for date in dates)
    # a node that told its closing no more
    return every.with_columns(pl.col("closed").replace({NO_END: None})) if name == "nodes" else every


def _as_read(name: str) -> Mapping[str, Any]:
    """The columns of a table as the graph gives them: ids and dates as text."""
    if name == "identifiers":
        return dict.fromkeys(("node", "id", "value"), pl.String)
    return {column: pl.String if column in DATES or type_ is NODE else type_ for column, type_ in TABLES[name].items()}


def _numbers(nodes: pl.DataFrame) -> pl.DataFrame:
    return nodes.select("id", pl.int_range(pl.len(), dtype=NODE).alias("number"))


def _numbered(name: str, table: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """The table with numbers in place of ids of nodes."""
    order = table.columns
    for column in ("node",) if "node" in order else ("start", "end"):
        own = numbers.rename({"id": column})
        table = table.join(own, on=column, how="inner").drop(column).rename({"number": column})
    table = table.select(order)
    if name != "identifiers":
        return table
    both = [table.select(pl.col(text).alias("text"), "node") for text in ("id", "value")]
    return pl.concat(both).unique()  # looked up by its value and by its id
