"""Totals against the rows that were read: 共12家 says how many there should be."""

from dataclasses import dataclass, field

from loaders.cells.rejects import Place
from loaders.read.tables import Row


@dataclass(frozen=True)
class WrongTotal:
    """A total that says another number of rows than were read before it."""

    place: Place
    stated: int
    found: int


@dataclass
class Totals:
    """Counts the rows of one file as they pass, those of the present group apart."""

    wrong: list[WrongTotal] = field(default_factory=list)
    _sheet: str | None = None
    _all: int = 0
    _group: int = 0

    def pass_by(self, row: Row) -> None:
        """The next row, in the order of the file."""
        if row.place.sheet != self._sheet:
            self._sheet, self._all, self._group = row.place.sheet, 0, 0
        if row.skipped is None:
            self._all += 1
            self._group += 1
        if row.stated is not None:
            expected = {self._all} if row.stated.of_all else {self._all, self._group}
            if row.stated.count not in expected:
                found = self._all if row.stated.of_all else self._group
                self.wrong.append(WrongTotal(row.place, row.stated.count, found))
        if row.skipped in ("group", "total"):
            self._group = 0
