"""Events: who listens hears of a new revision, keeps nobody from being answered, is let go when the service ends."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.http.events import LONGEST
from app.main import create_app
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.load import load
from tests.conftest import ONE_ENGINE
from tests.engines.serving import serving
from tests.engines.settings import settings_of
from tests.registries import REGISTRIES, write_csv

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
DAY = "2008-03-31"
COMMAND = "from app.cli.main import main; main()"


async def put(graph: Graph, folder: Path, source: str) -> int | None:
    """The revision after a load."""
    file = write_csv(folder / f"{source}.csv", REGISTRIES[source])
    return (await load(graph, load_catalogue(), source, [file], as_of=DAY)).revision


async def told(lines: AsyncIterator[str]) -> dict[str, Any]:
    """The next event: its fields, the data as JSON; none where the stream has ended."""
    fields: dict[str, Any] = {}
    async for line in lines:
        name, _, value = line.partition(": ")
        if name == "data":
            fields[name] = json.loads(value)
        elif name:
            fields[name] = value
        elif "data" in fields:
            return fields
    return {}


def asking(url: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=url, timeout=60, limits=httpx.Limits(max_connections=None))


async def hear(client: httpx.AsyncClient, last: str) -> dict[str, Any]:
    """The next event after the one with this id, as a browser hears it: it asks again when a stream has ended."""
    while True:
        async with client.stream("GET", "/v1/events", headers={"Last-Event-ID": last}) as stream:
            assert stream.headers["content-type"] == "text/event-stream; charset=utf-8"
            if event := await told(stream.aiter_lines()):
                return event


async def test_who_listens_is_told_of_each_revision_and_who_comes_back_of_a_new_one(
    graph: Graph, tmp_path: Path
) -> None:
    with serving(settings_of(graph.address, tmp_path / "data")) as url:
        async with asking(url) as client:
            event = await hear(client, "")
            assert event["data"] == {"revision": 0, "as_of": None}
            for source in ("regions", "authorities"):
                hearing = asyncio.create_task(hear(client, event["id"]))
                revision = await put(graph, tmp_path, source)
                event = await hearing
                assert (event["event"], event["id"]) == ("revision", str(revision))
                assert event["data"] == {"revision": revision, "as_of": DAY}
            now = await client.get("/v1/events", headers={"Accept": "application/json"})
            assert now.json() == event["data"]


async def test_however_many_listen_questions_are_answered(graph: Graph, tmp_path: Path) -> None:
    settings = settings_of(graph.address, tmp_path / "data").model_copy(update={"at_once": 1})
    with serving(settings) as url:
        async with AsyncExitStack() as held:
            client = await held.enter_async_context(asking(url))
            for _ in range(20):
                stream = await held.enter_async_context(client.stream("GET", "/v1/events"))
                assert (await told(stream.aiter_lines()))["event"] == "revision"
            assert (await client.get("/v1/regions")).status_code == 200


async def test_head_of_a_stream_ends_at_once(graph: Graph) -> None:
    transport = httpx.ASGITransport(create_app(graph=graph))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", timeout=None) as client:
        began = time.monotonic()
        answer = await client.head("/v1/events")
    assert (answer.status_code, answer.content) == (200, b"")
    assert time.monotonic() - began < LONGEST / 2


@pytest.mark.parametrize("workers", ["1", "2"])
async def test_a_service_that_is_told_to_end_lets_who_listens_go(graph: Graph, tmp_path: Path, workers: str) -> None:
    address = graph.address
    env = {
        **os.environ,
        **{"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_DATABASE": address.database},
        **({"NEO4J_PASSWORD": address.password} if address.password else {}),
    }
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-c", COMMAND, "serve", "--port", port, "--workers", workers]
    command += ["--data-dir", str(tmp_path)]
    service = await asyncio.create_subprocess_exec(*command, env=env, stderr=asyncio.subprocess.PIPE)
    assert service.stderr is not None
    try:
        while b"startup complete" not in await asyncio.wait_for(service.stderr.readline(), 120):
            assert service.returncode is None
        reading = asyncio.create_task(service.stderr.read())
        async with asking(f"http://127.0.0.1:{port}") as client, client.stream("GET", "/v1/events") as stream:
            lines = stream.aiter_lines()
            assert (await told(lines))["event"] == "revision"
            service.send_signal(signal.SIGTERM)
            began = time.monotonic()
            assert [line async for line in lines] == []
            assert time.monotonic() - began < LONGEST / 2
        assert await asyncio.wait_for(service.wait(), 60) in (0, -signal.SIGTERM), await reading
    finally:
        if service.returncode is None:
            service.kill()
