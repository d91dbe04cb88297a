"""`python -m benchmarks.growth`: how answers grow with the city: history, differences, a subtree, a past form, why-not.

Each size is a made city, loaded by the command line into an engine of its own and served by a process of its own, which
is asked over one connection once it has read what it answers from. Each request asks something that was not asked
before: of another organisation or unit, or of another day. `--write` puts the table into docs/benchmarks.md.
"""

import argparse
import http.client
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote

from benchmarks.before import command, drawn, get
from benchmarks.bench import DOCUMENT, ENGINES, SIZES, bring_found, names_of, say_at, sizes_of, write_figures
from benchmarks.city import AS_OF, City, make_city
from benchmarks.contest import CITY
from benchmarks.served import ROOT, Latency, measure, serve
from benchmarks.tables import table
from cypher.projection.files import FOLDER
from tests.engines.found import Found, NotHere

READ_SECONDS: Final = 300.0  # how long the service may take to read what it answers from
ASKED: Final = 100  # requests of each kind
WARM: Final = 5
# Both of V0 and of V1, all of them past; each is asked of once.
DAYS: Final = tuple(
    f"{year}-{month:02}-{day:02}" for year in range(2001, 2008) for month in range(1, 13) for day in (9, 22)
)


@dataclass(frozen=True)
class Grown:
    """Latencies of one size on one engine, and the bytes that each kind of answer had at the median."""

    engine: str
    organizations: int
    latency: Mapping[str, Latency]
    bytes: Mapping[str, int]


def questions(connection: http.client.HTTPConnection) -> Mapping[str, Callable[[int], str]]:
    """The path that is asked as the n-th of each kind."""
    ids = list(dict.fromkeys(drawn(connection)))
    units = get(connection, f"/v1/units?kind=supervising_unit&region={CITY}&sort=id&limit=500")["items"]
    above = max(units, key=lambda unit: unit["leads_total"])["id"]
    days = random.Random(1).sample(DAYS, k=len(DAYS))
    return {
        "history": lambda n: f"/v1/organizations/{quote(ids[n])}/history",
        "why-not": lambda n: f"/v1/organizations/{quote(ids[-n - 1])}/chain/why-not?rule=association",
        "differences": lambda n: f"/v1/differences?as_of={days[n]}&limit=50",
        "form at a past day": lambda n: f"/v1/coverage/form?as_of={days[n]}",
        "subtree of the largest unit": lambda n: f"/v1/units/{quote(above)}/subtree?depth=1&as_of={days[n]}",
        "city by region": lambda n: f"/v1/coverage?by=region&region={CITY}&as_of={days[n]}",
    }


def show(
    found: Found, city: City, folder: Path, say: Callable[[str], None]
) -> tuple[Mapping[str, Latency], Mapping[str, int]]:
    """Latency and median size in bytes of each kind of answer over a city loaded into a fresh engine."""
    files = [str(path) for _, paths in (*city.frame, *city.own) for path in paths]
    say("loading")
    command(found.address, ROOT, ["load", "auto", *files, "--as-of", AS_OF], data=folder / "loaded")
    latency, sizes = {}, {}
    with serve(found.address, data=folder / "served") as (connection, _):
        await_projection(folder / "served")
        connection.close()  # it stood idle, and the service may have ended it: the next request opens another
        for name, path in questions(connection).items():
            lengths: list[int] = []
            latency[name] = measure(lambda n, p=path, seen=lengths: seen.append(length(connection, p(n))), ASKED, WARM)
            say(f"{name}: {latency[name].p50:.1f} / {latency[name].p95:.1f} ms")
            sizes[name] = sorted(lengths)[len(lengths) // 2]
    return latency, sizes


def length(connection: http.client.HTTPConnection, path: str) -> int:
    """How many bytes an answer has. AssertionError where it is none."""
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    assert response.status == 200, (path, response.status, body[:500])
    return len(body)


def await_projection(data: Path) -> None:
    """Waits until the service has written what it answers from, and a moment more in which it opens it."""
    until = time.monotonic() + READ_SECONDS
    while not any(not path.name.startswith(".") for path in (data / FOLDER).glob("*")):
        if time.monotonic() > until:
            raise AssertionError("the service has not read the graph")
        time.sleep(0.5)
    time.sleep(3)


def growth_table(shown: Sequence[Grown]) -> str:
    """A row per engine and kind of answer: median / 95th of a hundred at each size, largest over smallest."""
    sizes = sorted({one.organizations for one in shown})
    heading = ["engine", "answer", *(f"{size:,}: p50 / p95 ms" for size in sizes)]
    rows = []
    for engine in dict.fromkeys(one.engine for one in shown):
        of = {one.organizations: one for one in shown if one.engine == engine}
        small, large = of[min(of)], of[max(of)]
        for name in small.latency:
            cells = [f"{of[s].latency[name].p50:.1f} / {of[s].latency[name].p95:.1f}" if s in of else "" for s in sizes]
            grown = (
                large.latency[name].p50 / small.latency[name].p50,
                large.latency[name].p95 / small.latency[name].p95,
            )
            rows.append(
                [engine, name, *cells, *(f"{g:.2f}" for g in grown), f"{large.bytes[name] / small.bytes[name]:.2f}"]
            )
    return table([*heading, "p50 grows", "p95 grows", "bytes grow"], rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 an engine is missing."""
    told = (__doc__ or "").partition("\n\n")[2]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=told)
    parser.add_argument("--sizes", type=sizes_of, default=SIZES, metavar="N,N")
    parser.add_argument("--engines", type=partial(names_of, ENGINES), default=ENGINES, metavar="NAME,NAME")
    parser.add_argument("--write", action="store_true", help=f"also write the table into {DOCUMENT.name}")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    shown: list[Grown] = []
    for engine in options.engines:
        for size in sorted(options.sizes):
            say = partial(say_at, started, f"{engine} {size:,}")
            with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as folder:
                city = make_city(Path(folder) / "city", size)
                try:
                    with bring_found(engine) as found:
                        shown.append(Grown(engine, size, *show(found, city, Path(folder), say)))
                except NotHere as error:
                    print(f"{engine}: {error}", file=sys.stderr)
                    return 1
    text = growth_table(shown)
    if options.write:
        write_figures(DOCUMENT, text, "growth")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
