"""Rows in batches that a Bolt message can carry.

A message of more than 16 MiB hangs the driver on the embedded engine's default, so batches are capped by their
packed size as well as by count. The size is estimated from above: an estimate that is too large costs a batch more,
one that is too small could cost the connection.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from cypher.errors import RowTooLarge

BATCH_ROWS: Final = 5_000
BATCH_BYTES: Final = 8 * 1024 * 1024


def batches(
    name: str, rows: Iterable[Mapping[str, Any]], *, count: int = BATCH_ROWS, size: int = BATCH_BYTES
) -> Iterator[list[dict[str, Any]]]:
    """Cuts rows into lists of at most `count` rows and about `size` bytes, in their order; consumes `rows` lazily.

    `name` is the statement that they are for. Raises RowTooLarge for a row that alone exceeds `size`.
    """
    batch: list[dict[str, Any]] = []
    filled = 0
    for position, row in enumerate(rows):
        needed = packed_size(row)
        if needed > size:
            raise RowTooLarge(name, position, needed, size)
        if batch and (len(batch) == count or filled + needed > size):
            yield batch
            batch, filled = [], 0
        batch.append(dict(row))
        filled += needed
    if batch:
        yield batch


def packed_size(value: object) -> int:
    """At most so many bytes does a value take in a message (PackStream); exact for text but for its marker."""
    kind = type(value)  # rows are plain values, and asking for the type is several times faster than isinstance
    if kind is str:
        return 5 + (len(value) if value.isascii() else len(value.encode()))  # type: ignore[attr-defined, arg-type]
    if value is None or kind is bool:
        return 1
    if kind is int or kind is float:
        return 9
    if isinstance(value, Mapping):
        return 5 + sum([packed_size(k) + packed_size(v) for k, v in value.items()])
    if isinstance(value, str):
        return 5 + len(value.encode())
    if isinstance(value, bytes | bytearray):
        return 5 + len(value)
    if isinstance(value, Iterable):
        return 5 + sum([packed_size(v) for v in value])
    return 64  # dates and times
