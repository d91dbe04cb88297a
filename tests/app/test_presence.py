"""The service with its projection: the same answers as from the graph, also while that is away."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.main import create_app
from app.settings import load_settings
from cypher.catalogue import load_catalogue
from cypher.graph import Address, Graph
from cypher.projection.files import open_saved, save
from cypher.projection.read import read_projection
from tests.engines.relay import relay
from tests.loaders.test_load_run import put
from tests.loaders.test_two_times import answers, changed, everything
from tests.registries import LAW, SCHOOL
from tests.small_city import asking

pytestmark = pytest.mark.anyio
CHAIN, SCHOOLS = f"/v1/organizations/uscc:{LAW}/chain", f"/v1/organizations/uscc:{SCHOOL}/chain"


@asynccontextmanager
async def service(address: Address, folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The application as it is served, opened and closed with its lifespan."""
    settings = load_settings(
        env_file=None,
        neo4j_uri=address.uri,
        neo4j_username=address.username,
        neo4j_password=address.password or None,
        neo4j_database=address.database,
        data_dir=folder,
    )
    app = create_app(settings)
    way = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=way, base_url="http://api") as client:
        client.app = app  # type: ignore[attr-defined]
        yield client


async def until(holds: Callable[[], Any]) -> None:
    """Waits for it as long as anybody would."""
    for _ in range(300):
        found = holds()
        if await found if isinstance(found, Awaitable) else found:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("that did not come")


def held(client: httpx.AsyncClient) -> Any:
    return client.app.state.presence.held  # type: ignore[attr-defined]


async def test_its_answers_are_those_of_the_graph(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    async with service(graph.address, tmp_path / "data") as client, asking(graph) as plain:
        await until(lambda: held(client))
        assert await answers(client) == await answers(plain)
        first = held(client).token
        await put(graph, tmp_path, "social_organizations", changed(1, 业务主管单位="大连市财政局"), as_of="2008-03-31")
        wanted = await answers(plain)
        assert await answers(client) == wanted  # of the newest revision at once, from wherever it is
        await until(lambda: held(client).token != first)
        assert await answers(client) == wanted
        assert [f.name for f in (tmp_path / "data" / "projection").iterdir() if f.is_dir()] == [held(client).token]


async def test_the_graph_away(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    async with relay(graph.address) as (address, passing), service(address, tmp_path / "data") as client:
        await until(lambda: held(client))
        before = await client.get(CHAIN)
        assert before.json()["stale_since"] is None
        passing.clear()
        stale = await client.get(CHAIN)
        assert stale.status_code == 200
        assert stale.json()["stale_since"] is not None
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
    async with service(graph.address, tmp_path / "data") as one, service(graph.address, tmp_path / "data") as other:
        await until(lambda: held(one) and held(other))
        assert await answers(one) == await answers(other)
    assert open_saved(kept, read.token) is not None
    unusable = tmp_path / "elsewhere"
    unusable.mkdir()
    (unusable / "projection").write_text("no folder")
    async with service(graph.address, unusable) as private:
        await until(lambda: held(private))
        assert (await private.get(CHAIN)).status_code == 200
