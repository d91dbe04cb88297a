"""A workbook of refused rows read back: which of its rows were corrected, and with what."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from loaders.cells.persons import holds_mask
from loaders.cells.reasons import MENDED_ELSEWHERE
from loaders.cells.rejects import Reject, reject
from loaders.cells.values import clean
from loaders.read.headings import header_key
from loaders.read.readers import Row
from loaders.returned.rejected import Rejected
from loaders.returned.workbook import CORRECTION, ID, OWN_COLUMNS
from loaders.runs.work import Work
from loaders.validate.rows import Given

_CORRECTION, _ID = header_key(CORRECTION), header_key(ID)


class Corrections:
    """Looks at each row of a workbook that `rejects --out` wrote, against the refused rows as the graph keeps them.

    `standing`: the runs of which what came in stands. A row without an id is a new one and read as it is.
    """

    columns: Collection[str] = frozenset(map(header_key, OWN_COLUMNS))

    def __init__(self, rejected: Sequence[Rejected], standing: Collection[str]) -> None:
        self.rejected = {row.id: row for row in rejected}
        self.standing = standing
        self.looked: dict[tuple[str, str, int], tuple[str, str]] = {}  # place -> id of the refused row, hash of cells

    def look_at(self, row: Row) -> Row | Reject | None:
        """The row with its correction put in; a reject where there is none; None where it came in before."""
        cells = {name: text for name, text in row.cells.items() if name not in self.columns}
        correction, id = clean(row.cells.get(_CORRECTION, "")), clean(row.cells.get(_ID, ""))
        if not id and not correction:
            return row._replace(cells=cells, headings=_without(row.headings, self.columns))
        was = self.rejected.get(id)
        if was is None:
            return reject(row.place, "not_of_run", cells, value=id)
        if correction and was.column is None:
            return reject(row.place, "correction_without_cell", cells)
        if correction and was.column is not None:
            cells[was.column] = correction
        masked = next((column for column, text in cells.items() if holds_mask(text)), None)
        if masked is not None:
            return reject(row.place, "still_masked", cells, column=masked)
        if _bare(cells) == _bare(was.cells) and was.code not in MENDED_ELSEWHERE:
            return reject(row.place, "not_corrected", cells, column=was.column)
        mark = hash_of(cells)
        if was.corrected_run in self.standing and was.correction == mark:
            return None
        self.looked[row.place.order] = (id, mark)
        return row._replace(cells=cells, headings=_without(row.headings, self.columns))

    async def keep(self, work: Work, accepted: Sequence[Given]) -> None:
        """Keeps of each refused row that came in by which run and with which cells. Raises GraphError."""
        marks = [self.looked[row.place.order] for row in accepted if row.place.order in self.looked]
        rows: list[dict[str, Any]] = [
            {"id": id, "properties": {"corrected_run": work.run, "correction": mark}} for id, mark in marks
        ]
        if rows:
            await work.write("load/write/node", "Reject", rows=rows)


def hash_of(cells: Mapping[str, str]) -> str:
    """A hash of what the cells say: blank ones, their order and spaces around them aside."""
    said = json.dumps(_bare(cells), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _bare(cells: Mapping[str, str]) -> dict[str, str]:
    return {heading: bare for heading, text in cells.items() if (bare := clean(text))}


def _without(headings: Sequence[str | None], own: Collection[str]) -> tuple[str | None, ...]:
    return tuple(heading for heading in headings if heading not in own)
