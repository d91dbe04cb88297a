"""Elementary intervals: between two of them nothing begins or ends, and each has a day."""

from collections.abc import Iterable, Sequence

import polars as pl

from cypher.columns.columns import first_days


def pieces_between(bounds: Iterable[pl.DataFrame], group: Sequence[str]) -> pl.DataFrame:
    """The elementary intervals of each group, in order: `piece` (its number), the columns of `group`, `piece_from`,
    `piece_to`.

    `bounds`: tables of the columns of `group` and `bound`, whatever begins or ends there. Bounds of one day (2002,
    2002-01, 2002-01-01) are one, named by the most precise.
    """
    starts = pl.concat([table.select(*group, "bound") for table in bounds]).unique()
    return (
        starts.group_by(*group, first_days(pl.col("bound")).alias("day"))
        .agg(pl.col("bound").max())
        .sort(*group, "bound", nulls_last=True)
        .with_columns(piece_to=pl.col("bound").shift(-1).over(list(group)))
        .drop_nulls("piece_to")
        .rename({"bound": "piece_from"})
        .with_row_index("piece")
        .select("piece", *group, "piece_from", "piece_to")
    )


def bounds_of(table: pl.DataFrame, group: Sequence[str], *columns: str) -> Iterable[pl.DataFrame]:
    """The dates in `columns` as bounds of their groups."""
    return [table.select(*group, pl.col(column).alias("bound")) for column in columns]
