"""The rows that a run refused, as the graph keeps them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from loaders.cells.rejects import Place
from loaders.resolve.known import cut
from loaders.runs.work import Work

TOGETHER: Final = 2_000  # rows that are asked for at once
EVERY: Final = 2**31 - 1  # on one page


@dataclass(frozen=True)
class Rejected:
    """One refused row. `cells` by heading in the order of the file, as far as they are kept.

    `correction` is the hash of the cells with which it came in later, by `corrected_run`; None where it did not.
    """

    id: str
    place: Place
    column: str | None
    code: str
    message: tuple[str, str]  # Chinese, English
    remedy: tuple[str, str]
    cells: Mapping[str, str]
    corrected_run: str | None = None
    correction: str | None = None


async def read_rejected(work: Work, run: str) -> list[Rejected]:
    """The refused rows of a run by place. Raises GraphError."""
    (found,) = await work.read("queries/rejects", run=run, after_key="", after="", limit=EVERY)
    ids = [id for _, id in found["page"]]
    rows: dict[str, Rejected] = {}
    for some in cut(ids, TOGETHER):
        rows |= {row["id"]: _rejected(row) for row in await work.read("queries/reject_rows", ids=list(some))}
    return [rows[id] for id in ids]


def _rejected(row: Mapping[str, Any]) -> Rejected:
    return Rejected(
        row["id"],
        Place(row["file"] or "", row["sheet"], row["row"] or 0),
        row["column"],
        row["code"],
        (row["message_zh"] or "", row["message_en"] or ""),
        (row["remedy_zh"] or "", row["remedy_en"] or ""),
        json.loads(row["cells"]) if row["cells"] else {},
        row["corrected_run"],
        row["correction"],
    )
