"""The rows of a key are found wherever they stand: in one block of a column, over several, at its ends, nowhere."""

import random

import polars as pl
import pytest

from cypher.projection.tables import BETWEEN, Keys


@pytest.mark.parametrize("length", [0, 1, BETWEEN - 1, BETWEEN, BETWEEN + 1, 5 * BETWEEN])
def test_all_rows_of_a_key_are_found_and_no_others(length: int) -> None:
    chance = random.Random(length)
    for most in (3, 40, 1_000):
        column = sorted(chance.randrange(0, most) * 2 for _ in range(length))
        table = pl.DataFrame({"key": column, "row": range(length)}, {"key": pl.UInt32, "row": pl.Int64})
        texts = table.with_columns(pl.col("key").cast(pl.String).str.zfill(5))
        keys, named = Keys(table["key"]), Keys(texts["key"])
        for key in {0, 1, 2 * most, *column, *(one + 1 for one in column)}:
            wanted = [{"key": key, "row": at} for at, one in enumerate(column) if one == key]
            assert keys.rows(table, key) == wanted
            text = f"{key:05}"
            assert named.rows(texts, text) == [{**row, "key": text} for row in wanted]
            assert named.first(text) == sum(one < key for one in column)
