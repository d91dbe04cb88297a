"""The values of organisations in one dimension of lists, over a projection: `queries/organization_values`."""

from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from cypher.columns.columns import day_number
from cypher.graph import Row
from cypher.projection.pictures import UNIT, Picture
from cypher.projection.tables import Projection

VALUES: Final = {"node": pl.UInt32, "value": pl.String}


def organization_values(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    asked = pl.DataFrame({"id": list(given["ids"])}, {"id": pl.String})
    named = asked.join(held.nodes.filter(label="Organization").select("id"), on="id", maintain_order="left")
    return _numbered(held, named).join(_values(picture, given["by"]), on="node").select("id", "value").rows(named=True)


def _numbered(held: Projection, named: pl.DataFrame) -> pl.DataFrame:
    """Ids of nodes with their numbers (`node`): nodes are numbered in the order of their ids."""
    return named.with_columns(node=held.nodes["id"].search_sorted(named["id"]).cast(VALUES["node"]))


def _values(picture: Picture, by: str) -> pl.DataFrame:
    """`node` and `value` of all organisations that have one."""
    nodes = picture.nodes.filter(label="Organization")
    match by:
        case "kind":
            found = nodes.select("node", value="kind")
        case "trade":
            found = _ends(picture, picture.in_force("facts", "IN_TRADE").filter("main"))
        case "region":
            units = nodes.filter(kind=UNIT).select(start="node")
            located = picture.in_force("facts", "LOCATED_IN").join(units, on="start", how="semi")
            found = pl.concat([_ends(picture, picture.in_force("links", "SEAT")), _ends(picture, located)])
        case "coverage":
            found = _classes(picture, nodes).select("node", value="class")
        case "operating":
            units = nodes.filter(kind=UNIT).select("node", value=pl.col("operating").fill_null("true"))
            found = pl.concat([_classes(picture, nodes).select("node", value=pl.lit("true")), units])
        case "lead":
            found = _ends(picture, picture.in_force("links", "LEAD"))
        case "association":
            found = picture.associations.select("node", value="association")
        case "rule":
            found = picture.in_force("links", "LEAD", "SUPERIOR", "SUPPORT").select(node="start", value="rule")
        case "name":
            found = nodes.join(_stated(picture), on="node", how="left").select(
                "node", value=pl.coalesce("stated", "name")
            )
        case _:
            found = pl.DataFrame(schema=VALUES)
    return found.drop_nulls("value")


def _ends(picture: Picture, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(node="start", value=picture.held.nodes["id"].gather(rows["end"]))


def _classes(picture: Picture, nodes: pl.DataFrame) -> pl.DataFrame:
    others = nodes.filter(pl.col("kind") != UNIT).select("node")
    return picture.in_force("coverage").join(others, on="node")


def _stated(picture: Picture) -> pl.DataFrame:
    """The name stated for the day (`node`, `stated`): of several the latest to start, then the first to end."""
    names = picture.in_force("names").sort("valid_from", "valid_to", "name", descending=[True, False, False])
    return names.unique("node", keep="first", maintain_order=True).select("node", stated="name")
