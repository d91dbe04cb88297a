"""Refused rows go out as a workbook and come back corrected; nothing here asks an engine but the last."""

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.cells.persons import NAME_MASK
from loaders.cells.rejects import FileUnreadable, Place, Reject
from loaders.read.readers import Row, inspect_file, read_rows
from loaders.returned.corrections import Corrections, hash_of
from loaders.returned.rejected import Rejected, read_rejected
from loaders.returned.replay import read_run_of, replay
from loaders.returned.workbook import CORRECTION, ID, headings_of, sheet_title, write_rejected
from loaders.runs.work import Work
from loaders.sources import load_sources
from loaders.validate.columns import known_columns
from loaders.validate.validate import inspect, read
from loaders.whole_file import whole_file
from tests.loaders.test_load_rows import FRAME
from tests.loaders.test_load_run import facts, put, put_city
from tests.registries import REGISTRIES, SCHOOL

RUN = "social_organizations:1"
CELLS = {"社会组织名称": "大连甲协会", "成立登记日期": "去年五月", "住所": "=1+1", "备用列": ""}


def rejected(number: int = 1, **given: Any) -> Rejected:
    own: dict[str, Any] = {
        "id": f"reject:{RUN}.{number}",
        "place": Place("甲.csv", None, number + 1),
        "column": "成立登记日期",
        "code": "bad_date",
        "message": ("不能识别为日期", "cannot be read as a date"),
        "remedy": ("写成2008-05-12", "write 2008-05-12"),
        "cells": CELLS,
    }
    return Rejected(**(own | given))


def rows_of(path: Path) -> list[Row]:
    return list(read_rows(inspect_file(path, known_columns())))


def look_at(was: Rejected, change: Mapping[str, str], correction: str = "", **finished: str) -> Row | Reject | None:
    cells = {**was.cells, "更正correction": correction, "编号id": was.id, **change}
    row = Row(Place("退回.xlsx", "甲", 2), cells, headings=tuple(cells))
    return Corrections([was], set(finished)).look_at(row)


def test_the_workbook_has_the_shape_of_the_file_and_says_why_beside_the_cell(tmp_path: Path) -> None:
    out = tmp_path / "退回.xlsx"
    other = rejected(3, place=Place("乙.xlsx", "2008年", 9), column=None, code="row_shape", cells={"单位": "大连乙"})
    write_rejected(RUN, [rejected(1), rejected(2), other], out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert read_run_of(out) == RUN
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["甲.csv", "乙 2008年"]
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == list(CELLS)
    assert heads[4:] == [CORRECTION, "问题 message", "处理办法 remedy", "退回代码 code", "原位置 place", ID]
    wrong = sheet["B2"]
    assert (wrong.value, wrong.fill.fgColor.rgb) == ("去年五月", "FFFFC7CE")
    assert "不能识别为日期" in wrong.comment.text
    assert sheet["A2"].fill.fgColor.rgb != "FFFFC7CE"
    assert [cell.value for cell in sheet[2]][5:] == [
        "不能识别为日期\ncannot be read as a date",
        "写成2008-05-12\nwrite 2008-05-12",
        "bad_date",
        "甲.csv:2",
        f"reject:{RUN}.1",
    ]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")  # a text, no formula


def test_its_headings_are_those_of_the_widest_row_in_the_order_of_the_file() -> None:
    torn = rejected(1, cells={"社会组织名称": "大连"})
    assert headings_of([torn, rejected(2), rejected(3, cells={"另一列": "1"})]) == [*CELLS, "另一列"]


def test_a_row_that_breaks_off_can_be_completed_under_every_heading(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_text("企业名称,注册日期,法人代表,经营范围,注册地址\n大连甲会计师事务所,2008\n", encoding="utf-8")
    source = load_sources()["enterprises"]
    (torn,) = read(source, inspect(source, [path]), FRAME, "2008-03-31").rejects
    assert torn.code == "row_shape"
    assert dict(torn.cells) == {"企业名称": "大连甲会计师事务所", "注册日期": "2008", "经营范围": "", "注册地址": ""}


def test_titles_of_sheets_are_short_and_differ() -> None:
    taken: set[str] = set()
    titles = [sheet_title(wish, taken) for wish in ("甲/乙[1]", "甲/乙[1]", "x" * 40, "X" * 40, "")]
    assert titles == ["甲_乙_1_", "甲_乙_1_~2", "x" * 31, "X" * 29 + "~2", "_"]


def test_the_workbook_is_read_as_a_file_of_its_source(tmp_path: Path) -> None:
    out = tmp_path / "退回.xlsx"
    write_rejected(RUN, [rejected(1), rejected(2)], out)
    looked = [Corrections([rejected(1), rejected(2)], ()).look_at(row) for row in rows_of(out)]
    assert [(one.code, one.place.row) for one in looked if isinstance(one, Reject)] == [
        ("not_corrected", 2),
        ("not_corrected", 3),
    ]


@pytest.mark.parametrize(("change", "correction"), [({"成立登记日期": "2008-05"}, ""), ({}, "2008-05")])
def test_a_row_is_corrected_in_its_cell_or_beside_it(change: dict[str, str], correction: str) -> None:
    looked = look_at(rejected(), change, correction)
    assert isinstance(looked, Row)
    assert looked.cells == {**CELLS, "成立登记日期": "2008-05"}
    assert looked.headings == tuple(CELLS)


def test_a_row_that_was_masked_is_refused_until_that_cell_is_filled_in() -> None:
    was = rejected(cells={**CELLS, "住所": f"某路1号 联系人：{NAME_MASK}"})
    looked = look_at(was, {"成立登记日期": "2008-05"})
    assert isinstance(looked, Reject)
    assert (looked.code, looked.column) == ("still_masked", "住所")
    assert isinstance(look_at(was, {"成立登记日期": "2008-05", "住所": "某路1号"}), Row)


@pytest.mark.parametrize("code", ["conflicting_rows", "unknown_reference"])
def test_what_may_have_been_mended_elsewhere_is_read_again_as_it_stands(code: str) -> None:
    assert isinstance(look_at(rejected(code=code), {}), Row)


def test_a_correction_without_a_cell_and_a_row_of_another_run_are_refused() -> None:
    nowhere = look_at(rejected(column=None, code="row_shape"), {}, "2008-05")
    assert isinstance(nowhere, Reject)
    assert nowhere.code == "correction_without_cell"
    foreign = look_at(rejected(), {"编号id": "reject:units:9.1"})
    assert isinstance(foreign, Reject)
    assert foreign.code == "not_of_run"


def test_what_came_in_before_is_repeated_unless_it_was_corrected_again_or_that_run_does_not_stand() -> None:
    right = {**CELLS, "成立登记日期": "2008-05"}
    was = rejected(corrected_run="social_organizations:2", correction=hash_of(right))
    stands = {"social_organizations:2": "finished"}
    assert look_at(was, {}, "2008-05", **stands) is None
    assert isinstance(look_at(was, {}, "2008-06", **stands), Row)
    assert isinstance(look_at(was, {}, "2008-05"), Row)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n"])
def test_another_file_is_told_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as refused:
        read_run_of(path)
    assert refused.value.code == "no_rejects"
    openpyxl.Workbook().save(path)
    with pytest.raises(FileUnreadable):
        read_run_of(path)


def test_a_file_is_there_whole_or_not_at_all_and_never_through_a_link(tmp_path: Path) -> None:
    target, out = tmp_path / "theirs", tmp_path / "out"
    target.write_text("theirs")
    out.symlink_to(target)
    with whole_file(out) as stream:
        stream.write(b"ours")
    assert (target.read_text(), out.read_text(), out.is_symlink()) == ("theirs", "ours", False)
    with pytest.raises(ZeroDivisionError), whole_file(out):
        raise ZeroDivisionError
    with pytest.raises(IsADirectoryError), whole_file(tmp_path):
        pass
    with pytest.raises(FileExistsError), whole_file(Path("/dev/null")):
        pass
    assert out.read_text() == "ours"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out", "theirs"]


async def test_corrected_rows_come_in_once(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units", "associations")
    first, school, third = REGISTRIES["social_organizations"]
    rows = [first, {**school, "成立登记日期": "去年"}, {**third, "业务主管单位": "大连市某局"}]
    await put(graph, tmp_path, "social_organizations", rows, as_of="2008-03-31", settle=False)
    work, out = Work(graph, load_catalogue()), tmp_path / "退回.xlsx"
    kept = await read_rejected(work, RUN)
    assert [(row.code, row.place.row) for row in kept] == [("bad_date", 3), ("unknown_reference", 4)]
    assert "法定代表人" not in kept[0].cells
    write_rejected(RUN, kept, out)
    book = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index(CORRECTION) + 1
    sheet.cell(2, column).value = "2001-03"
    book.save(out)
    report = await replay(graph, load_catalogue(), out)
    assert (report.run, report.as_of) == ("social_organizations:2", "2008-03-31")
    assert (report.counts.read, report.counts.accepted, report.rejected_by_code) == (2, 1, {"unknown_reference": 1})
    assert len(await facts(graph, "LOCATED_IN", f"uscc:{SCHOOL}")) == 1
    again = await replay(graph, load_catalogue(), out)
    assert (again.counts.accepted, again.counts.repeated, again.counts.rejected) == (0, 1, 1)
    assert json.dumps(again.as_dict(), ensure_ascii=False).count("更正") == 0
    marked = {row.place.row: row.corrected_run for row in await read_rejected(work, RUN)}
    assert marked == {3: "social_organizations:2", 4: None}
