"""The way to a graph, which a test can block: what is sent waits, as with an engine that has been stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from cypher.graph import Address


@asynccontextmanager
async def relay(address: Address) -> AsyncIterator[tuple[Address, asyncio.Event]]:
    """The same graph at another address, and whether what is sent there is passed on."""
    host, _, port = address.uri.partition("://")[2].partition("/")[0].rpartition(":")
    passing = asyncio.Event()
    passing.set()
    copying: set[asyncio.Task[None]] = set()

    async def copy(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65536):
                await passing.wait()
                sink.write(data)
                await sink.drain()
        finally:
            sink.close()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection(host, int(port))
        for pair in ((reader, there_writer), (there_reader, writer)):
            copying.add(asyncio.create_task(copy(*pair)))

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield replace(address, uri=f"bolt://127.0.0.1:{server.sockets[0].getsockname()[1]}"), passing
    finally:
        server.close()
        for one in copying:
            one.cancel()
        await asyncio.gather(*copying, return_exceptions=True)
