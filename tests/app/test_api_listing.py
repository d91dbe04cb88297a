"""What every list takes: facets, orders, fields of items, and the whole of it as a file."""

import csv
import io
import json
from typing import Any

import httpx
import openpyxl
import pytest

from app.http.formats import FORMATS, OF_FIELDS, chosen_format
from app.lists.fields import columns_of
from app.lists.found import DIFFERENCES, FINDINGS
from app.lists.listing import Listing
from app.lists.lists import GAPS, ORGANIZATIONS, PARTIES, UNITS
from app.lists.words import heading
from cypher.graph import Graph
from tests.conftest import ONE_ENGINE
from tests.small_city import asking, small_city

pytestmark = pytest.mark.anyio

LISTS = {
    "/v1/organizations": ORGANIZATIONS,
    "/v1/units": UNITS,
    "/v1/uncovered": GAPS,
    "/v1/party-organizations": PARTIES,
    "/v1/findings": FINDINGS,
    "/v1/differences": DIFFERENCES,
}
DAYS = ("2005-06-30", "2008-03-31")
# The newest day is asked of each engine, the other of the first.
each_list = pytest.mark.parametrize(("path", "listing"), LISTS.items(), ids=[one.name for one in LISTS.values()])
# the dimensions of which a filter knows those without a value
NULL_GROUPS = {
    "/v1/organizations": ("trade", "region", "lead", "association"),
    "/v1/units": ("region",),
    "/v1/uncovered": ("trade", "region", "lead", "association"),
    "/v1/party-organizations": (),
    "/v1/findings": (),
    "/v1/differences": (),
}


async def get(client: httpx.AsyncClient, path: str, **params: Any) -> Any:
    answer = await client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


@each_list
@ONE_ENGINE
@pytest.mark.parametrize("day", DAYS)
async def test_the_total_of_a_facet_is_that_of_the_list_with_its_value(
    client: httpx.AsyncClient, path: str, listing: Listing, day: str
) -> None:
    """Under another filter, too: a facet is counted under all filters but its own."""
    names = ",".join(listing.dimensions)
    every = await get(client, path, facets=names, limit=1, as_of=day)
    assert set(every["facets"]) == set(listing.dimensions)
    largest = {name: rows[0]["value"] for name, rows in every["facets"].items() if rows}
    others = [{}, *({name: value} for name, value in largest.items() if value is not None)]
    compared = 0
    for other in others:
        facets = (await get(client, path, facets=names, limit=1, as_of=day, **other))["facets"]
        for name, rows in facets.items():
            assert [row["total"] for row in rows] == sorted((row["total"] for row in rows), reverse=True)
            for row in rows:
                if row["value"] is None and name not in NULL_GROUPS[path]:
                    continue
                value = "null" if row["value"] is None else row["value"]
                found = await get(client, path, limit=1, as_of=day, **{**other, name: value})
                assert found["total"] == row["total"], (other, name, value)
                compared += 1
    assert compared >= len(others)


@each_list
async def test_an_order_is_the_same_list_in_that_order_and_back(
    client: httpx.AsyncClient, path: str, listing: Listing
) -> None:
    plain = [item_id(one) for one in (await get(client, path, limit=500))["items"]]
    for sort in (*listing.orders, *(("name",) if listing.named else ()), *listing.dimensions):
        forward = await read_all(client, path, sort)
        back = await read_all(client, path, f"-{sort}")
        assert sorted(forward) == sorted(plain)
        assert back == forward[::-1]
    if listing.named:
        named = [item_name(one) for one in (await get(client, path, limit=500, sort="name"))["items"]]
        assert named == sorted(named)


async def read_all(client: httpx.AsyncClient, path: str, sort: str) -> list[str]:
    """The ids of a list in an order, three to a page."""
    found: list[str] = []
    params: dict[str, Any] = {"limit": 3, "sort": sort}
    while True:
        page = await get(client, path, **params)
        found += [item_id(one) for one in page["items"]]
        if page["next"] is None:
            return found
        params["cursor"] = page["next"]


def item_id(item: dict[str, Any]) -> str:
    return str((item.get("organization") or item.get("party_organization") or item)["id"])


def item_name(item: dict[str, Any]) -> str:
    return str((item.get("organization") or item.get("party_organization") or item.get("subject") or item)["name"])


async def test_an_item_has_the_fields_that_are_asked_for(client: httpx.AsyncClient) -> None:
    whole = await get(client, "/v1/uncovered", limit=500)
    some = await get(client, "/v1/uncovered", limit=500, fields="severity,organization.name,lead.id,break.code")
    assert {name: value for name, value in some.items() if name != "items"} == {
        name: value for name, value in whole.items() if name != "items"
    }
    for item, chosen in zip(whole["items"], some["items"], strict=True):
        assert chosen == {
            "severity": item["severity"],
            "organization": {"name": item["organization"]["name"]},
            "lead": item["lead"] and {"id": item["lead"]["id"]},
            "break": item["break"] and {"code": item["break"]["code"]},
        }
    assert any(one["lead"] for one in some["items"])
    assert any(one["break"] is None for one in some["items"])


async def test_items_of_some_fields_say_that_they_are_no_whole_ones(client: httpx.AsyncClient) -> None:
    for fields, media_type in ((None, FORMATS["json"]), ("severity", OF_FIELDS)):
        for _ in range(2):  # made, and as it was kept
            answer = await client.get("/v1/uncovered", params={"fields": fields} if fields else {})
            assert answer.headers["content-type"] == media_type


@each_list
async def test_the_whole_list_is_there_in_every_format(client: httpx.AsyncClient, path: str, listing: Listing) -> None:
    sort = f"-{listing.orders[0]}"
    items = (await get(client, path, limit=500, sort=sort))["items"]
    answers = {}
    for name in ("csv", "jsonl", "xlsx"):
        answers[name] = await client.get(path, params={"format": name, "limit": 1, "sort": sort})
        assert answers[name].status_code == 200
        assert f'filename="{listing.name}-2008-03-31-r' in answers[name].headers["content-disposition"]
        kept = await client.get(
            path,
            params={"format": name, "limit": 1, "sort": sort},
            headers={"If-None-Match": answers[name].headers["etag"]},
        )
        assert kept.status_code == 304
    assert len({answer.headers["etag"] for answer in answers.values()}) == len(answers)
    assert [json.loads(line) for line in answers["jsonl"].text.splitlines()] == items
    assert answers["csv"].content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answers["csv"].content.decode("utf-8-sig"), newline="")))
    assert [*rows[0]] == columns_of(listing.item)
    prefix = {"uncovered": "organization.", "differences": "party_organization."}.get(listing.name, "")
    assert [row[f"{prefix}id"] for row in rows] == [item_id(one) for one in items]
    sheet = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].content)).active
    assert sheet is not None
    table = list(sheet.iter_rows(values_only=True))
    assert len(table) == len(items) + 1
    at = table[0].index({"differences": "党组织", "findings": "对象"}.get(listing.name, "名称"))
    assert [row[at] for row in table[1:]] == [item_name(one) for one in items]


async def test_a_workbook_speaks_the_language_and_names_what_others_number(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/uncovered?format=xlsx", headers={"Accept-Language": "en"})
    table = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    first = dict(zip(table[0], table[1], strict=True))
    named = (await client.get("/v1/regions")).json()["items"] + (await client.get("/v1/trades")).json()["items"]
    names = {one["name"] for one in named}
    assert first["Severity"] in ("Must build", "A few members", "No members", "Not reported")
    places = {row[table[0].index("Region")] for row in table[1:]} - {None}
    assert {part for place in places for part in place.split()} <= names
    assert any(" " in place for place in places)  # a street with its district
    assert {row[table[0].index("Main trade")] for row in table[1:]} - {None} <= names


async def test_the_header_accept_chooses_a_format(client: httpx.AsyncClient) -> None:
    by_header = await client.get("/v1/units", headers={"Accept": "text/csv"})
    by_name = await client.get("/v1/units?format=csv")
    assert by_header.content == by_name.content
    assert "Accept" in by_header.headers["vary"]
    assert (await client.get("/v1/units?format=json", headers={"Accept": "text/csv"})).json()["items"]


@pytest.mark.parametrize(
    ("asked", "accept", "chosen"),
    [
        (None, None, "json"),
        (None, "text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        (None, "text/csv;q=0.5, application/json", "json"),
        (None, "text/csv, application/json;q=0.5", "csv"),
        (None, "text/csv;q=0", "json"),
        (None, "text/csv;q=much", "json"),
        ("jsonl", "text/csv", "jsonl"),
        ("pdf", "text/csv", "csv"),  # refused as a parameter afterwards
    ],
)
async def test_formats(asked: str | None, accept: str | None, chosen: str) -> None:
    assert chosen_format(asked, accept) == chosen


async def test_a_cell_that_a_spreadsheet_would_run_is_a_text(graph: Graph) -> None:
    city = small_city()
    for number, start in enumerate(("=", "+", "-", "@", "\t", "\r")):
        city.node("Organization", f"o:bad{number}", name=f'{start}HYPERLINK("http://x",1)', kind="firm", name_key="x")
    await city.write(graph)
    async with asking(graph) as client:
        answer = await client.get("/v1/organizations?format=csv")
        book = await client.get("/v1/organizations?format=xlsx")
    names = [r["name"] for r in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    bad = [name for name in names if "HYPERLINK" in name]
    assert len(bad) == 6
    assert all(name.startswith("'") for name in bad)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0].iter_rows() for cell in row]
    assert sum("HYPERLINK" in str(cell.value) for cell in cells) == 6
    assert not [cell for cell in cells if cell.data_type == "f"]


@each_list
async def test_what_a_list_does_not_take_is_refused_by_name(
    client: httpx.AsyncClient, path: str, listing: Listing
) -> None:
    for name in ("facets", "sort", "fields", "format"):
        answer = await client.get(path, params={name: "none_of_these"})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/query/{name}")
        assert answer.json()["errors"][0]["code"] == "not_one_of"
    page = await get(client, path, limit=1)
    if page["next"]:
        other = await client.get(path, params={"cursor": page["next"], "sort": f"-{listing.orders[0]}"})
        assert other.json()["errors"][0]["code"] == "bad_cursor"


@each_list
async def test_each_column_has_a_heading(path: str, listing: Listing) -> None:
    for language in ("zh", "en"):
        headings = [heading(column, language) for column in columns_of(listing.item)]
        assert all(headings)
        assert len(set(headings)) == len(headings)
