"""XLSX: what a number says, errors, merged and hidden parts, how a sheet may be written, what no program writes."""

import gzip
import io
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.cells.rejects import FileUnreadable
from loaders.read import xlsx
from loaders.read.arrived import Arrived
from loaders.read.lines import Line
from loaders.read.number_formats import precision_of
from loaders.read.readers import FileFacts, Row
from tests.packages import MAIN, cell, headings, row, text, worksheet, write_package
from tests.workbooks import (
    DAY,
    MONTH,
    read,
    refusal,
    values,
)


def xlsx_rows(path: Path, rows: str, behind: str = "", **how: object) -> tuple[FileFacts, list[Row]]:
    table = headings(1, "企业名称", "注册日期", "经营范围") + rows
    return read(write_package(path / "甲.xlsx", {"表一": worksheet(table, behind)}, **how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "serial", "said"),
    [
        (MONTH, "39569", "2008-05"),
        ("yyyy-mm", "39569", "2008-05"),
        ("[$-804]yyyy\\.mm;@", "39569", "2008-05"),
        ("mmm-yy", "39569", "2008-05"),
        ("yyyy", "39448", "2008"),
        (MONTH, "39580", "2008-05-12"),
        (DAY, "39569", "2008-05-01"),
        ('yyyy"年"m"月"d"日"', "39580.9999999", "2008-05-12 23:59:59"),
        (DAY, "60", "1900-02-29"),
        (DAY, "59", "1900-02-28"),
        (DAY, "0", "0"),
        (DAY, "-1", "-1"),
        (DAY, "2958466", "2958466"),
        (DAY, "20080512", "20080512"),
        ("[h]:mm", "39580.5", "39580.5"),
        ("0.00", "39580", "39580"),
        ("@", "912102000000000123", "9.121020000000001E+17"),
    ],
)
def test_a_number_is_as_precise_as_it_is_shown(tmp_path: Path, code: str, serial: str, said: str) -> None:
    line = row(2, text("A2", "大连甲"), cell("B2", serial, style=1))
    _, (found,) = xlsx_rows(tmp_path, line, formats=[code])
    assert found.cells["注册日期"] == said


def test_built_in_formats_of_the_chinese_edition() -> None:
    assert [precision_of(id) for id in (14, 17, 31, 57, 27, 18, 0, 49)] == [
        "day", "month", "day", "month", "month", "clock", None, None,
    ]  # fmt: skip


def test_days_counted_from_1904(tmp_path: Path) -> None:
    lines = row(2, cell("B2", "38118", style=1)) + row(3, cell("B3", "38118"))
    _, rows = xlsx_rows(tmp_path, lines, formats=[DAY], date_1904=True)
    assert [row.cells["注册日期"] for row in rows] == ["2008-05-12", "39580"]


def test_errors_and_formulas_without_a_value_are_faults_of_their_cell(tmp_path: Path) -> None:
    _, rows = xlsx_rows(
        tmp_path,
        row(2, text("A2", "大连甲"), cell("B2", "#SPILL!", type="e"))
        + row(3, text("A3", "大连乙"), '<c r="B3"><f>A1</f></c>', text("C3", "验资"))
        + row(4, text("A4", "大连丙"), '<c r="B4" t="str"><f>"2"&amp;"008"</f><v>2008</v></c>')
        + row(5, text("A5", "大连丁"), '<c r="B5" t="str"><f>""</f><v></v></c>', '<c r="D5"><f>A1</f></c>'),
    )
    assert [[(c, f.code, f.shown) for c, f in row.faults.items()] for row in rows] == [
        [("注册日期", "error_cell", "#SPILL!")],
        [("注册日期", "uncalculated_formula", "")],
        [],
        [],
    ]
    assert rows[2].cells["注册日期"] == "2008"


@pytest.mark.parametrize("value", ["", "<v/>", "<v />", "<v></v>"])
def test_a_formula_without_a_value_is_no_blank_however_it_is_written(tmp_path: Path, value: str) -> None:
    formula = f'<c r="B2"><f>B1</f>{value}</c>'
    alone = f'<c r="A3" t="n"><f>A2</f>{value}</c>'
    empty = f'<c r="C4" t="str"><f>IF(A4=1,"",A4)</f>{value or "<v></v>"}</c>'
    _, found = xlsx_rows(
        tmp_path,
        row(2, text("A2", "大连甲"), formula) + row(3, alone) + row(4, text("A4", "大连丙"), empty),
    )
    assert [(one.place.row, [(c, f.code) for c, f in one.faults.items()]) for one in found] == [
        (2, [("注册日期", "uncalculated_formula")]),
        (3, [("企业名称", "uncalculated_formula")]),
        (4, []),
    ]


def test_texts_with_formats_guides_and_escapes(tmp_path: Path) -> None:
    strings = (
        "<si><r><t>大连</t></r><r><rPr><b/></rPr><t>富文本</t></r></si>"
        '<si><t>注音</t><rPh sb="0" eb="2"><t>ダイ</t></rPh></si>'
        '<si><t xml:space="preserve">换行_x000D_\n所_x5927_</t></si>'
        "<si><t>a&amp;b</t></si><si/><si><t/></si><si><t>末</t></si><si/>"
    )
    lines = "".join(
        row(n, *(cell(f"{c}{n}", f"{3 * (n - 2) + at}", type="s") for at, c in enumerate("ABC"))) for n in (2, 3, 4)
    ).replace("<v>8</v>", "<v>0</v>")
    _, rows = xlsx_rows(tmp_path, lines, strings=strings)
    assert values(rows) == [("大连富文本", "注音", "换行\r\n所大"), ("a&b", "", ""), ("末", "", "大连富文本")]


def test_a_strict_workbook_is_read(tmp_path: Path) -> None:
    _, rows = xlsx_rows(
        tmp_path, row(2, text("A2", "大连甲"), cell("B2", "39580", style=1)), formats=[DAY], strict=True
    )
    assert values(rows) == [("大连甲", "2008-05-12", "")]


def test_a_value_merged_over_rows_is_each_rows(tmp_path: Path) -> None:
    lines = (
        row(2, text("A2", "大连甲"), text("B2", "2008"), text("C2", "验资"))
        + row(3, text("A3", "大连乙"))
        + row(4, text("A4", "大连丙"), text("C4", "审计"))
        + row(6, text("A6", "大连丁"))
    )
    merged = '<mergeCells count="2"><mergeCell ref="B2:B5"/><mergeCell ref="C2:C3"/></mergeCells>'
    _, rows = xlsx_rows(tmp_path, lines, merged)
    assert values(rows) == [
        ("大连甲", "2008", "验资"),
        ("大连乙", "2008", "验资"),
        ("大连丙", "2008", "审计"),
        ("大连丁", "", ""),
    ]


def test_hidden_rows_are_read_and_hidden_sheets_skipped_and_both_are_said(tmp_path: Path) -> None:
    table = (
        headings(1, "企业名称", "注册日期")
        + row(2, text("A2", "大连甲"), attributes=' hidden="1"')
        + row(3, text("A3", "大连乙"))
    )
    path = write_package(
        tmp_path / "甲.xlsx", {"表一": worksheet(table), "旧": worksheet(table.replace("甲", "旧"))}, hidden=["旧"]
    )
    facts, rows = read(path)
    assert (facts.hidden_rows, facts.hidden_sheets) == (1, ("旧",))
    assert [(row.place.sheet, row.place.row, row.skipped) for row in rows] == [
        ("表一", 2, None),
        ("表一", 3, None),
        ("旧", 2, "hidden_sheet"),
        ("旧", 3, "hidden_sheet"),
    ]
    assert all(not row.cells for row in rows[2:])
    facts, rows = read(write_package(tmp_path / "乙.xlsx", {"旧": worksheet(table)}, hidden=["旧"]))
    assert (facts.hidden_sheets, [row.skipped for row in rows]) == ((), [None, None])


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda xml: xml.replace("<sheetData>", "<!-- --><sheetData>"),
        lambda xml: xml.replace("<row", "<x:row").replace("</row", "</x:row"),
        lambda xml: xml.replace("<c ", "<x:c ").replace("</c>", "</x:c>"),
        lambda xml: xml.replace('"', "'"),
        lambda xml: xml.replace(' r="A', ' x="1" r="A'),
        lambda xml: xml.replace("<v>", "<v >"),
        lambda xml: xml.replace("大连甲", "<![CDATA[大连甲]]>"),
        lambda xml: xml.replace("UTF-8", "UTF-16").encode("utf-16"),
        lambda xml: xml.replace('<row r="3"', '<row spans="1:3" r="3"'),
        lambda xml: xml.replace(' r="3"', "").replace(' r="A3"', "").replace(' r="B3"', ""),
    ],
)  # fmt: skip
def test_a_sheet_reads_alike_however_it_is_written(tmp_path: Path, rewritten: object) -> None:
    table = headings(1, "企业名称", "注册日期") + "".join(
        row(n, text(f"A{n}", "大连甲"), cell(f"B{n}", "39580", style=1), attributes=' hidden="1"') for n in (2, 3, 4)
    )
    xml = worksheet(table, '<mergeCells><mergeCell ref="A2:A3"/></mergeCells>')
    changed = rewritten(xml)  # type: ignore[operator]
    assert changed != xml
    facts, rows = read(write_package(tmp_path / "甲.xlsx", {"表一": changed}, formats=[MONTH]))
    assert values(rows) == [("大连甲", "2008-05-12")] * 3
    assert (facts.hidden_rows, len(facts.merged["表一"])) == (3, 1)


drawn_cells = st.one_of(
    st.none(),
    st.sampled_from(
        ['<c r="{r}"/>', '<c r="{r}" s="1"/>', '<c r="{r}" t="str"><f>A1</f><v/></c>', '<c r="{r}"><f>A1</f></c>']
    ),
    st.integers(0, 50_000).map(lambda n: '<c r="{r}" s="1"><v>' + str(n) + "</v></c>"),
    st.floats(0, 1e17).map(lambda n: '<c r="{r}"><v>' + repr(n) + "</v></c>"),
    st.integers(0, 2).map(lambda n: '<c r="{r}" t="s"><v>' + str(n) + "</v></c>"),
    st.sampled_from(["甲", "a&amp;b", "_x000D_", ""]).map(
        lambda t: '<c r="{r}" t="inlineStr"><is><t>' + t + "</t></is></c>"
    ),
    st.sampled_from(["b", "e", "str"]).map(lambda t: '<c r="{r}" t="' + t + '"><v>1</v></c>'),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.lists(drawn_cells, max_size=5), st.integers(1, 3)), max_size=8))
def test_cutting_and_parsing_give_the_same_rows(table: list[tuple[list[str | None], int]]) -> None:
    rows, number = "", 0
    for cells, repeated in table:
        for _ in range(repeated):
            number += 1
            written = (c.format(r=f"{chr(65 + at)}{number}") for at, c in enumerate(cells) if c)
            rows += row(number, *written)
    strings = "<si><t>一</t></si><si><r><t>二</t></r></si><si><t></t></si>"

    def lines(xml: str) -> list[Line]:
        stream = io.BytesIO()
        write_package(stream, {"表一": xml}, formats=[MONTH], strings=strings)  # type: ignore[arg-type]
        (sheet,) = ((list(sheet.lines)) for sheet in xlsx.sheets(Arrived("甲.xlsx", Path("-"), stream.getvalue())))
        return [line._replace(cells=_trimmed(line.cells)) for line in sheet if any(line.cells) or line.faults]

    assert lines(worksheet(rows)) == lines(worksheet(rows).replace("<sheetData>", "<!-- --><sheetData>"))


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


@pytest.mark.parametrize(
    ("xml", "code", "number"),
    [
        (worksheet(row(1) + row(2_147_483_647, text("A2147483647", "x"))), "too_large", 2_147_483_647),
        (worksheet(row(1, '<c r="XFD1"><v>1</v></c>')), "too_large", 1),
        (worksheet("<row>" + "<c><v>1</v></c>" * 2_000 + "</row>"), "too_large", 1),
        (worksheet(row(2) + row(2)), "wrong_format", 0),
        (worksheet(row(1, text("B1", "x"), text("A1", "x"))), "wrong_format", 0),
        (worksheet(row(1, text("A2", "x"))), "wrong_format", 0),
        (worksheet(row(1, cell("A1", "7", type="s"))), "wrong_format", 0),
        (worksheet(row(1, cell("A1", "x"))), "wrong_format", 0),
        (worksheet(row(1, text("A1", "x")))[:-40], "wrong_format", 0),
        (worksheet("<a>" * 1_000), "wrong_format", 0),
        (f'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet xmlns="{MAIN}">&a;</worksheet>', "wrong_format", 0),
        (worksheet(row(1) + "<x/>"), "wrong_format", 0),
        (worksheet(row(1, text("A1", "甲" * 140_000))), "too_large", 1),
    ],
)  # fmt: skip
def test_what_no_spreadsheet_writes_is_refused(tmp_path: Path, xml: str, code: str, number: int) -> None:
    error = refusal(write_package(tmp_path / "甲.xlsx", {"表一": xml}))
    assert (error.code, error.place.sheet, error.place.row) == (code, "表一", number)


def test_bombs_end_at_the_bound_of_what_they_unpack_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blanks = worksheet(row(1, text("A1", "企业名称"), "<c/>" * 5_000_000))
    assert refusal(write_package(tmp_path / "格.xlsx", {"表一": blanks})).code == "too_large"
    strings = "<si><t>" + "甲" * 6_000_000 + "</t></si>"
    assert refusal(write_package(tmp_path / "文.xlsx", {"表一": worksheet("")}, strings=strings)).code == "wrong_format"
    many = "<si/>" * 2_000_001
    assert refusal(write_package(tmp_path / "多.xlsx", {"表一": worksheet("")}, strings=many)).code == "too_large"
    monkeypatch.setattr("loaders.read.package.MAX_BYTES", 1 << 20)
    spaces = worksheet(" " * (2 << 20))
    assert refusal(write_package(tmp_path / "空.xlsx", {"表一": spaces})).code == "too_large"


def test_a_package_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "甲.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for number in range(10_001):
            package.writestr(f"{number}", b"")
    assert refusal(path).code == "too_large"


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/workbook.bin", "a binary workbook"),
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a PowerPoint document"),
        ("Index/Document.iwa", "a Numbers document"),
        ("甲.csv", "a ZIP archive"),
    ],
)
def test_another_package_is_named_for_what_it_holds(tmp_path: Path, part: str, said: str) -> None:
    path = tmp_path / "甲.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, b"x")
    assert said in refusal(path).message_en


@pytest.mark.parametrize("cut", [50, 400, -30])
def test_a_cut_off_workbook_is_damaged(tmp_path: Path, cut: int) -> None:
    path = write_package(tmp_path / "甲.xlsx", {"表一": worksheet(headings(1, "企业名称", "注册日期"))})
    path.write_bytes(path.read_bytes()[:cut])
    assert refusal(path).code == "wrong_format"


def test_a_workbook_of_openpyxl_packed_once_more(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["企业名称", "注册日期"])
    book.active.append(["大连甲", datetime(2008, 5, 12)])
    book.save(tmp_path / "甲.xlsx")
    path = tmp_path / "甲.xlsx.gz"
    path.write_bytes(gzip.compress((tmp_path / "甲.xlsx").read_bytes()))
    facts, rows = read(path)
    assert (facts.format, values(rows)) == ("xlsx", [("大连甲", "2008-05-12")])


def test_a_second_table_on_one_sheet_is_refused_and_headings_that_come_again_are_none(tmp_path: Path) -> None:
    first = headings(1, "企业名称", "注册日期", "地区") + row(2, text("A2", "大连甲"))
    again = worksheet(first + headings(4, "企业名称", "注册日期", "地区") + row(5, text("A5", "大连乙")))
    _, rows = read(write_package(tmp_path / "甲.xlsx", {"表一": again}))
    assert [found.cells["企业名称"] for found in rows] == ["大连甲", "大连乙"]
    other = worksheet(first + headings(4, "地区", "经营范围", "注册日期") + row(5, text("A5", "大连乙")))
    with pytest.raises(FileUnreadable) as refused:
        read(write_package(tmp_path / "乙.xlsx", {"表一": other}))
    place = refused.value.place
    assert (refused.value.code, place.sheet, place.row) == ("second_table", "表一", 4)


def test_merged_ranges_over_the_whole_sheet_are_refused(tmp_path: Path) -> None:
    merged = "".join(f'<mergeCell ref="{chr(65 + at)}1:{chr(65 + at)}1048576"/>' for at in range(5))
    sheet = worksheet(headings(1, "企业名称", "注册日期"), f"<mergeCells>{merged}</mergeCells>")
    assert refusal(write_package(tmp_path / "甲.xlsx", {"表一": sheet})).code == "too_large"
