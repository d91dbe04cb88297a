"""What a table of a registry looks like, whatever file it stands in: each line behind the headings becomes a `Row`.

A row is data, or skipped with a reason, or out of shape, or has a cell that refuses it.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from loaders.cells.person_names import is_province
from loaders.cells.persons import PROVINCE_COLUMNS
from loaders.cells.rejects import Place
from loaders.cells.values import is_blank, narrow
from loaders.read.headings import Header
from loaders.read.lines import NO_FAULTS, Fault, Line
from loaders.read.marks import bare_text, fault_of
from loaders.read.skipping import (
    Stated,
    is_note_line,
    numbers_columns,
    reason_before_headings,
    reason_to_skip,
    stated_count,
)


class Row(NamedTuple):
    """One row that is not blank. `cells` holds the raw text by heading, personal columns left out.

    `skipped` is one of `skipping.SKIP_REASONS` (no data). `problem` is a reject code (`row_shape`, `open_quote`) where
    the cells do not fit the headings: `found` against `expected`, and `cells` are blank behind the last.
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
    stated: Stated | None = None
    """What a total says of the number of rows."""


def shifted_column(cells: Mapping[str, str]) -> str | None:
    """The column by which a row is seen to be shifted, None for a sound row (docs/domain.md 9).

    A province column that holds no province tells; so does Han text in a code's column, or in a date column that has
    neither a digit nor a 年, 月 or 日. Blank cells tell nothing.
    """
    for header in _telling(tuple(cells)):
        text = cells[header]
        if header in PROVINCE_COLUMNS:
            wrong = not is_province(text)
        else:
            wrong = HAN.search(text) is not None and (header == _CODE or not _DATE_LIKE.search(text))
        if wrong and not is_blank(text):
            return header
    return None


@lru_cache(256)
def _telling(headers: tuple[str, ...]) -> tuple[str, ...]:
    """The columns by which a shifted row is seen."""
    return tuple(h for h in headers if h in PROVINCE_COLUMNS or h == _CODE or h.endswith("日期"))


BROKEN_TEXT: Final = Fault("bad_text")
HAN: Final = re.compile(r"[\u3400-\u9fff]")
_CODE: Final = "统一社会信用代码"
# What `bare_text` and `_faults` look for, in none of most rows.
_MARKED: Final = re.compile("['=#\ufffd]|\\.0")
_DATE_LIKE: Final = re.compile(r"[\d年月日长永]")


def may_state_as_of(line: Line, header: Header) -> bool:
    """Is it a line above the headings, or a note below them?"""
    filled = [cell for cell in line.cells if is_filled(cell)]
    return line.number < header.rows[0] or (0 < len(filled) <= 3 and is_note_line(filled[0]))


def shape(line: Line, header: Header, file: str, *, padded: bool) -> Row | None:
    """A physical row as a Row; None where it is blank, or holds the headings (again, after a page break)."""
    filled = [cell for cell in line.cells if is_filled(cell)]
    if not filled and not any(at < len(header.names) and header.names[at] for at in line.faults):
        return None
    place = Place(file, header.place, line.number)
    if line.number in header.rows or header.repeated_in(line.cells):
        return None
    if line.number == header.rows[-1] + 1 and numbers_columns(filled):
        return None
    width = len(header.names)
    cells = {name: text for name, text in zip(header.names, line.cells, strict=False) if name}
    found = len(line.cells)
    while found > width and not is_filled(line.cells[found - 1]):
        found -= 1
    if line.number < header.rows[0]:
        return Row(place, cells, skipped=reason_before_headings(filled), found=found, expected=width)
    if filled and (reason := reason_to_skip(filled, width)):
        stated = stated_count(filled) if reason in ("total", "note") else None
        return Row(place, cells, skipped=reason, found=found, expected=width, stated=stated)
    dropped = tuple((name, line.cells[at]) for at, name in header.dropped if at < found and line.cells[at])
    dropped += tuple(("", cell) for cell in line.cells[width:found])
    problem = "open_quote" if line.torn else "row_shape"
    if line.torn or found > width or (found < width and not padded):
        cells = {name: cells.get(name, "") for name in header.names if name}
        return Row(place, cells, problem=problem, found=found, expected=width, dropped=dropped)
    whole = cells if found >= width else {name: cells.get(name, "") for name in header.names if name}
    if line.faults or _MARKED.search("\x1f".join(whole.values())):
        whole = {name: bare_text(text) for name, text in whole.items()}
        faults = _faults(line, header, whole)
    else:
        faults = NO_FAULTS
    return Row(place, whole, found=found, expected=width, headings=header.names, faults=faults, dropped=dropped)


def _faults(line: Line, header: Header, cells: Mapping[str, str]) -> Mapping[str, Fault]:
    """What is wrong with cells that are read: said by the file, or seen in their text."""
    seen = {name: fault for name, text in cells.items() if text[:1] in ("#", "=") and (fault := fault_of(text))}
    seen |= {name: BROKEN_TEXT for name, text in cells.items() if "\ufffd" in text}
    if not line.faults:
        return seen or NO_FAULTS
    named = ((header.names[at], fault) for at, fault in line.faults.items() if at < len(header.names))
    return seen | {name: fault for name, fault in named if name}


def is_filled(cell: str) -> bool:
    """Does the cell hold anything but spaces and what nobody sees?"""
    return cell[:1].isalnum() or bool(narrow(cell))
