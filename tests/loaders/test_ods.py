"""ODS: the same table as of any other workbook, dates as they are shown, and what no open document holds."""

from pathlib import Path

import odf.opendocument
import odf.style
import odf.table
import odf.text
import pytest
from odf import number as odf_number

from loaders.read import ods
from tests.workbooks import HEADINGS, ods_cell, ods_file, ods_row, ods_table, read, refusal, values


def test_an_open_document_reads_as_the_same_table(tmp_path: Path) -> None:
    blank = "<table:table-cell/>"
    path = ods_file(
        tmp_path,
        ods_table(
            ods_row(ods_cell("大连市企业登记表", 'office:value-type="string" table:number-columns-spanned="3"')),
            ods_row(
                "<table:table-cell table:number-columns-repeated='16384'/>", attributes='table:number-rows-repeated="2"'
            ),
            HEADINGS,
            ods_row(
                ods_cell("大连<text:s text:c='2'/>甲<office:annotation><text:p>批注</text:p></office:annotation>"),
                ods_cell("2008年5月", 'office:value-type="date" office:date-value="2008-05-01"'),
                ods_cell("验资", 'office:value-type="string" table:number-rows-spanned="2"'),
            ),
            ods_row(
                ods_cell("大连乙"),
                ods_cell("12", 'office:value-type="float" office:value="12"'),
                "<table:covered-table-cell/>",
                attributes='table:visibility="filter"',
            ),
            ods_row(ods_cell("大连丙"), ods_cell("#DIV/0!", 'table:formula="of:=1/0" calcext:value-type="error"')),
            ods_row(ods_cell("大连丁"), "<table:table-cell table:formula='of:=[.A1]'/>"),
            ods_row(ods_cell("大连戊"), blank, attributes='table:number-rows-repeated="2"'),
            ods_row(blank, attributes='table:number-rows-repeated="1048000"'),
        ),
        ods_table(HEADINGS, ods_row(ods_cell("大连旧")), name="旧", style="ta2"),
    )
    facts, rows = read(path)
    assert (facts.format, facts.hidden_rows, facts.hidden_sheets) == ("ods", 1, ("旧",))
    assert [(row.place.row, row.skipped) for row in rows] == [
        (1, "title"),
        *((number, None) for number in (5, 6, 7, 8, 9, 10)),
        (2, "hidden_sheet"),
    ]
    assert values(rows[1:3]) == [("大连  甲", "2008-05", "验资"), ("大连乙", "12", "验资")]
    assert [list(row.faults) for row in rows[3:6]] == [["注册日期"], ["注册日期"], []]
    assert [fault.code for row in rows for fault in row.faults.values()] == ["error_cell", "uncalculated_formula"]


@pytest.mark.parametrize(
    ("value", "shown", "said"),
    [
        ("2008-05-01", "2008年5月", "2008-05"),
        ("2008-05-01", "2008-05", "2008-05"),
        ("2008-05-01", "2008-05-01", "2008-05-01"),
        ("2008-05-01", "2008年5月1日", "2008-05-01"),
        ("2008-05-01", "二〇〇八年五月", "2008-05"),
        ("2008-05-01", "二〇〇八年五月一日", "2008-05-01"),
        ("2008-05-01", "May-08", "2008-05"),
        ("2008-05-01", "May 2008", "2008-05"),
        ("2008-05-01", "1-May", "2008-05-01"),
        ("2008-05-01", "05/01", "2008-05-01"),
        ("2008-01-01", "2008", "2008"),
        ("2008-05-12", "2008年5月", "2008-05-12"),
        ("2008-05-12T00:00:00", "2008-05-12", "2008-05-12"),
        ("2008-05-12T10:30:00", "2008-05-12", "2008-05-12 10:30:00"),
    ],
)
def test_a_date_of_an_open_document_is_what_it_shows(value: str, shown: str, said: str) -> None:
    assert ods.date_shown(value, shown) == said


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row(ods_cell("x", 'office:value-type="string" table:number-columns-repeated="16384"')), "too_large"),
        (HEADINGS + ods_row(ods_cell("x"), attributes='table:number-rows-repeated="2000000"'), "too_large"),
        (HEADINGS + ods_row(*[ods_cell("x")] * 99, attributes='table:number-rows-repeated="99999"'), "too_large"),
        (ods_row(ods_cell("<table:table/>")), "wrong_format"),
        (ods_row(ods_cell("x", 'office:value-type="float" office:value="x"')), "wrong_format"),
        ("<table:table-row>", "wrong_format"),
    ],
)
def test_what_no_open_document_holds_is_refused(tmp_path: Path, rows: str, code: str) -> None:
    assert refusal(ods_file(tmp_path, ods_table(rows))).code == code


def test_a_document_of_odfpy_is_read(tmp_path: Path) -> None:
    made = odf.opendocument.OpenDocumentSpreadsheet()
    months = odf_number.DateStyle(name="N1")
    months.addElement(odf_number.Year(style="long"))
    months.addElement(odf_number.Month())
    made.automaticstyles.addElement(months)
    table = odf.table.Table(name="表一")
    for words in (("企业名称", "注册日期"), ("大连甲", "2008")):
        line = odf.table.TableRow()
        for word in words:
            one = odf.table.TableCell(valuetype="string")
            one.addElement(odf.text.P(text=word))
            line.addElement(one)
        table.addElement(line)
    made.spreadsheet.addElement(table)
    made.save(str(tmp_path / "甲.ods"))
    facts, rows = read(tmp_path / "甲.ods")
    assert (facts.format, values(rows)) == ("ods", [("大连甲", "2008")])
