"""What a table of a registry looks like, whatever file it stands in: headings, titles, totals, notes, torn rows.

A table arrives as lines of cells (`Line`); `find_header` finds the headings among the first of them, `shape` makes each
later one a `Row`: data, or skipped with a reason, or out of shape.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from loaders.cells.person_names import is_province
from loaders.cells.persons import PROVINCE_COLUMNS, is_personal_column
from loaders.cells.rejects import FileUnreadable, Place
from loaders.cells.values import CellError, is_blank, narrow, parse_date

SKIP_REASONS: Final = ("title", "report_line", "total", "note", "hidden_sheet")


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
    written: tuple[str, ...] = ()
    """The headings as the file has them, of every column."""

    @cached_property
    def dropped(self) -> tuple[tuple[int, str], ...]:
        """Index and heading of each column that is not read."""
        unread = [at for at, name in enumerate(self.names) if name is None]
        return tuple((at, header_key(self.written[at]) if at < len(self.written) else "") for at in unread)


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that refuses its row before anything is read into it: a code of `rejects.CODES`, and what stands there."""

    code: str
    shown: str = ""


NO_FAULTS: Final[Mapping[Any, Fault]] = MappingProxyType({})


class Row(NamedTuple):
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
    headings: tuple[str | None, ...] = ()
    """Of all columns in the order of the file; None for one that is not read."""
    faults: Mapping[str, Fault] = NO_FAULTS
    """By heading, of the columns that are read."""
    dropped: tuple[tuple[str, str], ...] = ()
    """Heading and text of what stands in columns that are not read; looked at once, never kept."""


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
            wrong = HAN.search(text) is not None
        else:
            wrong = header.endswith("日期") and HAN.search(text) is not None and not _DATE_LIKE.search(text)
        if wrong and not is_blank(text):
            return header
    return None


HAN: Final = re.compile(r"[\u3400-\u9fff]")
_DATE_LIKE: Final = re.compile(r"[\d年月日长永]")


_ORDINALS: Final = frozenset({"序号", "编号序号", "行号", "no", "no.", "序"})
_REPORT_LINE: Final = re.compile(
    r"^(填报|填表|上报|报送|编制|制表|统计|截止|截至|报表|数据)[^,，]{0,6}(单位|部门|机关|日期|时间|人|截止)"
)
_AS_OF: Final = re.compile(r"(?:截止|截至|统计)(?:日期|时间|日)?[:;为到]*(\d{4}[-./年\d月日]+)")
_TOTAL: Final = re.compile(r"(?:本页|全市|全区|全县|全部)?(?:合计|总计|小计|共计|累计)(?:[:(].*|\d.*)?")
_NOTE: Final = re.compile(
    r"^(注|备注|说明|填报说明|填表说明|附注|填表人|填报人|制表|审核|单位负责人|数据来源|来源|以上|本表|[*※])"
)
HEADER_ROWS: Final = 30  # how far down a row of headings is looked for


class Line(NamedTuple):
    """A physical row: its number from 1 and its cells; `torn`: a stray quote left it without an end.

    `faults`: of its cells, by their index.
    """

    number: int
    cells: tuple[str, ...]
    torn: bool = False
    faults: Mapping[int, Fault] = NO_FAULTS


def find_header(
    lines: Iterable[Line], sheet: str | None, keys: frozenset[str], renamed: Mapping[str, str]
) -> Header | list[str] | None:
    """The headings among the first rows; None where the sheet is blank, the first words seen where there are none.

    `renamed`: what a heading means, by its key; it counts as known.
    """
    keys |= renamed.keys() if keys else frozenset()
    before: Line | None = None
    seen: list[str] = []
    filled = 0
    candidates = iter(lines)
    for line in candidates:
        words = [header_key(cell) for cell in line.cells]
        if not any(words):
            continue
        filled += 1
        if filled > HEADER_ROWS:
            break
        seen += [word for word in words if word][: 8 - len(seen)]
        if _is_header(words, keys):
            below = next(candidates, None)
            names, rows = _merge_header(before, line, below, keys)
            return header_of(sheet, names, rows, renamed)
        before = line
    return seen or None


def _is_header(words: Sequence[str], keys: frozenset[str]) -> bool:
    if keys:
        return sum(word in keys for word in words) >= 2
    filled = [word for word in words if word]
    return len(filled) >= 2 and not any(_REPORT_LINE.match(word) for word in filled)


def _merge_header(
    above: Line | None, line: Line, below: Line | None, keys: frozenset[str]
) -> tuple[list[str], tuple[int, ...]]:
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
    return names, tuple(rows)


def header_of(sheet: str | None, written: Sequence[str], rows: tuple[int, ...], renamed: Mapping[str, str]) -> Header:
    """The headings of a table from what is written over its columns; one that names persons keeps its name."""
    names = [header_key(word) for word in written]
    personal = tuple(name for name in names if name and is_personal_column(name))
    kept = tuple(
        None if not name or name.lower() in _ORDINALS or is_personal_column(name) else renamed.get(name, name)
        for name in names
    )
    unnamed = tuple(i for i, name in enumerate(names, 1) if not name)
    return Header(sheet, kept, rows, personal, unnamed, tuple(written))


def refuse_duplicates(file: str, header: Header, keys: frozenset[str]) -> None:
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


def no_header(file: str, sheet: str | None, seen: Sequence[str]) -> FileUnreadable:
    """Of a file without headings that are known nothing is quoted: what stands there may be anybody's name."""
    return FileUnreadable(
        Place(file, sheet, 0),
        "no_header",
        f"前{HEADER_ROWS}行中找不到表头" if seen else "文件没有内容",
        f"no row of headings was found among the first {HEADER_ROWS}" if seen else "the file is empty",
        "以“zuzhitu sources”列出的表头为准，补上表头行后重新导入",
        "add a row of headings as `zuzhitu sources` lists it and load the file again",
    )


def stated_as_of(cells: Iterable[str]) -> str | None:
    """The date of a 截止日期 line, None where the cells hold none that can be read."""
    match = _AS_OF.search(narrow(";".join(cells)))
    if match is None:
        return None
    try:
        return parse_date(match.group(1).rstrip("-./"))
    except CellError:
        return None


def shape(line: Line, header: Header, file: str, *, padded: bool) -> Row | None:
    """A physical row as a Row; None where it is blank, or holds the headings (again, after a page break)."""
    filled = [cell for cell in line.cells if is_filled(cell)]
    if not filled:
        return None
    place = Place(file, header.sheet, line.number)
    if line.number in header.rows or _repeats_header(line.cells, header):
        return None
    width = len(header.names)
    cells = {name: text for name, text in zip(header.names, line.cells, strict=False) if name}
    found = len(line.cells)
    while found > width and not is_filled(line.cells[found - 1]):
        found -= 1
    reason = _skip_reason(filled, line, header)
    if reason:
        return Row(place, cells, skipped=reason, found=found, expected=width)
    dropped = tuple((name, line.cells[at]) for at, name in header.dropped if at < found and line.cells[at])
    dropped += tuple(("", cell) for cell in line.cells[width:found])
    if line.torn:
        return Row(place, cells, problem="open_quote", found=found, expected=width, dropped=dropped)
    if found > width or (found < width and not padded):
        return Row(place, cells, problem="row_shape", found=found, expected=width, dropped=dropped)
    whole = {name: cells.get(name, "") for name in header.names if name}
    faults = _faults(line, header)
    return Row(place, whole, found=found, expected=width, headings=header.names, faults=faults, dropped=dropped)


def _faults(line: Line, header: Header) -> Mapping[str, Fault]:
    if not line.faults:
        return NO_FAULTS
    named = ((header.names[at], fault) for at, fault in line.faults.items() if at < len(header.names))
    return {name: fault for name, fault in named if name}


def is_filled(cell: str) -> bool:
    """Does the cell hold anything but spaces and what nobody sees?"""
    return cell[:1].isalnum() or bool(narrow(cell))


def _repeats_header(cells: Sequence[str], header: Header) -> bool:
    named = [(name, cell) for name, cell in zip(header.names, cells, strict=False) if name]
    return len(named) >= 2 and all(name == header_key(cell) for name, cell in named)


def _skip_reason(filled: Sequence[str], line: Line, header: Header) -> str | None:
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


def may_state_as_of(line: Line, header: Header) -> bool:
    filled = [cell for cell in line.cells if is_filled(cell)]
    return line.number < header.rows[0] or (0 < len(filled) <= 3 and is_note_line(filled[0]))


def is_note_line(line: str) -> bool:
    first = narrow(line.split(",")[0].split("\t")[0].strip('"'))
    return bool(_NOTE.match(first) or _REPORT_LINE.match(first))
