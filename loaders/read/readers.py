"""Files as registries send them -> rows with their place. Nothing else in the project knows file formats.

CSV (UTF-8 with or without BOM, GB18030, UTF-16 with BOM; comma, tab or semicolon) and XLSX. `inspect_file` reads a
file once and tells what it is and where its headers stand, or raises `FileUnreadable`; `read_rows` then yields every
row that is not blank and no header, each either data, or skipped with a reason, or out of shape. A file is read as a
stream: memory does not grow with its length.
"""

import codecs
import csv
import hashlib
import zipfile
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from loaders.cells.rejects import FileUnreadable, Place, cannot_open
from loaders.read.tables import (
    HAN,
    HEADER_ROWS,
    Header,
    Line,
    Row,
    find_header,
    header_key,
    is_note_line,
    may_state_as_of,
    no_header,
    refuse_duplicates,
    shape,
    shifted_column,
    stated_as_of,
)

__all__ = ["FileFacts", "Header", "Row", "inspect_file", "read_rows", "shifted_column"]


@dataclass(frozen=True)
class FileFacts:
    """What a file is. `as_of` is its 截止日期 line, if it has one; `unread_sheets` had no row of headings."""

    name: str
    sha256: str
    format: str
    encoding: str | None
    delimiter: str | None
    headers: tuple[Header, ...]
    as_of: str | None = None
    unread_sheets: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(name for header in self.headers for name in header.names if name)

    @property
    def personal(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for header in self.headers for name in header.personal))


def inspect_file(path: Path, known: Collection[str] = ()) -> FileFacts:
    """What the file is and where its headings stand. `known` are the headings that any source declares.

    With `known` a row of headings is the first that holds two of them; without, the first with two cells that is no
    title and no 填报单位 line. FileUnreadable: missing, unknown format or encoding, no headings, a heading twice.
    """
    keys = frozenset(header_key(name) for name in known)
    digest = _digest(path)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        return _inspect_workbook(path, digest, keys)
    return _inspect_text(path, digest, keys)


def read_rows(path: Path, facts: FileFacts) -> Iterator[Row]:
    """Every row that is neither blank nor a heading, in the order of the file. FileUnreadable where it breaks off."""
    if facts.format == "xlsx":
        yield from _workbook_rows(path, facts)
    else:
        yield from _text_rows(path, facts)


# -- text files ---------------------------------------------------------------------------------------------------

_CHUNK: Final = 1 << 20


def _digest(path: Path) -> str:
    sha = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_CHUNK):
                sha.update(block)
    except OSError as error:
        raise cannot_open(path, error) from error
    return sha.hexdigest()


def _inspect_text(path: Path, digest: str, keys: frozenset[str]) -> FileFacts:
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding, keys)
    found = find_header(_text_lines(path, encoding, delimiter, None), None, keys)
    if not isinstance(found, Header):
        raise no_header(path.name, None, found or [])
    refuse_duplicates(path.name, found, keys)
    as_of = None
    for line in _text_lines(path, encoding, delimiter, None):
        if line.number >= found.rows[0]:
            break
        as_of = as_of or stated_as_of(line.cells)
    if as_of is None:
        as_of = next((date for line in _last_lines(path, encoding) if (date := stated_as_of([line]))), None)
    return FileFacts(path.name, digest, "csv", encoding, delimiter, (found,), as_of)


def _encoding(path: Path) -> str:
    """utf-8-sig, utf-8, utf-16 or gb18030: the first in which the whole file can be read."""
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _wrong_format(path.name)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    elif head.startswith(codecs.BOM_UTF8):
        encodings = ("utf-8-sig",)
    else:
        encodings = ("utf-8", "gb18030")
    furthest = 0
    for encoding in encodings:
        failure = _first_failure(path, encoding)
        if failure is None:
            return encoding
        furthest = max(furthest, failure.line)
        if failure.han > _CERTAIN_HAN:  # it is that encoding, and damaged: no other would be more than a guess
            break
    raise FileUnreadable(
        Place(path.name, None, furthest),
        "unknown_encoding",
        "文件在此行既不是UTF-8也不是GB18030编码",
        "in this line the file is neither UTF-8 nor GB18030",
        "用表格软件打开，核对此行后另存为“CSV UTF-8”",
        "open it in a spreadsheet, look at this line and save it as 'CSV UTF-8'",
    )


@dataclass(frozen=True)
class _Failure:
    """Where decoding first fails: the line, and how many Han characters were read before."""

    line: int
    han: int


_CERTAIN_HAN: Final = 20


def _first_failure(path: Path, encoding: str) -> _Failure | None:
    """None where the whole file can be decoded and holds no NUL."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, han = 1, 0
    with path.open("rb") as stream:
        while True:
            block = stream.read(_CHUNK)
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                good = error.object[: error.start].decode(encoding, errors="ignore")
                return _Failure(line + good.count("\n"), han + len(HAN.findall(good)))
            if "\0" in text:
                return _Failure(line + text[: text.index("\0")].count("\n"), han)
            line += text.count("\n")
            if han <= _CERTAIN_HAN:
                han += len(HAN.findall(text))
            if not block:
                return None


def _wrong_format(file: str) -> FileUnreadable:
    return FileUnreadable(
        Place(file, None, 0),
        "wrong_format",
        "文件内容不是文本表格（可能是扩展名不符的工作簿，或旧版.xls）",
        "the file is no text table (a workbook under another name, or an old .xls)",
        "用表格软件打开后另存为.xlsx或CSV",
        "open it in a spreadsheet and save it as .xlsx or CSV",
    )


def _delimiter(path: Path, encoding: str, keys: frozenset[str]) -> str:
    """The one of comma, tab and semicolon that makes most known headings (else most cells) of one early row."""
    with path.open(encoding=encoding, newline="", errors="replace") as stream:
        early = [stream.readline(65_536) for _ in range(HEADER_ROWS)]

    def fit(delimiter: str) -> int:
        rows = [[header_key(cell) for cell in line.strip("\r\n").split(delimiter)] for line in early]
        return max(sum(word in keys for word in row) if keys else len(row) for row in rows)

    return max((",", "\t", ";"), key=fit)


def _last_lines(path: Path, encoding: str) -> list[str]:
    """The lines of the last 8 KB that may be notes: short ones, the last first."""
    with path.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - 8192))
        tail = stream.read().decode("utf-8" if encoding == "utf-8-sig" else encoding, errors="replace")
    return [line for line in reversed(tail.splitlines()[-12:]) if len(line) < 200 and is_note_line(line)]


def _text_lines(path: Path, encoding: str, delimiter: str, width: int | None) -> Iterator[Line]:
    """The records of a delimited text, each with the number of its first physical line.

    A stray quote opens a cell that swallows the rows behind it. So a record of several lines that is no row of `width`
    cells is taken apart: its first line is torn, the rest is read again from the line behind. One bad row costs one.
    """
    with path.open(encoding=encoding, newline="", errors="strict") as stream:
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
            except csv.Error:  # a cell beyond csv.field_size_limit: a quote that never closes
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

    def __init__(self, stream: Iterable[str]) -> None:
        self._stream = iter(stream)
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._stream)
        self.number += 1
        self.taken.append(line)
        return line

    def put_back(self, lines: Sequence[str]) -> None:
        self._waiting.extendleft(reversed(lines))
        self.number -= len(lines)


def _swallowed(taken: Sequence[str], cells: Sequence[str], delimiter: str, width: int | None) -> bool:
    """Did a stray quote make one record of several rows? Seen by the width, or by two lines that are rows already."""
    if width is None:
        width = len(cells)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return True
    return width > 1 and sum(line.count(delimiter) >= width - 1 for line in taken) > 1


def _text_rows(path: Path, facts: FileFacts) -> Iterator[Row]:
    header = facts.headers[0]
    assert facts.encoding is not None
    assert facts.delimiter is not None
    try:
        for line in _text_lines(path, facts.encoding, facts.delimiter, len(header.names)):
            row = shape(line, header, facts.name, padded=False)
            if row is not None:
                yield row
    except (OSError, UnicodeDecodeError) as error:
        raise _changed(facts.name, error) from error


def _changed(file: str, error: Exception) -> FileUnreadable:
    return FileUnreadable(
        Place(file, None, 0),
        "broke_off",
        "读取中断",
        f"reading broke off ({error})",
        "确认文件在导入期间没有变动后重新导入",
        "make sure that the file does not change while it is loaded, and load it again",
    )


# -- workbooks ------------------------------------------------------------------------------------------------------

_MAX_UNPACKED: Final = 2 << 30  # bytes; a registry of a million rows unpacks to some 500 MB


def _inspect_workbook(path: Path, digest: str, keys: frozenset[str]) -> FileFacts:
    headers: list[Header] = []
    unread: list[str] = []
    seen: list[str] = []
    as_of = None
    for sheet, lines in _sheets(path):
        head = list(islice(lines, 2 * HEADER_ROWS))
        found = find_header(head, sheet, keys)
        if isinstance(found, Header):
            refuse_duplicates(path.name, found, keys)
            headers.append(found)
            for line in chain(head, lines):
                if as_of is None and may_state_as_of(line, found):
                    as_of = stated_as_of(line.cells)
        elif found:
            unread.append(sheet)
            seen += found
    if not headers:
        raise no_header(path.name, None, seen)
    return FileFacts(path.name, digest, "xlsx", None, None, tuple(headers), as_of, tuple(unread))


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[Line]]]:
    """Each worksheet with its rows as text. The rows of one are to be read before the next is asked for."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise _wrong_workbook(path.name, "too large when unpacked")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise _wrong_workbook(path.name, str(error)) from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a wrong <dimension> would cut columns off
            yield sheet.title, _sheet_lines(path.name, sheet)
    finally:
        book.close()


def _sheet_lines(file: str, sheet: Any) -> Iterator[Line]:
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            yield Line(number, tuple(_cell_text(value) for value in values))
    except (zipfile.BadZipFile, ValueError, KeyError, SyntaxError, EOFError) as error:
        raise _wrong_workbook(file, str(error)) from error


def _cell_text(value: object) -> str:
    """What a person sees in the cell, as text: days without their clock, whole numbers without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        # From 16 digits on a number in a workbook has lost its end: written so that no code is made of it.
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value).upper()
    return str(value)


def _wrong_workbook(file: str, why: str) -> FileUnreadable:
    return FileUnreadable(
        Place(file, None, 0),
        "wrong_format",
        "不是可读的.xlsx工作簿",
        f"this is no workbook that can be read ({why})",
        "用表格软件打开后另存为.xlsx或CSV",
        "open it in a spreadsheet and save it as .xlsx or CSV",
    )


def _workbook_rows(path: Path, facts: FileFacts) -> Iterator[Row]:
    headers = {header.sheet: header for header in facts.headers}
    for sheet, lines in _sheets(path):
        header = headers.get(sheet)
        if header is None:
            continue
        for line in lines:
            row = shape(line, header, facts.name, padded=True)
            if row is not None:
                yield row
