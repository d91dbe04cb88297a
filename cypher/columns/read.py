"""Columns read from the graph, a list for each property: a row for each node costs the driver more than deriving."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import polars as pl

from cypher.catalogue import Catalogue, Statement
from cypher.columns.columns import FACT_PROPERTIES, NODE_PROPERTIES, Columns, build_columns
from cypher.domain.vocabulary import COUNTS, FACTS, POPULATION_KINDS, UNRULED
from cypher.graph import Graph, Row

LABELS: Final = ("Organization", "PartyOrganization", "Region", "Trade")  # the nodes that rules speak of
NOT_READ: Final = UNRULED  # facts that end at other nodes
TOGETHER: Final = 5_000  # nodes that are asked for at once
NODE_TABLE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("id", "founded", "closed", "away"), pl.String),
    **NODE_PROPERTIES,
}
FACT_TABLE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("start", "end", "id", "valid_from", "valid_to"), pl.String),
    **FACT_PROPERTIES,
}


POPULATION_TABLE: Final[Mapping[str, Any]] = {"subject": pl.String, "operates": pl.Boolean}
HEADCOUNT_TABLE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("subject", "id", "date"), pl.String),
    "source_rank": pl.Int32,
    **dict.fromkeys(COUNTS, pl.Int32),
    **{f"{name}_bound": pl.String for name in COUNTS},
    "measures": pl.String,  # the counts that its source speaks of, by spaces; null: all
}
OPERATING_TABLE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("subject", "id", "valid_from", "valid_to"), pl.String),
    "operates": pl.Boolean,
    "source_rank": pl.Int32,
}
COVERAGE_TABLE: Final[Mapping[str, Any]] = {"id": pl.String, "retired": pl.Boolean}


async def read_columns(graph: Graph, catalogue: Catalogue) -> Columns:
    """What rules read of the graph as it is now. Raises GraphError."""
    nodes = []
    for label in LABELS:
        rows = await graph.read(catalogue.variant("queries/columns/nodes", label))
        nodes.append(table_of(rows, NODE_TABLE).with_columns(label=pl.lit(label)))
    facts = []
    for type_, pairs in FACTS.items():
        for start, end in pairs if type_ not in NOT_READ else ():
            rows = await graph.read(catalogue.variant("queries/columns/facts", type_, start, end))
            facts.append((type_, table_of(rows, FACT_TABLE)))
    return build_columns(pl.concat(nodes).select(list(NODE_TABLE)), facts)


async def read_links(graph: Graph, catalogue: Catalogue, type_: str, start: str, end: str) -> pl.DataFrame:
    """`start` (id of the subject) and `id` of the derived links of a type that are not retired. Raises GraphError."""
    rows = await graph.read(catalogue.variant("queries/columns/derived", type_, start, end))
    return table_of(rows, {"start": pl.String, "id": pl.String})


async def read_population(graph: Graph, catalogue: Catalogue) -> pl.DataFrame:
    """POPULATION_TABLE: the organisations that can have a class. Raises GraphError."""
    rows = await graph.read(catalogue["queries/columns/population"], kinds=list(POPULATION_KINDS))
    return table_of(rows, POPULATION_TABLE)


async def read_headcounts(graph: Graph, catalogue: Catalogue) -> pl.DataFrame:
    """HEADCOUNT_TABLE: every headcount, null where a count is unknown. Raises GraphError."""
    return table_of(await graph.read(catalogue["queries/columns/headcounts"]), HEADCOUNT_TABLE)


async def read_operating(graph: Graph, catalogue: Catalogue) -> pl.DataFrame:
    """OPERATING_TABLE: what sources say of whether organisations operate. Raises GraphError."""
    return table_of(await graph.read(catalogue["queries/columns/operating"]), OPERATING_TABLE)


async def read_coverage(graph: Graph, catalogue: Catalogue) -> pl.DataFrame:
    """COVERAGE_TABLE: the coverage intervals that the graph holds, retired ones too. Raises GraphError."""
    return table_of(await graph.read(catalogue["queries/columns/coverage"]), COVERAGE_TABLE)


async def read_columns_of(
    graph: Graph, catalogue: Catalogue, ids: Mapping[str, Sequence[str]]
) -> tuple[pl.DataFrame, list[tuple[str, pl.DataFrame]]]:
    """Some nodes, by label, and the facts that begin there, as `build_columns` takes both. Raises GraphError."""
    nodes = []
    for label, own in ids.items():
        table = await _of_some(graph, catalogue.variant("queries/columns/nodes", label), own, NODE_TABLE)
        nodes.append(table.with_columns(label=pl.lit(label)).select(list(NODE_TABLE)))
    facts = []
    for type_, pairs in FACTS.items():
        for start, end in pairs if type_ not in NOT_READ else ():
            if start in ids:
                statement = catalogue.variant("queries/columns/facts", type_, start, end)
                facts.append((type_, await _of_some(graph, statement, ids[start], FACT_TABLE)))
    return pl.concat(nodes) if nodes else pl.DataFrame(schema=dict(NODE_TABLE)), facts


async def read_links_of(
    graph: Graph, catalogue: Catalogue, type_: str, start: str, end: str, ids: Sequence[str]
) -> pl.DataFrame:
    """As `read_links`, of some subjects. Raises GraphError."""
    statement = catalogue.variant("queries/columns/derived", type_, start, end)
    return await _of_some(graph, statement, ids, {"start": pl.String, "id": pl.String})


async def read_counted(
    graph: Graph, catalogue: Catalogue, ids: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """POPULATION_TABLE, HEADCOUNT_TABLE and OPERATING_TABLE of some organisations. Raises GraphError."""
    kinds = list(POPULATION_KINDS)
    population = await _of_some(graph, catalogue["queries/columns/population"], ids, POPULATION_TABLE, kinds=kinds)
    headcounts = await _of_some(graph, catalogue["queries/columns/headcounts"], ids, HEADCOUNT_TABLE)
    return population, headcounts, await _of_some(graph, catalogue["queries/columns/operating"], ids, OPERATING_TABLE)


async def read_coverage_of(graph: Graph, catalogue: Catalogue, ids: Sequence[str]) -> pl.DataFrame:
    """As `read_coverage`, of some organisations. Raises GraphError."""
    return await _of_some(graph, catalogue["queries/columns/coverage"], ids, COVERAGE_TABLE)


async def _of_some(
    graph: Graph, statement: Statement, ids: Sequence[str], schema: Mapping[str, Any], **params: Any
) -> pl.DataFrame:
    rows = []
    for at in range(0, len(ids), TOGETHER):
        rows += await graph.read(statement.of_some(), rows=list(ids[at : at + TOGETHER]), **params)
    return table_of(rows, schema)


def table_of(rows: Iterable[Row], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of lists under each other; an empty text or -1 was null, and a column that no row has is null."""
    blank = {pl.String: "", pl.Int8: -1, pl.Int32: -1}
    tables = [pl.DataFrame({c: row[c] for c in schema if c in row}) for row in rows]
    table = pl.concat(tables, how="vertical_relaxed") if tables else pl.DataFrame(schema=dict(schema))

    def column(name: str, type_: Any) -> pl.Expr:
        if name not in table.columns:
            return pl.lit(None, type_).alias(name)
        typed = pl.col(name).cast(type_)
        return typed.replace({blank[type_]: None}) if type_ in blank else typed

    return table.select(column(name, type_) for name, type_ in schema.items())
