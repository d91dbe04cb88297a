"""docs/codes.md is what the tables of codes say, and each of its examples gives its code."""

import ast
import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.cells import reasons
from loaders.cells.reasons import OUT_OF_SCOPE, SKIPPED
from loaders.cells.rejects import CODES, WARNINGS, Place, Reject
from loaders.load import load
from loaders.read.headings import header_key
from loaders.read.readers import Row
from loaders.returned.corrections import Corrections
from loaders.returned.rejected import Rejected
from loaders.runs.history import today
from loaders.sources import load_sources
from loaders.validate.validate import Read, inspect, read
from tests.documented import (
    AS_OF,
    LEFT_OUT,
    PAGE,
    REFUSED,
    SKIPPED_ROWS,
    UNREADABLE,
    WARNED,
    Example,
    page,
    unreadable,
)
from tests.loaders.test_load_rows import FRAME
from tests.loaders.test_load_run import put, put_city
from tests.registries import REGISTRIES

LOADERS = Path(__file__).parent.parent / "loaders"
HANDED_BACK = [
    Rejected("reject:enterprises:1.1", Place("甲.csv", None, 2), "注册日期", "bad_date", ("", ""), ("", ""), {}),
    Rejected("reject:enterprises:1.2", Place("甲.csv", None, 3), None, "row_shape", ("", ""), ("", ""), {}),
]


def came_of(example: Example, folder: Path) -> Read:
    """What comes of the example before anybody is looked for in a graph."""
    source = load_sources()[example.source]
    as_of = AS_OF if example.source != "headcounts" else None
    return read(source, inspect(source, [example.write(folder)]), replace(FRAME, today=today()), as_of)


def replayed(example: Example) -> str | None:
    """The code with which a row of a workbook that was handed back is refused."""
    heads, cells = csv.reader(io.StringIO(example.text))
    was = {"企业名称": "大连甲会计师事务所", "注册日期": "去年"}
    rejected = [Rejected(**{**vars(one), "cells": was}) for one in HANDED_BACK]
    row = Row(Place("退回.xlsx", "甲", 2), dict(zip(map(header_key, heads), cells, strict=True)))
    looked = Corrections(rejected, ()).look_at(row)
    return looked.code if isinstance(looked, Reject) else None


def test_every_code_has_its_example_and_nothing_else_has() -> None:
    assert set(REFUSED) == set(CODES)
    assert set(WARNED) == set(WARNINGS) == set(reasons.WARNED)
    assert {code for code, _ in reasons.WARNED_IN} <= set(WARNED)
    assert {source for _, source in reasons.WARNED_IN} <= set(load_sources())
    assert set(SKIPPED_ROWS) == set(SKIPPED)
    assert set(LEFT_OUT) == set(OUT_OF_SCOPE)


def test_every_way_in_which_a_file_is_unreadable_has_its_example() -> None:
    codes = set()
    for path in LOADERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FileUnreadable":
                code = node.args[1]
                assert isinstance(code, ast.Constant), path
                codes.add(code.value)
    assert set(UNREADABLE) == codes


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.documented"


@pytest.mark.parametrize("code", [code for code, one in REFUSED.items() if not one.resolved])
def test_an_example_is_refused_with_its_code(code: str, tmp_path: Path) -> None:
    example = REFUSED[code]
    if example.source == "replay":
        assert replayed(example) == code
    else:
        assert {one.code for one in came_of(example, tmp_path).rejects} == {code}


@pytest.mark.parametrize("code", [code for code, one in WARNED.items() if not one.resolved])
def test_an_example_is_warned_of_with_its_code(code: str, tmp_path: Path) -> None:
    came = came_of(WARNED[code], tmp_path)
    assert not came.rejects
    assert code in {warned.code for row in came.rows for warned in row.record.warnings}


@pytest.mark.parametrize("reason", SKIPPED_ROWS)
def test_an_example_is_skipped_for_its_reason(reason: str, tmp_path: Path) -> None:
    assert set(came_of(SKIPPED_ROWS[reason], tmp_path).skipped) == {reason}


@pytest.mark.parametrize("reason", LEFT_OUT)
def test_an_example_is_out_of_scope_for_its_reason(reason: str, tmp_path: Path) -> None:
    assert [one.reason for one in came_of(LEFT_OUT[reason], tmp_path).outside] == [reason]


@pytest.mark.parametrize("code", UNREADABLE)
def test_an_example_cannot_be_read_and_says_so_with_its_code(code: str) -> None:
    error = unreadable(UNREADABLE[code])
    assert error.code == code
    assert all((error.message_zh, error.message_en, error.remedy_zh, error.remedy_en))


async def test_examples_of_who_is_meant_are_refused_or_warned_of_with_their_code(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units")
    namesake = dict.fromkeys(REGISTRIES["social_organizations"][0], "")
    namesake |= {"社会组织名称": "大连同名研究会", "登记管理机关": "大连市民政局", "社会组织类型": "社会团体"}
    both = [{**namesake, "所在区划": region} for region in ("中山区", "西岗区")]
    await put(graph, tmp_path, "social_organizations", both, as_of="2008-03-31", settle=False)
    for code, example in REFUSED.items():
        if example.resolved:
            path = example.write(tmp_path)
            report = await load(graph, load_catalogue(), example.source, [path], as_of=AS_OF, settle=False)
            assert set(report.rejected_by_code) == {code}
    for code, example in WARNED.items():
        if example.resolved:
            path = example.write(tmp_path)
            report = await load(graph, load_catalogue(), example.source, [path], as_of=AS_OF, settle=False)
            assert (dict(report.warned_by_code), report.rejected_by_code) == ({code: 1}, {})
