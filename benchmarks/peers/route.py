"""`python -m benchmarks.peers.route SOCKET PORT`: the chain of an organisation over HTTP, its rows of Postgres.

Served as the project serves: FastAPI by uvicorn with its C parser, one process. The answer is the JSON that Postgres
makes of the rows, so that Python only hands it on; connections are pooled and kept as they are, statements prepared.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Response

from benchmarks.peers.postgres import CHAINED, address, driver, statement
from cypher.columns.columns import day_number

POOL = 4


def create_app(socket: Path) -> FastAPI:
    """The route over the cluster whose socket is in a folder."""
    chain, held = statement("postgres_chain"), {}

    async def keep(connection: Any) -> None:
        """What a connection was told stays: nothing is reset when it goes back into the pool."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        pool = driver().create_pool(
            **address(socket),
            server_settings=CHAINED,
            min_size=POOL,
            max_size=POOL,
            reset=keep,
            statement_cache_size=64,
        )
        async with pool:
            held["pool"] = pool
            yield

    app = FastAPI(lifespan=lifespan)

    @app.get("/organizations/{id}/chain", response_class=Response)
    async def show_chain(id: str, as_of: str) -> Response:
        async with held["pool"].acquire() as connection:
            found = await connection.fetchval(chain, id, day_number(as_of))
        if found is None:
            raise HTTPException(404)
        return Response(found, media_type="application/json")

    return app


if __name__ == "__main__":
    uvicorn.run(create_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), log_level="error")
