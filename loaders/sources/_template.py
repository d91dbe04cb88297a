"""A workbook to fill in for a source: its headings, what each column takes, and one example row that loads as it is.

What the columns take is said in the comments of the headings and on a second sheet, which no reader takes for data: it
has no row with two headings of the source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from pydantic import BeforeValidator
from pydantic.fields import FieldInfo

from loaders.cells.values import parse_count, parse_date, parse_yes_no
from loaders.sources._declaration import (
    Choice,
    Source,
    parse_code,
    parse_document,
    parse_full_name,
    parse_name,
    parse_number,
    parse_text,
)
from loaders.sources._lives import WORDS, parse_state

NOTES: Final = "填写说明"  # the second sheet
_TAKES: Final[Mapping[object, str]] = {
    parse_date: "日期，如 2008-05-12、2008-05、2008 a date",
    parse_count: "人数，如 12、6600多、约20；不详留空 a count; blank where unknown",
    parse_yes_no: "是或否，不详留空 是 (yes) or 否 (no); blank where unknown",
    parse_text: "文字 text",
    parse_name: "名称 a name",
    parse_full_name: "全称或编号 a full name or a number",
    parse_number: "编号 a number",
    parse_document: "文号 the number of a document",
    parse_code: "代码，用字母、数字和 . _ : - a code of letters, digits and . _ : -",
    parse_state: "登记状态 the state of the registration",
}
_SEVERAL: Final = "；可填多个，用“；”隔开 several, separated by ；"
_LIST_LIMIT: Final = 255  # characters that a workbook allows in the list of a cell's values


@dataclass(frozen=True)
class Column:
    """A column as a person fills it in: `allowed` is the closed list of its words, empty where there is none."""

    heading: str
    required: bool
    takes: str
    allowed: tuple[str, ...] = ()
    example: str = ""


def columns_to_fill(source: Source) -> list[Column]:
    """The columns of a source, the required ones first."""
    fields = source.row.model_fields.items()
    columns = [_column(field.alias or name, field) for name, field in fields]
    return sorted(columns, key=lambda column: not column.required)


def write_template(source: Source, path: Path) -> None:
    """Writes the workbook. OSError where that cannot be."""
    columns = columns_to_fill(source)
    with path.open("wb") as stream, xlsxwriter.Workbook(stream) as book:
        _write_table(book, source, columns)
        _write_notes(book, source, columns)


def _column(heading: str, field: FieldInfo) -> Column:
    parser, several = _parser(field)
    allowed = tuple(parser.values) if isinstance(parser, Choice) else WORDS if parser is parse_state else ()
    takes = field.description or _TAKES.get(parser, "所列的值之一 one of the values listed")
    example = str(field.examples[0]) if field.examples else ""
    return Column(heading, field.is_required(), takes + (_SEVERAL if several else ""), allowed, example)


def _parser(field: FieldInfo) -> tuple[object, bool]:
    """What reads a cell in the end, and whether it may read several values."""
    reader: Any = next((m.func for m in field.metadata if isinstance(m, BeforeValidator)), parse_text)
    several = bool(getattr(reader, "several", False))
    while hasattr(reader, "__wrapped__"):
        reader = reader.__wrapped__
    return reader, several


def _write_table(book: Any, source: Source, columns: list[Column]) -> None:
    sheet = book.add_worksheet(source.title)
    heading = {
        needed: book.add_format({"bold": True, "bg_color": "#FDE9D9" if needed else "#EAF1DD", "border": 1})
        for needed in (True, False)
    }
    text = book.add_format({"num_format": "@"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, max(12, 2 * len(column.heading) + 4, 2 * len(column.example) + 2), text)
        sheet.write_string(0, at, column.heading, heading[column.required])
        sheet.write_comment(0, at, _said(column), {"x_scale": 2, "y_scale": 1.5})
        sheet.write_string(1, at, column.example, text)
        if column.allowed and len(",".join(column.allowed)) <= _LIST_LIMIT:
            rule = {"validate": "list", "source": list(column.allowed), "error_type": "warning"}
            sheet.data_validation(1, at, 10_000, at, rule)
    sheet.freeze_panes(1, 0)


def _write_notes(book: Any, source: Source, columns: list[Column]) -> None:
    sheet = book.add_worksheet(NOTES)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 22, wrapped)
    sheet.set_column(1, 1, 110, wrapped)
    sheet.write_string(0, 0, f"{source.title}：{NOTES} how to fill in the sheet “{source.title_en}”", bold)
    sheet.write_string(1, 0, "本页不是数据。第一张表的第二行是示例，填写时改掉或删去。This sheet is no data.")
    for row, column in enumerate(columns, 3):
        sheet.write_string(row, 0, column.heading, wrapped)
        sheet.write_string(row, 1, _said(column), wrapped)


def _said(column: Column) -> str:
    parts = ["必填 required" if column.required else "选填 optional", column.takes]
    if column.allowed:
        parts.append("可填 allowed: " + "、".join(column.allowed))
    if column.example:
        parts.append(f"例 example: {column.example}")
    return "\n".join(parts)
