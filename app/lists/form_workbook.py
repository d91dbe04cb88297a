"""The official form 社会组织法人单位建立党的基层组织情况 as a workbook: one page, as it is handed in.

It shows what the answer of `/v1/coverage/form` says and counts nothing itself. Titles of rows and columns are those of
the answer; where they stand is said here, by their ids.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, BinaryIO, Final
from unicodedata import east_asian_width

import xlsxwriter

from cypher.domain.parameters import load_parameters
from cypher.version import program_version

TITLE: Final = "社会组织法人单位建立党的基层组织情况"
INTERMEDIARIES: Final = ("law", "accounting", "tax", "other_intermediary")
INTERMEDIARY: Final = "社会中介组织"
PARTS: Final = ("joint_has_three", "joint_branches", "must_has_group", "members_untransferred")
NAMED: Final = 12  # so many units left out are named, of more the number is told
WIDE, NARROW = 40, 13
UNKNOWN: Final = "—"
NOTES: Final = (
    "“单位数”为已上报的实体运营单位；社会团体含行业协会。各列应有：单位数＝单独建立党委＋党总支部＋党支部＋已建联合党支部＋应建尚未建立＋仅有个别党员＋没有党员。",
    "应建尚未建立：正式党员{must}名以上而未建党组织。仅有个别党员：正式党员不足{must}名，或只有预备党员、未转组织关系的党员。没有党员：各项党员数均已上报且为0。",
    "联合党支部按支部计数，一个支部可跨几类单位，总数不是各列之和。党员、从业人员、党建工作指导员为已知数之和，党员含正式、预备和未转组织关系的党员。",
    "未上报：未建党组织，且起决定作用的人数没有上报，不计入以上各行；比例为占本列实体运营单位的比例。“{unknown}”表示没有来源给出，不是0。",
)


def write_form(answer: Mapping[str, Any], stream: BinaryIO) -> None:
    """Writes the workbook. OSError where the stream cannot be written."""
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, plain) as book:
        book.set_properties({"title": TITLE})
        _Sheet(book, [column["id"] for column in answer["columns"]]).write(answer)


class _Sheet:
    """The one sheet, written from the top line to the last."""

    def __init__(self, book: Any, columns: list[str]) -> None:
        self.columns, self.last, self.line = columns, len(columns), 0
        self.sheet = book.add_worksheet("基层组织情况")
        self.text = {
            "title": book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}),
            "line": book.add_format({"valign": "vcenter"}),
            "right": book.add_format({"align": "right", "valign": "vcenter"}),
            "note": book.add_format({"font_size": 9, "text_wrap": True, "valign": "top"}),
        }
        boxed = {"border": 1, "valign": "vcenter"}
        head = {**boxed, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        number = {**boxed, "align": "right"}
        self.text |= {
            "head": book.add_format(head),
            "row": book.add_format(boxed),
            "part": book.add_format({**boxed, "indent": 2}),
            "number": book.add_format({**number, "num_format": "#,##0"}),
            "share": book.add_format({**number, "num_format": "0.0%"}),
            "cell": book.add_format({**boxed, "align": "right"}),
        }

    def write(self, answer: Mapping[str, Any]) -> None:
        self.sheet.set_column(0, 0, WIDE)
        self.sheet.set_column(1, self.last, NARROW)
        self._title(answer)
        self._heads(answer)
        for row in answer["rows"]:
            part = row["id"] in PARTS
            self._row(row["title"], "part" if part else "row", map(row["values"].get, self.columns))
        missing = {one["column"]: one for one in answer["not_reported"]}
        self._row("未上报", "row", (missing[c]["units"] for c in self.columns))
        self._row("占比", "part", (missing[c]["share"] for c in self.columns), "share")
        balance = {one["column"]: one for one in answer["balance"]["columns"]}
        self._row("是否平衡", "row", (_balance(balance[c]) for c in self.columns))
        self._notes(answer)
        self._page()

    def _merged(self, text: str, style: str, height: float) -> None:
        self.sheet.set_row(self.line, height)
        self.sheet.merge_range(self.line, 0, self.line, self.last, "", self.text[style])
        self.sheet.write_string(self.line, 0, text, self.text[style])
        self.line += 1

    def _title(self, answer: Mapping[str, Any]) -> None:
        self._merged(TITLE, "title", 36)
        half = self.last // 2
        sides = (
            (0, half, f"填报单位：{'、'.join(one['name'] for one in answer['reported_by']) or UNKNOWN}", "line"),
            (half + 1, self.last, f"截止日期：{answer['as_of'] or UNKNOWN}", "right"),
        )
        for first, last, text, style in sides:
            self.sheet.merge_range(self.line, first, self.line, last, "", self.text[style])
            self.sheet.write_string(self.line, first, text, self.text[style])
        self.sheet.set_row(self.line, 22)
        self.line += 1

    def _heads(self, answer: Mapping[str, Any]) -> None:
        """Two levels: the intermediaries by trade beneath one heading, every other column over both."""
        top, head = self.line, self.text["head"]
        self.sheet.merge_range(top, 0, top + 1, 0, "项目", head)
        at = 1
        for grouped, some in groupby(answer["columns"], lambda column: column["id"] in INTERMEDIARIES):
            columns = list(some)
            if grouped and len(columns) > 1:
                self.sheet.merge_range(top, at, top, at + len(columns) - 1, INTERMEDIARY, head)
            for column in columns:
                if grouped:
                    self.sheet.write_string(top + 1, at, column["title"], head)
                else:
                    self.sheet.merge_range(top, at, top + 1, at, "", head)
                    self.sheet.write_string(top, at, column["title"], head)
                at += 1
        self.sheet.set_row(top, 22)
        self.sheet.set_row(top + 1, 34)
        self.line += 2
        self.sheet.freeze_panes(self.line, 1)

    def _row(self, title: str, style: str, values: Iterable[Any], number: str = "number") -> None:
        self.sheet.set_row(self.line, 20)
        self.sheet.write_string(self.line, 0, title, self.text[style])
        for at, value in enumerate(values, 1):
            if isinstance(value, int | float):
                self.sheet.write_number(self.line, at, value, self.text[number])
            else:
                self.sheet.write_string(self.line, at, value or UNKNOWN, self.text["cell"])
        self.line += 1

    def _notes(self, answer: Mapping[str, Any]) -> None:
        must = load_parameters()["must_build_members"].value
        notes = [*(note.format(must=must, unknown=UNKNOWN) for note in NOTES), _left_out(answer["excluded"])]
        for number, note in enumerate(notes, 1):
            text = f"{'说明：' if number == 1 else ''}{number}. {note}"
            lines = -(-_width(text) // int((WIDE + self.last * NARROW) * 1.15))
            self._merged(text, "note", 13.0 * lines + 2)
        state = f"修订 {answer['revision']}　规则 {answer['rule_set']}　组织图 {program_version()}"
        self._merged(state, "note", 15)

    def _page(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.5)
        self.sheet.center_horizontally()
        self.sheet.print_area(0, 0, self.line - 1, self.last)


def _balance(column: Mapping[str, int]) -> str:
    """Whether the classes sum to the reporting units, and where not what stands on both sides."""
    reporting, total = column["reporting"], column["sum"]
    return "平衡" if reporting == total else f"不平衡 {reporting}≠{total}"


def _left_out(excluded: list[Mapping[str, Any]]) -> str:
    if not excluded:
        return "没有未实体运营的单位。"
    if len(excluded) > NAMED:
        return f"另有未实体运营的单位{len(excluded)}个，不计入本表。"
    return f"未实体运营的单位{len(excluded)}个，不计入本表：{'、'.join(one['name'] for one in excluded)}。"


def _width(text: str) -> int:
    """How wide a text is in columns of a Latin digit: a Chinese character is two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
