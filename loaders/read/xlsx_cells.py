"""The cells of an XLSX sheet as texts, and how many there may be; used by both ways of reading its rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from loaders.cells.rejects import FileUnreadable
from loaders.read.limits import (
    BYTES,
    CELL,
    CELLS,
    COLUMNS,
    MAX_BYTES,
    MAX_CELL,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    ROWS,
    too_large,
)
from loaders.read.lines import Fault, Line
from loaders.read.markup import BadMarkup, Events
from loaders.read.number_formats import number_text
from loaders.read.sheets import Merged, Sheet
from loaders.read.strings import escaped

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})\d{1,10}")
_RANGE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})")


@lru_cache(1 << 15)
def column_of(letters: bytes) -> int:
    """The column from 0: A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def is_true(value: str | None) -> bool:
    """Is an attribute of XML Schema's boolean true?"""
    return value in ("1", "true", "on")


@dataclass
class Cells:
    """The rows of one sheet as they are made, and what was counted of them.

    `precisions`: what the cells of a style say of time, by the style's number.
    """

    file: str
    sheet: Sheet
    strings: list[str]
    precisions: Mapping[bytes, str]
    epoch_1904: bool
    number: int = 0
    counted: int = 0
    characters: int = 0

    def begin(self, number: int | None) -> None:
        """A row begins. FileUnreadable behind the last row that there can be; BadMarkup where it stood before."""
        last, self.number = self.number, self.number + 1 if number is None else number
        if self.number > MAX_ROWS:
            raise self.too_large(ROWS, MAX_ROWS)
        if self.number <= last:
            raise BadMarkup("rows out of order")

    def count(self, cells: int) -> None:
        """So many cells more, blank ones too. FileUnreadable."""
        self.counted += cells
        if self.counted > MAX_CELLS:
            raise self.too_large(CELLS, MAX_CELLS)

    def value(
        self, type: bytes | None, style: bytes | None, value: str | None, *, formula: bool
    ) -> tuple[str, Fault | None]:
        """The text of a cell, and what is wrong with it. ValueError, IndexError."""
        if type == b"e":
            return value or "#", Fault("error_cell", value or "#")
        if not value:  # a formula that came to an empty text says that it is a text
            calculated = value is not None and type == b"str"
            return "", Fault("uncalculated_formula") if formula and not calculated else None
        if type == b"s":
            return self.strings[int(value)], None
        if type == b"b":
            return "是" if is_true(value.strip()) else "否", None
        if type in (None, b"n"):
            return number_text(value, self.precisions.get(style or b"0"), self.epoch_1904), None
        return escaped(value), None

    def place(self, cells: list[str], column: int, text: str) -> None:
        """Puts a text where it belongs in a row; what is left out before it is blank."""
        if column >= MAX_COLUMNS:
            raise self.too_large(COLUMNS, MAX_COLUMNS)
        gap = column - len(cells)
        if gap < 0:
            raise BadMarkup("cells out of order")
        if gap:
            cells += [""] * gap
        cells.append(text)

    def line(self, cells: list[str], faults: dict[int, Fault]) -> Line | None:
        """The row; None where it is blank."""
        if not cells and not faults:
            return None
        length = sum(map(len, cells))
        self.characters += length
        if self.characters > MAX_BYTES:
            raise self.too_large(BYTES, MAX_BYTES)
        if length > MAX_CELL and max(map(len, cells)) > MAX_CELL:
            raise self.too_large(CELL, MAX_CELL)
        return Line(self.number, tuple(cells), False, faults)

    def column(self, attributes: Mapping[str, str]) -> None:
        """Remembers what is said of some columns. KeyError, ValueError."""
        if is_true(attributes.get("hidden")):
            self.sheet.hide(self.file, int(attributes["min"]) - 1, int(attributes["max"]) - 1)

    def merge(self, column: int, top: int, bottom: int) -> None:
        """Remembers a range of several rows."""
        self.sheet.merge(self.file, Merged(column, top, bottom))

    def too_large(self, what: tuple[str, str], limit: int) -> FileUnreadable:
        """More than there may be, at the row that is read."""
        return too_large(self.file, what, limit, sheet=self.sheet.name, row=self.number)


@dataclass
class _Cell:
    """A cell as far as it was parsed."""

    type: str | None
    style: str
    formula: bool = False
    value: str | None = None
    texts: list[str] = field(default_factory=list)


class ParsedRows:
    """Rows out of an XML parser, written in whatever way. `begun`: of one row, which has begun already."""

    def __init__(self, cells: Cells, *, begun: bool = False) -> None:
        self._cells, self._begun = cells, begun
        self._row: list[str] = []
        self._faults: dict[int, Fault] = {}
        self._column = -1
        self._cell: _Cell | None = None
        self._text: list[str] | None = None
        self._length = 0
        self._guide = False
        self._lines: list[Line] = []
        self._events = Events(self._start, self._end, self._characters)

    def feed(self, block: bytes, *, last: bool = False) -> list[Line]:
        """The rows that end in the next bytes. BadMarkup, FileUnreadable, ValueError, IndexError."""
        self._events.feed(block, last)
        lines, self._lines = self._lines, []
        return lines

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._begin_cell(attributes)
        elif name in ("v", "t", "f"):
            self._text, self._length = [], 0
        elif name == "rPh":
            self._guide = True
        elif name == "row":
            self._begin_row(attributes)
        elif name == "col":
            self._cells.column(attributes)
        elif name == "mergeCell" and (found := _RANGE.fullmatch(attributes.get("ref", ""))):
            self._cells.merge(column_of(found[1].encode()), int(found[2]), int(found[3]))

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._faults, self._column = [], {}, -1
        if not self._begun:
            self._cells.begin(int(attributes["r"]) if "r" in attributes else None)
            self._cells.sheet.hidden_rows += is_true(attributes.get("hidden"))

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cells.count(1)
        self._cell = _Cell(attributes.get("t"), attributes.get("s", "0"))
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        found = _REFERENCE.fullmatch(reference)
        if found is None or int(reference[len(found[1]) :]) != self._cells.number:
            raise BadMarkup("a cell that stands in no row")
        column = column_of(found[1].encode())
        if column <= self._column:
            raise BadMarkup("cells out of order")
        self._column = column

    def _end(self, name: str) -> None:
        cell, text = self._cell, self._text
        if name == "row":
            line = self._cells.line(self._row, self._faults)
            self._lines += [line] if line is not None else []
        elif cell is None:
            return
        elif name == "v" and text is not None:
            cell.value = "".join(text)
        elif name == "t" and text is not None and not self._guide:
            cell.texts += text
        elif name == "f":
            cell.formula = True
        elif name == "rPh":
            self._guide = False
        elif name == "is":
            cell.value, cell.type = "".join(cell.texts), "inlineStr"
        elif name == "c":
            self._finish(cell)
            self._cell = None
        self._text = None

    def _finish(self, cell: _Cell) -> None:
        type = cell.type.encode() if cell.type else None
        text, fault = self._cells.value(type, cell.style.encode(), cell.value, formula=cell.formula)
        if fault:
            self._faults[self._column] = fault
        if text:
            self._cells.place(self._row, self._column, text)

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._length += len(text)
            if self._length > MAX_BYTES >> 4:
                raise BadMarkup("a cell without end")
            self._text.append(text)
