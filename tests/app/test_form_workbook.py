"""The official form as a workbook: the numbers of the answer where the official form has them, on one printed page."""

import io
from typing import Any

import httpx
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.http.formats import FORMATS
from app.lists.form_workbook import INTERMEDIARIES, INTERMEDIARY, NAMED, TITLE, UNKNOWN, write_form

QUESTIONS = ("", "?lead=u:finance&region=210202", "?association=u:cpa", "?as_of=2001")
FIRST = 5  # the line of the first row: title, whose it is, two of headings


def sheet_of(form: dict[str, Any]) -> Worksheet:
    stream = io.BytesIO()
    write_form(form, stream)
    (sheet,) = openpyxl.load_workbook(stream).worksheets
    return sheet


def lines_of(sheet: Worksheet) -> dict[str, list[Any]]:
    """The rows of the form by their titles, in order."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
    return {row[0]: row[1:] for row in rows if row[0] and row[1] is not None}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_the_workbook_has_the_numbers_of_the_answer(client: httpx.AsyncClient, question: str) -> None:
    form = (await client.get(f"/v1/coverage/form{question}")).json()
    lines = lines_of(sheet_of(form))
    sent = await client.get(f"/v1/coverage/form{question}", headers={"Accept": FORMATS["xlsx"]})
    (sheet,) = openpyxl.load_workbook(io.BytesIO(sent.content)).worksheets
    assert lines_of(sheet) == lines
    columns = [column["id"] for column in form["columns"]]
    told = {row["title"]: [row["values"][c] for c in columns] for row in form["rows"]}
    beneath = {one["column"]: one for one in form["not_reported"]}
    told["未上报"] = [beneath[c]["units"] for c in columns]
    told["占比"] = [beneath[c]["share"] for c in columns]
    told["是否平衡"] = ["平衡"] * len(columns)
    assert form["balance"]["holds"]
    assert list(lines) == list(told)
    assert lines == {title: [UNKNOWN if v is None else v for v in values] for title, values in told.items()}


async def test_it_looks_as_the_official_form_does_and_prints_on_one_page(client: httpx.AsyncClient) -> None:
    form = (await client.get("/v1/coverage/form?lead=u:finance&region=210202")).json()
    sheet = sheet_of(form)
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert sheet["A1"].value == TITLE
    assert {"A1:I1", "A3:A4", "B3:B4", "F3:I3"} <= merged
    assert sheet["F3"].value == INTERMEDIARY
    assert [sheet.cell(4, at).value for at in range(6, 10)] == [
        column["title"] for column in form["columns"] if column["id"] in INTERMEDIARIES
    ]
    assert [one["name"] for one in form["reported_by"]] == ["中山区", "市财政局"]
    assert sheet["A2"].value == "填报单位：中山区、市财政局"
    assert sheet["F2"].value == f"截止日期：{form['as_of']}"
    parts = [cell.value for (cell,) in sheet.iter_rows(min_row=FIRST, max_col=1) if cell.alignment.indent]
    assert [part for part in parts if part.startswith("其中")] == [
        row["title"] for row in form["rows"] if row["title"].startswith("其中")
    ]
    assert sheet.page_setup.orientation == "landscape"
    assert {sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight} <= {None, 1}  # where nothing is said it is one
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area.endswith(f"$I${sheet.max_row}")


async def test_whose_form_it_is_where_nothing_is_asked_for_is_the_city(client: httpx.AsyncClient) -> None:
    form = (await client.get("/v1/coverage/form")).json()
    assert [one["label"] for one in form["reported_by"]] == ["Region"]
    assert sheet_of(form)["A2"].value == f"填报单位：{form['reported_by'][0]['name']}"


async def test_who_is_left_out_is_named_or_counted_and_no_name_is_a_formula(client: httpx.AsyncClient) -> None:
    form = (await client.get("/v1/coverage/form")).json()
    (idle,) = form["excluded"]
    form["reported_by"] = [{**form["reported_by"][0], "name": "=1+1"}]
    form["excluded"] = [{**idle, "name": "=HYPERLINK(1)"}]
    texts = [cell.value for row in sheet_of(form) for cell in row if isinstance(cell.value, str)]
    assert any("=HYPERLINK(1)" in text for text in texts)
    form["excluded"] = [idle] * (NAMED + 1)
    sheet = sheet_of(form)
    assert any(f"未实体运营的单位{NAMED + 1}个" in str(cell.value) for row in sheet for cell in row)
    assert not any(cell.data_type == "f" for row in sheet for cell in row)


async def test_a_column_that_does_not_balance_says_what_stands_on_both_sides(client: httpx.AsyncClient) -> None:
    form = (await client.get("/v1/coverage/form")).json()
    form["balance"]["columns"][0]["sum"] += 1
    assert lines_of(sheet_of(form))["是否平衡"][:2] == ["不平衡 6≠7", "平衡"]
