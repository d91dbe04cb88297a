"""What a dashboard elsewhere leans on: hosts, compression, many chains at once, reference tables, two dimensions."""

import gzip
from typing import Any

import httpx
import pytest

from app.http.hosts import is_loopback, name_of
from app.main import create_app
from cypher.graph import Graph
from tests.engines.settings import settings_of

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8000", True),
        ("city.localhost", True),
        ("127.0.0.1", True),
        ("127.8.9.1:80", True),
        ("[::1]:8000", True),
        ("LOCALHOST", True),
        ("elsewhere.example", False),
        ("localhost.elsewhere.example:8000", False),
        ("127.0.0.1.elsewhere.example", False),
        ("10.0.0.5:8000", False),
        ("0.0.0.0", False),
        ("", False),
    ],
)
async def test_a_host_is_this_machine_or_not(host: str, known: bool) -> None:
    assert is_loopback(name_of(host)) is known


async def test_another_host_sees_nothing_unless_it_is_named(client: httpx.AsyncClient) -> None:
    for path in ("/v1/uncovered", "/", "/openapi.json", "/healthz"):
        refused = await client.get(path, headers={"Host": "elsewhere.example"})
        assert (refused.status_code, refused.headers["content-type"]) == (421, "application/problem+json")
        assert "ZUZHITU_ALLOWED_HOSTS" in refused.json()["detail"]


async def test_a_host_that_is_named_is_answered(graph: Graph, tmp_path: Any) -> None:
    settings = settings_of(graph.address, tmp_path).model_copy(update={"allowed_hosts": "Registry.example, 10.0.0.5"})
    transport = httpx.ASGITransport(create_app(settings, graph=graph))
    for host, status in (("registry.example:8000", 200), ("10.0.0.5", 200), ("elsewhere.example", 421)):
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as named:
            assert (await named.get("/healthz")).status_code == status


async def test_an_answer_is_compressed_where_the_client_takes_it(client: httpx.AsyncClient) -> None:
    async with client.stream("GET", "/v1/organizations?limit=200", headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
        assert answer.headers["content-encoding"] == "gzip"
    plain = await client.get("/v1/organizations?limit=200", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content
    assert answer.headers["etag"] == plain.headers["etag"]
    assert "Accept-Encoding" in answer.headers["vary"]


async def test_many_chains_come_in_the_order_asked_each_as_by_itself(client: httpx.AsyncClient) -> None:
    ids = ["o:school", "o:own", "o:alone", "o:own"]
    answer = (await client.post("/v1/chains", json={"ids": ids, "as_of": "2008-03-31"})).json()
    assert [item["organization"]["id"] for item in answer["items"]] == ids
    for item in answer["items"]:
        one = (await client.get(f"/v1/organizations/{item['organization']['id']}/chain?as_of=2008-03-31")).json()
        assert item == {name: one[name] for name in item}
    for body, pointers in (
        ({"ids": ["o:own", "nobody"]}, ["/body/ids/1"]),
        ({"ids": []}, ["/body/ids"]),
        ({}, ["/body/ids"]),
        ({"ids": ["o:own"], "as_of": "2008-13"}, ["/body/as_of"]),
        ({"ids": ["o:own"], "day": "2008"}, ["/body/day"]),
    ):
        refused = await client.post("/v1/chains", json=body)
        assert (refused.status_code, [e["pointer"] for e in refused.json()["errors"]]) == (422, pointers)


async def test_regions_and_trades_are_listed_with_what_is_above(client: httpx.AsyncClient) -> None:
    regions = {r["id"]: r for r in (await client.get("/v1/regions")).json()["items"]}
    parents = {r["parent"] for r in regions.values()} - {None}
    assert parents
    assert parents <= regions.keys()
    assert all(t["id"] and t["name"] for t in (await client.get("/v1/trades")).json()["items"])


async def test_two_dimensions_are_a_row_per_pair_and_sum_to_each(client: httpx.AsyncClient) -> None:
    one = (await client.get("/v1/coverage?by=lead")).json()
    for by in ("lead,kind", "kind,lead"):
        two = (await client.get(f"/v1/coverage?by={by}")).json()
        assert two["whole"] == one["whole"]
        summed: dict[str | None, int] = {}
        for item in two["items"]:
            assert set(item["values"]) == {"lead", "kind"}
            summed[item["values"]["lead"]] = summed.get(item["values"]["lead"], 0) + item["units"]
        assert summed == {item["value"]: item["units"] for item in one["items"]}
    pairs = (await client.get("/v1/coverage?by=kind,trade")).json()["items"]
    assert len({tuple(item["values"].items()) for item in pairs}) == len(pairs)
    refused = await client.get("/v1/coverage?by=region,lead")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "no_pair_of")


async def test_null_is_the_group_that_a_grouping_shows_without_a_value(client: httpx.AsyncClient) -> None:
    for by in ("trade", "region", "lead", "association"):
        groups = {g["value"]: g["units"] for g in (await client.get(f"/v1/coverage?by={by}")).json()["items"]}
        whole = (await client.get(f"/v1/coverage?{by}=null")).json()["whole"]
        assert whole["units"] == groups.get(None, 0), by
        listed = (await client.get(f"/v1/organizations?{by}=null&limit=500")).json()["items"]
        counted = [o for o in listed if o["coverage"] is not None]
        assert len(counted) == groups.get(None, 0), by
