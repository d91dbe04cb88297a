"""Loads, undoing and accepting by HTTP: who may, what is refused, and that it is what the commands do."""

import asyncio
import io
import itertools
import json
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest

from app.http.keys import WRITING
from app.keys import KeyFile, keep_keys, make_key
from app.main import create_app
from app.writing import bodies
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import open_run
from loaders.load import load
from loaders.runs.lock import Holding
from loaders.runs.work import Work
from tests.app.test_api_errors import assert_problem
from tests.conftest import ONE_ENGINE
from tests.engines.settings import settings_of
from tests.loaders.test_load_run import put_city
from tests.registries import REGISTRIES, write_csv

pytestmark = pytest.mark.anyio
CITY = "210200"
DAY = {"as_of": "2008-03-31"}
TEXTS = {scope: make_key(scope, [scope]) for scope in ("read", "load", "admin")}
LOADER = {"Authorization": f"Bearer {TEXTS['load'][0]}"}


@pytest.fixture
async def client(graph: Graph, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The service on this machine, with a key of each scope."""
    keep_keys(tmp_path / "keys", [key for _, key in TEXTS.values()])
    settings = settings_of(graph.address, tmp_path / "data").model_copy(
        update={"keys": tmp_path / "keys", "city": CITY, "allowed_origins": "https://registry.example"}
    )
    app = create_app(settings, graph=graph)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost:8000") as opened,
    ):
        yield opened


def content(folder: Path, source: str, rows: list[dict[str, str]] | None = None) -> bytes:
    return write_csv(folder / f"{source}.csv", rows or REGISTRIES[source]).read_bytes()


async def ended(client: httpx.AsyncClient, answer: httpx.Response) -> dict[str, Any]:
    """The state of a load that was ordered, once it has ended."""
    assert answer.status_code == 202, answer.text
    for _ in range(600):
        state: dict[str, Any] = (await client.get(answer.headers["location"])).json()
        if state["state"] not in ("waiting", "running"):
            return state
        await asyncio.sleep(0.05)
    raise AssertionError("the load does not end")


async def send(client: httpx.AsyncClient, body: bytes, **asked: str) -> dict[str, Any]:
    answer = await client.post("/v1/loads", params={**DAY, **asked}, content=body, headers=LOADER)
    return await ended(client, answer)


WRITES = ["/v1/loads", "/v1/loads?name=a.csv", "/v1/runs/no-such:1/undo", "/v1/findings/no-such/accept"]


@ONE_ENGINE
@pytest.mark.parametrize("path", WRITES)
async def test_nobody_writes_without_a_key_or_from_elsewhere(client: httpx.AsyncClient, path: str) -> None:
    elsewhere = {"Origin": "http://elsewhere.example"}
    for body in (b"{}", b"no json", b""):
        none = await client.post(path, content=body)
        assert_problem(none, 401)
        assert none.headers["www-authenticate"] == "Bearer"
        assert_problem(await client.post(path, content=body, headers=elsewhere), 403)
        assert_problem(await client.post(path, content=body, headers=LOADER | elsewhere), 403)
        for origin in ("null", "http://localhost:9000", "http://localhost.elsewhere.example:8000"):
            assert_problem(await client.post(path, content=body, headers=LOADER | {"Origin": origin}), 403)
        reader = {"Authorization": f"Bearer {TEXTS['read'][0]}"}
        assert_problem(await client.post(path, content=body, headers=reader), 403)
    for origin in ("http://localhost:8000", "https://registry.example"):
        status = (await client.post(path, content=b"{}", headers=LOADER | {"Origin": origin})).status_code
        assert status in (404, 422), origin


@ONE_ENGINE
async def test_a_page_of_an_allowed_origin_may_read_the_answer(client: httpx.AsyncClient) -> None:
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    for origin, allowed in (("https://registry.example", True), ("http://elsewhere.example", False)):
        preflight = await client.options("/v1/loads", headers={"Origin": origin, **asks})
        answer = await client.get("/v1/uncovered", headers={"Origin": origin})
        refused = await client.get("/v1/uncovered?limit=0", headers={"Origin": origin})
        assert (preflight.status_code == 200) is allowed
        for one in (preflight, answer, refused):
            assert one.headers.get("access-control-allow-origin") == (origin if allowed else None)
        if allowed:
            assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
            assert "ETag" in answer.headers["access-control-expose-headers"]


@ONE_ENGINE
async def test_without_a_file_of_keys_nobody_writes(graph: Graph, tmp_path: Path) -> None:
    transport = httpx.ASGITransport(create_app(settings_of(graph.address, tmp_path), graph=graph))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for path in WRITES:
            assert_problem(await client.post(path, headers=LOADER), 401)


def test_every_route_that_writes_is_known_as_such() -> None:
    reading = {"/v1/chains"}
    posts = {p for p, item in create_app().openapi()["paths"].items() if item.keys() - {"get"}}
    assert {path for path in posts if WRITING.fullmatch(path)} == posts - reading
    assert len(posts - reading) == 3


@ONE_ENGINE
async def test_a_load_is_what_the_command_does(graph: Graph, client: httpx.AsyncClient, tmp_path: Path) -> None:
    for source in ("regions", "authorities", "trades", "units"):
        state = await send(client, content(tmp_path, source), name=f"{source}.csv")
        assert (state["state"], state["error"], state["source"]) == ("finished", None, "auto"), state
        (report,) = state["reports"]
        assert report["source"] == source
        assert report["counts"]["accepted"] == len(REGISTRIES[source])
        run = (await client.get(f"/v1/runs/{report['run']}")).json()
        assert {name: run[name] for name in report if name in run} == {n: v for n, v in report.items() if n in run}
        assert state["revision"] == report["revision"] == run["revision"]
    state = await send(client, content(tmp_path, "units"), name="单位.csv", source="units")
    assert state["file"]["name"] == "单位.csv"
    assert {n for name, n in state["reports"][0]["changes"].items() if name != "unchanged"} == {0}
    by_command = await load(graph, load_catalogue(), "units", [tmp_path / "units.csv"], as_of=DAY["as_of"])
    assert by_command.digest == state["reports"][0]["digest"]
    folders = list((tmp_path / "data" / "loads").iterdir())
    assert len(folders) == 5
    assert {file.name for folder in folders for file in folder.iterdir()} == {"state.json"}  # files are not kept
    assert TEXTS["load"][0] not in "".join((folder / "state.json").read_text() for folder in folders)


@ONE_ENGINE
async def test_how_far_a_load_is_comes_as_events_until_it_has_ended(client: httpx.AsyncClient, tmp_path: Path) -> None:
    asked = {**DAY, "name": "a.csv"}
    answer = await client.post("/v1/loads", params=asked, content=content(tmp_path, "regions"), headers=LOADER)
    events: list[dict[str, Any]] = []
    async with client.stream("GET", answer.headers["location"], headers={"Accept": "text/event-stream"}) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        async for line in stream.aiter_lines():
            assert line.partition(": ")[0] in ("retry", "event", "data", "")
            if line.startswith("data: "):
                events.append(json.loads(line[6:]))
    assert events[-1]["state"] == "finished"
    assert events[-1] == (await client.get(answer.headers["location"])).json()
    assert all(one != other for one, other in itertools.pairwise(events))
    missing = await client.get("/v1/loads/0123456789abcdef", headers={"Accept": "text/event-stream"})
    assert (missing.status_code, missing.headers["content-type"]) == (404, "application/problem+json")


@ONE_ENGINE
async def test_refused_rows_come_back_as_a_workbook_and_are_loaded_corrected(
    graph: Graph, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades")
    first, second = REGISTRIES["units"][:2]
    state = await send(client, content(tmp_path, "units", [first, {**second, "成立日期": "1950-13"}]), name="u.csv")
    (report,) = state["reports"]
    assert report["counts"]["rejected"] == 1
    told = await client.get(f"/v1/runs/{report['run']}/workbook")
    assert told.headers["content-disposition"] == 'attachment; filename="units-1-rejects.xlsx"'
    every = await client.get(f"/v1/runs/{report['run']}/workbook?of=outcomes")
    assert openpyxl.load_workbook(io.BytesIO(every.content)).worksheets[1].max_row > 2
    assert_problem(await client.get("/v1/runs/units:9/workbook"), 404)
    assert_problem(await client.post("/v1/loads?name=u.csv&source=replay", content=b"a,b\n", headers=LOADER), 422)
    again = await send(client, told.content, name="u.xlsx", source="replay")
    assert again["reports"][0]["rejected_by_code"] == {"not_corrected": 1}
    book = openpyxl.load_workbook(io.BytesIO(told.content))
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("成立日期") + 1
    sheet.cell(2, column).value = "1950-03"
    corrected = io.BytesIO()
    book.save(corrected)
    done = await send(client, corrected.getvalue(), name="u.xlsx", source="replay")
    assert (done["reports"][0]["source"], done["reports"][0]["counts"]["accepted"]) == ("units", 1)


@ONE_ENGINE
async def test_a_dry_run_writes_nothing(graph: Graph, client: httpx.AsyncClient, tmp_path: Path) -> None:
    state = await send(client, content(tmp_path, "regions"), name="r.csv", source="regions", dry_run="true")
    assert (state["state"], state["dry_run"], state["reports"][0]["dry_run"]) == ("finished", True, True)
    assert state["reports"][0]["counts"]["accepted"] == len(REGISTRIES["regions"])
    assert (await client.get("/v1/runs")).json()["items"] == []
    assert (await client.get("/v1/regions")).json()["items"] == []


@ONE_ENGINE
@pytest.mark.parametrize(
    ("asked", "body", "pointer", "code"),
    [
        ({}, b"x", "/query/name", "invalid"),
        ({"name": "../keys"}, b"x", "/query/name", "invalid"),
        ({"name": "a.csv", "source": "nothing"}, b"x", "/query/source", "not_one_of"),
        ({"name": "a.csv", "as_of": "soon"}, b"x", "/query/as_of", "bad_date"),
        ({"name": "a.csv", "dry_run": "maybe"}, b"x", "/query/dry_run", "not_one_of"),
        ({"name": "a.csv", "sorce": "units"}, b"x", "/query/sorce", "unknown_parameter"),
        ({"name": "a.csv"}, b"", "/body", "too_short"),
        ({"name": "a.xlsx", "source": "units"}, b"<html><table>", "/body", "wrong_format"),
        ({"name": "a.csv"}, "登记证号,成立日期\n1,2000\n".encode(), "/body", "unknown_source"),
    ],
)
async def test_what_cannot_be_loaded_is_said_at_once(
    client: httpx.AsyncClient, tmp_path: Path, asked: dict[str, str], body: bytes, pointer: str, code: str
) -> None:
    answer = await client.post("/v1/loads", params=asked, content=body, headers=LOADER | {"Accept-Language": "en"})
    assert_problem(answer, 422)
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]
    assert not [*(tmp_path / "data").glob("loads/*")]


@ONE_ENGINE
async def test_a_day_to_come_is_refused(client: httpx.AsyncClient, tmp_path: Path) -> None:
    body = content(tmp_path, "regions")
    asked = {"name": "r.csv", "as_of": (date.today() + timedelta(days=40)).isoformat()}
    answer = await client.post("/v1/loads", params=asked, content=body, headers=LOADER | {"Accept-Language": "en"})
    assert_problem(answer, 422)
    assert "lies after today" in answer.json()["detail"]


@ONE_ENGINE
async def test_a_body_that_is_too_large_is_refused(
    client: httpx.AsyncClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "MAX_BYTES", 1000)

    async def parts() -> AsyncIterator[bytes]:  # of which nobody says how many come
        for _ in range(5):
            yield b"x" * 300

    for body in (b"x" * 1001, parts()):
        answer = await client.post("/v1/loads?name=a.csv", content=body, headers=LOADER)
        assert_problem(answer, 413)
    assert not [*(tmp_path / "data" / "loads").iterdir()]


@ONE_ENGINE
async def test_who_holds_the_graph_is_named(graph: Graph, client: httpx.AsyncClient, tmp_path: Path) -> None:
    body = content(tmp_path, "regions")
    await put_city(graph, tmp_path, "regions")
    # the holder shows life faster than the service looks, as it does in life
    async with Holding(Work(graph, load_catalogue(), lease=3.0), "authorities") as held:
        await open_run(held, "authorities")
        answer = await client.post("/v1/loads?name=r.csv", content=body, headers=LOADER | {"Accept-Language": "en"})
        undo = await client.post("/v1/runs/regions:1/undo", headers=LOADER)
    for refused in (answer, undo):
        assert_problem(refused, 409)
        assert "authorities:1" in refused.json()["detail"]
    assert "is being loaded by" in answer.json()["detail"]
    runs = {run["run"]: run["state"] for run in (await client.get("/v1/runs")).json()["items"]}
    assert runs == {"regions:1": "finished", "authorities:1": "failed"}  # left without being closed


@ONE_ENGINE
async def test_a_load_that_is_not_there_or_was_interrupted(client: httpx.AsyncClient, tmp_path: Path) -> None:
    for id in ("no-such", "0" * 16, "..", "%2e%2e"):
        assert_problem(await client.get(f"/v1/loads/{id}"), 404)
    state = await send(client, content(tmp_path, "regions"), name="r.csv")
    file = tmp_path / "data" / "loads" / state["id"] / "state.json"
    text = file.read_text(encoding="utf-8")
    process = text.split('"process": "')[1].split('"')[0]
    gone = process.rsplit("/", 1)[0] + "/0"  # the number of this process, of one that began before it
    file.write_text(text.replace(process, gone).replace('"finished"', '"running"', 1), encoding="utf-8")
    left = (await client.get(f"/v1/loads/{state['id']}")).json()
    assert (left["state"], left["error"]["code"]) == ("failed", "interrupted")


@ONE_ENGINE
async def test_a_run_is_taken_back(graph: Graph, client: httpx.AsyncClient, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units")
    assert_problem(await client.post("/v1/runs/units:9/undo", headers=LOADER), 404)
    units = [unit["id"] for unit in (await client.get("/v1/units")).json()["items"]]
    assert [id for id in units if id.startswith("units:")]
    rested = await client.post("/v1/runs/regions:1/undo", headers=LOADER | {"Accept-Language": "en"})
    assert_problem(rested, 409)
    assert "undo" in rested.json()["detail"]
    done = await client.post("/v1/runs/units:1/undo", headers=LOADER)
    assert done.status_code == 200, done.text
    assert (done.json()["source"], done.json()["state"]) == ("undo", "finished")
    left = [unit["id"] for unit in (await client.get("/v1/units")).json()["items"]]
    assert not [id for id in left if id.startswith("units:")]
    assert_problem(await client.post("/v1/runs/units:1/undo", headers=LOADER), 409)  # it was undone before


@ONE_ENGINE
async def test_a_finding_is_accepted_and_that_withdrawn(
    graph: Graph, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path)
    await send(client, content(tmp_path, "units"), name="u.csv")  # what was left underived is derived and checked
    finding = (await client.get("/v1/findings")).json()["items"][0]
    path = f"/v1/findings/{finding['id']}/accept"
    said = {"reason": "正在核实", "document": "大组通〔2008〕1号", "until": "2008-12-31"}
    missing = await client.post(path, json={"reason": "x"}, headers=LOADER)
    assert_problem(missing, 422)
    assert [e["pointer"] for e in missing.json()["errors"]] == ["/body/document", "/body/until"]
    assert_problem(await client.post("/v1/findings/n:none/accept", json=said, headers=LOADER), 404)
    assert_problem(await client.post(path, json={**said, "until": "soon"}, headers=LOADER), 422)
    done = await client.post(path, json=said, headers=LOADER)
    assert (done.status_code, done.json()["run"]) == (200, "accept:1"), done.text
    items = {item["id"]: item for item in (await client.get("/v1/findings?limit=500")).json()["items"]}
    assert items[finding["id"]]["accepted"] == {**said, "run": "accept:1", "in_force": True}
    assert (await client.post(path, json={"withdraw": True}, headers=LOADER)).status_code == 200
    items = {item["id"]: item for item in (await client.get("/v1/findings?limit=500")).json()["items"]}
    assert items[finding["id"]]["accepted"] is None


def test_a_key_of_more_scope_may_load(tmp_path: Path) -> None:
    keep_keys(tmp_path / "keys", [key for _, key in TEXTS.values()])
    found = {scope: KeyFile(tmp_path / "keys").find(text) for scope, (text, _) in TEXTS.items()}
    assert {scope: key is not None and key.may("load") for scope, key in found.items()} == {
        "read": False,
        "load": True,
        "admin": True,
    }
