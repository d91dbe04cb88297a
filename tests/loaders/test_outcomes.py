"""What came of each row is kept as ranges and told row by row."""

import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.catalogue import load_catalogue
from cypher.errors import ConfigurationError
from cypher.graph import Graph
from loaders.cells.reasons import SKIPPED
from loaders.cells.rejects import Place
from loaders.outcomes import Outcome, packed, unpacked
from loaders.read.skipping import SKIP_REASONS
from loaders.returned.beside import OWN_COLUMNS, read_files_of, write_beside
from loaders.returned.outcomes import COLUMNS, KINDS, Came, read_outcomes, texts_of, write_outcomes
from loaders.runs.ranges import as_ranges, from_ranges
from loaders.runs.work import Work
from loaders.sources import load_sources
from tests.engines.wiping import statement
from tests.loaders.test_load_run import put, put_city
from tests.registries import REGISTRIES

NODES = statement("MATCH (o:Outcome) RETURN count(o) AS n")


@given(st.sets(st.integers(1, 300)))
def test_ranges_hold_the_same_numbers(numbers: set[int]) -> None:
    assert list(from_ranges(as_ranges(numbers))) == sorted(numbers)


def test_neighbours_are_one_range() -> None:
    assert as_ranges([5, 2, 3, 7, 4]) == "2-5,7"
    assert as_ranges([]) == ""


def test_what_is_packed_is_unpacked_and_takes_few_nodes() -> None:
    plain = [(Place("甲.csv", None, row), Outcome("out_of_scope", "plain_company")) for row in range(2, 60_002)]
    warned = Outcome("warned", "ambiguous_trade", "企业名称", ("accounting", "tax"))
    hotel, mill = (Outcome("out_of_scope", "plain_company", name=name) for name in ("大连甲酒店", "大连乙工厂"))
    other = [
        *((Place("乙.xlsx", "2008年", 3), one) for one in (warned, Outcome("warned", "x", "住所"))),
        *((Place("乙.xlsx", "2008年", row), one) for row, one in ((9, hotel), (5, mill), (6, mill))),
    ]
    nodes = packed([*plain, *other])
    assert len(nodes) == 5
    assert sum(len(node["outcomes"]) for node in nodes) < 800
    told = [(place.order, outcome) for node in nodes for place, outcome in unpacked(node)]
    assert sorted(told) == sorted((place.order, outcome) for place, outcome in [*other, *plain])


def test_every_reason_to_skip_has_its_texts() -> None:
    assert set(SKIPPED) == set(SKIP_REASONS)
    assert all(texts_of(Outcome("skipped", reason), "units")[0][0] for reason in SKIPPED)


@pytest.mark.parametrize(("source", "has_it"), [("enterprises", False), ("social_organizations", True)])
def test_what_to_do_about_a_trade_names_columns_that_the_source_has(source: str, has_it: bool) -> None:
    columns = load_sources()[source].columns
    _, (zh, en) = texts_of(Outcome("warned", "ambiguous_trade"), source)
    assert ("行业" in columns) == has_it
    first_zh, first_en = re.split("[；;]", zh)[0], en.split(";")[0]  # what is done in the file itself
    assert ("“行业”" in first_zh, "行业" in first_en) == (has_it, has_it)
    assert ("social_organizations" in zh, "zuzhitu merge" in zh) == (not has_it, not has_it)


def test_the_workbook_has_a_row_for_each(tmp_path: Path) -> None:
    unsure = Outcome("warned", "ambiguous_trade", "企业名称", ("law", "tax"))
    rows = [
        Came(Place("甲.csv", None, 2), Outcome("accepted"), subject=("大连甲协会", "name:1")),
        Came(Place("甲.csv", None, 3), unsure, ("多个", "several")),
        Came(Place("甲.csv", None, 4), Outcome("skipped", "total")),
    ]
    write_outcomes("enterprises:1", rows, tmp_path / "结果.xlsx")
    counts, told = openpyxl.load_workbook(tmp_path / "结果.xlsx").worksheets
    assert [[cell.value for cell in row] for row in told.iter_rows()] == [
        list(COLUMNS),
        ["甲.csv", None, 2, KINDS["accepted"], None, None, None, None, None, "大连甲协会", "name:1"],
        ["甲.csv", None, 3, KINDS["warned"], unsure.code, unsure.column, "多个 several", None, "law、tax", None, None],
        ["甲.csv", None, 4, KINDS["skipped"], "total", None, None, None, None, None, None],
    ]
    assert [row[2].value for row in counts.iter_rows(min_row=2)] == [1, 1, 1]


async def test_of_every_row_of_a_run_it_is_told_what_came_of_it(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades")
    (firm,) = REGISTRIES["enterprises"]
    rows = [
        firm,
        {**firm, "企业名称": "大连丰年酒店有限公司", "统一社会信用代码": "", "经营范围": "住宿"},
        {**firm, "企业名称": "合计", "统一社会信用代码": "1"},
        firm,
        {**firm, "企业名称": "大连卯辰会计师事务所有限公司", "统一社会信用代码": "", "注册日期": "去年"},
        {**firm, "企业名称": "大连巳午会计师事务所", "统一社会信用代码": "", "注册地址": "某路1号", "地区": ""},
    ]
    await put(graph, tmp_path, "enterprises", rows, as_of="2008-03-31", settle=False)
    told = await read_outcomes(Work(graph, load_catalogue()), "enterprises:1")
    assert [(row.place.row, row.outcome.kind, row.outcome.code) for row in told] == [
        (2, "accepted", ""),
        (3, "out_of_scope", "plain_company"),
        (4, "skipped", "total"),
        (5, "repeated", ""),
        (6, "rejected", "bad_date"),
        (7, "warned", "unknown_district"),
    ]
    assert told[0].subject[0] == firm["企业名称"]
    assert told[1].subject == ("大连丰年酒店有限公司", "")
    assert told[5].message[0] == "地址中没有可识别的区划"
    await _assert_beside(Work(graph, load_catalogue()), told, tmp_path)
    (nodes,) = await graph.read(NODES)
    assert nodes["n"] == 4  # one for each file that was loaded


async def _assert_beside(work: Work, told: list[Came], folder: Path) -> None:
    """The rows of the file stand there again, without persons, with what came of each, the cell meant coloured."""
    files = await read_files_of(work, "enterprises:1", [folder / "enterprises.csv"])
    write_beside(files, told, folder / "逐行.xlsx")
    (sheet,) = openpyxl.load_workbook(folder / "逐行.xlsx").worksheets
    headings = [cell.value for cell in sheet[1]]
    assert "法人代表" not in headings
    assert headings[-len(OWN_COLUMNS) :] == list(OWN_COLUMNS)
    outcome, name = headings.index("结果 outcome"), headings.index("企业名称")
    assert [row[outcome].value for row in sheet.iter_rows(min_row=2)] == [KINDS[one.outcome.kind] for one in told]
    assert sheet.cell(6, name + 1).value == "大连卯辰会计师事务所有限公司"
    wrong = sheet.cell(6, headings.index("注册日期") + 1)
    assert (wrong.value, wrong.comment is not None) == ("去年", True)
    (folder / "enterprises.csv").write_text("企业名称,注册日期,经营范围,地区\n甲,2001,审计,大连\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="no file of this content"):
        await read_files_of(work, "enterprises:1", [folder / "enterprises.csv"])
