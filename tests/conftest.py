"""The fixtures: every test that takes `graph` runs on each engine that this run has.

`make test` runs the embedded engine, and a Neo4j where ZUZHITU_TEST_NEO4J_URI names one. REQUIRE_ENGINES=embedded,neo4j
asks for both (Docker or the jars bring the Neo4j): then a missing one fails, and so does a missing browser or npm. The
summary says how many tests ran on which engine, and which did not run and why.
"""

import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NoReturn

import pytest
from xdist.scheduler import LoadScopeScheduling

from app.cli.service import EXAMPLE
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import load_auto
from tests.engines.embedded import embedded
from tests.engines.found import Found, NotHere
from tests.engines.neo4j import neo4j
from tests.engines.places import place
from tests.engines.serving import serving
from tests.engines.settings import settings_of
from tests.engines.wiping import statement, wipe

ENGINES = ("embedded", "neo4j")
REQUIRED = tuple(filter(None, (e.strip() for e in os.environ.get("REQUIRE_ENGINES", "").split(","))))
TOKEN = statement("MATCH (g:Graph) RETURN g.token AS token")  # another one after each command, none after a wipe
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

_standing: dict[str, Any] = {}  # by the address of an engine: the token of the example city that was loaded there
_how: dict[str, str] = {}  # engine -> what it is, or why it is not here
_counts: dict[str, Counter[str]] = {engine: Counter() for engine in ENGINES}


def pytest_configure(config: pytest.Config) -> None:
    """The Neo4j of the environment that the program would use is none that tests may touch."""
    if unknown := set(REQUIRED) - set(ENGINES):
        raise pytest.UsageError(f"REQUIRE_ENGINES: there is no engine {', '.join(sorted(unknown))}")
    for name in [*os.environ]:
        if name.startswith("NEO4J_") or (name.startswith("ZUZHITU_") and not name.startswith("ZUZHITU_TEST_")):
            del os.environ[name]


def engines_of_this_run() -> tuple[str, ...]:
    """The required ones; else the embedded one, and a Neo4j that is named."""
    if REQUIRED:
        return tuple(e for e in ENGINES if e in REQUIRED)
    return ENGINES if os.environ.get("ZUZHITU_TEST_NEO4J_URI") else ("embedded",)


# For what is decided above the engine, or takes long: over one of them.
ONE_ENGINE = pytest.mark.parametrize("engine", engines_of_this_run()[:1], indirect=True)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """One event loop for the session, so that one driver per engine serves all tests."""
    return "asyncio"


@pytest.fixture(scope="session", params=engines_of_this_run())
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Found]:
    """One engine that answers. Not to be had: a failure, as only what was asked for is in this list."""
    name: str = request.param
    with ExitStack() as stack:
        try:
            opened = (
                embedded(stack.enter_context(place(tmp_path_factory.mktemp("embedded"))))
                if name == "embedded"
                else neo4j()
            )
            found = stack.enter_context(opened)
        except NotHere as reason:
            _how[name] = f"is required and missing: {reason}"
            pytest.fail(f"engine {name} {_how[name]}", pytrace=False)
        _how[name] = found.how
        yield found


@pytest.fixture(scope="session")
async def engine_graph(engine: Found, anyio_backend: str) -> AsyncIterator[Graph]:
    """The session's driver to one engine; the graph behind it as the last test left it. Use `graph`."""
    async with Graph(engine.address) as graph:
        await graph.ready(60)
        yield graph


@pytest.fixture
async def graph(engine_graph: Graph) -> Graph:
    """An empty graph with its schema, on each engine. Wiped before, never after: a failed test leaves its graph."""
    await wipe(engine_graph)
    return engine_graph


@pytest.fixture(scope="module")
async def city(engine_graph: Graph) -> Graph:
    """The example city, loaded as `make demo` loads it, on each engine, for tests that only read.

    It stands until another test wipes the graph, or a command changes it.
    """
    uri = engine_graph.address.uri
    if uri not in _standing or _standing[uri] != await engine_graph.read(TOKEN):
        await wipe(engine_graph)
        await load_auto(engine_graph, load_catalogue(), sorted(EXAMPLE.glob("*.csv")))
        _standing[uri] = await engine_graph.read(TOKEN)
    return engine_graph


@pytest.fixture(scope="module")
def city_url(city: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real service over the example city, in a thread with a loop and a driver of its own."""
    with serving(settings_of(city.address, tmp_path_factory.mktemp("data"))) as url:
        yield url


def missing(reason: str) -> NoReturn:
    """Skips a test whose means are not here; fails it where REQUIRE_ENGINES is set."""
    if REQUIRED:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the installed Chromium; without one `missing`."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    return found or missing(f"no browser is here ({', '.join(CHROMIUM)})")


@pytest.fixture(scope="session")
async def browser(chromium: str, anyio_backend: str) -> AsyncIterator[Any]:
    """A real browser (`playwright.async_api.Browser`), the one that the system has installed."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        await opened.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files whose tests read the example city come first, one after the other, so that it is loaded once an engine.

    Last of them test_city.py, which changes it. Within a file nothing moves.
    """
    taken: defaultdict[Path, set[str]] = defaultdict(set)
    for item in items:
        taken[item.path] |= set(getattr(item, "fixturenames", ()))
    reading = {path for path, fixtures in taken.items() if "city" in fixtures and "graph" not in fixtures}

    def order(item: pytest.Item) -> int:
        return 2 if item.path not in reading else 1 if item.path.name == "test_city.py" else 0

    items.sort(key=order)


class ByEngine(LoadScopeScheduling):
    """With pytest-xdist one process has an engine, and so its graph, to itself; of the other tests it gets files.

    One process an engine: a second server of the same engine would have to warm up beside the first.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = re.search(rf"[\[-]({'|'.join(ENGINES)})[-\]]", nodeid)
        return found[1] if found else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByEngine:
    return ByEngine(config, log)


def _engine_of(item: pytest.Item) -> str | None:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("engine") if callspec else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if engine := _engine_of(item):
        report.user_properties.append(("engine", (engine, _how.get(engine, "did not start"))))
    return report


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Counts for the summary; with pytest-xdist the tests ran in other processes."""
    engine, how = dict(report.user_properties).get("engine", (None, ""))
    if engine in _counts and (report.when == "call" or report.outcome != "passed"):
        _counts[engine][report.outcome] += 1
        _how[engine] = how


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("engines")
    for name in ENGINES:
        counted = ", ".join(f"{n} {outcome}" for outcome, n in sorted(_counts[name].items()))
        if counted:
            terminalreporter.line(f"{name:9} {counted}  ({_how.get(name, 'did not start')})")
        elif name in engines_of_this_run():
            terminalreporter.line(f"{name:9} no test of this run takes it")
        else:
            terminalreporter.line(
                f"{name:9} did not run: not asked for (REQUIRE_ENGINES=embedded,neo4j, or ZUZHITU_TEST_NEO4J_URI)"
            )
