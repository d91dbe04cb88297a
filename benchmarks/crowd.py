"""`python -m benchmarks.crowd URL`: what becomes of a service that very many ask at once, a third of them leaving.

First one client asks for chains, then `--clients` of them do for `--seconds`; of their requests a third is left before
the answer is there. Whoever is told that the service is busy waits as long as it says. Beside them /healthz is asked
ten times a second. Latencies are those of admitted requests, in ms.
"""

import argparse
import asyncio
import http.client
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote, urlsplit

from benchmarks.tables import table

LEAVING: Final = 1 / 3
LEFT_AFTER: Final = 0.02  # seconds at most
HEALTH_EVERY: Final = 0.1
ALONE: Final = 300  # requests of one client
HANGS: Final = 30.0  # seconds


@dataclass
class Seen:
    """What came of requests: how many by status, and the seconds of those that were admitted."""

    came: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


class Client:
    """One connection that is opened again after it was left."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> int:
        """The status of an answer, read to its end."""
        if self.streams is None:
            self.streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self.streams
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        return int(head[9:12])

    def leave(self) -> None:
        """Closes the connection, whatever is on its way."""
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


async def ask(client: Client, paths: Sequence[str], until: float, chance: random.Random, seen: Seen) -> None:
    """One client's requests, one after the other."""
    while time.monotonic() < until:
        path, leaves = chance.choice(paths), chance.random() < LEAVING
        began = time.monotonic()
        try:
            status = await asyncio.wait_for(client.get(path), chance.random() * LEFT_AFTER if leaves else HANGS)
        except TimeoutError:
            client.leave()
            seen.came["left" if leaves else "hangs"] += 1
            continue
        except (OSError, asyncio.IncompleteReadError):
            client.leave()
            seen.came["connection lost"] += 1
            continue
        seen.came[str(status)] += 1
        if status == 200:
            seen.seconds.append(time.monotonic() - began)
        elif status == 503:
            await asyncio.sleep(1 + chance.random())
    client.leave()


async def ask_health(client: Client, until: float, seen: Seen) -> None:
    """/healthz, all the while."""
    while time.monotonic() < until:
        began = time.monotonic()
        seen.came[str(await client.get("/healthz"))] += 1
        seen.seconds.append(time.monotonic() - began)
        await asyncio.sleep(HEALTH_EVERY)
    client.leave()


async def crowd(url: str, ids: Sequence[str], clients: int, seconds: float) -> str:
    """The table of one run."""
    where = urlsplit(url)
    host, port = where.hostname or "127.0.0.1", where.port or 80
    paths = [f"/v1/organizations/{quote(id_)}/chain" for id_ in ids]
    alone, first = Seen(), Client(host, port)
    for path in random.Random(0).choices(paths, k=ALONE):
        began = time.monotonic()
        alone.came[str(await first.get(path))] += 1
        alone.seconds.append(time.monotonic() - began)
    first.leave()
    many, health = Seen(), Seen()
    until = time.monotonic() + seconds
    asking = [ask(Client(host, port), paths, until, random.Random(n), many) for n in range(clients)]
    await asyncio.gather(*asking, ask_health(Client(host, port), until, health))
    rows = [
        [name, ", ".join(f"{n} {what}" for what, n in sorted(seen.came.items())), *_latency(seen.seconds)]
        for name, seen in (("one client", alone), (f"{clients} clients", many), ("/healthz", health))
    ]
    return table(["", "came", "p50", "p99"], rows)


def _latency(seconds: Sequence[float]) -> list[str]:
    if len(seconds) < 2:
        return ["—", "—"]
    return [f"{1000 * median(seconds):.1f}", f"{1000 * quantiles(seconds, n=100)[98]:.1f}"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Asks a running service."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args(arguments)
    where = urlsplit(given.url)
    print(asyncio.run(crowd(given.url, _ids(where.hostname or "", where.port or 80), given.clients, given.seconds)))
    return 0


def _ids(host: str, port: int) -> list[str]:
    """The organisations of the first page of the list."""
    connection = http.client.HTTPConnection(host, port)
    connection.request("GET", "/v1/organizations?kind=firm&limit=500")
    return [one["id"] for one in json.load(connection.getresponse())["items"]]


if __name__ == "__main__":
    sys.exit(main())
