"""`python -m benchmarks.peers`: this project beside what a user would pick instead for the same answers.

A made city is loaded and derived by the command line into an engine, and exported; Postgres, SQLite and DuckDB are
filled from that file, so that they hold the derived links, too, each in its best shape. What they answer is compared
first, for 200 organisations on five days and for every facet: where one answer differs no figure is said. Then each
question is asked of all in turns on one connection, so that what else the machine does falls on all of them.

Needed beside the project: `apt-get install -y --no-install-recommends postgresql` (a cluster of its own is made in a
temporary folder, on a socket) and `.venv/bin/pip install asyncpg duckdb`.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.before import command
from benchmarks.bench import DOCUMENT, ENGINES, bring_found, names_of, say_at, sizes_of, write_figures
from benchmarks.city import AS_OF, make_city
from benchmarks.content import UnequalContent
from benchmarks.growth import await_projection
from benchmarks.peers.ask import Peers, Raw, compare, serve_route
from benchmarks.peers.bolt import bolt
from benchmarks.peers.duck import DuckDB
from benchmarks.peers.duck import driver as duckdb_driver
from benchmarks.peers.figures import Figures, measure, peers_table
from benchmarks.peers.postgres import driver as asyncpg_driver
from benchmarks.peers.postgres import fill, postgres
from benchmarks.peers.postgres import programs as postgres_programs
from benchmarks.peers.relations import read_relations
from benchmarks.peers.sqlite import SQLite
from benchmarks.served import ROOT, serve
from cypher.engine.embedded import open_embedded
from cypher.graph import Address
from tests.engines.found import NotHere

SIZES: Final = (10_000,)
DRAWS: Final = 500
Say = Callable[[str], None]


@contextmanager
def loaded(engine: str, size: int, folder: Path, say: Say) -> Iterator[tuple[Address, Path]]:
    """An engine of its own with a made city in it, and the file that it is exported to."""
    city, file = make_city(folder / "city", size), folder / "city.jsonl.gz"
    with bring_found(engine) as found:
        files = [str(path) for _, paths in (*city.frame, *city.own) for path in paths]
        say("loading")
        command(found.address, ROOT, ["load", "auto", *files, "--as-of", AS_OF], data=folder / "loaded")
        say("exporting")
        command(found.address, ROOT, ["export", str(file)], data=folder / "loaded")
        yield found.address, file


def require_peers() -> None:
    """NotHere says what to install, before anything is loaded."""
    postgres_programs()
    asyncpg_driver()
    duckdb_driver()


def show(engine: str, address: Address, file: Path, served: Path, say: Say, draws: int = DRAWS) -> list[Figures]:
    """The figures of an engine over a graph and the file that it was exported to; `served`: the data of the service.

    UnequalContent where a peer answers otherwise; NotHere where one is missing.
    """
    say("filling the peers")
    relations = read_relations(file)
    with ExitStack() as stack:
        socket = stack.enter_context(postgres())
        asyncio.run(fill(socket, relations))
        sqlite, duck = SQLite(relations), DuckDB(relations)
        route, raw = stack.enter_context(serve_route(socket)), Raw(socket)
        stack.callback(raw.close)
        statement = stack.enter_context(bolt(address))
        connection, _ = stack.enter_context(serve(address, data=served))
        await_projection(served)
        peers = Peers(connection, relations, sqlite, statement, duck, route, raw)
        say(f"over Bolt the shape {statement.choose(peers.ids, AS_OF)}")
        equal = compare(peers)
        say("equal: " + ", ".join(f"{count:,} of {name}" for name, count in equal.items()))
        organizations = len(peers.ids)
        return measure(peers, engine, organizations, draws)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 the answers differ, or an engine or a peer is missing."""
    told = (__doc__ or "").partition("\n\n")[2]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=told)
    parser.add_argument("--sizes", type=sizes_of, default=SIZES, metavar="N,N")
    parser.add_argument("--engines", type=partial(names_of, ENGINES), default=ENGINES, metavar="NAME,NAME")
    parser.add_argument("--draws", type=int, default=DRAWS, help="of how many organisations the chain is asked")
    parser.add_argument("--data", type=Path, help="a data directory of a city that is loaded, in place of all of these")
    parser.add_argument("--write", action="store_true", help=f"also write the table into {DOCUMENT.name}")
    options = parser.parse_args(arguments)
    started, shown = time.monotonic(), list[Figures]()
    try:
        require_peers()
        for engine, size in [] if options.data else [(e, s) for s in options.sizes for e in options.engines]:
            say = partial(say_at, started, f"{engine} {size:,}")
            with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as name:
                folder = Path(name)
                with loaded(engine, size, folder, say) as (address, file):
                    shown += show(engine, address, file, folder / "served", say, options.draws)
        if options.data:
            with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as name, open_embedded(options.data) as opened:
                say = partial(say_at, started, f"embedded {options.data}")
                file = Path(name) / "city.jsonl.gz"
                say("exporting")
                command(opened.address, ROOT, ["export", str(file)], data=Path(name) / "loaded")
                shown += show("embedded", opened.address, file, options.data, say, options.draws)
    except (UnequalContent, NotHere) as error:
        print(error, file=sys.stderr)
        return 1
    text = peers_table(shown)
    if options.write:
        write_figures(DOCUMENT, text, "peers")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
