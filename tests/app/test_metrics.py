"""/metrics: what a request leaves behind, and what is told of the graph, the open run and the disk."""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.http.metrics import disk_used
from app.main import create_app
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.runs.history import keep_run
from loaders.runs.lock import Holding
from loaders.runs.work import Work
from tests.engines.settings import settings_of
from tests.small_city import asking, small_city

pytestmark = pytest.mark.anyio
Samples = dict[tuple[str, frozenset[tuple[str, str]]], float]


async def scrape(client: httpx.AsyncClient) -> Samples:
    """Every sample by its name and labels."""
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=")
    families = text_string_to_metric_families(answer.text)
    return {(s.name, frozenset(s.labels.items())): s.value for family in families for s in family.samples}


def labelled(name: str, **labels: str) -> tuple[str, frozenset[tuple[str, str]]]:
    return name, frozenset(labels.items())


async def test_requests_are_counted_by_route_method_and_status(graph: Graph) -> None:
    await small_city().write(graph)
    async with asking(graph) as client:
        for id in ("o:own", "o:law"):
            assert (await client.get(f"/v1/organizations/{id}/chain")).status_code == 200
        await client.get("/v1/organizations/nobody-secret/chain")
        await client.head("/v1/organizations/o:own/chain")
        await client.get("/v1/organizations?limit=0")
        await client.get("/somewhere/nobody-secret")
        await client.get("/v1/uncovered", headers={"Host": "elsewhere.example"})
        await client.request("FROBNICATE", "/v1/uncovered")
        found = await scrape(client)
        text = (await client.get("/metrics")).text
    chain = "/v1/organizations/{id}/chain"
    for route, method, status, times in (
        (chain, "GET", "200", 2),
        (chain, "GET", "404", 1),
        (chain, "HEAD", "200", 1),
        ("/v1/organizations", "GET", "422", 1),
        ("other", "GET", "404", 1),
        ("other", "GET", "421", 1),
    ):
        labels = {"route": route, "method": method, "status": status}
        assert found[labelled("zuzhitu_http_requests_total", **labels)] == times, labels
        assert found[labelled("zuzhitu_http_request_duration_seconds_count", **labels)] == times
        assert found[labelled("zuzhitu_http_request_duration_seconds_sum", **labels)] > 0
    assert "nobody-secret" not in text
    assert "FROBNICATE" not in text
    assert found[labelled("zuzhitu_http_requests_in_flight")] == 1  # this one
    assert found[labelled("process_resident_memory_bytes")] > 0


async def test_two_applications_count_apart(graph: Graph) -> None:
    async with asking(graph) as one, asking(graph) as other:
        await one.get("/healthz")
        labels = {"route": "/healthz", "method": "GET", "status": "200"}
        assert labelled("zuzhitu_http_requests_total", **labels) in await scrape(one)
        assert labelled("zuzhitu_http_requests_total", **labels) not in await scrape(other)


async def test_the_graph_and_the_open_run_are_told(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 100_000)
    app = create_app(settings_of(graph.address, tmp_path), graph=graph)
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")
    async with client:
        empty = await scrape(client)
        assert (empty[labelled("zuzhitu_graph_up")], empty[labelled("zuzhitu_revision")]) == (1, 0)
        began = datetime.now(UTC) - timedelta(seconds=90)
        async with Holding(Work(graph, load_catalogue()), "units") as held:
            await keep_run(held.work, source="units", number=1, state="open", started=began.isoformat())
            found = await scrape(client)
            [(labels, age)] = [(dict(k[1]), v) for k, v in found.items() if k[0] == "zuzhitu_open_run_age_seconds"]
            assert labels["run"] == "units:1"
            assert labels["holder"].count("/") == 2
            assert 90 <= age < 120
            finished = (datetime.now(UTC) - timedelta(seconds=50)).isoformat()
            await held.close({held.work.run: {"finished": finished}}, underived=False)
        found = await scrape(client)
        assert found[labelled("zuzhitu_revision")] == 1
        assert 50 <= found[labelled("zuzhitu_revision_age_seconds")] < 80
        assert not [name for name, _ in found if name == "zuzhitu_open_run_age_seconds"]
        assert 100_000 <= found[labelled("zuzhitu_data_directory_bytes")] < 200_000


async def test_a_graph_that_is_away_is_told_as_such(graph: Graph, tmp_path: Path) -> None:
    nowhere = dataclasses.replace(graph.address, uri="bolt://127.0.0.1:1")
    async with Graph(nowhere, 5.0) as away, asking(away) as client:
        assert (await scrape(client))[labelled("zuzhitu_graph_up")] == 0
    assert disk_used(tmp_path / "not-there") == 0
