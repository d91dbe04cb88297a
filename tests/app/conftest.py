"""What the tests of the API share: a client over the small city, which those that only read need not write anew."""

import secrets
from collections.abc import AsyncIterator
from typing import Final

import httpx
import pytest

from app.main import create_app
from cypher.graph import Graph
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
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as opened:
        yield opened
