"""Graph on each engine: read, write, limits, and every failure one of the typed errors."""

import asyncio
import contextlib
import socket
import time
from dataclasses import replace
from typing import Self
from urllib.parse import urlsplit

import pytest

from cypher.batches import BATCH_BYTES, batches, packed_size
from cypher.errors import ConfigurationError, GraphBusy, GraphDown, GraphTimeout, RowTooLarge, StatementFailed
from cypher.graph import Address, Graph
from tests.engines.wiping import statement

MERGE = statement(
    "UNWIND $rows AS r MERGE (o:Organization {id: r.id}) SET o.name = r.name RETURN count(*) AS written",
    "rows",
    writes=True,
    name="tests/merge",
)
COUNT = statement("MATCH (o:Organization) RETURN count(o) AS n")
# Some seconds of work for either engine: a product of 600 nodes with themselves, three times.
SLOW = statement(
    "MATCH (a:Organization), (b:Organization), (c:Organization) "
    "WHERE a.name + b.name + c.name = 'x' RETURN count(*) AS n",
    name="tests/slow",
)


def rows(count: int) -> list[dict[str, object]]:
    return [{"id": f"org:{n}", "name": f"组织{n}"} for n in range(count)]


async def test_what_is_written_is_read_at_once(graph: Graph) -> None:
    returned = await graph.write(MERGE, rows(12_345))
    assert [r["written"] for r in returned] == [5_000, 5_000, 2_345]
    assert await graph.read(COUNT) == [{"n": 12_345}]
    assert await graph.write(MERGE, rows(12_345)[:1]) == [{"written": 1}]
    assert await graph.read(COUNT) == [{"n": 12_345}]


async def test_no_rows_no_transaction(graph: Graph) -> None:
    assert await graph.write(MERGE, []) == []


async def test_values_come_back_as_they_went(graph: Graph) -> None:
    values = {
        "text": "大连市",
        "whole": 2**62,
        "real": 2.5,
        "yes": True,
        "list": ["a", "b"],
        "none": None,
        "map": {"a": [1]},
    }
    assert await graph.read(statement("RETURN $v AS v", "v"), v=values) == [{"v": values}]


async def test_a_message_beyond_16_mib_never_leaves(graph: Graph) -> None:
    long = [{"id": f"org:{n}", "name": "名" * 1_000_000} for n in range(8)]  # 24 MB
    returned = await graph.write(MERGE, long)
    assert sum(r["written"] for r in returned) == 8
    assert len(returned) > 1


async def test_a_row_that_is_too_large_is_refused(graph: Graph) -> None:
    with pytest.raises(RowTooLarge) as refused:
        await graph.write(MERGE, [*rows(2), {"id": "org:x", "name": "x" * (BATCH_BYTES + 1)}])
    assert refused.value.row == 2


async def test_a_write_is_refused_in_a_reading_call(graph: Graph) -> None:
    with pytest.raises(StatementFailed, match="writes"):
        await graph.read(MERGE, rows=rows(1))
    assert await graph.read(COUNT) == [{"n": 0}]


async def test_a_missing_parameter_is_named(graph: Graph) -> None:
    with pytest.raises(StatementFailed, match=r"\$city"):
        await graph.read(statement("RETURN $city AS c", "city"))


async def test_a_broken_statement_fails_with_its_name(graph: Graph) -> None:
    with pytest.raises(StatementFailed) as failed:
        await graph.read(statement("MATCH (n RETURN n", name="queries/broken"))
    assert failed.value.name == "queries/broken"
    assert failed.value.message


async def test_a_unique_id_stays_unique(graph: Graph) -> None:
    create = statement("CREATE (:Organization {id: 'org:1'})", writes=True, name="tests/create")
    await graph.write(create)
    with pytest.raises(StatementFailed):
        await graph.write(create)
    assert await graph.read(COUNT) == [{"n": 1}]


async def test_concurrent_first_merges_make_one_node(graph: Graph) -> None:
    for _ in range(5):
        await asyncio.gather(*(graph.write(MERGE, rows(50)) for _ in range(6)))
    assert await graph.read(COUNT) == [{"n": 50}]


async def test_the_time_limit_ends_a_slow_read(graph: Graph) -> None:
    await graph.write(MERGE, rows(600))
    async with Graph(graph.address, connections=1) as single:
        begun = time.monotonic()
        with pytest.raises(GraphTimeout) as passed:
            await single.read(SLOW, time_limit=0.5)
        assert time.monotonic() - begun < 6
        assert passed.value.name == "tests/slow"
        # The only connection was closed with the statement still running; a new one answers.
        assert await single.read(COUNT) == [{"n": 600}]


async def test_a_slow_read_is_logged_by_its_name(
    graph: Graph, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await graph.read(COUNT)
    assert caplog.messages == []
    monkeypatch.setattr("cypher.graph.SLOW_READ", 0.0)
    await graph.read(statement("RETURN 1 AS one", name="tests/one"))
    assert [m.rpartition(" took ")[0] for m in caplog.messages] == ["tests/one"]


async def test_the_time_limit_ends_a_slow_write(graph: Graph) -> None:
    await graph.write(MERGE, rows(600))
    slow = statement(
        SLOW.text.replace("RETURN count(*) AS n", "SET a.name = 'changed'"), writes=True, name="tests/slow_write"
    )
    with pytest.raises(GraphTimeout):
        await graph.write(slow, time_limit=0.5)
    changed = statement("MATCH (o:Organization {name: 'changed'}) RETURN count(o) AS n")
    assert await graph.read(changed) == [{"n": 0}]


async def test_many_readers_share_the_driver(graph: Graph) -> None:
    await graph.write(MERGE, rows(10))
    answers = await asyncio.gather(*(graph.read(COUNT) for _ in range(200)))
    assert all(answer == [{"n": 10}] for answer in answers)


async def test_no_free_connection_is_not_a_slow_statement(graph: Graph) -> None:
    await graph.write(MERGE, rows(600))
    async with Graph(graph.address, connections=1) as single:
        slow = asyncio.create_task(single.read(SLOW, time_limit=2))
        await asyncio.sleep(0.3)
        with pytest.raises((GraphBusy, GraphDown)):
            await single.read(COUNT, time_limit=0.5)
        with pytest.raises(GraphTimeout):
            await slow


async def test_a_wrong_password_is_a_matter_of_configuration(graph: Graph) -> None:
    wrong = Address(graph.address.uri, "neo4j", "wrong-password", graph.address.database)
    async with Graph(wrong) as refused:
        with pytest.raises(ConfigurationError, match="NEO4J_USERNAME"):
            await refused.ready()


async def test_an_unknown_label_is_told_to_whoever_asks(graph: Graph) -> None:
    told: list[str] = []
    async with Graph(graph.address, on_notification=lambda name, text: told.append(text)) as telling:
        await telling.read(statement("MATCH (n:Nowhere) RETURN n.id AS id"))
    # Neo4j tells, the embedded engine has no such notifications.
    assert told or graph.address.engine == "embedded"


async def test_nobody_listens(anyio_backend: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with Graph(Address(f"bolt://127.0.0.1:{port}")) as nowhere:
        begun = time.monotonic()
        with pytest.raises(GraphDown):
            await nowhere.ready()
        assert time.monotonic() - begun < 6
        with pytest.raises(GraphDown):
            await nowhere.read(COUNT)
        assert time.monotonic() - begun < 20


async def test_somebody_listens_and_never_answers(anyio_backend: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        async with Graph(Address(f"bolt://127.0.0.1:{silent.getsockname()[1]}"), time_limit=1.0) as mute:
            with pytest.raises(GraphDown):
                await mute.read(COUNT)


async def test_an_address_that_is_none_is_refused(anyio_backend: str) -> None:
    with pytest.raises(ConfigurationError, match="NEO4J_URI"):
        async with Graph(Address("http://127.0.0.1")):
            pass


def test_batches_are_capped_by_count_and_by_size() -> None:
    small = [{"id": str(n)} for n in range(10)]
    assert [len(b) for b in batches("x", small, count=4)] == [4, 4, 2]
    size = packed_size(small[0])
    assert [len(b) for b in batches("x", small, size=3 * size)] == [3, 3, 3, 1]
    assert [r for b in batches("x", iter(small), count=3) for r in b] == small


def test_the_estimate_is_never_below_the_packed_size() -> None:
    from neo4j._codec.packstream.v1 import PackableBuffer, Packer

    value = {"文": "名" * 300, "a": [1, -(2**40), 2.5, None, True, "x" * 70_000], "m": {"k": ["长兴岛"] * 20}}
    buffer = PackableBuffer()
    Packer(buffer).pack(value)
    assert len(buffer.data) <= packed_size(value) <= len(buffer.data) * 3


async def test_a_graph_that_went_away_answers_again_when_it_is_back(graph: Graph) -> None:
    """The way to the engine is cut and mended again (a relay stands between): the same Graph goes on."""
    async with Relay(graph.address.uri) as relay:
        address = replace(graph.address, uri=f"bolt://127.0.0.1:{relay.port}")
        async with Graph(address) as relayed:
            assert await relayed.read(COUNT) == [{"n": 0}]
            await relay.cut()
            with pytest.raises(GraphDown):
                await relayed.read(COUNT)
            with pytest.raises(GraphDown):
                await relayed.ready()
            await relay.mend()
            assert await relayed.read(COUNT) == [{"n": 0}]


async def test_a_write_outlives_a_short_absence(graph: Graph) -> None:
    async with Relay(graph.address.uri) as relay:
        address = replace(graph.address, uri=f"bolt://127.0.0.1:{relay.port}")
        async with Graph(address) as relayed:
            assert await relayed.write(MERGE, rows(1)) == [{"written": 1}]
            await relay.cut()
            written = asyncio.create_task(relayed.write(MERGE, rows(10)))
            await asyncio.sleep(1.5)
            await relay.mend()
            assert await written == [{"written": 10}]
    assert await graph.read(COUNT) == [{"n": 10}]


class Relay:
    """A port of its own that passes everything on to an engine, until it is cut."""

    def __init__(self, uri: str) -> None:
        parsed = urlsplit(uri)
        self._engine = (parsed.hostname or "127.0.0.1", parsed.port or 7687)
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def __aenter__(self) -> Self:
        await self.mend()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.cut()

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        assert self._server is not None
        self._server.close()
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        engine_reader, engine_writer = await asyncio.open_connection(*self._engine)
        self._writers |= {writer, engine_writer}
        await asyncio.gather(_copy(reader, engine_writer), _copy(engine_reader, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()
