"""How much is answered at once: who is refused and how, who is worked for, and what a turn is."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from app.http.admission import WAITING_EACH, Admit

pytestmark = pytest.mark.anyio


class Slow:
    """An application whose answers come when they are let go, and that notes what becomes of each."""

    def __init__(self) -> None:
        self.let_go = asyncio.Event()
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.app = FastAPI()

        @self.app.get("/v1/{name}")
        async def answer(name: str) -> str:
            self.begun.append(name)
            try:
                await self.let_go.wait()
            except asyncio.CancelledError:
                self.ended.append(f"{name} gone")
                raise
            self.ended.append(name)
            return name

        @self.app.get("/v1/files/{name}")
        async def stream(name: str) -> StreamingResponse:
            async def parts() -> AsyncIterator[bytes]:
                yield b"first"
                await self.let_go.wait()
                yield b"last"

            return StreamingResponse(parts())

        @self.app.get("/healthz")
        async def healthz() -> str:
            return "ok"


@asynccontextmanager
async def asked(slow: Slow, at_once: int, patience: float = 30.0) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Admit(slow.app, at_once, patience))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(2_000):
        if holds():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it never came to that")


async def test_so_many_are_answered_at_once_some_wait_and_the_others_are_told(anyio_backend: str) -> None:
    slow = Slow()
    async with asked(slow, at_once=2) as client:
        first = [asyncio.create_task(client.get(f"/v1/{n}")) for n in range(2 + 2 * WAITING_EACH)]
        await until(lambda: len(slow.begun) == 2)
        refused = await client.get("/v1/late", headers={"Accept-Language": "en"})
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert refused.json()["title"] == "The service is busy"
        assert (await client.get("/healthz")).status_code == 200
        assert len(slow.begun) == 2
        slow.let_go.set()
        assert {(await one).status_code for one in first} == {200}
        assert (await client.get("/v1/later")).status_code == 200


async def test_who_waits_too_long_is_told(anyio_backend: str) -> None:
    slow = Slow()
    async with asked(slow, at_once=1, patience=0.05) as client:
        first = asyncio.create_task(client.get("/v1/first"))
        await until(lambda: slow.begun == ["first"])
        assert (await client.get("/v1/second")).status_code == 503
        slow.let_go.set()
        assert (await first).status_code == 200
        assert slow.begun == ["first"]


async def test_an_answer_that_has_begun_holds_no_turn(anyio_backend: str) -> None:
    slow = Slow()
    turns = Admit(slow.app, 1)
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def nothing_more() -> Any:
        await asyncio.sleep(60)

    path = {"path": "/v1/files/long", "raw_path": b"", "query_string": b"", "headers": [], "method": "GET"}
    reading = asyncio.create_task(turns({"type": "http", **path}, nothing_more, send))
    await until(lambda: len(said) > 1)
    assert not turns.turns.locked()
    reading.cancel()


async def test_an_asker_that_only_repeats_what_it_said_is_answered(anyio_backend: str) -> None:
    slow = Slow()
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def again() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    path = {"path": "/v1/one", "raw_path": b"", "query_string": b"", "headers": [], "method": "GET"}
    answering = asyncio.create_task(Admit(slow.app, 1)({"type": "http", **path}, again, send))
    await asyncio.sleep(0.2)
    slow.let_go.set()
    await asyncio.wait_for(answering, 10)
    assert said[0]["status"] == 200


async def test_who_has_gone_is_worked_for_no_more(anyio_backend: str) -> None:
    """Over real connections, which a client closes before it is answered."""
    slow = Slow()
    server = uvicorn.Server(uvicorn.Config(Admit(slow.app, 1), host="127.0.0.1", port=0, log_level="warning"))
    running = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            with pytest.raises(httpx.ReadTimeout):
                await client.get("/v1/leaves", timeout=0.3)
            await until(lambda: slow.ended == ["leaves gone"])
            holds = asyncio.create_task(client.get("/v1/holds", timeout=30))
            await until(lambda: slow.begun == ["leaves", "holds"])
            with pytest.raises(httpx.ReadTimeout):
                await client.get("/v1/never", timeout=0.3)
            await asyncio.sleep(0.2)
            slow.let_go.set()
            assert (await holds).json() == "holds"
            assert slow.begun == ["leaves", "holds"]
    finally:
        server.should_exit = True
        await running
