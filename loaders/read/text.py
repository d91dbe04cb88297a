"""CSV and its kin: delimited text, each record with the line on which it begins. Read as a stream."""

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TextIO

from loaders.cells.rejects import FileUnreadable, Place
from loaders.read.arrived import Arrived
from loaders.read.encodings import text_of
from loaders.read.headings import HEADER_ROWS, header_key, is_heading
from loaders.read.limits import (
    COLUMNS,
    LINE,
    MAX_CELLS_OF_LINE,
    MAX_LINE,
    MAX_ROWS,
    ROWS,
    too_large,
)
from loaders.read.lines import Line
from loaders.read.skipping import is_note_line

DELIMITERS: Final = (",", "\t", ";", "|", "，")
_LAST: Final = 12  # lines at the end among which notes are looked for
_NOTE_LENGTH: Final = 200
_TALLEST: Final = 200  # lines of one record: a quote that is still open behind them is a stray one
_FIGURE: Final = re.compile(r"\d")  # in nearly every row, in hardly any heading
_READ_AGAIN: Final = 200_000  # lines; in a text with more of them no record is taken to go over several


@dataclass(frozen=True)
class Survey:
    """What a look at the whole text showed: its delimiter, and the short last lines that may be notes, last first.

    `headed` is the last line that may hold headings, 0 where none may.
    """

    delimiter: str
    notes: tuple[str, ...]
    headed: int


def survey(file: Arrived, encoding: str, keys: frozenset[str]) -> Survey:
    """One look at every line. FileUnreadable: too many, too long, or with too many cells."""
    delimiter = _delimiter(file, encoding, keys)
    no_figures = not any(map(_FIGURE.search, keys))
    last: deque[str] = deque(maxlen=_LAST)
    number = headed = 0
    with text_of(file, encoding, newline="") as stream:
        while line := stream.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                raise too_large(file.name, LINE, MAX_LINE, row=number)
            if number > MAX_ROWS:
                raise too_large(file.name, ROWS, MAX_ROWS, row=number)
            if line.count(delimiter) >= MAX_CELLS_OF_LINE:
                raise too_large(file.name, COLUMNS, MAX_CELLS_OF_LINE, row=number)
            if not (no_figures and _FIGURE.search(line)) and _may_hold_headings(line, delimiter, keys):
                headed = number
            last.append(line)
    notes = (line for line in reversed(last) if len(line) < _NOTE_LENGTH and is_note_line(line))
    return Survey(delimiter, tuple(notes), headed)


def _may_hold_headings(line: str, delimiter: str, keys: frozenset[str]) -> bool:
    """Does a line begin with a known heading, or in a cell that goes on behind its end?"""
    first = line.lstrip(delimiter + '"').partition(delimiter)[0]
    return is_heading(first, keys) or line.count('"') % 2 == 1


def _delimiter(file: Arrived, encoding: str, keys: frozenset[str]) -> str:
    """The one that makes most known headings (else most cells) of one early row; of equal ones the first named."""
    with text_of(file, encoding, newline="") as stream:
        early = [stream.readline(65_536) for _ in range(HEADER_ROWS)]

    def fit(delimiter: str) -> int:
        rows = [[header_key(cell) for cell in line.strip("\r\n").split(delimiter)] for line in early]
        return max(sum(word in keys for word in row) if keys else len(row) for row in rows)

    return max(DELIMITERS, key=fit)


def lines_of(file: Arrived, encoding: str, delimiter: str, width: int | None) -> Iterator[Line]:
    """The records of a delimited text, each with the number of its first physical line.

    A stray quote opens a cell that swallows the rows behind it. So a record of several lines that is no row of `width`
    cells is taken apart: its first line is torn, the rest is read again from the line behind. One bad row costs one.
    """
    try:
        with text_of(file, encoding, newline="") as stream:
            yield from _records(stream, delimiter, width)
    except (OSError, UnicodeDecodeError) as error:
        raise _changed(file.name, error) from error


def _records(stream: TextIO, delimiter: str, width: int | None) -> Iterator[Line]:
    lines = _PhysicalLines(stream)
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.taken.clear()
        start = lines.number + 1
        cells: list[str] | None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a record too tall, a cell beyond csv.field_size_limit: a quote that never closes
            cells = None
        if cells is None or (len(lines.taken) > 1 and _swallowed(lines.taken, cells, delimiter, width)):
            first, *rest = lines.taken
            lines.put_back(rest)
            reader = csv.reader(lines, delimiter=delimiter)
            yield Line(start, tuple(first.rstrip("\r\n").split(delimiter)), torn=True)
        else:
            yield Line(start, tuple(cells))


class _PhysicalLines:
    """An iterator over lines that counts them, remembers what the present record took, and takes lines back."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = iter(stream)
        self._waiting: deque[str] = deque()
        self._again = 0
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        """The next line. csv.Error where the present record is too tall to be one."""
        if len(self.taken) >= (_TALLEST if self._again < _READ_AGAIN else 1):
            raise csv.Error
        line = self._waiting.popleft() if self._waiting else next(self._stream)
        self.number += 1
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)
        self._again += len(lines)


def _swallowed(taken: Sequence[str], cells: Sequence[str], delimiter: str, width: int | None) -> bool:
    """Did a stray quote make one record of several rows? Seen by the width, or by two lines that are rows already."""
    if width is None:
        width = len(cells)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return True
    return width > 1 and sum(line.count(delimiter) >= width - 1 for line in taken) > 1


def _changed(file: str, error: Exception) -> FileUnreadable:
    return FileUnreadable(
        Place(file, None, 0),
        "broke_off",
        "读取中断",
        f"reading broke off ({error})",
        "确认文件在导入期间没有变动后重新导入",
        "make sure that the file does not change while it is loaded, and load it again",
    )
