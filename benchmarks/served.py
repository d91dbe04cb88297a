"""How long a running service takes to answer: `zuzhitu serve` in a process of its own, asked over loopback."""

import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote, urlencode

from cypher.engine.process import end_process
from cypher.graph import Address

ROOT = Path(__file__).parents[1]
# The command line, which older checkouts have as one module.
COMMAND = """
try:
    from app.cli.main import main
except ModuleNotFoundError:
    from app.cli import main
main()
"""
WARM_UP = 20
START_SECONDS = 60.0


@dataclass(frozen=True)
class Latency:
    """Milliseconds: the median and the 95th of a hundred."""

    p50: float
    p95: float


def address_from_environment() -> Address:
    """The graph that a process of a benchmark is told to use."""
    env = os.environ
    engine: Any = env.get("BENCH_ENGINE", "neo4j")
    return Address(env["BENCH_URI"], env.get("BENCH_USERNAME", ""), env.get("BENCH_PASSWORD", ""), engine=engine)


def environment(address: Address) -> dict[str, str]:
    """What tells a process of a benchmark which graph to use, the user's own settings left out."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ZUZHITU_"))}
    login = {"BENCH_USERNAME": address.username, "BENCH_PASSWORD": address.password}
    return env | {"BENCH_URI": address.uri, "BENCH_ENGINE": address.engine} | login


def start(
    checkout: Path, address: Address, arguments: Sequence[str], data: Path | None = None, **how: Any
) -> "subprocess.Popen[bytes]":
    """The command line of a checkout as a process of this Python, over this graph; `data`: its data directory."""
    settings = {"NEO4J_URI": address.uri, "NEO4J_USERNAME": address.username, "NEO4J_PASSWORD": address.password}
    env = {**environment(address), **settings, "ZUZHITU_LOG": "error", "PYTHONPATH": str(checkout)}
    if data is not None:
        env["ZUZHITU_DATA_DIR"] = str(data)
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments],
        **{"cwd": checkout, "env": env, "stdout": subprocess.DEVNULL, **how},
    )


@contextmanager
def serve(
    address: Address, checkout: Path = ROOT, data: Path | None = None
) -> Iterator[tuple[http.client.HTTPConnection, "subprocess.Popen[bytes]"]]:
    """A connection to the service of a checkout over this graph, ready, and its process; it ends with the block.

    `data`: its data directory, else one of its own.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tempfile.TemporaryDirectory(prefix="zuzhitu-bench-data-")
    process = start(checkout, address, ["serve", "--port", str(port), "--data-dir", str(data or folder.name)])
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                if ask(connection, "/readyz")[0] == 200:
                    break
            except OSError:
                connection.close()
            if time.monotonic() > until or process.poll() is not None:
                raise AssertionError("the service did not come up")
            time.sleep(0.2)
        yield connection, process
        connection.close()
    finally:
        end_process(process)
        folder.cleanup()


def ask(connection: http.client.HTTPConnection, path: str, **params: object) -> tuple[int, dict[str, Any]]:
    """Status and body of one GET."""
    connection.request("GET", path + ("?" + urlencode(params) if params else ""))
    response = connection.getresponse()
    return response.status, json.loads(response.read())


def measure(call: Callable[[int], object], times: int, warm_up: int = WARM_UP) -> Latency:
    """The latency of `call(n)` over so many different n, after a warm-up with others."""
    for number in range(warm_up):
        call(times + number)
    taken = []
    for number in range(times):
        started = time.perf_counter()
        call(number)
        taken.append((time.perf_counter() - started) * 1000)
    return Latency(median(taken), quantiles(taken, n=20)[-1])


def measure_routes(
    connection: http.client.HTTPConnection, ids: Sequence[str], *, chains: int, pages: int, depth: int
) -> Mapping[str, Latency]:
    """Latency of a bare request, of chains of many organisations, of the first and of a later page of gaps.

    `depth`: how many pages before the later one. AssertionError where an answer is none.
    """
    drawn = random.Random(1).choices(list(ids), k=chains + WARM_UP)

    def get(path: str, **params: object) -> dict[str, Any]:
        status, body = ask(connection, path, **params)
        assert status == 200, (path, status, body)
        return body

    def chain(number: int) -> None:
        body = get(f"/v1/organizations/{quote(drawn[number])}/chain")
        assert body["path"] or body["break"], body

    def gaps(cursor: str | None) -> dict[str, Any]:
        wanted = {"severity": "hard", "limit": 50} | ({"cursor": cursor} if cursor else {})
        return get("/v1/uncovered", **wanted)

    cursor = None
    for _ in range(depth):
        page = gaps(cursor)
        assert page["items"], "no hard gap in this city"
        if page["next"] is None:
            break
        cursor = page["next"]
    return {
        "healthz": measure(lambda _: get("/healthz"), chains),
        "chain": measure(chain, chains),
        "uncovered": measure(lambda _: gaps(None), pages, 3),
        "later": measure(lambda _: gaps(cursor), pages, 3),
    }
