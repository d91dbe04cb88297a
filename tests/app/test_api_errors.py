"""Every error is a problem, on every route; and the graph going away and coming back."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import urlsplit

import httpx
import pytest

from app.http.messages import MESSAGES, chosen_language
from app.main import create_app
from cypher.graph import Graph
from tests.small_city import asking, small_city

PROBLEM = "application/problem+json"


def routes() -> Iterator[str]:
    """Every path of the API that is read, filled with ids of the small city."""
    ids = {"organizations": "o:own", "party-organizations": "p:own", "units": "u:cpa", "runs": "units:1"}
    for path, operations in create_app().openapi()["paths"].items():
        if (
            path.startswith("/v1") and "get" in operations and not path.startswith("/v1/loads")
        ):  # of which none is there
            yield path.replace("{id}", ids[path.split("/")[2]]) if "{id}" in path else path


def assert_problem(response: httpx.Response, status: int) -> None:
    """One shape: the media type, the members of RFC 9457, faults that point somewhere."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == PROBLEM
    body = response.json()
    assert set(body) - {"errors"} == {"type", "title", "status", "detail", "instance"}
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    for error in body.get("errors", []):
        assert set(error) == {"pointer", "code", "message"}
        assert error["pointer"].startswith("/")
        assert error["message"]


async def test_every_route_refuses_what_it_does_not_know(client: httpx.AsyncClient) -> None:
    paths = list(routes())
    assert len(paths) >= 19
    for path in paths:
        assert (await client.get(path)).status_code == 200, path
        unknown = await client.get(path, params={"sevrity": "hard"})
        assert_problem(unknown, 422)
        assert [e["code"] for e in unknown.json()["errors"]] == ["unknown_parameter"]
        then = await client.get(path, params={"known_at": "no-such:1"})
        assert_problem(then, 422)
        assert [e["code"] for e in then.json()["errors"]] in (["unknown_parameter"], ["bad_known_at"])
        assert_problem(await client.get(path, params={"as_of": "2008-13-45"}), 422)
        assert_problem(await client.post(path), 405)


@pytest.mark.parametrize(
    ("path", "status", "codes"),
    [
        ("/v1/nothing", 404, []),
        ("/v1/organizations/", 404, []),
        ("/nothing", 404, []),
        ("/dashboard/nothing.js", 404, []),
        ("/v1/organizations/no-such-id", 404, []),
        ("/v1/organizations/no-such-id/chain", 404, []),
        ("/v1/organizations/p:own/chain", 404, []),
        ("/v1/party-organizations/o:own", 404, []),
        ("/v1/units/o:own", 404, []),
        ("/v1/runs/units:2", 404, []),
        ("/v1/runs/units:2/rejects", 404, []),
        ("/v1/organizations?limit=0", 422, ["out_of_range"]),
        ("/v1/organizations?limit=501&kind=bureau", 422, ["out_of_range", "not_one_of"]),
        ("/v1/organizations?limit=ten", 422, ["out_of_range"]),
        ("/v1/organizations?q=", 422, ["too_short"]),
        ("/v1/organizations?trade=alchemy", 422, ["unknown_trade"]),
        ("/v1/organizations?region=999999", 422, ["unknown_region"]),
        ("/v1/organizations?lead=nobody", 422, ["unknown_holder"]),
        ("/v1/organizations?rule=none", 422, ["unknown_rule"]),
        ("/v1/organizations?operating=maybe", 422, ["not_one_of"]),
        ("/v1/organizations?coverage=half", 422, ["not_one_of"]),
        ("/v1/organizations?cursor=garbage", 422, ["bad_cursor"]),
        ("/v1/organizations?as_of=2007-02-29", 422, ["bad_date"]),
        ("/v1/organizations?as_of=0000", 422, ["bad_date"]),
        ("/v1/organizations?as_of=9999", 422, ["bad_date"]),
        ("/v1/uncovered?severity=purple", 422, ["not_one_of"]),
        ("/v1/uncovered?sort=colour", 422, ["not_one_of"]),
        ("/v1/coverage?by=colour", 422, ["not_one_of"]),
        ("/v1/findings?check=nothing", 422, ["unknown_check"]),
    ],
)
async def test_a_bad_request_says_what_is_bad(
    client: httpx.AsyncClient, path: str, status: int, codes: list[str]
) -> None:
    response = await client.get(path)
    assert_problem(response, status)
    assert [error["code"] for error in response.json().get("errors", [])] == codes


@pytest.mark.parametrize("body", [b"{", b'{"ids": "\xff"}', b"\xff\xfe", b""])
async def test_a_body_that_is_no_json_is_a_problem_of_the_body(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post("/v1/chains", content=body, headers={"Content-Type": "application/json"})
    assert_problem(response, 422)
    assert [error["pointer"].split("/")[1] for error in response.json()["errors"]] == ["body"]


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/v1/organizations?region=210202&region=210203", ["region"]),
        ("/v1/organizations/o:own/chain?as_of=2007&as_of=2008", ["as_of"]),
        ("/v1/uncovered?limit=1&trade=law&trade=tax&limit=2", ["limit", "trade"]),
        ("/v1/coverage/trend?step=year&step=year", ["step"]),
        ("/v1/runs?source=units&source=regions", ["source"]),
    ],
)
async def test_one_value_is_given_once(client: httpx.AsyncClient, path: str, names: list[str]) -> None:
    response = await client.get(path)
    several = await client.get("/v1/organizations?kind=firm&kind=association&coverage=joint&coverage=own_branch")
    page = await client.get("/?as_of=1&as_of=2")
    assert_problem(response, 422)
    assert sorted(e["pointer"] for e in response.json()["errors"]) == [f"/query/{name}" for name in names]
    assert {e["code"] for e in response.json()["errors"]} == {"repeated_parameter"}
    assert (several.status_code, page.status_code) == (200, 200)


async def test_head_answers_as_get_without_its_body(client: httpx.AsyncClient) -> None:
    for path in [*routes(), "/healthz", "/readyz", "/openapi.json", "/", "/docs", "/dashboard/app.js", "/nothing"]:
        get, head = await client.get(path), await client.head(path)
        assert (head.status_code, head.content) == (get.status_code, b""), path
        assert {**head.headers} == {**get.headers}, path
    refused = await client.head("/v1/uncovered?limit=0")
    assert (refused.status_code, refused.content, refused.headers["content-type"]) == (422, b"", PROBLEM)


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("zh", "known_at", ("没有已完成的批次",)),
        ("en", "known_at", ("has been finished",)),
        ("zh", "sevrity", ("没有这个参数", "as_of")),
        ("en", "sevrity", ("no such parameter", "as_of")),
    ],
)
async def test_a_parameter_that_is_not_there_is_told_from_those_that_are(
    graph: Graph, language: str, name: str, words: tuple[str, ...]
) -> None:
    async with asking(graph) as client:
        answer = await client.get(f"/v1/organizations/x/chain?{name}=1", headers={"Accept-Language": language})
    assert_problem(answer, 422)
    message = answer.json()["errors"][0]["message"]
    assert all(word in message for word in words), message


async def test_a_cursor_belongs_to_one_list(client: httpx.AsyncClient) -> None:
    cursor = (await client.get("/v1/organizations?limit=1")).json()["next"]
    assert (await client.get("/v1/organizations", params={"cursor": cursor})).status_code == 200
    assert_problem(await client.get("/v1/units", params={"cursor": cursor}), 422)


async def test_one_text_that_names_two_is_refused_with_both(graph: Graph) -> None:
    city = small_city()
    for scheme, organization in (("reg:a", "o:own"), ("reg:b", "o:law")):
        city.node("Identifier", f"{scheme}:7", scheme=scheme, value="辽0007")
        city.fact("IDENTIFIED_BY", organization, f"{scheme}:7")
    await city.write(graph)
    async with asking(graph) as client:
        response = await client.get("/v1/organizations/辽0007/chain")
        one = await client.get("/v1/organizations/reg:a:7/chain")
    assert_problem(response, 422)
    assert "o:law, o:own" in response.json()["detail"]
    assert one.json()["organization"]["id"] == "o:own"


async def test_both_languages(graph: Graph) -> None:
    async with asking(graph) as client:
        texts = {
            accept: (await client.get("/v1/nothing", headers={"Accept-Language": accept})).json()["title"]
            for accept in ("zh-CN", "en-GB,en;q=0.9", "fr", "zh;q=0.2,en;q=0.8", "de, zh;q=0.5")
        }
    assert list(texts.values()) == ["没有找到", "Not found", "没有找到", "Not found", "没有找到"]
    assert chosen_language("en;q=x") == "zh"


def test_messages_say_the_same_in_both_languages() -> None:
    for code, (zh, en) in MESSAGES.items():
        assert zh, code
        assert en, code
        assert "{" not in en or set(_fields(en)) <= set(_fields(zh)), code


def _fields(text: str) -> list[str]:
    return [part.split("}")[0] for part in text.split("{")[1:]]


@asynccontextmanager
async def wire(host: str, port: int, listen: int) -> AsyncIterator[int]:
    """Forwards connections to an engine; when it ends, so do they: the graph goes away and may come back."""
    tasks: set[asyncio.Task[None]] = set()

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                writer.write(data)
                await writer.drain()
        writer.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection(host, port)
        for pair in ((reader, there_writer), (there_reader, writer)):
            task = asyncio.create_task(pump(*pair))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    server = await asyncio.start_server(accept, "127.0.0.1", listen)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_the_graph_goes_away_and_comes_back(graph: Graph) -> None:
    await small_city().write(graph)
    there = urlsplit(graph.address.uri)
    host, port = there.hostname or "", there.port or 7687
    async with contextlib.AsyncExitStack() as stack:
        async with wire(host, port, 0) as listen:
            address = replace(graph.address, uri=f"bolt://127.0.0.1:{listen}")
            through = await stack.enter_async_context(Graph(address, 5.0))
            client = await stack.enter_async_context(asking(through))
            assert (await client.get("/v1/organizations")).status_code == 200
            assert (await client.get("/readyz")).json()["status"] == "ready"
        away = await client.get("/v1/organizations")
        assert_problem(away, 503)
        assert int(away.headers["retry-after"]) > 0
        assert_problem(await client.get("/readyz"), 503)
        assert (await client.get("/healthz")).json() == {"status": "alive"}
        async with wire(host, port, listen):
            assert (await client.get("/readyz")).status_code == 200
            assert (await client.get("/v1/organizations")).status_code == 200
