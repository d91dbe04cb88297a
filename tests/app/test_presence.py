"""The service with its projection: the same answers as from the graph, also while that is away."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli.serving import served
from app.http.presence import Presence
from app.main import create_app
from cypher.catalogue import load_catalogue
from cypher.graph import Address, Graph
from cypher.projection.files import open_saved, save
from cypher.projection.read import read_projection
from tests.conftest import ONE_ENGINE
from tests.engines.relay import relay
from tests.engines.settings import settings_of
from tests.loaders.test_load_run import put
from tests.loaders.test_two_times import answers, changed, everything
from tests.registries import LAW, SCHOOL
from tests.small_city import asking

pytestmark = pytest.mark.anyio
CHAIN, SCHOOLS = f"/v1/organizations/uscc:{LAW}/chain", f"/v1/organizations/uscc:{SCHOOL}/chain"


@asynccontextmanager
async def service(address: Address, folder: Path) -> AsyncIterator[tuple[httpx.AsyncClient, Presence]]:
    """The application as it is served, opened and closed with its lifespan; what it knows of its graph."""
    app = create_app(settings_of(address, folder))
    way = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=way, base_url="http://localhost") as client,
    ):
        yield client, app.state.presence


async def until(holds: Callable[[], Any]) -> None:
    """Waits for it as long as anybody would."""
    for _ in range(300):
        found = holds()
        if await found if isinstance(found, Awaitable) else found:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("that did not come")


@ONE_ENGINE
async def test_its_answers_are_those_of_the_graph(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    async with service(graph.address, tmp_path / "data") as (client, known), asking(graph) as plain:
        await until(lambda: known.held)
        assert known.held is not None
        assert await answers(client) == await answers(plain)
        first = known.held.token
        await put(graph, tmp_path, "social_organizations", changed(1, 业务主管单位="大连市财政局"), as_of="2008-03-31")
        wanted = await answers(plain)
        await until(lambda: known.seen and known.seen["token"] != first)
        assert await answers(client) == wanted  # of the newest revision within a second, from wherever it is
        await until(lambda: known.held and known.held.token != first)
        assert await answers(client) == wanted
        assert [f.name for f in (tmp_path / "data" / "projection").iterdir() if f.is_dir()] == [known.held.token]


@ONE_ENGINE
async def test_what_a_service_is_made_of_is_not_searched_for_circles(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    app = served(settings_of(graph.address, tmp_path / "data"))
    gc.unfreeze()
    made = len(gc.get_objects())
    async with app.router.lifespan_context(app):
        known: Presence = app.state.presence
        await until(lambda: known.held)
        first, aside = known.held, gc.get_freeze_count()
        assert aside > 0.9 * made
        assert len(gc.get_objects()) < 0.1 * aside
        await put(graph, tmp_path, "social_organizations", changed(1, 业务主管单位="大连市财政局"), as_of="2008-03-31")
        gone = weakref.ref(first)
        del first
        await until(lambda: gone() is None)  # what was set aside is not kept for ever
    gc.unfreeze()


async def test_the_graph_away(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    async with relay(graph.address) as (address, passing), service(address, tmp_path / "data") as (client, known):
        await until(lambda: known.held)
        before = await client.get(CHAIN)
        assert before.json()["stale_since"] is None
        passing.clear()

        async def said() -> bool:
            return (await client.get(CHAIN)).json()["stale_since"] is not None

        await until(said)
        stale = await client.get(CHAIN)
        assert stale.status_code == 200
        assert {**stale.json(), "stale_since": None} == before.json()
        assert stale.headers["etag"] != before.headers["etag"]
        away = await client.get(f"/v1/organizations/uscc:{LAW}")
        assert (away.status_code, "retry-after" in away.headers) == (503, True)
        earlier = await client.get("/v1/uncovered", params={"known_at": "regions:1"})
        assert (earlier.status_code, "retry-after" in earlier.headers) == (503, True)
        assert (await client.get("/healthz")).status_code == 200
        passing.set()

        async def back() -> bool:
            return (await client.get(SCHOOLS)).json()["stale_since"] is None

        await until(back)
        assert (await client.get(f"/v1/organizations/uscc:{LAW}")).status_code == 200
        assert (await client.get(CHAIN)).content == before.content


HARMS: dict[str, Callable[[Path], object]] = {
    "cut": lambda place: (f := place / "links.arrow").write_bytes(f.read_bytes()[:-200]),
    "changed": lambda place: (f := place / "links.arrow").write_bytes(b"x" + f.read_bytes()[1:]),
    "a file is missing": lambda place: (place / "links.arrow").unlink(),
    "of another form": lambda place: (f := place / "manifest.json").write_text(
        f.read_text().replace('"form": ', '"form": 9')
    ),
}


async def test_what_is_kept_is_whole_or_read_anew(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    read = await read_projection(graph, load_catalogue())
    assert read is not None
    kept = tmp_path / "data" / "projection"
    for harm, do in HARMS.items():
        place = save(read, kept)
        whole = open_saved(kept, read.token)
        assert whole is not None, harm
        assert all(table.equals(read.tables[name]) for name, table in whole.tables.items())
        do(place)
        assert open_saved(kept, read.token) is None, harm
    folder = tmp_path / "data"
    async with service(graph.address, folder) as (one, its), service(graph.address, folder) as (other, others):
        await until(lambda: its.held and others.held)
        assert await answers(one) == await answers(other)
    assert open_saved(kept, read.token) is not None
    unusable = tmp_path / "elsewhere"
    unusable.mkdir()
    (unusable / "projection").write_text("no folder")
    async with service(graph.address, unusable) as (private, known):
        await until(lambda: known.held)
        assert (await private.get(CHAIN)).status_code == 200
