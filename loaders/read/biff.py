"""What the records of an old workbook (.xls, BIFF 5 and 8) say beside its cells' values; [MS-XLS] names them.

Formats, hidden rows and sheets, merged ranges, errors, and how large it is: looked at before the cells are read, so
that a cell in the last row and column takes no memory.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from loaders.read.limits import CELLS, MAX_CELLS, MAX_COLUMNS, too_large
from loaders.read.lines import Fault
from loaders.read.number_formats import number_text, precision_of
from loaders.read.package import damaged, encrypted
from loaders.read.sheets import Merged

_BOF, _EOF, _BOUNDSHEET, _DATEMODE, _FILEPASS, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0x22, 0x2F, 0x41E, 0xE0
_ROW, _MERGECELLS, _BOOLERR, _FORMULA, _NUMBER, _RK, _MULRK = 0x208, 0xE5, 0x205, 0x06, 0x203, 0x27E, 0xBD
_WITH_VALUE: Final = frozenset({_BOOLERR, _FORMULA, _NUMBER, _RK, _MULRK, 0xFD, 0x204, 0xD6})
_BIFF8: Final = 0x600
_WORKSHEET: Final = 0x10
_HIDDEN_ROW: Final = 0x20
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
Cell = tuple[int, int]  # row and column from 0


@dataclass
class SheetRecords:
    """What is said of one sheet. `texts`: of numbers that are dates; `faults`: cells that refuse their row."""

    hidden: bool = False
    hidden_rows: int = 0
    merged: list[Merged] = field(default_factory=list)
    texts: dict[Cell, str] = field(default_factory=dict)
    faults: dict[Cell, Fault] = field(default_factory=dict)
    last: Cell = (0, 0)


@dataclass
class BookRecords:
    """What is said of the whole workbook; its sheets in their order, those without cells too."""

    epoch_1904: bool = False
    sheets: list[SheetRecords] = field(default_factory=list)


def scan(file: str, stream: bytes) -> BookRecords:
    """Looks at every record. FileUnreadable: encrypted, too large, no BIFF 5 or 8."""
    try:
        return _Scan(file, stream).book
    except (struct.error, IndexError) as error:
        raise damaged(file, "a record is cut off") from error


class _Scan:
    def __init__(self, file: str, stream: bytes) -> None:
        self.file, self.stream = file, stream
        self.book = BookRecords()
        self._codes: dict[int, str] = {}
        self._xfs: list[int] = []
        self._at: dict[int, SheetRecords] = {}  # by where its records begin
        if len(stream) < 8 or struct.unpack_from("<H", stream)[0] != _BOF:
            raise damaged(file, "it does not begin as a workbook does")
        self._version = struct.unpack_from("<H", stream, 4)[0]
        self._precisions: Mapping[int, str] = {}
        sheet: SheetRecords | None = None
        depth = 0
        for kind, at, size in self._records():
            if kind == _BOF:
                depth += 1
                if depth == 1:
                    sheet = self._at.get(at - 4)
                    self._precisions = self._precisions or self._dates()
            elif kind == _EOF:
                depth -= 1
            elif depth != 1:
                continue
            elif sheet is not None:
                self._in_sheet(sheet, kind, at, size)
            else:
                self._in_globals(kind, at, size)
        for one in self.book.sheets:
            self._refuse_large(one)

    def _records(self) -> Iterator[tuple[int, int, int]]:
        """Kind, where its content begins, and its size."""
        at, end = 0, len(self.stream)
        unpack = struct.Struct("<HH").unpack_from
        while at + 4 <= end:
            kind, size = unpack(self.stream, at)
            at += 4
            yield kind, at, size
            at += size

    def _in_globals(self, kind: int, at: int, size: int) -> None:
        if kind == _FILEPASS:
            raise encrypted(self.file)
        if kind == _DATEMODE:
            self.book.epoch_1904 = struct.unpack_from("<H", self.stream, at)[0] == 1
        elif kind == _FORMAT:
            id, length = struct.unpack_from("<HH" if self._version == _BIFF8 else "<HB", self.stream, at)
            self._codes[id] = self._text(at + 4, length) if self._version == _BIFF8 else self._bytes(at + 3, length)
        elif kind == _XF:
            self._xfs.append(struct.unpack_from("<H", self.stream, at + 2)[0])
        elif kind == _BOUNDSHEET:
            start, state, type = struct.unpack_from("<IBB", self.stream, at)
            sheet = SheetRecords(hidden=state & 3 != 0)
            self.book.sheets.append(sheet)
            if type == 0:
                self._at[start] = sheet

    def _text(self, at: int, length: int) -> str:
        wide = self.stream[at] & 1
        return self.stream[at + 1 : at + 1 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")

    def _bytes(self, at: int, length: int) -> str:
        return self.stream[at : at + length].decode("gbk", errors="replace")

    def _dates(self) -> dict[int, str]:
        found = {xf: precision_of(id, self._codes.get(id)) for xf, id in enumerate(self._xfs)}
        return {xf: precision for xf, precision in found.items() if precision}

    def _in_sheet(self, sheet: SheetRecords, kind: int, at: int, size: int) -> None:
        if kind in _WITH_VALUE:
            row, column, xf = struct.unpack_from("<HHH", self.stream, at)
            last = struct.unpack_from("<H", self.stream, at + size - 2)[0] if kind == _MULRK else column
            sheet.last = max(sheet.last[0], row), max(sheet.last[1], last)
            if kind == _MULRK:
                for index in range(last - column + 1):
                    xf, rk = struct.unpack_from("<HI", self.stream, at + 4 + 6 * index)
                    self._number(sheet, (row, column + index), xf, _from_rk(rk))
            elif kind == _RK:
                self._number(sheet, (row, column), xf, _from_rk(struct.unpack_from("<I", self.stream, at + 6)[0]))
            elif kind == _NUMBER:
                self._number(sheet, (row, column), xf, struct.unpack_from("<d", self.stream, at + 6)[0])
            elif kind == _FORMULA:
                self._formula(sheet, (row, column), xf, at + 6)
            elif kind == _BOOLERR and self.stream[at + 7]:
                self._error(sheet, (row, column), self.stream[at + 6])
        elif kind == _ROW:
            flags = struct.unpack_from("<H", self.stream, at + 12)[0]
            sheet.hidden_rows += bool(flags & _HIDDEN_ROW)
        elif kind == _MERGECELLS:
            for index in range(struct.unpack_from("<H", self.stream, at)[0]):
                top, bottom, column, _ = struct.unpack_from("<HHHH", self.stream, at + 2 + 8 * index)
                if top < bottom:
                    sheet.merged.append(Merged(column, top + 1, bottom + 1))

    def _number(self, sheet: SheetRecords, cell: Cell, xf: int, value: float) -> None:
        if precision := self._precisions.get(xf):
            sheet.texts[cell] = number_text(repr(value), precision, self.book.epoch_1904)

    def _formula(self, sheet: SheetRecords, cell: Cell, xf: int, at: int) -> None:
        if self.stream[at + 6 : at + 8] != b"\xff\xff":
            self._number(sheet, cell, xf, struct.unpack_from("<d", self.stream, at)[0])
        elif self.stream[at] == 2:
            self._error(sheet, cell, self.stream[at + 2])

    def _error(self, sheet: SheetRecords, cell: Cell, code: int) -> None:
        sheet.faults[cell] = Fault("error_cell", _ERRORS.get(code, "#"))

    def _refuse_large(self, sheet: SheetRecords) -> None:
        rows, columns = sheet.last[0] + 1, sheet.last[1] + 1
        if rows * columns > MAX_CELLS:
            raise too_large(self.file, CELLS, MAX_CELLS)
        assert columns <= MAX_COLUMNS


def _from_rk(rk: int) -> float:
    """The number that the 32 bits stand for: an integer or the upper half of a double, perhaps of a hundredfold."""
    if rk & 2:
        value = float((rk - (1 << 32) if rk & 0x80000000 else rk) >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<II", 0, rk & 0xFFFFFFFC))[0])
    return value / 100 if rk & 1 else value
