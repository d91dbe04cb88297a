"""Elementary intervals: between two of them nothing begins or ends."""

from collections.abc import Iterable, Sequence

import polars as pl


def pieces_between(bounds: Iterable[pl.DataFrame], group: Sequence[str]) -> pl.DataFrame:
    """The elementary intervals of each group, in order: `piece` (its number), the columns of `group`, `piece_from`,
    `piece_to`.

    `bounds`: tables of the columns of `group` and `bound`, whatever begins or ends there.
    """
    starts = pl.concat([table.select(*group, "bound") for table in bounds]).unique()
    return (
        starts.sort(*group, "bound", nulls_last=True)
        .with_columns(piece_to=pl.col("bound").shift(-1).over(list(group)))
        .drop_nulls("piece_to")
        .rename({"bound": "piece_from"})
        .with_row_index("piece")
        .select("piece", *group, "piece_from", "piece_to")
    )


def bounds_of(table: pl.DataFrame, group: Sequence[str], *columns: str) -> Iterable[pl.DataFrame]:
    """The dates in `columns` as bounds of their groups."""
    return [table.select(*group, pl.col(column).alias("bound")) for column in columns]
