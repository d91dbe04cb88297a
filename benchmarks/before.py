"""`python -m benchmarks.before --baseline CHECKOUT...`: one city by this project and by other checkouts of it.

Each has a fresh engine and does what a user does, by its own command line: loads all files with one `load auto`, which
derives and checks, then serves. Its chains are held against this project's before any figure is said, holder by holder,
rule by rule; so are the places in the list of hard gaps. A checkout, such as a worktree of an older commit, is run by
this one's Python and packages.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import quote

from benchmarks.bench import ENGINES, bring_found, names_of, say_at, sizes_of
from benchmarks.city import AS_OF, City, make_city
from benchmarks.content import UnequalContent
from benchmarks.served import ROOT, Latency, ask, measure, serve, start
from benchmarks.tables import table
from cypher.graph import Address
from tests.engines.found import Found

SIZES: Final = (10_000,)
COMPARED: Final = 200
CHAINS: Final = 400  # whose chain is asked once, beside those that were compared
DRAWN: Final = 6_000  # of which clients ask any, so that most were not asked before
CLIENTS: Final = 32
SECONDS: Final = 5.0  # how long so many clients ask
MB: Final = 2**20
Json = Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """What one checkout showed: seconds and bytes of the load, bytes on disk, milliseconds and rates of answers."""

    load: Mapping[str, float]
    again: Mapping[str, float]
    disk: int
    latency: Mapping[str, Latency]
    rates: Mapping[int, float]
    serving: int
    answers: tuple[Any, ...]


def show(found: Found, city: City, checkout: Path, chosen: Sequence[str] | None, say: Callable[[str], None]) -> Shown:
    """Everything of one checkout on a fresh engine; `chosen`: organisations whose chains are asked, else drawn here."""
    files = [str(path) for _, paths in (*city.frame, *city.own) for path in paths]
    say(f"{checkout.name}: loading")
    load = command(found.address, checkout, ["load", "auto", *files, "--as-of", AS_OF])
    say(f"{checkout.name}: loading the same again")
    again = command(found.address, checkout, ["load", "auto", *files, "--as-of", AS_OF])
    disk = on_disk(found)
    say(f"{checkout.name}: asking")
    with serve(found.address, checkout) as (connection, process):
        ids = chosen or drawn(connection)
        answers = tuple(told(get(connection, f"/v1/organizations/{quote(i)}/chain")) for i in ids[:COMPARED])
        gaps = tuple(
            item["organization"]["id"] for item in get(connection, "/v1/uncovered?severity=hard&limit=200")["items"]
        )
        days = [f"{year}-{month:02}-15" for year in range(2003, 2008) for month in range(1, 13)]
        latency = {
            "chain": measure(lambda n: get(connection, f"/v1/organizations/{quote(ids[COMPARED + n])}/chain"), CHAINS),
            "hard gaps": measure(lambda _: get(connection, "/v1/uncovered?severity=hard&limit=50"), 30),
            "all gaps, new day": measure(lambda n: get(connection, f"/v1/uncovered?as_of={days[n]}&limit=50"), 30, 2),
            "by trade, new day": measure(lambda n: get(connection, f"/v1/coverage?by=trade&as_of={days[n]}"), 30, 2),
            "by region, warm": measure(lambda _: get(connection, "/v1/coverage?by=region"), 20, 2),
        }
        port = connection.port
        assert port is not None
        rates = {clients: rate(port, ids[COMPARED + CHAINS :], clients) for clients in (1, CLIENTS)}
        serving = memory_of(process.pid)
    return Shown(load, again, disk, latency, rates, serving, (ids, answers, gaps))


def command(
    address: Address, checkout: Path, arguments: list[str], out: IO[bytes] | None = None, **how: Any
) -> Mapping[str, float]:
    """Seconds, processor seconds and peak bytes of one command of a checkout, start included. `out`: what it prints."""
    began = time.perf_counter()
    process = start(checkout, address, arguments, stdout=out or subprocess.DEVNULL, stderr=subprocess.PIPE, **how)
    said = process.stderr.read() if process.stderr else b""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    if os.waitstatus_to_exitcode(status) not in (0, 1) or b"Traceback" in said:  # 1: rows were refused
        raise RuntimeError(f"{arguments[:2]} of {checkout} failed: {said[-2000:].decode(errors='replace')}")
    return {"seconds": seconds, "processor": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss * 1024}


def on_disk(found: Found) -> int:
    """Bytes that the folder of an engine takes; 0 of a Neo4j, whose Community writes its store when it sees fit."""
    if found.data is None or found.address.engine == "neo4j":
        return 0
    return sum(path.stat().st_blocks * 512 for path in found.data.rglob("*") if path.is_file())


def memory_of(pid: int) -> int:
    """Bytes that a process holds (VmHWM of Linux: the most that it held)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return 1024 * int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def drawn(connection: http.client.HTTPConnection) -> list[str]:
    """Organisations at random from the whole list."""
    every: list[str] = []
    cursor = ""
    while True:
        page = get(connection, f"/v1/organizations?limit=500{cursor}")
        every += [item["id"] for item in page["items"] if item["kind"] != "supervising_unit"]
        if not page["next"]:
            return random.Random(1).choices(every, k=DRAWN)
        cursor = f"&cursor={quote(page['next'])}"


def get(connection: http.client.HTTPConnection, path: str) -> Json:
    status, body = ask(connection, path)
    assert status == 200, (path, status, body)
    return body


def told(chain: Json) -> Any:
    """What a chain says whatever its form: each link with its holder and rule, and how it breaks."""
    links = [link for link in (chain["lead"], *chain["path"]) if link]
    named = [(link["role"], link["from"]["id"], link["to"]["id"], link["rule"], link["provisional"]) for link in links]
    return (
        chain["organization"]["id"],
        named,
        sorted(one["party_organization"]["id"] for one in chain["support"]),
        (chain["break"] or {}).get("code"),
    )


def rate(port: int, ids: Sequence[str], clients: int) -> float:
    """Chains a second that so many clients get, each on a connection of its own, for SECONDS."""
    counts = [0] * clients
    until = time.monotonic() + SECONDS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        draw = random.Random(number)
        while time.monotonic() < until:
            connection.request("GET", f"/v1/organizations/{quote(draw.choice(ids))}/chain")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            counts[number] += 1

    began = time.monotonic()
    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - began)


def rows_of(shown: Shown) -> Iterator[tuple[str, float]]:
    """Each measure by its name, in the unit that it names."""
    for what, figures in (("load", shown.load), ("same again", shown.again)):
        yield f"{what}, s", figures["seconds"]
        yield f"{what}, processor s", figures["processor"]
        yield f"{what}, peak MB", figures["peak"] / MB
    yield "on disk, MB", shown.disk / MB
    for name, latency in shown.latency.items():
        yield f"{name}, p50 ms", latency.p50
        yield f"{name}, p95 ms", latency.p95
    for clients, found in shown.rates.items():
        yield f"chains/s, {clients} clients", found
    yield "service, peak MB", shown.serving / MB


def compete(name: str, city: City, checkouts: Sequence[Path], say: Callable[[str], None]) -> list[Shown]:
    """The figures of each checkout, this project first. UnequalContent where a chain or the gaps differ."""
    shown: list[Shown] = []
    for checkout in checkouts:
        with bring_found(name) as found:
            shown.append(show(found, city, checkout, shown[0].answers[0] if shown else None, say))
        if shown[-1].answers != shown[0].answers:
            pairs = zip(shown[0].answers[1:], shown[-1].answers[1:], strict=True)
            differing = [(a, b) for ours, theirs in pairs for a, b in zip(ours, theirs, strict=False) if a != b]
            raise UnequalContent(f"{checkout} answers otherwise: {json.dumps(differing[:3], ensure_ascii=False)}")
    return shown


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 the answers differ."""
    parser = argparse.ArgumentParser(prog="benchmarks.before", description=__doc__)
    parser.add_argument("--baseline", type=Path, required=True, nargs="+", help="checkouts, such as worktrees")
    parser.add_argument("--sizes", type=sizes_of, default=SIZES, help="organisations, such as 10000 (the default)")
    parser.add_argument("--engines", type=partial(names_of, ENGINES), default=ENGINES, help="embedded,neo4j")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    checkouts = [ROOT, *(path.resolve() for path in options.baseline)]
    with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as folder:
        for size in options.sizes:
            city = make_city(Path(folder) / str(size), size)
            for name in options.engines:
                try:
                    shown = compete(name, city, checkouts, partial(say_at, started, f"{name} {size:,}"))
                except UnequalContent as error:
                    print(f"{name} {size}: {error}", file=sys.stderr)
                    return 1
                named = ["this", *(path.name for path in checkouts[1:])]
                heading = [f"{name}, {size:,} organisations", *named, *(f"this / {n}" for n in named[1:])]
                rows = []
                for (what, *_), *values in zip(map(list, rows_of(shown[0])), *map(rows_of, shown), strict=True):
                    numbers = [value for _, value in values]
                    ratios = [f"{numbers[0] / other:.2f}" if other else "" for other in numbers[1:]]
                    rows.append([what, *(f"{n:,.1f}" for n in numbers), *ratios])
                print(table(heading, rows), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
