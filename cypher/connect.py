"""From settings to an open graph: the Neo4j that is named, or else the embedded engine of the data directory."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from cypher.engine.embedded import open_embedded
from cypher.graph import Address, Graph


@asynccontextmanager
async def open_graph(
    address: Address | None,
    data_dir: Path,
    *,
    heap: str = "1g",
    time_limit: float = 30.0,
    wait: float = 5.0,
) -> AsyncIterator[Graph]:
    """An open graph that answers. Without an address the embedded engine is started, or attached to, and closed after.

    `wait`: seconds that a Neo4j may still need to come up. Raises GraphDown, ConfigurationError (a refused login) or
    EngineUnavailable; it makes no schema.
    """
    engine = None if address else await asyncio.to_thread(open_embedded, data_dir, heap)
    try:
        chosen = engine.address if engine else address
        assert chosen is not None
        async with Graph(chosen, time_limit) as graph:
            await graph.ready(wait)
            yield graph
    finally:
        if engine:
            await asyncio.to_thread(engine.close)
