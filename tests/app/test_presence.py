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
        assert (await client.get("/healthz")).status_code == 200
        passing.set()

        async def back() -> bool:
            return (await client.get(SCHOOLS)).json()["stale_since"] is None

        await until(back)
        assert (await client.get(f"/v1/organizations/uscc:{LAW}")).status_code == 200
        assert (await client.get(CHAIN)).content == before.content


@pytest.mark.parametrize("harm", ["cut", "changed", "a file is missing", "of another form"])
async def test_a_damaged_projection_is_not_opened(harm: str, graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    read = await read_projection(graph, load_catalogue())
    assert read is not None
    place = save(read, tmp_path / "projection")
    whole = open_saved(tmp_path / "projection", read.token)
    assert whole is not None
    assert all(table.equals(read.tables[name]) for name, table in whole.tables.items())
    file = place / ("manifest.json" if harm == "of another form" else "links.arrow")
    content = file.read_bytes()
    match harm:
        case "cut":
            file.write_bytes(content[: len(content) // 2])
        case "changed":
            file.write_bytes(content[:200] + bytes([content[200] ^ 1]) + content[201:])
        case "a file is missing":
            file.unlink()
        case _:
            file.write_bytes(content.replace(b'"form": 1', b'"form": 0'))
    assert open_saved(tmp_path / "projection", read.token) is None
    async with service(graph.address, tmp_path) as client:
        await until(lambda: held(client))
        assert (await client.get(CHAIN)).status_code == 200
    assert open_saved(tmp_path / "projection", read.token) is not None


async def test_two_services_of_one_folder_share_it(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    async with service(graph.address, tmp_path / "data") as one, service(graph.address, tmp_path / "data") as other:
        await until(lambda: held(one) and held(other))
        assert await answers(one) == await answers(other)


async def test_a_folder_that_cannot_be_written(graph: Graph, tmp_path: Path) -> None:
    await everything(graph, tmp_path)
    (tmp_path / "projection").write_text("no folder")
    async with service(graph.address, tmp_path) as client:
        await until(lambda: held(client))
        assert (await client.get(CHAIN)).status_code == 200
