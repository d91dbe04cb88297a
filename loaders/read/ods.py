"""ODS, read as a stream. A date is what its cell shows: a month where the text names no day."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from loaders.cells.rejects import FileUnreadable
from loaders.read.arrived import Arrived
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
from loaders.read.markup import BadMarkup, Events, elements
from loaders.read.number_formats import plain_number
from loaders.read.package import Package, encrypted, opened, refusing_damage
from loaders.read.sheets import Merged, Sheet

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_LONGEST: Final = 16 << 20  # characters of one cell as it is written


def sheets(file: Arrived) -> Iterator[Sheet]:
    """Each sheet with its rows. The rows of one are to be read before the next is asked for. FileUnreadable."""
    with opened(file) as package, refusing_damage(file):
        if _MANIFEST in package and any(name == "encryption-data" for name, *_ in elements(package.blocks(_MANIFEST))):
            raise encrypted(file.name)
        parts = _parts(package)
        following = next(parts, None)
        while isinstance(following, Sheet):
            sheet, behind = following, _Behind()
            sheet.lines = behind.lines_of(parts)
            yield sheet
            for _ in sheet.lines:
                pass
            following = behind.sheet


@dataclass
class _Behind:
    """The sheet that follows the rows of another."""

    sheet: Sheet | None = None

    def lines_of(self, parts: Iterator[Sheet | Line]) -> Iterator[Line]:
        for part in parts:
            if isinstance(part, Sheet):
                self.sheet = part
                return
            yield part


def _parts(package: Package) -> Iterator[Sheet | Line]:
    """The sheets, each before its rows."""
    content = _Content(package.file.name)
    for block in package.blocks(_CONTENT):
        yield from content.feed(block)
    yield from content.feed(b"", last=True)


@dataclass
class _Cell:
    """A cell as far as it was read."""

    attributes: Mapping[str, str]
    repeated: int
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


class _Content:
    """Sheets and rows out of an XML parser."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Sheet | Line] = []
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sheet = Sheet("", False, iter(()))
        self._columns = 0
        self._number = self._repeated = self._column = self._counted = self._characters = self._length = 0
        self._texts: list[str] = []
        self._faults: dict[int, Fault] = {}
        self._cell: _Cell | None = None
        self._unread = 0  # how deep in what is no text of the cell: a remark, a phonetic guide
        self._paragraphs = 0
        self._events = Events(self._start, self._end, self._text)

    def feed(self, block: bytes, *, last: bool = False) -> list[Sheet | Line]:
        """What ends in the next bytes. BadMarkup, FileUnreadable, ValueError."""
        self._events.feed(block, last)
        found, self._found = self._found, []
        return found

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in ("annotation", "ruby-text"):
            self._unread += 1
        elif self._cell is not None:
            self._start_in_cell(self._cell, name, attributes)
        elif name in ("table-cell", "covered-table-cell"):
            self._cell = _Cell(attributes, _number(attributes, "table:number-columns-repeated"))
            self._length = self._paragraphs = 0
        elif name == "table-row":
            self._repeated = _number(attributes, "table:number-rows-repeated")
            self._texts, self._faults, self._column = [], {}, 0
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._sheet.hidden_rows += self._repeated
        elif name == "table-column":
            repeated = _number(attributes, "table:number-columns-repeated")
            if attributes.get("table:visibility") in ("collapse", "filter"):
                self._sheet.hide(self._file, self._columns, self._columns + repeated - 1)
            self._columns += repeated
        elif name == "table":
            hidden = attributes.get("table:style-name", "") in self._hidden_styles
            self._sheet = Sheet(attributes.get("table:name", ""), hidden, iter(()))
            self._number = self._columns = 0
            self._found.append(self._sheet)
        elif name == "style":
            self._style = attributes.get("style:name", "")
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _start_in_cell(self, cell: _Cell, name: str, attributes: Mapping[str, str]) -> None:
        if name == "p" and not self._unread:
            cell.paragraphs.append("")
            self._paragraphs += 1
        elif name == "s":
            self._text(" " * min(_number(attributes, "text:c"), MAX_CELL))
        elif name in ("tab", "line-break"):
            self._text("\n" if name == "line-break" else "\t")
        elif name == "table":
            raise BadMarkup("a table within a cell")

    def _end(self, name: str) -> None:
        if name in ("annotation", "ruby-text"):
            self._unread -= 1
        elif name == "p" and self._paragraphs and not self._unread:
            self._paragraphs -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._finish_cell(self._cell)
            self._cell = None
        elif name == "table-row":
            self._finish_row()

    def _text(self, text: str) -> None:
        if self._cell is None or not self._paragraphs or self._unread:
            return
        self._length += len(text)
        if self._length > _LONGEST:
            raise BadMarkup("a cell without end")
        self._cell.paragraphs[-1] += text

    def _finish_cell(self, cell: _Cell) -> None:
        text, fault = _value(cell)
        rows = _number(cell.attributes, "table:number-rows-spanned")
        self._sheet.merge(self._file, Merged(self._column, self._number + 1, self._number + rows))
        self._count(1)
        if text or fault:
            if self._column + cell.repeated > MAX_COLUMNS:
                raise self._too_large(COLUMNS, MAX_COLUMNS)
            self._texts += [""] * (self._column - len(self._texts)) + [text] * cell.repeated
            if fault:
                self._faults |= {self._column + at: fault for at in range(cell.repeated)}
        self._column += cell.repeated

    def _finish_row(self) -> None:
        first = self._number + 1
        self._number += self._repeated
        if not self._texts and not self._faults:
            return
        if self._number > MAX_ROWS:
            raise self._too_large(ROWS, MAX_ROWS)
        self._count(len(self._texts) * (self._repeated - 1))
        self._characters += sum(map(len, self._texts)) * self._repeated
        if self._characters > MAX_BYTES:
            raise self._too_large(BYTES, MAX_BYTES)
        if max(map(len, self._texts), default=0) > MAX_CELL:
            raise self._too_large(CELL, MAX_CELL)
        cells = tuple(self._texts)
        self._found += [Line(number, cells, faults=self._faults) for number in range(first, self._number + 1)]

    def _count(self, cells: int) -> None:
        self._counted += cells
        if self._counted > MAX_CELLS:
            raise self._too_large(CELLS, MAX_CELLS)

    def _too_large(self, what: tuple[str, str], limit: int) -> FileUnreadable:
        return too_large(self._file, what, limit, sheet=self._sheet.name, row=self._number)


def _number(attributes: Mapping[str, str], name: str) -> int:
    return max(1, int(attributes.get(name, 1)))


_VALUES: Final = {
    **dict.fromkeys(("float", "percentage", "currency"), "office:value"),
    "boolean": "office:boolean-value",
    "date": "office:date-value",
    "time": "office:time-value",
}
_ERROR: Final = re.compile(r"#[A-Z/0]+[!?A]?|Err:\d{3}")


def _value(cell: _Cell) -> tuple[str, Fault | None]:
    """The text of a cell, and what is wrong with it. ValueError."""
    said = cell.attributes
    type, shown, formula = said.get("office:value-type"), cell.text, "table:formula" in said
    if said.get("calcext:value-type") == "error" or (formula and _ERROR.fullmatch(shown)):
        return shown or "#", Fault("error_cell", shown or "#")
    if type is None:
        return "", Fault("uncalculated_formula") if formula and not shown else None
    if formula and not shown and (needed := _VALUES.get(type)) and needed not in said:
        return "", Fault("uncalculated_formula")
    if type in ("float", "percentage", "currency"):
        return plain_number(float(said["office:value"])), None
    if type == "boolean":
        return "是" if said.get("office:boolean-value") == "true" else "否", None
    if type == "date":
        return date_shown(said["office:date-value"], shown), None
    return said.get("office:string-value", shown) if type == "string" else shown, None


def date_shown(value: str, shown: str) -> str:
    """A date as precise as its text: the month of a first day whose text names no day, the year of one alone."""
    day, _, clock = value.partition("T")
    year, _, rest = day.partition("-")
    if not rest.endswith("-01") or re.search(r"[日号]", shown):
        return f"{day} {clock}" if clock.strip("0:.") else day
    numbers = re.findall(r"\d+", shown)
    worded = re.search(r"[A-Za-z月]", shown) is not None
    if len(numbers) >= 3 or not (numbers or worded):
        return day
    if len(numbers) <= 1:
        if numbers == [year] and not worded:
            return year if rest == "01-01" else day
        return day[:-3] if worded and numbers in ([], [year], [year[2:]]) else day
    return day[:-3] if year in numbers or "月" in shown else day
