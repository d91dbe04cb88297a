"""A list as a workbook that people read and print: headings and codes in words, ids of trades and regions as names.

The first sheet is the list and nothing else, headings in its first row, so that programs read it too; what it is of
stands on the second, and above and below each printed page.
"""

import json
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import date
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

import xlsxwriter
from anyio.to_thread import run_sync

from app.answers.groupings import regions_above
from app.answers.holders import read_holders
from app.http.reading import Reading
from app.lists.fields import value_at
from app.lists.words import heading, word

MOST: Final = 1_048_575  # rows below the headings of a sheet
IN_MEMORY: Final = 2**24  # bytes of a workbook, before it lies on disk
CHUNK: Final = 2**16
NAMED: Final = ("trade", "region")  # columns that hold ids of which there are names
CITY: Final = ("province", "city")  # ranks of regions that go without saying before those in them
NARROW, WIDE = 13, 34
WIDE_COLUMNS: Final = ("name", "message", "reason", "explained")
DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
A4: Final = 9
LONGEST: Final = 200  # characters above a printed page


async def write_workbook(
    reading: Reading,
    name: str,
    columns: Sequence[str],
    items: AsyncIterator[list[dict[str, Any]]],
    conditions: Mapping[str, Sequence[str]],
) -> AsyncIterator[bytes]:
    """The bytes of a workbook of all items, a row each. `conditions`: what the list was asked for, by filter."""
    file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 (closed when it has been sent)
    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, {**plain, "strings_to_numbers": False})
    table = _Table(book, reading, heading(name, reading.language), columns)
    async for some in items:
        await table.add(some)
    said = await _in_words(reading, conditions)
    table.finish("；".join(f"{title}：{value}" for title, value in said))
    _about(book, reading, table, said)
    await run_sync(book.close)

    async def content() -> AsyncIterator[bytes]:
        with file:
            file.seek(0)
            while part := file.read(CHUNK):
                yield part

    return content()


class _Table:
    """The sheet of the list, written row by row."""

    def __init__(self, book: Any, reading: Reading, title: str, columns: Sequence[str]) -> None:
        self.reading, self.title = reading, title
        shown = [column for column in columns if _for_people(column)] or [*columns]
        self.columns = sorted(shown, key=lambda column: column.rpartition(".")[2] == "id")  # numbers of ours come last
        self.sheet = book.add_worksheet(title[:31])
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        head = book.add_format(
            {"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True, "valign": "vcenter"}
        )
        for at, column in enumerate(self.columns):
            self.sheet.write_string(0, at, heading(column, reading.language), head)
        self.sheet.freeze_panes(1, 1)
        self.rows = 0
        self.filled: set[int] = set()
        self.places: Mapping[str, str] = {}

    async def add(self, items: Sequence[dict[str, Any]]) -> None:
        """Writes some items."""
        if not self.places:
            self.places = await _place_names(self.reading)
        trades = [value_at(one, column) for column in self.columns if column.endswith("trade") for one in items]
        names = {**{i: one["name"] for i, one in (await read_holders(self.reading, trades)).items()}, **self.places}
        for one in items:
            self.rows += 1
            for at, column in enumerate(self.columns):
                self._write(at, _cell(self.reading, column, value_at(one, column), names))

    def _write(self, at: int, value: Any) -> None:
        if value is None or value == "":
            return
        self.filled.add(at)
        if isinstance(value, str) and DAY.fullmatch(value):
            self.sheet.write_datetime(self.rows, at, date.fromisoformat(value), self.day)
        else:
            self.sheet.write(self.rows, at, value, self.text)

    def finish(self, conditions: str) -> None:
        """Hides the columns that say nothing, and sets up the page."""
        for at, column in enumerate(self.columns):
            width = WIDE if column.rpartition(".")[2] in WIDE_COLUMNS else NARROW
            self.sheet.set_column(at, at, width, None, {"hidden": self.rows > 0 and at not in self.filled})
        if self.rows:
            self.sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        above = f"{self.title}　{conditions}"[:LONGEST].replace("&", "&&")
        self.sheet.set_header(f"&L{above}&R{self.reading.as_of or ''}")
        self.sheet.set_footer("&C&P / &N")


def _about(book: Any, reading: Reading, table: _Table, conditions: Sequence[tuple[str, str]]) -> None:
    """What the list is of: its day and state, how many it holds, what was asked for."""
    sheet = book.add_worksheet(reading.of("说明", "About"))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    rows = [
        (table.title, ""),
        (reading.of("截止日期", "As of"), reading.as_of or "—"),
        (reading.of("修订", "Revision"), str(reading.revision)),
        (reading.of("规则集", "Rule set"), reading.rule_set),
        (reading.of("共计", "Total"), str(table.rows)),
        *conditions,
    ]
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)


async def _in_words(reading: Reading, conditions: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """The filters of a list and their values, ids by names."""
    given = [value for values in conditions.values() for value in values]
    named = {i: one["name"] for i, one in (await read_holders(reading, given)).items() if one["label"] is not None}
    return [
        (
            heading(name, reading.language),
            "、".join(named.get(v) or str(word(name, v, reading.language)) for v in values),
        )
        for name, values in conditions.items()
    ]


async def _place_names(reading: Reading) -> dict[str, str]:
    """Every region by the names of those of the city that hold it, the largest first, by id."""
    rows = {row["id"]: row for row in await reading.ask_once("regions")}
    names = {}
    for id_, above in (await regions_above(reading)).items():
        path = [rows[one] for one in above if one in rows and (one == id_ or rows[one]["rank"] not in CITY)]
        names[str(id_)] = " ".join(row["name"] for row in reversed(path))
    return names


def _for_people(column: str) -> bool:
    """Whether a column says something that its neighbours do not say in words."""
    before, _, last = column.rpartition(".")
    return last not in ("label", "detail") and not (last == "id" and before not in ("", "organization"))


def _cell(reading: Reading, column: str, value: Any, names: Mapping[str, str]) -> Any:
    last = column.rpartition(".")[2]
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "；".join(map(_one_of_several, value))
    if last in NAMED and value is not None:
        return names.get(value, value)
    return word(last, value, reading.language)


def _one_of_several(value: Any) -> str:
    match value:
        case {"name": name}:
            return str(name)
        case {"title": title, "value": said}:
            return f"{title}：{said}"
        case _:
            return str(value)
