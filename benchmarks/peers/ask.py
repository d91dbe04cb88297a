"""The same questions of the service and of its peers, first to compare the answers, then in turns to time them."""

import asyncio
import http.client
import json
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote

from benchmarks.before import get
from benchmarks.city import AS_OF
from benchmarks.peers import postgres
from benchmarks.peers.bolt import Bolt
from benchmarks.peers.duck import DuckDB
from benchmarks.peers.equal import require_same, told_chain, told_gaps, told_links, told_regions
from benchmarks.peers.relations import UNIT, Relations
from benchmarks.peers.sqlite import SQLite
from benchmarks.served import ROOT, Latency
from cypher.columns.columns import day_number
from cypher.engine.process import end_process

COMPARED: Final = 200
DAYS: Final = (AS_OF, "2006-06-15", "2003-07-01", "2002-05-05", "1999-12-01")
FACETS: Final = ("severity", "kind", "trade", "region", "lead")
PAGE: Final = 50
START_SECONDS: Final = 60.0
Call = Callable[[int], object]


@dataclass
class Peers:
    """Who is asked. `route`: a connection to the route over Postgres; both None where there is no Postgres."""

    service: http.client.HTTPConnection
    relations: Relations
    sqlite: SQLite
    bolt: Bolt
    duck: DuckDB | None = None
    route: http.client.HTTPConnection | None = None
    raw: "Raw | None" = None
    ids: list[str] = field(init=False)  # organisations, at random

    def __post_init__(self) -> None:
        nodes = self.relations.rows["node"]
        self.ids = [row[1] for row in nodes if row[2] == "Organization" and row[4] != UNIT]
        random.Random(1).shuffle(self.ids)

    def connect_anew(self) -> None:
        """A connection that stood idle may have been ended at its other end: the next request opens another."""
        for connection in (self.service, self.route):
            if connection is not None:
                connection.close()


class Raw:
    """Postgres by its driver, on one connection for each of the two statements: planned as is best for it."""

    def __init__(self, folder: Path) -> None:
        self.loop = asyncio.new_event_loop()
        self.folder = folder
        self.loop.run_until_complete(self._open())

    async def _open(self) -> None:
        self.connections = [
            await postgres.connect(self.folder, **postgres.CHAINED),
            await postgres.connect(self.folder),
        ]
        self._chain = await self.connections[0].prepare(postgres.statement("postgres_chain"))
        self._gaps = await self.connections[1].prepare(postgres.statement("postgres_gaps"))

    def chain(self, id_: str, day: str) -> str:
        """The JSON of a chain."""
        return str(self.loop.run_until_complete(self._chain.fetchval(id_, day_number(day))))

    def gaps(self, day: str) -> str:
        """The JSON of the first gaps with total and facets."""
        return str(self.loop.run_until_complete(self._gaps.fetchval(day_number(day), PAGE)))

    def close(self) -> None:
        """Ends the connections."""
        for connection in self.connections:
            self.loop.run_until_complete(connection.close())
        self.loop.close()


@contextmanager
def serve_route(folder: Path) -> Iterator[http.client.HTTPConnection]:
    """A connection to the route over the Postgres of a folder, served by a process that ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.peers.route", str(folder), str(port)], cwd=ROOT)
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > until:
                    raise AssertionError("the route over Postgres did not come up") from None
                time.sleep(0.2)
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        yield connection
        connection.close()
    finally:
        end_process(process)


def chain_path(id_: str, day: str) -> str:
    """Where the API tells a chain."""
    return f"/v1/organizations/{quote(id_)}/chain?as_of={day}"


def gaps_path(day: str) -> str:
    """Where the API tells the first gaps with total and facets."""
    return f"/v1/uncovered?as_of={day}&limit={PAGE}&facets={','.join(FACETS)}"


def compare(peers: Peers, organizations: int = COMPARED) -> Mapping[str, int]:
    """How many answers were compared and found equal, by kind, for so many organisations on each of DAYS.

    UnequalContent where one is not equal.
    """
    equal = {"chain": 0, "broken chain": 0, "gaps": 0, "facet": 0, "region and class": 0}
    for day in DAYS:
        peers.connect_anew()
        for id_ in peers.ids[:organizations]:
            ours = told_chain(get(peers.service, chain_path(id_, day)))
            what = f"the chain of {id_} on {day}"
            require_same(f"SQLite: {what}", ours, peers.sqlite.chain(id_, day_number(day)))
            if peers.raw and peers.route:
                require_same(f"Postgres: {what}", ours, json.loads(peers.raw.chain(id_, day)))
                path = f"/organizations/{quote(id_)}/chain?as_of={day}"
                require_same(f"the route over Postgres: {what}", ours, get(peers.route, path))
            links = {link["id"]: link for link in peers.bolt.links(id_, day)}
            for link in told_links(ours):
                require_same(f"the statement over Bolt: {what}", link, links.get(link["id"]))
            equal["chain"] += 1
            equal["broken chain"] += ours["break"] is not None
        gaps = told_gaps(get(peers.service, gaps_path(day)))
        if peers.raw:
            require_same(f"Postgres: the gaps on {day}", gaps, json.loads(peers.raw.gaps(day)))
        if peers.duck:
            require_same(f"DuckDB: the gaps on {day}", gaps, peers.duck.gaps(day_number(day), PAGE))
            regions = told_regions(get(peers.service, f"/v1/coverage?by=region&as_of={day}"))
            require_same(f"DuckDB: the regions on {day}", regions, _regions(peers.duck, day))
            equal["region and class"] += len(regions)
        equal["gaps"] += 1
        equal["facet"] += sum(len(values) for values in gaps["facets"].values())
    return equal


def _regions(duck: DuckDB, day: str) -> set[tuple[str | None, str, int | None]]:
    rows = duck.regions(day_number(day))
    members: dict[str | None, int | None] = {}
    for region, _, _, some in rows:
        known = [one for one in (members.get(region), some) if one is not None]
        members[region] = sum(known) if known else None
    counted = {(region, class_, units) for region, class_, units, _ in rows}
    return counted | {(region, "members", some) for region, some in members.items()}


def in_turns(calls: Mapping[str, Call], times: int, warm: int) -> Mapping[str, Latency]:
    """The latency of each call(n), one after the other for every n, whoever was last being first; n once each."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    names: Sequence[str] = list(calls)
    for number in range(warm + times):
        for at in range(len(names)):
            name = names[(at + number) % len(names)]
            began = time.perf_counter()
            calls[name](number)
            if number >= warm:
                taken[name].append((time.perf_counter() - began) * 1000)
    return {name: Latency(median(ms), quantiles(ms, n=20)[-1]) for name, ms in taken.items()}


def read(connection: http.client.HTTPConnection, path: str) -> bytes:
    """The body of an answer, unparsed. AssertionError where there is none."""
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status, body[:300])
    return body
