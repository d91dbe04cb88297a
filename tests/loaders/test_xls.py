"""XLS: the same table as of any other workbook, and files that state what they cannot hold."""

import io
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
import xlwt

from loaders.cells.rejects import FileUnreadable
from tests.workbooks import (
    DAY,
    MONTH,
    read,
    refusal,
    values,
)


def test_a_formula_of_an_old_workbook_that_was_never_calculated_refuses_its_row(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    for at, word in enumerate(("企业名称", "注册日期", "经营范围")):
        sheet.write(0, at, word)
    for number, formula in enumerate(("A1&B1", 'IF(A9="","",A9)'), 1):
        sheet.write(number, 0, "大连甲")
        sheet.write(number, 2, xlwt.Formula(formula))
    book.save(str(tmp_path / "甲.xls"))
    _, rows = read(tmp_path / "甲.xls")
    assert [{name: fault.code for name, fault in found.faults.items()} for found in rows] == [
        {"经营范围": "uncalculated_formula"},
        {},  # it may have come to an empty text
    ]


def style(code: str) -> xlwt.XFStyle:
    made = xlwt.XFStyle()
    made.num_format_str = code
    return made


def test_an_old_workbook_reads_as_the_same_table(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    sheet.write_merge(0, 0, 0, 3, "大连市企业登记表")
    for at, word in enumerate(("企业名称", "注册日期", "经营范围", "地区")):
        sheet.write(2, at, word)
    for at, (name, code, day) in enumerate(
        (("大连甲", MONTH, date(2008, 5, 1)), ("大连乙", DAY, date(2008, 5, 12)), ("大连丙", "yyyy", date(2008, 1, 1)))
    ):
        sheet.write(3 + at, 0, name)
        sheet.write(3 + at, 1, day, style(code))
        sheet.write(3 + at, 2, 12.0 if at else 0.5)
    sheet.write_merge(3, 5, 3, 3, "大连")
    sheet.row(4).hidden = True
    sheet.write(6, 0, "大连丁")
    sheet.row(6).set_cell_error(1, 0x0F)
    old = book.add_sheet("旧")
    old.visibility = 1
    old.write(0, 0, "企业名称")
    old.write(0, 1, "注册日期")
    old.write(1, 0, "大连旧")
    book.save(str(tmp_path / "甲.xls"))
    facts, rows = read(tmp_path / "甲.xls")
    assert (facts.format, facts.hidden_rows, facts.hidden_sheets) == ("xls", 1, ("旧",))
    assert [(row.place.sheet, row.place.row, row.skipped) for row in rows] == [
        ("表一", 1, "title"),
        *(("表一", number, None) for number in (4, 5, 6, 7)),
        ("旧", 2, "hidden_sheet"),
    ]
    assert values(rows[1:5]) == [
        ("大连甲", "2008-05", "0.5", "大连"),
        ("大连乙", "2008-05-12", "12", "大连"),
        ("大连丙", "2008", "12", "大连"),
        ("大连丁", "#VALUE!", "", ""),
    ]
    assert rows[4].faults["注册日期"].shown == "#VALUE!"


def test_an_old_workbook_counts_days_from_1904(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("表一")
    for at, word in enumerate(("企业名称", "注册日期")):
        sheet.write(0, at, word)
    sheet.write(1, 1, 38118, style(DAY))
    sheet.write(2, 1, 38118)
    book.save(str(tmp_path / "甲.xls"))
    _, rows = read(tmp_path / "甲.xls")
    assert [row.cells["注册日期"] for row in rows] == ["2008-05-12", "39580"]


def test_a_cell_in_the_last_corner_takes_no_memory(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write(0, 0, "企业名称")
    sheet.write(65_535, 255, "x")
    book.save(str(tmp_path / "甲.xls"))
    assert refusal(tmp_path / "甲.xls").code == "too_large"


@pytest.mark.parametrize(
    ("record", "at", "stated"),
    [(b"\xfc\x00", 8, b"\xff\xff\xff\x7f"), (b"\x00\x02\x0e\x00", 8, b"\xff\xff\xff\x7f")],
)
def test_an_old_workbook_that_states_what_it_cannot_hold_takes_no_memory(
    tmp_path: Path, record: bytes, at: int, stated: bytes
) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("表一").write(0, 0, "企业名称")
    stream = io.BytesIO()
    book.save(stream)
    content = bytearray(stream.getvalue())
    where = content.index(record, 512) + at
    content[where : where + len(stated)] = stated
    (tmp_path / "甲.xls").write_bytes(bytes(content))
    assert refusal(tmp_path / "甲.xls").code == "wrong_format"


@pytest.mark.parametrize("cut", [600, 3_000, 5_000])
def test_a_cut_off_old_workbook_is_damaged(tmp_path: Path, cut: int) -> None:
    book = xlwt.Workbook()
    book.add_sheet("表一").write(0, 0, "企业名称")
    book.save(str(tmp_path / "甲.xls"))
    content = (tmp_path / "甲.xls").read_bytes()
    (tmp_path / "乙.xls").write_bytes(content[:cut])
    assert refusal(tmp_path / "乙.xls").code == "wrong_format"


def test_any_bytes_of_an_old_workbook_may_be_wrong(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for at, word in enumerate(("企业名称", "注册日期")):
        sheet.write(0, at, word)
        sheet.write(1, at, 39580 + at, style(DAY))
    stream = io.BytesIO()
    book.save(stream)
    content = stream.getvalue()
    path = tmp_path / "甲.xls"
    for at in range(0, len(content), 97):
        path.write_bytes(content[:at] + b"\xff\x7f" + content[at + 2 :])
        with suppress(FileUnreadable):
            read(path)
