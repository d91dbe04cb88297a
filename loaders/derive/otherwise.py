"""What would follow if months and years meant their last day, where that differs (docs/domain.md 3, Time).

A date known to the month or the year is read as its first day for comparison. For a day inside it an answer is
uncertain if reading it as the last day gives another one, so all is derived a second time over columns read that way,
and only the difference is kept.
"""

from typing import Final

import polars as pl

from cypher.columns.columns import FACTS, Columns, first_days
from loaders.derive.pieces import bounds_of, pieces_between
from loaders.derive.sweep import LINK

TYPE: Final = "OTHERWISE"
COMPARED: Final = frozenset({"LEAD", "SUPERIOR", "SUPPORT"})  # the links that answers show
VALIDITY: Final = ("valid_from", "valid_to")


def differing_pieces(first: pl.DataFrame, late: pl.DataFrame, said: list[str]) -> pl.DataFrame:
    """The pieces (`piece`, `subject`, `piece_from`, `piece_to`, whole days) in which the two readings say otherwise.

    `first`, `late`: `subject`, the columns `said` (none of them null), `valid_from`, `valid_to`.
    """
    one, other = (_whole(table, said) for table in (first, late))
    changed = pl.concat([one.join(other, on=one.columns, how="anti"), other.join(one, on=one.columns, how="anti")])
    subjects = changed.select("subject").unique()
    told = [table.join(subjects, on="subject", how="semi") for table in (one, other)]
    pieces = pieces_between([b for table in told for b in bounds_of(table, ["subject"], *VALIDITY)], ["subject"])
    texts = [_told(pieces, table, said).rename({"text": f"text{n}"}) for n, table in enumerate(told)]
    both = pieces.join(texts[0], on="piece", how="left").join(texts[1], on="piece", how="left")
    return both.filter(pl.col("text0").ne_missing(pl.col("text1"))).sort("piece").select(pieces.columns)


def present(pieces: pl.DataFrame, dated: pl.DataFrame) -> pl.DataFrame:
    """What is in force in each piece of its subject."""
    in_force = (pl.col("valid_from") <= pl.col("piece_from")) & (pl.col("piece_from") < pl.col("valid_to"))
    return pieces.join(dated, on="subject").filter(in_force)


def otherwise(type_: str, first: pl.DataFrame, late: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The links of a type (LINK, OTHERWISE) that the late reading gives where it gives others; to itself: nobody.

    `columns`: read late. Who does not exist in that reading is asked nothing.
    """
    said = ["holder", "rule", "provisional"]
    pieces = differing_pieces(_without_nulls(first), _without_nulls(late), said)
    alive = (pl.col("lives_from") <= pl.col("piece_from")) & (pl.col("piece_from") < pl.col("lives_to"))
    pieces = pieces.join(columns.lives.rename({"node": "subject"}), on="subject").filter(alive).select(pieces.columns)
    held = present(pieces, late.select("subject", *said, *VALIDITY)).select("piece", *said)
    rows = pieces.join(held, on="piece", how="left").sort("piece", "holder")
    made = rows.select(
        "subject",
        pl.coalesce("holder", "subject").alias("holder"),
        "rule",
        pl.lit("").alias("rule_set"),
        pl.lit(0, LINK["rank"]).alias("rank"),
        pl.lit(type_).alias("value"),
        pl.col("provisional").fill_null(False),
        pl.col("piece_from").alias("valid_from"),
        pl.col("piece_to").alias("valid_to"),
        pl.lit([], FACTS).alias("facts"),
        pl.lit([], LINK["considered"]).alias("considered"),
        pl.col("piece_from").alias("since"),
        pl.col("piece_to").alias("until"),
    )
    return made.select(pl.col(c).cast(t) for c, t in LINK.items())


def _without_nulls(table: pl.DataFrame) -> pl.DataFrame:
    return table.with_columns(pl.col("rule").fill_null(""))


def _whole(table: pl.DataFrame, said: list[str]) -> pl.DataFrame:
    return table.select("subject", *said, *(first_days(pl.col(c)).alias(c) for c in VALIDITY))


def _told(pieces: pl.DataFrame, dated: pl.DataFrame, said: list[str]) -> pl.DataFrame:
    """What is said in each piece, as one text."""
    text = pl.concat_str([pl.col(c).cast(pl.String) for c in said], separator=" ")
    every = present(pieces, dated).select("piece", text.alias("text"))
    return every.group_by("piece").agg(pl.col("text").unique().sort().str.join(";"))
