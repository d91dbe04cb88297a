"""One writer: never two with the lock, nothing written by a run that was taken over, no batch written twice."""

import asyncio
import math
import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from cypher.catalogue import load_catalogue
from cypher.fence import FenceLost
from cypher.graph import Graph
from loaders.runs.lock import Holding, LoadRunning, release, take
from loaders.runs.work import Work
from tests.engines.wiping import statement

pytestmark = pytest.mark.anyio
# More of them where somebody has the time: ZUZHITU_TEST_PAIRS=300
PAIRS = int(os.environ.get("ZUZHITU_TEST_PAIRS", "6"))
LOST = int(os.environ.get("ZUZHITU_TEST_LOST", "6"))
COMMIT = bytes((0x00, 0x02, 0xB0, 0x12, 0x00, 0x00))  # the message of Bolt, in its frame
MADE = statement("MATCH (t:Trade) RETURN count(t) AS made")
CREATE = statement(
    "UNWIND $rows AS row CREATE (t:Trade {id: row.id + '-' + toString(rand())}) RETURN count(t) AS made",
    "rows",
    writes=True,
)


def work_of(graph: Graph, **values: object) -> Work:
    return replace(Work(graph, load_catalogue(), lease=3.0), **values)


async def test_of_two_that_start_together_one_gets_the_lock(graph: Graph) -> None:
    async with Graph(graph.address) as other:
        inside = 0

        async def load(one: Graph) -> bool:
            nonlocal inside
            try:
                async with Holding(work_of(one), "regions") as held:
                    inside += 1
                    assert inside == 1
                    await held.work.write("load/write/node", "Run", rows=[{"id": held.work.run, "properties": {}}])
                    await asyncio.sleep(0.8)  # longer than the loser needs to see that somebody is alive
                    inside -= 1
                    await held.close({}, underived=False)
            except LoadRunning:
                return False
            return True

        for number in range(PAIRS):
            done = await asyncio.gather(load(graph), load(other))
            assert any(done), number


async def test_who_waits_gets_it_when_it_is_free(graph: Graph) -> None:
    async with Graph(graph.address) as other:
        order: list[str] = []

        async def load(one: Graph, name: str) -> None:
            async with Holding(work_of(one, wait=math.inf), "regions") as held:
                order.append(f"{name} in")
                await asyncio.sleep(0.5)
                order.append(f"{name} out")
                await held.close({}, underived=False)

        await asyncio.gather(load(graph, "a"), load(other, "b"))
        assert order in (["a in", "a out", "b in", "b out"], ["b in", "b out", "a in", "a out"])


async def test_a_run_that_was_taken_over_writes_nothing(graph: Graph) -> None:
    asleep = await take(work_of(graph, run="regions:1", lease=0.5))
    row = {"id": "regions:1", "properties": {"state": "open"}}
    assert (await asleep.write("load/write/node", "Run", rows=[row]))[0]["written"] == 1
    async with Graph(graph.address) as other:
        awake = await take(work_of(other, run="regions:2", lease=0.5))  # it shows no life for the length of the lease
        with pytest.raises(FenceLost):
            await asleep.write("load/write/node", "Trade", rows=[{"id": "law", "properties": {}}])
        with pytest.raises(FenceLost):
            await release(asleep, step=1)
        assert (await graph.read(MADE))[0]["made"] == 0
        assert (await awake.write("load/write/node", "Trade", rows=[{"id": "law", "properties": {}}]))[0][
            "written"
        ] == 1
        assert await release(awake, step=1) == 2  # the number of the one that was taken over is not used again
    states = await graph.read(load_catalogue()["load/frame/runs"])
    assert {run["id"]: run["state"] for run in states} == {"regions:1": "failed"}


async def test_a_batch_whose_acknowledgement_was_lost_is_written_once(graph: Graph) -> None:
    lost = sorted(random.Random(20261126).sample(range(1, 4 * LOST), LOST))
    async with _losing(graph, lost) as (through, counted):
        taken = await take(work_of(through, run="trades:1"))
        made = 0
        for number in range(4 * LOST):
            rows = [{"id": f"{number}-{row}"} for row in range(3)]
            made += (await through.write(CREATE, rows, fence=taken.fence))[0]["made"]
        await release(taken, step=1)
        assert counted == lost
    assert made == 12 * LOST
    assert (await graph.read(MADE))[0]["made"] == 12 * LOST


@asynccontextmanager
async def _losing(graph: Graph, lost: list[int]) -> AsyncIterator[tuple[Graph, list[int]]]:
    """The graph behind a relay that cuts a connection once the server has answered a commit of these numbers."""
    server = graph.address.uri.partition("://")[2].partition("/")[0]
    host, _, port = server.rpartition(":")
    commits, cut = 0, []

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal commits
        there_reader, there_writer = await asyncio.open_connection(host, int(port))
        losing = asyncio.Event()

        async def back() -> None:
            while data := await there_reader.read(65536):
                if losing.is_set():
                    break
                writer.write(data)
                await writer.drain()
            writer.close()
            there_writer.close()

        answering = asyncio.create_task(back())
        while data := await reader.read(65536):
            if COMMIT in data:
                commits += 1
                if commits in lost:
                    losing.set()
                    cut.append(commits)
            there_writer.write(data)
            await there_writer.drain()
        there_writer.close()
        await answering

    relaying = await asyncio.start_server(relay, "127.0.0.1", 0)
    port_here = relaying.sockets[0].getsockname()[1]
    address = replace(graph.address, uri=f"bolt://127.0.0.1:{port_here}")
    async with Graph(address) as through:
        yield through, cut
    relaying.close()
