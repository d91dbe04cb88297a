"""What is timed, and the table of ratios that comes of it, each beside the floor that it is to stay below."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from benchmarks.city import AS_OF
from benchmarks.peers.ask import COMPARED, Call, Peers, chain_path, gaps_path, in_turns, read
from benchmarks.served import Latency
from benchmarks.tables import table
from cypher.columns.columns import day_number

NEW, KEPT = "not asked before", "asked before"
WARM: Final = 40
LISTS: Final = 40
PAST: Final = tuple(
    f"{year}-{month:02}-{day:02}" for year in range(2004, 2008) for month in range(1, 13) for day in (9, 22)
)
THIS: Final = "this"
ROUTE, RAW, SQLITE, DUCK, BOLT = (
    "the same route over Postgres",
    "Postgres, raw",
    "SQLite, in process",
    "DuckDB, in process",
    "bare Bolt statement",
)
# Floor and aim of a ratio, this over the peer, at 100,000 organisations; the aim may be another one on Neo4j.
FLOORS: Final[Mapping[tuple[str, str, str], tuple[str, str]]] = {
    ("chain", NEW, BOLT): ("1.5", "0.8, Neo4j 1.0"),
    ("chain", NEW, ROUTE): ("0.8", "0.5"),
    ("all gaps, total, five facets", KEPT, RAW): ("1/50", "1/200"),
}


@dataclass(frozen=True)
class Figures:
    """Latencies of one question, of this project and of those who were asked the same in turns with it."""

    engine: str
    organizations: int
    question: str
    how: str
    latency: Mapping[str, Latency]


def measure(peers: Peers, engine: str, organizations: int, draws: int) -> list[Figures]:
    """All questions; `draws`: of how many organisations a chain is asked that was not asked before."""
    found: list[Figures] = []

    def keep(question: str, how: str, calls: Mapping[str, Call], times: int, warm: int) -> None:
        peers.connect_anew()
        found.append(Figures(engine, organizations, question, how, in_turns(calls, times, warm)))

    ids = peers.ids[COMPARED:]
    keep("chain", NEW, _chains(peers, ids), min(draws, len(ids) - WARM), WARM)
    some = ids[WARM : WARM + 50]
    keep("chain", KEPT, _chains(peers, some * (draws // 50 + 1)), draws, 0)
    days = random.Random(1).sample(PAST, k=len(PAST))
    keep("all gaps, total, five facets", NEW, _gaps(peers, days), LISTS, 5)
    keep("all gaps, total, five facets", KEPT, _gaps(peers, [AS_OF] * (LISTS + 5)), LISTS, 5)
    if peers.duck:
        keep("by region", NEW, _regions(peers, days), LISTS, 5)
        keep("by region", KEPT, _regions(peers, [AS_OF] * (LISTS + 5)), LISTS, 5)
    return found


def _chains(peers: Peers, ids: Sequence[str]) -> Mapping[str, Call]:
    number = day_number(AS_OF)
    calls: dict[str, Call] = {THIS: lambda n: read(peers.service, chain_path(ids[n], AS_OF))}
    calls[BOLT] = lambda n: peers.bolt.ask(ids[n], AS_OF)
    if (route := peers.route) and (raw := peers.raw):
        calls[ROUTE] = lambda n: read(route, f"/organizations/{quote(ids[n])}/chain?as_of={AS_OF}")
        calls[RAW] = lambda n: raw.chain(ids[n], AS_OF)
    calls[SQLITE] = lambda n: peers.sqlite.chain(ids[n], number)
    return calls


def _gaps(peers: Peers, days: Sequence[str]) -> Mapping[str, Call]:
    calls: dict[str, Call] = {THIS: lambda n: read(peers.service, gaps_path(days[n]))}
    if raw := peers.raw:
        calls[RAW] = lambda n: raw.gaps(days[n])
    if duck := peers.duck:
        calls[DUCK] = lambda n: duck.gaps(day_number(days[n]), 50)
    return calls


def _regions(peers: Peers, days: Sequence[str]) -> Mapping[str, Call]:
    calls: dict[str, Call] = {THIS: lambda n: read(peers.service, f"/v1/coverage?by=region&as_of={days[n]}")}
    if duck := peers.duck:
        calls[DUCK] = lambda n: duck.regions(day_number(days[n]))
    return calls


def peers_table(figures: Sequence[Figures]) -> str:
    """A row per question and peer: median / 95th of a hundred in ms, and this over the peer."""
    rows = []
    for one in figures:
        this = one.latency[THIS]
        for name, peer in one.latency.items():
            if name != THIS:
                floor, aim = FLOORS.get((one.question, one.how, name), ("", ""))
                rows.append(
                    [
                        *(one.engine, f"{one.organizations:,}", one.question, one.how, name),
                        *(f"{la.p50:.2f} / {la.p95:.2f}" for la in (this, peer)),
                        *(_ratio(this.p50 / peer.p50), _ratio(this.p95 / peer.p95), floor, aim),
                    ]
                )
    heading = ["engine", "organisations", "answer", "", "peer", "this p50 / p95 ms", "peer p50 / p95 ms"]
    return table([*heading, "this / peer, p50", "p95", "floor at 100,000", "aim"], rows)


def _ratio(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"1/{1 / value:.0f}"
