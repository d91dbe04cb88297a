"""Refused rows as a workbook in the shape of their files, to be corrected and replayed.

A sheet for each sheet of the files, their headings in their order; the cell for which a row was refused is coloured and
says why in a comment; columns behind them say it again and take the correction. From which run it is stands in the
properties of the workbook, and in each row its id, so that rows may be sorted or deleted. Every cell is a text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from loaders.returned.rejected import Rejected
from loaders.whole_file import whole_file

CORRECTION: Final = "更正 correction"
ID: Final = "编号 id"
# Behind the headings of the file: what stands there of a row, and how wide it is shown.
OWN_COLUMNS: Final[Mapping[str, int]] = {
    CORRECTION: 24,
    "问题 message": 48,
    "处理办法 remedy": 48,
    "退回代码 code": 20,
    "原位置 place": 20,
    ID: 30,
}
RUN_PROPERTY: Final = "zuzhitu run"
_HOW: Final = (
    "在此填写着色单元格的正确内容，或直接改正该单元格；不再需要的行请删去。改好后执行 zuzhitu replay。\n"
    "Write here what is right in place of the coloured cell, or correct the cell itself; delete rows that are not "
    "wanted. Then run zuzhitu replay."
)
COMMENTS: Final = 20_000  # so many rows have a comment, as each is a drawing; the columns behind say the same of all
_TITLE: Final = 31  # characters that the title of a sheet may have


def write_rejected(run: str, rows: Sequence[Rejected], path: Path) -> None:
    """Writes the workbook of a run's refused rows. OSError where that cannot be (`loaders.whole_file`)."""
    sheets: dict[tuple[str, str | None], list[Rejected]] = {}
    for row in rows:
        sheets.setdefault((row.place.file, row.place.sheet), []).append(row)
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole_file(path) as stream, xlsxwriter.Workbook(stream, plain) as book:
        book.set_custom_property(RUN_PROPERTY, run, "text")
        titles: set[str] = set()
        comments = 0
        for (file, sheet), some in sheets.items():
            title = sheet_title(f"{Path(file).stem} {sheet}" if sheet and len(sheets) > 1 else sheet or file, titles)
            _write_sheet(book, title, some, commented=max(0, COMMENTS - comments))
            comments += len(some)
        if not sheets:
            book.add_worksheet(sheet_title(run, titles))


def sheet_title(wish: str, taken: set[str]) -> str:
    """A title that a sheet may have and no other one has; it is added to those taken."""
    bare = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "_", wish).strip("' ")[:_TITLE] or "_"
    title, number = bare, 1
    while title.lower() in taken:
        number += 1
        title = f"{bare[: _TITLE - len(str(number)) - 1]}~{number}"
    taken.add(title.lower())
    return title


def headings_of(rows: Iterable[Rejected]) -> list[str]:
    """The headings of a sheet in the order of the file: those of the widest row, then what only others have."""
    widest: Sequence[str] = max((list(row.cells) for row in rows), key=len, default=[])
    return list(dict.fromkeys([*widest, *(heading for row in rows for heading in row.cells)]))


def _write_sheet(book: Any, title: str, rows: Sequence[Rejected], commented: int) -> None:
    sheet = book.add_worksheet(title)
    text = book.add_format({"num_format": "@"})
    wrapped = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    marked = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
    head = book.add_format({"bold": True, "bg_color": "#EAF1DD", "border": 1})
    own_head = book.add_format({"bold": True, "bg_color": "#FDE9D9", "border": 1})
    headings = headings_of(rows)
    for at, heading in enumerate(headings):
        sheet.set_column(at, at, max(12, 2 * min(len(heading), 20) + 4), text)
        sheet.write_string(0, at, heading, head)
    first = len(headings)
    for at, (heading, width) in enumerate(OWN_COLUMNS.items(), first):
        sheet.set_column(at, at, width, wrapped)
        sheet.write_string(0, at, heading, own_head)
    sheet.write_comment(0, first, _HOW, {"x_scale": 3, "y_scale": 1.5})
    for number, row in enumerate(rows, 1):
        for at, heading in enumerate(headings):
            wrong = heading == row.column or (row.column is None and heading in row.cells)
            sheet.write_string(number, at, row.cells.get(heading, ""), marked if wrong else text)
        place = f"{row.place.file}{f' [{row.place.sheet}]' if row.place.sheet else ''}:{row.place.row}"
        said = ("", "\n".join(row.message), "\n".join(row.remedy), row.code, place, row.id)
        for at, words in enumerate(said, first):
            sheet.write_string(number, at, words, wrapped)
        if number <= commented:
            at = headings.index(row.column) if row.column in headings else 0
            sheet.write_comment(number, at, "\n".join([*row.message, *row.remedy]), {"x_scale": 2, "y_scale": 1.5})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), first + len(OWN_COLUMNS) - 1)
