"""Files as registries send them -> rows with their place. Nothing else in the project knows file formats.

CSV (UTF-8 with or without BOM, GB18030, UTF-16 with BOM; comma, tab, semicolon, pipe or full-width comma), XLSX, JSON
and JSON Lines, each packed by gzip too. `inspect_file` reads a file once and tells what it is and where its headings
stand, or raises `FileUnreadable`; `read_rows` then yields every row that is not blank and no header, each either data,
or skipped with a reason, or out of shape. Text is read as a stream: memory does not grow with its length.
"""

import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from loaders.cells.rejects import FileUnreadable, Place
from loaders.read import objects, text
from loaders.read.arrived import Arrived, arrived, kind_of, wrong_format
from loaders.read.encodings import encoding_of
from loaders.read.tables import (
    HEADER_ROWS,
    Header,
    Line,
    Row,
    find_header,
    header_key,
    header_of,
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

    file: Arrived
    sha256: str
    format: str
    encoding: str | None
    delimiter: str | None
    headers: tuple[Header, ...]
    as_of: str | None = None
    unread_sheets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(name for header in self.headers for name in header.names if name)

    @property
    def personal(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for header in self.headers for name in header.personal))


@dataclass(frozen=True)
class _Known:
    """The headings that any source declares, as `header_key` has them, and what somebody said others mean."""

    keys: frozenset[str]
    renamed: Mapping[str, str]


def inspect_file(
    path: Path | Arrived, known: Collection[str] = (), renamed: Mapping[str, str] | None = None
) -> FileFacts:
    """What the file is and where its headings stand. `known` are the headings that any source declares.

    `renamed`: headings of the file and what they mean. With `known` a row of headings is the first that holds two of
    them; without, the first with two cells that is no title and no 填报单位 line. FileUnreadable: no regular file,
    unknown format or encoding, larger than `limits` allow, no headings, a heading twice.
    """
    file = arrived(path)
    named = {header_key(theirs): header_key(ours) for theirs, ours in (renamed or {}).items()}
    words = _Known(frozenset(header_key(name) for name in known), named)
    kind = kind_of(file)
    if kind == "zip":
        return _inspect_workbook(file, words)
    if kind == "ole":
        raise wrong_format(file.name, "旧版工作簿（.xls）或加密的工作簿", "an old .xls workbook, or an encrypted one")
    if kind == "objects":
        return _inspect_objects(file, words)
    return _inspect_text(file, words)


def read_rows(facts: FileFacts) -> Iterator[Row]:
    """Every row that is neither blank nor a heading, in the order of the file. FileUnreadable where it breaks off."""
    if facts.format == "xlsx":
        yield from _workbook_rows(facts)
        return
    (header,) = facts.headers
    assert facts.encoding is not None
    if facts.delimiter is None:
        lines = objects.lines_of(facts.file, facts.encoding, header.written)
    else:
        lines = text.lines_of(facts.file, facts.encoding, facts.delimiter, len(header.names))
    for line in lines:
        row = shape(line, header, facts.name, padded=facts.delimiter is None)
        if row is not None:
            yield row


def _inspect_text(file: Arrived, known: _Known) -> FileFacts:
    encoding = encoding_of(file)
    seen = text.survey(file, encoding, known.keys | known.renamed.keys())
    found = find_header(text.lines_of(file, encoding, seen.delimiter, None), None, known.keys, known.renamed)
    if not isinstance(found, Header):
        raise no_header(file.name, None, found or [])
    refuse_duplicates(file.name, found, known.keys)
    as_of = None
    for line in text.lines_of(file, encoding, seen.delimiter, None):
        if line.number >= found.rows[0]:
            break
        as_of = as_of or stated_as_of(line.cells)
    if as_of is None:
        as_of = next((day for note in seen.notes if (day := stated_as_of([note]))), None)
    return FileFacts(file, file.sha256(), "csv", encoding, seen.delimiter, (found,), as_of)


def _inspect_objects(file: Arrived, known: _Known) -> FileFacts:
    encoding = encoding_of(file)
    written = objects.columns_of(file, encoding)
    header = header_of(None, written, (0,), known.renamed)
    if not any(header.names):
        raise no_header(file.name, None, written)
    refuse_duplicates(file.name, header, known.keys)
    form = "json" if objects.is_list(file, encoding) else "jsonl"
    return FileFacts(file, file.sha256(), form, encoding, None, (header,))


# -- workbooks ------------------------------------------------------------------------------------------------------

_MAX_UNPACKED: Final = 2 << 30  # bytes; a registry of a million rows unpacks to some 500 MB


def _inspect_workbook(file: Arrived, known: _Known) -> FileFacts:
    headers: list[Header] = []
    unread: list[str] = []
    seen: list[str] = []
    as_of = None
    for sheet, lines in _sheets(file):
        head = list(islice(lines, 2 * HEADER_ROWS))
        found = find_header(head, sheet, known.keys, known.renamed)
        if isinstance(found, Header):
            refuse_duplicates(file.name, found, known.keys)
            headers.append(found)
            for line in chain(head, lines):
                if as_of is None and may_state_as_of(line, found):
                    as_of = stated_as_of(line.cells)
        elif found:
            unread.append(sheet)
            seen += found
    if not headers:
        raise no_header(file.name, None, seen)
    return FileFacts(file, file.sha256(), "xlsx", None, None, tuple(headers), as_of, tuple(unread))


def _sheets(file: Arrived) -> Iterator[tuple[str, Iterator[Line]]]:
    """Each worksheet with its rows as text. The rows of one are to be read before the next is asked for."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _MAX_UNPACKED:
                raise _wrong_workbook(file.name, "too large when unpacked")
        book = openpyxl.load_workbook(file.path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, SyntaxError) as error:
        raise _wrong_workbook(file.name, str(error)) from error
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a wrong <dimension> would cut columns off
            yield sheet.title, _sheet_lines(file.name, sheet)
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


def _workbook_rows(facts: FileFacts) -> Iterator[Row]:
    headers = {header.sheet: header for header in facts.headers}
    for sheet, lines in _sheets(facts.file):
        header = headers.get(sheet)
        if header is None:
            continue
        for line in lines:
            row = shape(line, header, facts.name, padded=True)
            if row is not None:
                yield row
