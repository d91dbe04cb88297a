"""The benchmark says figures only of peers that answer the same; here each peer beside the service, over a small city.

SQLite and the statement over Bolt always run. Postgres, asyncpg and duckdb are needed by the benchmark alone, so that
neither the lock nor the build has them: without them their part is skipped, and the summary says so.
"""

import asyncio
import http.client
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from benchmarks.before import get
from benchmarks.city import AS_OF, make_city
from benchmarks.content import UnequalContent
from benchmarks.peers.ask import Peers, Raw, chain_path, compare, in_turns, serve_route
from benchmarks.peers.bolt import SHAPES, bolt
from benchmarks.peers.duck import DuckDB
from benchmarks.peers.equal import require_same
from benchmarks.peers.figures import BOLT, KEPT, NEW, RAW, THIS, Figures, peers_table
from benchmarks.peers.postgres import fill, postgres
from benchmarks.peers.relations import Relations, read_relations
from benchmarks.peers.sqlite import SQLite
from benchmarks.served import Latency
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import load_auto
from loaders.exchange import export
from tests.conftest import ONE_ENGINE
from tests.engines.found import NotHere
from tests.engines.serving import serving
from tests.engines.settings import settings_of
from tests.engines.wiping import wipe

SIZE = 120
ASKED = 25


@pytest.fixture(scope="module")
async def exported(engine_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Relations:
    """A made city, loaded once for these tests, which only read, as the file that it is exported to says it."""
    graph, folder = engine_graph, tmp_path_factory.mktemp("peers")
    await wipe(graph)
    made = make_city(folder / "city", SIZE)
    files = [path for _, paths in (*made.frame, *made.own) for path in paths]
    await load_auto(graph, load_catalogue(), files, as_of=AS_OF)
    file = folder / "city.jsonl.gz"
    await export(graph, load_catalogue(), file)
    return read_relations(file)


@pytest.fixture(scope="module")
def service(
    engine_graph: Graph, exported: Relations, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[http.client.HTTPConnection]:
    with serving(settings_of(engine_graph.address, tmp_path_factory.mktemp("data"))) as url:
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        yield connection
        connection.close()


@ONE_ENGINE
def test_sqlite_and_the_statement_over_bolt_answer_as_the_api(
    engine_graph: Graph, exported: Relations, service: http.client.HTTPConnection
) -> None:
    sqlite = SQLite(exported)
    with bolt(engine_graph.address) as statement:
        for statement.shape in SHAPES:
            peers = Peers(service, exported, sqlite, statement)
            equal = compare(peers, ASKED)
            assert equal["chain"] == 5 * ASKED > equal["broken chain"] > 0
            assert equal["facet"] > 20
        assert statement.choose(peers.ids, AS_OF) in SHAPES
        asked = next(i for i in peers.ids if get(service, chain_path(i, AS_OF))["path"])
        peers.ids.insert(0, asked)
        sqlite.connection.execute("UPDATE step SET rule = 'another' WHERE type IN ('SUPERIOR', 'LEAD')")
        with pytest.raises(UnequalContent, match=r"SQLite: the chain of .* differs.*\n  this .*\n  peer .*another"):
            compare(peers, 1)


@ONE_ENGINE
def test_postgres_raw_and_by_a_route_answers_as_the_api(
    engine_graph: Graph, exported: Relations, service: http.client.HTTPConnection
) -> None:
    try:
        with postgres() as socket, bolt(engine_graph.address) as statement:
            asyncio.run(fill(socket, exported))
            with serve_route(socket) as route, closing(Raw(socket)) as raw:
                peers = Peers(service, exported, SQLite(exported), statement, route=route, raw=raw)
                equal = compare(peers, ASKED)
                assert equal["chain"] == 5 * ASKED
                assert equal["facet"] > 20
    except NotHere as reason:
        pytest.skip(str(reason))


@ONE_ENGINE
def test_duckdb_answers_as_the_api(
    engine_graph: Graph, exported: Relations, service: http.client.HTTPConnection
) -> None:
    try:
        duck = DuckDB(exported)
    except NotHere as reason:
        pytest.skip(str(reason))
    with bolt(engine_graph.address) as statement:
        equal = compare(Peers(service, exported, SQLite(exported), statement, duck), 1)
        assert equal["region and class"] > 20


def test_a_difference_is_said_where_it_is() -> None:
    require_same("it", {"a": 1, "b": [2]}, {"a": 1, "b": [2]})
    with pytest.raises(UnequalContent, match=r"it, b differs, so nothing is compared:\n  this \[2\]\n  peer \[3\]"):
        require_same("it", {"a": 1, "b": [2]}, {"a": 1, "b": [3]})
    with pytest.raises(UnequalContent, match="it, c differs"):
        require_same("it", {"a": 1}, {"a": 1, "c": 0})


def test_each_is_asked_once_of_every_number_and_none_is_always_first() -> None:
    asked: list[tuple[str, int]] = []
    calls = {name: lambda n, name=name: asked.append((name, n)) for name in ("one", "other")}
    latency = in_turns(calls, 4, 2)
    assert sorted(asked) == [(name, n) for name in ("one", "other") for n in range(6)]
    assert [name for name, _ in asked[::2]] == ["one", "other"] * 3
    assert latency.keys() == calls.keys()


def test_a_ratio_stands_beside_its_floor() -> None:
    chain = Figures("embedded", 1_000, "chain", NEW, {THIS: Latency(1.0, 4.0), BOLT: Latency(2.0, 4.0)})
    gaps = Figures(
        "embedded", 1_000, "all gaps, total, five facets", KEPT, {THIS: Latency(1.0, 2.0), RAW: Latency(80.0, 100.0)}
    )
    assert [row.split(" | ")[7:] for row in peers_table([chain, gaps]).splitlines()[2:]] == [
        ["0.50", "1.00", "1.5", "0.8, Neo4j 1.0 |"],
        ["1/80", "1/50", "1/50", "1/200 |"],
    ]
