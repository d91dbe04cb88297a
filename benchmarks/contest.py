"""One size on one engine: the loaders side by side, equal content first, then deriving, checks and answers."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.city import City
from benchmarks.content import Said, read_content, require_equal
from benchmarks.served import ROOT, Latency, environment, measure, measure_routes, serve
from cypher.catalogue import Statement, load_catalogue
from cypher.graph import Address, Graph
from cypher.headers import Header
from cypher.migrate import ensure_schema

CITY: Final = "210200"
PLAIN: Final = ("rust", "python")
TIME_LIMIT: Final = 3_600.0
Bring = Callable[[], AbstractContextManager[Address]]
Figures = Mapping[str, Any]

_RETURN_1: Final = Statement(
    name="benchmarks/return_1",
    kind="queries",
    text="RETURN 1 AS one",
    header=Header(title="RETURN 1"),
    used=frozenset(),
    writes=False,
)
_IDS: Final = Statement(
    name="benchmarks/ids",
    kind="queries",
    text="MATCH (c:Coverage {valid_to: '9999-12-31'}) WHERE c.retired_run IS NULL RETURN collect(c.subject) AS ids",
    header=Header(title="ids"),
    used=frozenset(),
    writes=False,
)


@dataclass(frozen=True)
class Outcome:
    """What one engine showed at one size; times in seconds, latencies in milliseconds, memory in bytes."""

    engine: str
    organizations: int
    equal: int  # nodes and facts that were compared and found equal
    ours: Figures
    plain: Mapping[str, Figures]
    derived: Figures
    latency: Mapping[str, Latency] = field(default_factory=dict)


def load_frame(address: Address, city: City) -> None:
    """The schema and the frame of the city, the same for every loader. AssertionError where a row of it is refused."""
    figures = process("frame", address, [f"{source}={path}" for source, paths in city.frame for path in paths])
    assert not figures["rejected"], figures


def load_ours(address: Address, city: City) -> Figures:
    """The city by the project's loader, neither derived nor checked."""
    figures = process("load", address, [f"{source}={path}" for source, paths in city.own for path in paths])
    assert (figures["rejected"], figures["rows"]) == (0, city.rows), figures
    return figures


def load_plain(address: Address, city: City, codec: str) -> Figures:
    """The city by the plainest loader, its driver with the extension in Rust or in Python alone."""
    files = [str(path) for _, paths in city.own for path in paths]
    pure = ["--pure"] if codec == "python" else []
    figures = run_json([sys.executable, str(ROOT / "benchmarks" / "plainest.py"), *files, *pure], address)
    assert figures["codec"] == codec, f"the driver packs with {figures['codec']}, not with {codec}"
    assert figures["rows"] == city.rows, figures
    return figures


def process(what: str, address: Address, arguments: list[str]) -> Figures:
    """Runs benchmarks.ours in a process of its own."""
    return run_json([sys.executable, "-m", "benchmarks.ours", what, *arguments], address)


def run_json(command: list[str], address: Address, *, env: Mapping[str, str] | None = None) -> Figures:
    """The figures that a process prints as its last line."""
    given = env or environment(address)
    done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, timeout=TIME_LIMIT)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[1:4])} failed: {done.stderr[-3000:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


async def prepare(address: Address) -> None:
    """All constraints and indexes, before any data."""
    async with Graph(address, 120.0) as graph:
        await graph.ready(60)
        await ensure_schema(graph, load_catalogue(), city=CITY, test=True)


async def content_of(address: Address) -> dict[str, Said]:
    """What the graph says (benchmarks.content)."""
    async with Graph(address, 600.0) as graph:
        return await read_content(graph, load_catalogue())


async def compete(
    engine: str, city: City, bring: Bring, say: Callable[[str], None], *, plain: tuple[str, ...] = PLAIN, quick: bool
) -> Outcome:
    """Each loader on a fresh server that has done the same before. UnequalContent before any figure is given out."""
    with bring() as address:
        await prepare(address)
        load_frame(address, city)
        say("loading by zuzhitu")
        ours = load_ours(address, city)
        content = await content_of(address)
        say("deriving and checking")
        derived = process("derive", address, [])
        say("asking")
        latency = await _latency(address, quick)
    shown: dict[str, Figures] = {}
    equal = 0
    for codec in plain:
        with bring() as address:
            await prepare(address)
            load_frame(address, city)
            say(f"loading by the plainest loader ({codec})")
            shown[codec] = load_plain(address, city, codec)
            equal = require_equal(content, await content_of(address), ("zuzhitu", f"plainest ({codec})"))
    return Outcome(engine, city.organizations, equal, ours, shown, derived, latency)


async def _latency(address: Address, quick: bool) -> dict[str, Latency]:
    async with Graph(address, 120.0) as graph:
        ids = sorted((await graph.read(_IDS))[0]["ids"])
        with serve(address) as (connection, _):
            chains, pages = (50, 10) if quick else (500, 40)
            found = measure_routes(connection, ids, chains=chains, pages=pages, depth=10)
    with _round_trip(address) as once:
        return {"return_1": measure(lambda _: once(), chains), **found}


class _round_trip:
    """`RETURN 1` by the plain driver: what any answer costs at least."""

    def __init__(self, address: Address) -> None:
        import neo4j

        self.driver = neo4j.GraphDatabase.driver(address.uri, auth=address.auth)

    def __enter__(self) -> Callable[[], object]:
        self.session = self.driver.session()
        return lambda: self.session.execute_read(lambda t: t.run(_RETURN_1.text).consume())

    def __exit__(self, *error: object) -> None:
        self.session.close()
        self.driver.close()
