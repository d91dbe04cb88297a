"""A whole list as a file: CSV and JSON Lines as they are made, a workbook when it is done.

CSV is for programs: paths of fields as headings, ids and codes as they are. The workbook is for people (workbook.py).
"""

import csv
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Any, Final

from fastapi import Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from app.http.formats import FORMATS, attached
from app.http.problems import refuse
from app.http.reading import Reading
from app.lists.fields import choose, chosen_columns, columns_for_people, value_at
from app.lists.workbook import MOST, write_workbook

AT_ONCE: Final = 500  # items that are read together
BOM: Final = "\ufeff"  # by which a spreadsheet knows that a CSV is UTF-8
RUN_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")  # first characters that a spreadsheet obeys
Show = Callable[[Reading, Sequence[str]], Awaitable[list[dict[str, Any]]]]


async def send_whole(
    reading: Reading,
    name: str,
    item: type[BaseModel],
    show: Show,
    ids: Sequence[str],
    fields: Sequence[str] | None,
    conditions: Mapping[str, Sequence[str]],
) -> Response:
    """The items of `ids` in that order, in the format asked for; `conditions`: what chose them, by filter.

    Raises Problem (422) for more than a sheet holds.
    """

    async def items() -> AsyncIterator[list[dict[str, Any]]]:
        for at in range(0, len(ids), AT_ONCE):
            shown = await show(reading, ids[at : at + AT_ONCE])
            yield [item.model_validate(one).model_dump(mode="json", by_alias=True) for one in shown]

    columns = chosen_columns(item, fields)
    file = f"{name}-{reading.as_of or 'empty'}-r{reading.revision}.{reading.format}"
    headers = attached(reading.headers, file)
    kind = FORMATS[reading.format]
    match reading.format:
        case "csv":
            return StreamingResponse(_csv(items(), columns), media_type=f"{kind}; charset=utf-8", headers=headers)
        case "xlsx":
            if len(ids) > MOST:
                raise refuse("format", "too_many_rows", count=len(ids), most=MOST)
            columns = columns_for_people(item, fields)
            content = await write_workbook(reading, name, columns, items(), conditions)
            return StreamingResponse(content, media_type=kind, headers=headers)
        case _:
            return StreamingResponse(_lines(items(), fields), media_type=kind, headers=headers)


async def _lines(items: AsyncIterator[list[dict[str, Any]]], fields: Sequence[str] | None) -> AsyncIterator[str]:
    async for some in items:
        shown = some if fields is None else [choose(one, fields) for one in some]
        yield "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in shown)


async def _csv(items: AsyncIterator[list[dict[str, Any]]], columns: Sequence[str]) -> AsyncIterator[str]:
    yield BOM + _rows([columns])
    async for some in items:
        yield _rows([[*_cells(one, columns)] for one in some])


def _rows(rows: Sequence[Sequence[str]]) -> str:
    text = StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cells(item: dict[str, Any], columns: Sequence[str]) -> Iterator[str]:
    for column in columns:
        match value_at(item, column):
            case None:
                yield ""
            case bool(value):
                yield "true" if value else "false"
            case str(text):
                yield f"'{text}" if text.startswith(RUN_AS_FORMULA) else text
            case dict(held):
                yield json.dumps(held, ensure_ascii=False)
            case list(several):
                yield ";".join(map(_one_of_several, several))
            case value:
                yield str(value)


def _one_of_several(value: Any) -> str:
    match value:
        case {"id": id_}:
            return str(id_)
        case dict(held):
            return json.dumps(held, ensure_ascii=False)
        case _:
            return str(value)
