"""Columns read from the graph, a list for each property: a row for each node costs the driver more than deriving."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import polars as pl

from cypher.catalogue import Catalogue
from cypher.columns.columns import FACT_PROPERTIES, NODE_PROPERTIES, Columns, build_columns
from cypher.domain.vocabulary import FACTS
from cypher.graph import Graph, Row

LABELS: Final = ("Organization", "PartyOrganization", "Region", "Trade")  # the nodes that rules speak of
NOT_READ: Final = frozenset({"IDENTIFIED_BY"})  # facts that end at other nodes
NODE_TABLE: Final[Mapping[str, Any]] = {"id": pl.String, "founded": pl.String, "closed": pl.String, **NODE_PROPERTIES}
FACT_TABLE: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("start", "end", "id", "valid_from", "valid_to"), pl.String),
    **FACT_PROPERTIES,
}


async def read_columns(graph: Graph, catalogue: Catalogue) -> Columns:
    """What rules read of the graph as it is now. Raises GraphError."""
    nodes = []
    for label in LABELS:
        rows = await graph.read(catalogue.variant("queries/columns/nodes", label))
        nodes.append(_table(rows, NODE_TABLE).with_columns(label=pl.lit(label)))
    facts = []
    for type_, pairs in FACTS.items():
        for start, end in pairs if type_ not in NOT_READ else ():
            rows = await graph.read(catalogue.variant("queries/columns/facts", type_, start, end))
            facts.append((type_, _table(rows, FACT_TABLE)))
    return build_columns(pl.concat(nodes).select(list(NODE_TABLE)), facts)


async def read_links(graph: Graph, catalogue: Catalogue, type_: str, start: str, end: str) -> pl.DataFrame:
    """`start` (id of the subject) and `id` of the derived links of a type that are not retired. Raises GraphError."""
    rows = await graph.read(catalogue.variant("queries/columns/derived", type_, start, end))
    return _table(rows, {"start": pl.String, "id": pl.String})


def _table(rows: Iterable[Row], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Rows of lists under each other; an empty text or -1 was null."""
    blank = {pl.String: "", pl.Int8: -1}
    tables = [pl.DataFrame({c: row[c] for c in schema if c in row}) for row in rows]
    table = pl.concat(tables) if tables else pl.DataFrame(schema=dict(schema))
    return table.select(
        pl.lit(None, t).alias(c)
        if c not in table.columns
        else pl.col(c).cast(t).replace({blank[t]: None} if t in blank else {})
        for c, t in schema.items()
    )
