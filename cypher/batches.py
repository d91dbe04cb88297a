"""Rows in batches that a Bolt message can carry.

A message of more than 16 MiB hangs the driver on the embedded engine's default, so batches are capped by their
packed size as well as by count. The size is estimated from above: an estimate that is too large costs a batch more,
one that is too small could cost the connection.
"""

import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from cypher.errors import RowTooLarge

BATCH_ROWS: Final = 5_000
COLUMN_ROWS: Final = 20_000  # of columns: an engine reads a list of texts quicker than a map for each row
BATCH_BYTES: Final = 8 * 1024 * 1024


def batches(
    name: str, rows: Iterable[Mapping[str, Any]], *, count: int = BATCH_ROWS, size: int = BATCH_BYTES
) -> Iterator[list[dict[str, Any]]]:
    """Cuts rows into lists of at most `count` rows and about `size` bytes, in their order; consumes `rows` lazily.

    `name` is the statement that they are for. Raises RowTooLarge for a row that alone exceeds `size`.
    """
    batch: list[dict[str, Any]] = []
    filled = 0
    for position, row in enumerate(map(dict, rows)):
        needed = packed_size(row)
        if needed > size:
            raise RowTooLarge(name, position, needed, size)
        if batch and (len(batch) == count or filled + needed > size):
            yield batch
            batch, filled = [], 0
        batch.append(row)
        filled += needed
    if batch:
        yield batch


def column_batches(
    name: str, columns: Mapping[str, Sequence[Any]], *, count: int = COLUMN_ROWS, size: int = BATCH_BYTES
) -> Iterator[dict[str, list[Any]]]:
    """Cuts columns of one length into columns of at most `count` rows and about `size` bytes, in their order.

    `name` is the statement that they are for. Raises RowTooLarge for a row that alone exceeds `size`.
    """
    height = len(next(iter(columns.values()), ()))
    start = 0
    while start < height:
        stop = min(start + count, height)
        while True:
            batch = {column: list(values[start:stop]) for column, values in columns.items()}
            needed = packed_size(batch)
            if needed <= size:
                break
            if stop - start == 1:
                raise RowTooLarge(name, start, needed, size)
            stop = start + max(1, min((stop - start) * size // needed, (stop - start) // 2))
        yield batch
        start = stop


def packed_size(value: Any) -> int:
    """At most so many bytes does a plain value take in a message (PackStream).

    Plain: None, str, bytes, int, float, bool, and lists and dicts of them; TypeError for anything else. Marshal's
    second format is never shorter: it puts 5 bytes before each text and list, gives an int 5 and more, refers to
    nothing that came before, and its keys make up for a dict's shorter head. And it is written in C.
    """
    try:
        return len(marshal.dumps(value, 2))
    except ValueError as error:
        raise TypeError("a row holds plain values only: None, str, bytes, int, float, bool, list, dict") from error
