"""What the records of an old workbook (.xls, BIFF 5 and 8) say beside its cells' values; [MS-XLS] names them.

Formats, hidden rows and sheets, merged ranges, errors, and how large it is: looked at before the cells are read, so
that a cell in the last row and column takes no memory.
"""

import struct
from dataclasses import dataclass, field
from typing import Final

from loaders.read.limits import CELLS, MAX_CELLS, MAX_COLUMNS, too_large
from loaders.read.lines import Fault
from loaders.read.number_formats import number_text, precision_of
from loaders.read.package import damaged, encrypted
from loaders.read.sheets import Merged

_BOF, _EOF, _BOUNDSHEET, _DATEMODE, _FILEPASS, _FORMAT, _XF = 0x809, 0x0A, 0x85, 0x22, 0x2F, 0x41E, 0xE0
_ROW, _MERGECELLS, _BOOLERR, _FORMULA, _NUMBER, _RK, _MULRK = 0x208, 0xE5, 0x205, 0x06, 0x203, 0x27E, 0xBD
_DIMENSIONS, _SST, _COLINFO = 0x200, 0xFC, 0x7D
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256  # of a sheet of this format
_SPECIAL: Final = frozenset({_FORMULA, _BOOLERR})
_HEAD, _CELL, _ONE, _DOUBLE = struct.Struct("<HH"), struct.Struct("<HHH"), struct.Struct("<H"), struct.Struct("<d")
_WITH_VALUE: Final = frozenset({_BOOLERR, _FORMULA, _NUMBER, _RK, _MULRK, 0xFD, 0x204, 0xD6})
_BIFF8: Final = 0x600
_HIDDEN_ROW: Final = 0x20
_EMPTY: Final = 3  # the kind of a formula's value
_EMPTY_TEXT: Final = b"\x17\x00"
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


@dataclass
class SheetRecords:
    """What is said of one sheet. By row and column from 0: the texts of numbers that are dates, and cells that refuse
    their row."""

    hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    faults: dict[int, dict[int, Fault]] = field(default_factory=dict)


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
        self._texts: dict[int, dict[bytes, str]] = {}  # by style and the bytes of a number
        if len(stream) < 8 or _HEAD.unpack_from(stream)[0] != _BOF:
            raise damaged(file, "it does not begin as a workbook does")
        self._version = struct.unpack_from("<H", stream, 4)[0]
        at = self._globals()
        self._dates = {xf: said for xf, id in enumerate(self._xfs) if (said := precision_of(id, self._codes.get(id)))}
        while at + 4 <= len(stream):
            sheet = self._at.get(at)
            at = self._sheet(sheet if sheet is not None else SheetRecords(), at)

    def _globals(self) -> int:
        """Reads what stands before the first sheet; where that begins."""
        at, depth = 0, 0
        while at + 4 <= len(self.stream):
            kind, size = _HEAD.unpack_from(self.stream, at)
            at += 4
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
            elif depth == 1:
                self._in_globals(kind, at)
            at += size
            if not depth:
                break
        return at

    def _sheet(self, sheet: SheetRecords, at: int) -> int:
        """Reads the records of one sheet; where the next begins."""
        stream, dates, head, cell = self.stream, self._dates, _HEAD.unpack_from, _CELL.unpack_from
        end, depth, last_row, last_column = len(stream), 0, 0, 0
        while at + 4 <= end:
            kind, size = head(stream, at)
            at += 4
            if kind in _WITH_VALUE and depth == 1:
                row, column, xf = cell(stream, at)
                if row > last_row:
                    last_row = row
                if column > last_column:
                    last_column = column
                if kind == _MULRK:
                    last_column = max(last_column, _ONE.unpack_from(stream, at + size - 2)[0])
                    self._several(sheet, row, column, at + 4, size)
                elif kind in _SPECIAL or xf in dates:
                    self._cell(sheet, kind, (row, column, xf), at)
            elif kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
            elif depth == 1:
                self._in_sheet(sheet, kind, at)
            at += size
            if not depth:
                break
        if (last_row + 1) * (last_column + 1) > MAX_CELLS or last_column >= MAX_COLUMNS:
            raise too_large(self.file, CELLS, MAX_CELLS)
        return at

    def _in_globals(self, kind: int, at: int) -> None:
        if kind == _FILEPASS:
            raise encrypted(self.file)
        if kind == _DATEMODE:
            self.book.epoch_1904 = struct.unpack_from("<H", self.stream, at)[0] == 1
        elif kind == _FORMAT:
            id, length = struct.unpack_from("<HH" if self._version == _BIFF8 else "<HB", self.stream, at)
            self._codes[id] = self._text(at + 4, length) if self._version == _BIFF8 else self._bytes(at + 3, length)
        elif kind == _SST:  # calamine makes room for so many texts
            if struct.unpack_from("<I", self.stream, at + 4)[0] > len(self.stream):
                raise damaged(self.file, "it states more texts than it can hold")
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

    def _in_sheet(self, sheet: SheetRecords, kind: int, at: int) -> None:
        if kind == _ROW:
            sheet.hidden_rows += bool(_ONE.unpack_from(self.stream, at + 12)[0] & _HIDDEN_ROW)
        elif kind == _COLINFO:
            first, last, _, _, options = struct.unpack_from("<HHHHH", self.stream, at)
            if options & 1:
                sheet.hidden_columns.append((first, last))
        elif kind == _MERGECELLS:
            for index in range(_ONE.unpack_from(self.stream, at)[0]):
                top, bottom, column, _ = struct.unpack_from("<HHHH", self.stream, at + 2 + 8 * index)
                sheet.merged.append(Merged(column, top + 1, bottom + 1))
        elif kind == _DIMENSIONS:  # calamine makes room for so many cells
            form = "<IIHH" if self._version == _BIFF8 else "<HHHH"
            first, rows, left, columns = struct.unpack_from(form, self.stream, at)
            if not (first <= rows <= _MAX_ROWS and left <= columns <= _MAX_COLUMNS):
                raise damaged(self.file, "it states an extent that cannot be")

    def _cell(self, sheet: SheetRecords, kind: int, cell: tuple[int, int, int], at: int) -> None:
        row, column, _ = cell
        if kind == _NUMBER:
            self._number(sheet, cell, self.stream[at + 6 : at + 14])
        elif kind == _RK:
            self._number(sheet, cell, self.stream[at + 6 : at + 10])
        elif kind == _FORMULA:
            if self.stream[at + 12 : at + 14] != b"\xff\xff":
                self._number(sheet, cell, self.stream[at + 6 : at + 14])
            elif self.stream[at + 6] == 2:
                self._error(sheet, row, column, self.stream[at + 8])
            elif self.stream[at + 6] == _EMPTY and not self._may_be_empty(at):
                sheet.faults.setdefault(row, {})[column] = Fault("uncalculated_formula")
        elif kind == _BOOLERR and self.stream[at + 7]:
            self._error(sheet, row, column, self.stream[at + 6])

    def _may_be_empty(self, at: int) -> bool:
        """May a formula that has no value have come to an empty text? Spreadsheets write both alike.

        It has been calculated where its place in the order of calculation is kept, and may come to an empty text where
        one stands in it ([MS-XLS] Formula.chn, PtgStr).
        """
        kept, length = struct.unpack_from("<IH", self.stream, at + 16)
        return kept != 0 or _EMPTY_TEXT in self.stream[at + 22 : at + 22 + length]

    def _several(self, sheet: SheetRecords, row: int, column: int, at: int, size: int) -> None:
        for index in range((size - 6) // 6):
            start = at + 6 * index
            xf = _ONE.unpack_from(self.stream, start)[0]
            if xf in self._dates:
                self._number(sheet, (row, column + index, xf), self.stream[start + 2 : start + 6])

    def _number(self, sheet: SheetRecords, cell: tuple[int, int, int], number: bytes) -> None:
        """The text of a number that is a date, a double or an RK; of any other calamine says it."""
        row, column, xf = cell
        if (precision := self._dates.get(xf)) is None:
            return
        known = self._texts.setdefault(xf, {})
        if (text := known.get(number)) is None:
            value = _DOUBLE.unpack(number)[0] if len(number) == _DOUBLE.size else _from_rk(number)
            text = known[number] = number_text(repr(value), precision, self.book.epoch_1904)
        if (texts := sheet.texts.get(row)) is None:
            texts = sheet.texts[row] = {}
        texts[column] = text

    def _error(self, sheet: SheetRecords, row: int, column: int, code: int) -> None:
        sheet.faults.setdefault(row, {})[column] = Fault("error_cell", _ERRORS.get(code, "#"))


def _from_rk(number: bytes) -> float:
    """What 32 bits stand for: an integer or the upper half of a double, perhaps of a hundredfold."""
    rk = struct.unpack("<I", number)[0]
    if rk & 2:
        value = float((rk - (1 << 32) if rk & 0x80000000 else rk) >> 2)
    else:
        value = float(_DOUBLE.unpack(struct.pack("<II", 0, rk & 0xFFFFFFFC))[0])
    return value / 100 if rk & 1 else value
