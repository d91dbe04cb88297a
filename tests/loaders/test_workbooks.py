"""What is asked of workbooks of every format: hidden columns, and those that are encrypted."""

import io
from pathlib import Path

import pytest
import xlwt

from loaders.read import limits, xls
from tests.packages import headings, row, text, worksheet, write_package
from tests.workbooks import HEADINGS, ods_cell, ods_file, ods_row, ods_table, read, refusal


def test_hidden_columns_are_read_and_said(tmp_path: Path) -> None:
    table = headings(1, "企业名称", "注册日期", "经营范围") + row(2, text("A2", "大连甲"), text("C2", "审计"))
    columns = '<cols><col min="1" max="1" width="9"/><col min="2" max="3" hidden="1" width="0"/></cols><sheetData>'
    xml = worksheet(table).replace("<sheetData>", columns)
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    for at, (word, value) in enumerate((("企业名称", "大连甲"), ("注册日期", ""), ("经营范围", "审计"))):
        sheet.write(0, at, word)
        sheet.write(1, at, value)
        sheet.col(at).hidden = at > 0
    book.save(str(tmp_path / "丙.xls"))
    open_columns = "<table:table-column/><table:table-column {} table:number-columns-repeated='2'/>"
    cells = HEADINGS + ods_row(*map(ods_cell, ("大连甲", "", "审计")))
    for path in (
        write_package(tmp_path / "甲.xlsx", {"表一": xml}),
        write_package(tmp_path / "乙.xlsx", {"表一": xml.replace("<sheetData>", "<!-- --><sheetData>")}),
        tmp_path / "丙.xls",
        ods_file(tmp_path, ods_table(open_columns.format("table:visibility='collapse'") + cells)),
    ):
        facts, rows = read(path)
        assert facts.hidden_columns == ("注册日期", "经营范围"), path
        assert [found.cells["经营范围"] for found in rows] == ["审计"]
    facts, _ = read(write_package(tmp_path / "丁.xlsx", {"表一": xml.replace(' hidden="1"', ' hidden="0"')}))
    assert facts.hidden_columns == ()


def test_an_encrypted_workbook_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    assert refusal(ods_file(tmp_path, manifest=manifest)).code == "encrypted"
    book = xlwt.Workbook()
    book.add_sheet("表一").write(0, 0, "企业名称")
    stream = io.BytesIO()
    book.save(stream)
    content = stream.getvalue()
    filepass = content.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)  # CODEPAGE made FILEPASS
    assert filepass != content
    (tmp_path / "甲.xls").write_bytes(filepass)
    assert refusal(tmp_path / "甲.xls").code == "encrypted"
    name = "Workbook".encode("utf-16-le")
    wrapped = content.replace(
        name.ljust(64, b"\0") + b"\x12", "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + b"\x22"
    )
    assert wrapped != content
    (tmp_path / "甲.xlsx").write_bytes(wrapped)
    assert refusal(tmp_path / "甲.xlsx").code == "encrypted"
    assert limits.MAX_BYTES > xls.MAX_BYTES
