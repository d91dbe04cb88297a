"""Files as registries send them -> rows with their place. Nothing else in the project knows file formats.

CSV (UTF-8 with or without BOM, GB18030, UTF-16 with BOM; comma, tab or semicolon) and XLSX. `inspect_file` reads a
file once and tells what it is and where its headers stand, or raises `FileUnreadable`; `read_rows` then yields every
row that is not blank and no header, each either data, or skipped with a reason, or out of shape. A file is read as a
stream: memory does not grow with its length.
"""

import codecs
import csv
import hashlib
import re
import zipfile
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from loaders.cells import CellError, is_blank, narrow, parse_date
from loaders.rejects import PROVINCE_COLUMNS, FileUnreadable, Place, is_personal_column, is_province

SKIP_REASONS: Final = ("title", "report_line", "total", "note")


@dataclass(frozen=True)
class Header:
    """The headings of one sheet: a name per column, None where the column is not read; the rows that they fill."""

    sheet: str | None
    names: tuple[str | None, ...]
    rows: tuple[int, ...]
    personal: tuple[str, ...] = ()
    """Headings of columns that hold persons: dropped here, to be reported."""
    unnamed: tuple[int, ...] = ()
    """Columns (from 1) without a heading: not read."""


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


@dataclass(frozen=True)
class Row:
    """One row that is not blank. `cells` holds the raw text by heading, personal columns left out.

    `skipped` is one of SKIP_REASONS (no data). `problem` is a reject code (`row_shape`, `open_quote`) where the cells
    do not fit the headings: `found` against `expected`, and `cells` holds them only as far as they go.
    """

    place: Place
    cells: Mapping[str, str]
    skipped: str | None = None
    problem: str | None = None
    found: int = 0
    expected: int = 0


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


def header_key(text: str) -> str:
    """A heading without width, spaces, marks of obligation and remarks: `＊单位名称（必填）` -> `单位名称`."""
    key = re.sub(r"\((?:必填|选填|可空|必填项|选填项)\)", "", narrow(text))
    return key.strip("*:#\"'")


def shifted_column(cells: Mapping[str, str]) -> str | None:
    """The column by which a row is seen to be shifted, None for a sound row (docs/domain.md 9).

    A province column that holds no province tells; so does Han text in a code's column, or in a date column that has
    neither a digit nor a 年, 月 or 日. Blank cells tell nothing.
    """
    for header, text in cells.items():
        if header in PROVINCE_COLUMNS:
            wrong = not is_province(text)
        elif header == "统一社会信用代码":
            wrong = _HAN.search(text) is not None
        else:
            wrong = (
                header in ("注册日期", "成立登记日期") and _HAN.search(text) is not None and not _DATE_LIKE.search(text)
            )
        if wrong and not is_blank(text):
            return header
    return None


_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_DATE_LIKE: Final = re.compile(r"[\d年月日长永]")


# -- headings -------------------------------------------------------------------------------------------------------

_ORDINALS: Final = frozenset({"序号", "编号序号", "行号", "no", "no.", "序"})
_REPORT_LINE: Final = re.compile(
    r"^(填报|填表|上报|报送|编制|制表|统计|截止|截至|报表|数据)[^,，]{0,6}(单位|部门|机关|日期|时间|人|截止)"
)
_AS_OF: Final = re.compile(r"(?:截止|截至|统计)(?:日期|时间|日)?[:为到]?(\d{4}[-./年\d月日]+)")
_TOTAL: Final = re.compile(r"(?:本页|全市|全区|全县|全部)?(?:合计|总计|小计|共计|累计)(?:[:(].*|\d.*)?")
_NOTE: Final = re.compile(
    r"^(注|备注|说明|填报说明|填表说明|附注|填表人|填报人|制表|审核|单位负责人|数据来源|来源|以上|本表|[*※])"
)
_HEADER_ROWS: Final = 30  # how far down a row of headings is looked for


@dataclass(frozen=True)
class _Line:
    """A physical row: its number from 1 and its cells; `torn`: a stray quote left it without an end."""

    number: int
    cells: tuple[str, ...]
    torn: bool = False


def _find_header(lines: Iterable[_Line], sheet: str | None, keys: frozenset[str]) -> Header | list[str] | None:
    """The headings among the first rows; None where the sheet is blank, the first words seen where there are none."""
    before: _Line | None = None
    seen: list[str] = []
    filled = 0
    candidates = iter(lines)
    for line in candidates:
        words = [header_key(cell) for cell in line.cells]
        if not any(words):
            continue
        filled += 1
        if filled > _HEADER_ROWS:
            break
        seen += [word for word in words if word][: 8 - len(seen)]
        if _is_header(words, keys):
            below = next(candidates, None)
            return _merge_header(before, line, below, sheet, keys)
        before = line
    return seen or None


def _is_header(words: Sequence[str], keys: frozenset[str]) -> bool:
    if keys:
        return sum(word in keys for word in words) >= 2
    filled = [word for word in words if word]
    return len(filled) >= 2 and not any(_REPORT_LINE.match(word) for word in filled)


def _merge_header(
    above: _Line | None, line: _Line, below: _Line | None, sheet: str | None, keys: frozenset[str]
) -> Header:
    """One heading per column from one or two rows: a group's heading over its columns gives way to theirs."""
    names = [header_key(cell) for cell in line.cells]
    rows = [line.number]
    if keys and below is not None:
        lower = [header_key(cell) for cell in below.cells]
        if any(word in keys for word in lower) and all(word in keys or not word for word in lower):
            names = [low or (names[i] if i < len(names) else "") for i, low in enumerate(lower)] + names[len(lower) :]
            rows.append(below.number)
    if keys and above is not None and above.number == line.number - 1:
        upper = [header_key(cell) for cell in above.cells]
        if any(word in keys and not (i < len(names) and names[i]) for i, word in enumerate(upper)):
            names += [""] * (len(upper) - len(names))
            names = [name or (upper[i] if i < len(upper) else "") for i, name in enumerate(names)]
            rows.insert(0, above.number)
    while names and not names[-1]:
        names.pop()
    return _header(sheet, names, tuple(rows))


def _header(sheet: str | None, names: Sequence[str], rows: tuple[int, ...]) -> Header:
    personal = tuple(name for name in names if name and is_personal_column(name))
    kept = tuple(None if not name or name.lower() in _ORDINALS or is_personal_column(name) else name for name in names)
    unnamed = tuple(i for i, name in enumerate(names, 1) if not name)
    return Header(sheet, kept, rows, personal, unnamed)


def _refuse_duplicates(file: str, header: Header, keys: frozenset[str]) -> None:
    """Two columns of one heading are refused where the heading says something: which of them counts?"""
    names = [name for name in header.names if name and (not keys or name in keys)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        shown = "、".join(twice)
        raise FileUnreadable(
            Place(file, header.sheet, header.rows[-1]),
            "duplicate_header",
            f"表头“{shown}”出现多次",
            f"the heading {shown} stands there more than once",
            "删除或改名重复的列后重新导入",
            "rename or remove the column that is there twice and load the file again",
        )


def _no_header(file: str, sheet: str | None, seen: Sequence[str]) -> FileUnreadable:
    shown = "、".join(word[:20] for word in seen[:8])
    return FileUnreadable(
        Place(file, sheet, 0),
        "no_header",
        f"找不到表头，文件开头为：{shown}" if shown else "文件没有内容",
        f"no row of headings was found; the file begins with: {shown}" if shown else "the file is empty",
        "以“zuzhitu sources --template”给出的表头为准，补上表头行后重新导入",
        "add a row of headings as `zuzhitu sources --template` gives it and load the file again",
    )


def _as_of(cells: Iterable[str]) -> str | None:
    """The date of a 截止日期 line, None where the cells hold none that can be read."""
    match = _AS_OF.search(narrow("".join(cells)).replace("日期日期", "日期"))
    if match is None:
        return None
    try:
        return parse_date(match.group(1).rstrip("-./"))
    except CellError:
        return None


def _shaped(line: _Line, header: Header, file: str, *, padded: bool) -> Row | None:
    """A physical row as a Row; None where it is blank, or holds the headings (again, after a page break)."""
    filled = [cell for cell in line.cells if _is_filled(cell)]
    if not filled:
        return None
    place = Place(file, header.sheet, line.number)
    if line.number in header.rows or _repeats_header(line.cells, header):
        return None
    width = len(header.names)
    cells = {name: text for name, text in zip(header.names, line.cells, strict=False) if name}
    found = len(line.cells)
    while found > width and not _is_filled(line.cells[found - 1]):
        found -= 1
    reason = _skip_reason(filled, line, header)
    if reason:
        return Row(place, cells, skipped=reason, found=found, expected=width)
    if line.torn:
        return Row(place, cells, problem="open_quote", found=found, expected=width)
    if found > width or (found < width and not padded):
        return Row(place, cells, problem="row_shape", found=found, expected=width)
    return Row(place, {name: cells.get(name, "") for name in header.names if name}, found=found, expected=width)


def _is_filled(cell: str) -> bool:
    """Does the cell hold anything but spaces and what nobody sees?"""
    return cell[:1].isalnum() or bool(narrow(cell))


def _repeats_header(cells: Sequence[str], header: Header) -> bool:
    named = [(name, cell) for name, cell in zip(header.names, cells, strict=False) if name]
    return len(named) >= 2 and all(name == header_key(cell) for name, cell in named)


def _skip_reason(filled: Sequence[str], line: _Line, header: Header) -> str | None:
    first = narrow(filled[0])
    if line.number < header.rows[0]:
        return "report_line" if any(_REPORT_LINE.match(narrow(cell)) for cell in filled) else "title"
    # An ordinal may stand before the word 合计.
    if any(_TOTAL.fullmatch(narrow(cell)) for cell in filled[:2]):
        return "total"
    labelled = ":" in first[:8]  # 填表人：…  审核人：…  may stand side by side
    alone = len(filled) == 1 and len(header.names) > 2
    if (labelled or alone) and _REPORT_LINE.match(first):
        return "note" if _NOTE.match(first) else "report_line"
    if (labelled or alone) and _NOTE.match(first):
        return "note"
    if alone and (len(first) > 60 or first.endswith(("。", "."))):
        return "note"
    return None


# -- text files ---------------------------------------------------------------------------------------------------

_CHUNK: Final = 1 << 20


def _digest(path: Path) -> str:
    sha = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while block := stream.read(_CHUNK):
                sha.update(block)
    except OSError as error:
        raise FileUnreadable(
            Place(path.name, None, 0),
            "cannot_open",
            f"打不开文件（{error.strerror}）",
            f"the file cannot be opened ({error.strerror})",
            "核对文件名和读取权限",
            "check the file's name and that it may be read",
        ) from error
    return sha.hexdigest()


def _inspect_text(path: Path, digest: str, keys: frozenset[str]) -> FileFacts:
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding, keys)
    found = _find_header(_text_lines(path, encoding, delimiter, None), None, keys)
    if not isinstance(found, Header):
        raise _no_header(path.name, None, found or [])
    _refuse_duplicates(path.name, found, keys)
    as_of = None
    for line in _text_lines(path, encoding, delimiter, None):
        if line.number >= found.rows[0]:
            break
        as_of = as_of or _as_of(line.cells)
    if as_of is None:
        as_of = next((date for line in _last_lines(path, encoding) if (date := _as_of([line]))), None)
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
                return _Failure(line + good.count("\n"), han + len(_HAN.findall(good)))
            if "\0" in text:
                return _Failure(line + text[: text.index("\0")].count("\n"), han)
            line += text.count("\n")
            if han <= _CERTAIN_HAN:
                han += len(_HAN.findall(text))
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
        early = [stream.readline(65_536) for _ in range(_HEADER_ROWS)]

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
    return [line for line in reversed(tail.splitlines()[-12:]) if len(line) < 200 and _is_note_line(line)]


def _is_note_line(line: str) -> bool:
    first = narrow(line.split(",")[0].split("\t")[0].strip('"'))
    return bool(_NOTE.match(first) or _REPORT_LINE.match(first))


def _text_lines(path: Path, encoding: str, delimiter: str, width: int | None) -> Iterator[_Line]:
    """The records of a delimited text, each with the number of its first physical line.

    A stray quote opens a cell that swallows the rows behind it. So a record of several lines that does not fit
    `width`, or one of whose later lines is a whole row by itself, is taken apart: its first line is torn, the rest is
    read again from the line behind. Only then is it true that one bad row costs one row.
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
                yield _Line(start, tuple(first.rstrip("\r\n").split(delimiter)), torn=True)
            else:
                yield _Line(start, tuple(cells))


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
    if width is None:
        width = len(cells)
    return len(cells) != width or any(line.count(delimiter) >= width - 1 > 0 for line in taken[1:])


def _text_rows(path: Path, facts: FileFacts) -> Iterator[Row]:
    header = facts.headers[0]
    assert facts.encoding is not None
    assert facts.delimiter is not None
    try:
        for line in _text_lines(path, facts.encoding, facts.delimiter, len(header.names)):
            row = _shaped(line, header, facts.name, padded=False)
            if row is not None:
                yield row
    except (OSError, UnicodeDecodeError) as error:
        raise _changed(facts.name, error) from error


def _changed(file: str, error: Exception) -> FileUnreadable:
    return FileUnreadable(
        Place(file, None, 0),
        "broke_off",
        f"读取中断（{error}）",
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
        head = list(islice(lines, 2 * _HEADER_ROWS))
        found = _find_header(head, sheet, keys)
        if isinstance(found, Header):
            _refuse_duplicates(path.name, found, keys)
            headers.append(found)
            for line in chain(head, lines):
                if as_of is None and _may_say_as_of(line, found):
                    as_of = _as_of(line.cells)
        elif found:
            unread.append(sheet)
            seen += found
    if not headers:
        raise _no_header(path.name, None, seen)
    return FileFacts(path.name, digest, "xlsx", None, None, tuple(headers), as_of, tuple(unread))


def _may_say_as_of(line: _Line, header: Header) -> bool:
    filled = [cell for cell in line.cells if _is_filled(cell)]
    return line.number < header.rows[0] or (0 < len(filled) <= 3 and _is_note_line(filled[0]))


def _sheets(path: Path) -> Iterator[tuple[str, Iterator[_Line]]]:
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


def _sheet_lines(file: str, sheet: Any) -> Iterator[_Line]:
    try:
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            yield _Line(number, tuple(_cell_text(value) for value in values))
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
        f"不是可读的.xlsx工作簿（{why}）",
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
            row = _shaped(line, header, facts.name, padded=True)
            if row is not None:
                yield row
