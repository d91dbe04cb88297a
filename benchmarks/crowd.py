"""`python -m benchmarks.crowd URL`: what becomes of a service that very many ask at once, a third of them leaving.

First one client asks for chains, then `--clients` of them do for `--seconds`; of their requests a third is left before
the answer is there. Whoever is told that the service is busy waits as long as it says. Beside them /healthz is asked
ten times a second. Latencies are those of admitted requests, in ms.
"""

import argparse
import http.client
import json
import random
import re
import selectors
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote, urlsplit

from benchmarks.tables import table

LEAVING: Final = 1 / 3
LEFT_AFTER: Final = 0.02  # seconds at most
HEALTH_EVERY: Final = 0.1
ALONE: Final = 3.0  # seconds of one client
HANGS: Final = 30.0  # seconds
TICK: Final = 0.001  # seconds within which a client leaves that is to
LENGTH: Final = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)


@dataclass
class Seen:
    """What came of requests: how many by status, and the seconds of those that were admitted."""

    came: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


@dataclass
class Client:
    """One connection that asks again once it has its answer. `due`: when it does something next by itself."""

    where: tuple[str, int]
    draw: Callable[[], tuple[bytes, float | None]]
    seen: Seen
    pause: float = 0.0
    due: float = 0.0
    line: socket.socket | None = None
    began: float = 0.0
    leaves: bool = False
    asking: bool = False
    came: bytearray = field(default_factory=bytearray)

    def ask(self, selector: selectors.BaseSelector, now: float) -> None:
        """Sends the next request, over a new connection where the last was left."""
        request, left_after = self.draw()
        self.began, self.asking, self.leaves = now, True, left_after is not None
        self.due = now + (HANGS if left_after is None else left_after)
        self.came.clear()
        try:
            if self.line is None:
                self.line = socket.create_connection(self.where)
                self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                selector.register(self.line, selectors.EVENT_READ, self)
            self.line.sendall(request)
        except OSError:
            self.end(selector, "connection lost", now)

    def leave(self, selector: selectors.BaseSelector) -> None:
        """Closes the connection, whatever is on its way."""
        if self.line is not None:
            selector.unregister(self.line)
            self.line.close()
            self.line = None

    def end(self, selector: selectors.BaseSelector, how: str, now: float) -> None:
        """The request ended without an answer."""
        self.leave(selector)
        self.seen.came[how] += 1
        self.asking, self.due = False, now + self.pause

    def read(self, selector: selectors.BaseSelector, now: float) -> None:
        """Takes what has come; with the last byte of an answer it is counted."""
        assert self.line is not None
        try:
            part = self.line.recv(262_144)
        except OSError:
            part = b""
        if not part:
            self.end(selector, "connection lost", now)
            return
        self.came += part
        head = self.came.find(b"\r\n\r\n")
        if head < 0:
            return
        length = LENGTH.search(self.came, 0, head + 2)
        if length is None or len(self.came) < head + 4 + int(length[1]):
            return
        status = int(self.came[9:12])
        self.seen.came[str(status)] += 1
        self.asking, self.due = False, now + self.pause
        if status == 200:
            self.seen.seconds.append(now - self.began)
        elif status == 503:
            self.due = now + 1 + random.random()


def run(clients: Sequence[Client], until: float) -> None:
    """Lets the clients ask until that time. One loop without a layer between it and the sockets: of what is measured
    as little as can be is the client's own."""
    with selectors.DefaultSelector() as selector:
        while (now := time.monotonic()) < until:
            for one in clients:
                if now < one.due:
                    continue
                if one.asking:
                    one.end(selector, "left" if one.leaves else "hangs", now)
                if now >= one.due:
                    one.ask(selector, time.monotonic())
            for key, _ in selector.select(TICK):
                key.data.read(selector, time.monotonic())
        for one in clients:
            one.leave(selector)


def crowd(url: str, ids: Sequence[str], clients: int, seconds: float) -> str:
    """The table of one run."""
    where = urlsplit(url)
    address = (where.hostname or "127.0.0.1", where.port or 80)
    requests = [_request(f"/v1/organizations/{quote(id_)}/chain") for id_ in ids]
    alone, many, health = Seen(), Seen(), Seen()

    def drawing(number: int, leaving: float) -> Callable[[], tuple[bytes, float | None]]:
        chance = random.Random(number)
        return lambda: (
            chance.choice(requests),
            chance.random() * LEFT_AFTER if chance.random() < leaving else None,
        )

    run([Client(address, drawing(0, 0.0), alone)], time.monotonic() + ALONE)
    asking = [Client(address, drawing(n, LEAVING), many) for n in range(clients)]
    asking.append(Client(address, lambda: (_request("/healthz"), None), health, pause=HEALTH_EVERY))
    run(asking, time.monotonic() + seconds)
    rows = [
        [name, ", ".join(f"{n} {what}" for what, n in sorted(seen.came.items())), *_latency(seen.seconds)]
        for name, seen in (("one client", alone), (f"{clients} clients", many), ("/healthz", health))
    ]
    return table(["", "came", "p50", "p99"], rows)


def _request(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


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
    print(crowd(given.url, _ids(where.hostname or "", where.port or 80), given.clients, given.seconds))
    return 0


def _ids(host: str, port: int) -> list[str]:
    """The organisations of the first page of the list."""
    connection = http.client.HTTPConnection(host, port)
    connection.request("GET", "/v1/organizations?kind=firm&limit=500")
    return [one["id"] for one in json.load(connection.getresponse())["items"]]


if __name__ == "__main__":
    sys.exit(main())
