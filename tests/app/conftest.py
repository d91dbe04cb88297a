"""What the tests of the app share: a client over the small city, not written anew for those that only read; a page."""

import secrets
from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest
from playwright.async_api import Browser, Page

from app.main import create_app
from cypher.graph import Graph
from tests.app.browsing import Watch
from tests.engines.wiping import statement, wipe
from tests.small_city import small_city

MARK: Final = statement("MATCH (g:Graph) SET g.small_city = $mark", "mark", writes=True)
MARKED: Final = statement("MATCH (g:Graph) RETURN g.small_city AS mark")
_standing: dict[str, tuple[str, httpx.ASGITransport]] = {}  # by the address of the graph: its mark, who answers over it


@pytest.fixture
async def client(engine_graph: Graph) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the API over the small city, on each engine, for tests that only read.

    The city stands until another test wipes the graph, and its mark with it; whoever writes takes `graph`.
    """
    mark, transport = _standing.get(engine_graph.address.uri, ("", None))
    found = [row["mark"] for row in await engine_graph.read(MARKED)]
    if transport is None or found != [mark]:
        await wipe(engine_graph)
        await small_city().write(engine_graph)
        mark, transport = secrets.token_hex(8), httpx.ASGITransport(create_app(graph=engine_graph))
        await engine_graph.write(MARK, mark=mark)
        _standing[engine_graph.address.uri] = (mark, transport)
    headers = {"Accept": "application/json"}  # for which no answer goes on
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=headers) as opened:
        yield opened


@pytest.fixture
async def watched(browser: Browser, city_url: str) -> AsyncIterator[tuple[Page, Watch]]:
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1400, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(30_000)
    yield page, Watch(page, city_url)
    await context.close()


@pytest.fixture
async def page(watched: tuple[Page, Watch], city_url: str) -> AsyncIterator[Page]:
    """A page that has done nothing wrong by the end of its test."""
    opened, watch = watched
    await opened.goto(city_url)
    yield opened
    assert watch.faults == []
