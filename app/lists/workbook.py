"""A list as a workbook that people read: headings and codes in words, ids of trades and regions as names."""

import json
from collections.abc import AsyncIterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final, cast

import xlsxwriter
from anyio.to_thread import run_sync

from app.answers.holders import read_holders
from app.http.reading import Reading
from app.lists.fields import value_at
from app.lists.words import heading, word

MOST: Final = 1_048_575  # rows below the headings of a sheet
IN_MEMORY: Final = 2**24  # bytes of a workbook, before it lies on disk
CHUNK: Final = 2**16
NAMED: Final = ("trade", "region")  # columns that hold ids of which there are names
NARROW, WIDE = 12, 36
WIDE_COLUMNS: Final = ("name", "message", "reason", "id", "explained")


async def write_workbook(
    reading: Reading, name: str, columns: Sequence[str], items: AsyncIterator[list[dict[str, Any]]]
) -> AsyncIterator[bytes]:
    """The bytes of a workbook with a sheet of all items, a row each."""
    shown = [column for column in columns if _for_people(column)] or [*columns]
    file = cast(BinaryIO, SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 (closed when it has been sent)
    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, {**plain, "strings_to_numbers": False})
    sheet = book.add_worksheet(heading(name, reading.language)[:31])
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1})
    for at, column in enumerate(shown):
        sheet.set_column(at, at, WIDE if column.rpartition(".")[2] in WIDE_COLUMNS else NARROW)
        sheet.write_string(0, at, heading(column, reading.language), bold)
    sheet.freeze_panes(1, 0)
    row = 0
    async for some in items:
        named = [value_at(one, column) for column in shown if column.rpartition(".")[2] in NAMED for one in some]
        names = {i: holder["name"] for i, holder in (await read_holders(reading, named)).items()}
        for one in some:
            row += 1
            for at, column in enumerate(shown):
                sheet.write(row, at, _cell(reading, column, value_at(one, column), names))
    if row:
        sheet.autofilter(0, 0, row, len(shown) - 1)
    await run_sync(book.close)

    async def content() -> AsyncIterator[bytes]:
        with file:
            file.seek(0)
            while part := file.read(CHUNK):
                yield part

    return content()


def _for_people(column: str) -> bool:
    """Whether a column says something that its neighbours do not say in words."""
    before, _, last = column.rpartition(".")
    return last not in ("label", "detail") and not (last == "id" and before not in ("", "organization"))


def _cell(reading: Reading, column: str, value: Any, names: dict[str, str]) -> Any:
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
