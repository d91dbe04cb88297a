"""A sheet of a workbook as it is read, whatever the workbook's format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from loaders.read.limits import COLUMNS, MAX_CELLS, MAX_COLUMNS, too_large
from loaders.read.lines import Line

MAX_MERGED: Final = 100_000  # ranges of one sheet
MERGED: Final = ("合并单元格数", "merged ranges")


@dataclass(frozen=True, slots=True)
class Merged:
    """A range whose first cell's value is that of its other rows, too: column from 0, first and last row."""

    column: int
    top: int
    bottom: int


@dataclass
class Sheet:
    """`hidden_rows` and `merged` are whole only when `lines` have been read to their end."""

    name: str
    hidden: bool
    lines: Iterator[Line]
    hidden_rows: int = 0
    merged: list[Merged] = field(default_factory=list)
    merged_rows: int = 0
    epoch_1904: bool = False
    """Are the days of its numbers counted from 1904 on?"""
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last of each range of them, from 0."""

    def hide(self, file: str, first: int, last: int) -> None:
        """Remembers a range of hidden columns. FileUnreadable where there are more than columns."""
        self.hidden_columns.append((first, last))
        if len(self.hidden_columns) > MAX_COLUMNS:
            raise too_large(file, COLUMNS, MAX_COLUMNS, sheet=self.name)

    def is_hidden(self, column: int) -> bool:
        """Is a column (from 0) hidden?"""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def merge(self, file: str, one: Merged) -> None:
        """Remembers a range, where it goes over several rows. FileUnreadable where they are too many, or too large."""
        if one.top < one.bottom and one.column < MAX_COLUMNS:
            self.merged.append(one)
            self.merged_rows += one.bottom - one.top
            if len(self.merged) > MAX_MERGED or self.merged_rows > MAX_CELLS:
                raise too_large(file, MERGED, MAX_MERGED, sheet=self.name)


def filled_down(lines: Iterable[Line], merged: Iterable[Merged], behind: int) -> Iterator[Line]:
    """The rows, with values merged over several rows in each of them, from the row `behind` on; blank rows stay so."""
    waiting = sorted(merged, key=lambda one: one.top, reverse=True)
    open_ones: dict[int, tuple[int, str]] = {}
    for line in lines:
        if not waiting and not open_ones:
            yield line
            continue
        cells = list(line.cells)
        if any(cells) and line.number > behind:
            for column, (bottom, value) in list(open_ones.items()):
                if bottom < line.number:
                    del open_ones[column]
                elif column >= len(cells) or not cells[column]:
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = value
        while waiting and waiting[-1].top <= line.number:
            one = waiting.pop()
            value = cells[one.column] if one.top == line.number and one.column < len(cells) else ""
            if value and one.top > behind:
                open_ones[one.column] = (one.bottom, value)
        yield line._replace(cells=tuple(cells))
