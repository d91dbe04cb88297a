"""The command line: which sizes on which engines, the tables that come of them, and how long it all took.

Nothing here judges a time; a run compares what it measured itself, and says ratios. Tables go to standard output,
progress to standard error; `--write` also puts the tables into docs/benchmarks.md.
"""

import argparse
import asyncio
import os
import platform
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.city import make_city
from benchmarks.content import UnequalContent
from benchmarks.contest import PLAIN, Outcome, compete
from benchmarks.served import ROOT
from benchmarks.tables import all_tables, slowest
from cypher.graph import Address
from tests.engines.embedded import embedded
from tests.engines.found import Found, NotHere
from tests.engines.neo4j import neo4j

ENGINES: Final = ("embedded", "neo4j")
SIZES: Final = (10_000, 100_000)
DOCUMENT: Final = ROOT / "docs" / "benchmarks.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 the loaders' contents differ or an engine is missing; 2 wrong usage."""
    options = _parser().parse_args(arguments)
    sizes = options.sizes or ((1_000,) if options.quick else SIZES)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that engines and folders go with a run cut off
    started = time.monotonic()
    outcomes: list[Outcome] = []
    engines: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as folder:
        for size in sizes:
            city = make_city(Path(folder) / str(size), size)
            plain = options.plain if size == min(sizes) else options.plain[:1]  # the slow driver once is enough
            for name in options.engines:
                say = partial(say_at, started, f"{name} {size:,}")
                try:
                    fresh = partial(bring, name, engines)
                    outcome = asyncio.run(compete(name, city, fresh, say, plain=plain, quick=options.quick))
                except (UnequalContent, NotHere) as error:
                    print(f"{name} {size}: {error}", file=sys.stderr)
                    return 1
                outcomes.append(outcome)
                say("done")
                text = _report(engines, started, outcomes)
                if options.write:  # after each, so that a run cut off keeps what it measured
                    write_figures(DOCUMENT, text)
                if options.profile:
                    print(slowest(outcome), file=sys.stderr, flush=True)
    print(text)
    return 0


def _report(engines: dict[str, str], started: float, outcomes: Sequence[Outcome]) -> str:
    minutes = (time.monotonic() - started) / 60
    return f"{_where(engines)}\nAll of it took {minutes:.0f} minutes.\n\n{all_tables(outcomes)}"


def write_figures(document: Path, text: str, mark: str = "figures") -> None:
    """Puts the tables between the document's marks of this name. ValueError where it has none."""
    before = document.read_text(encoding="utf-8")
    marked = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    after, found = marked.subn(lambda ends: f"{ends[1]}{text}\n{ends[2]}", before)
    if not found:
        raise ValueError(f"{document} has no <!-- {mark} --> ... <!-- /{mark} -->")
    document.write_text(after, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=sizes_of, help="organisations, such as 10000,100000 (the default)")
    parser.add_argument("--engines", type=partial(names_of, ENGINES), default=ENGINES, help="embedded,neo4j")
    parser.add_argument(
        "--plain",
        type=partial(names_of, PLAIN),
        default=PLAIN,
        help="the drivers of the plainest loader: rust,python; only the first of them above the smallest size",
    )
    parser.add_argument("--quick", action="store_true", help="1,000 organisations and few requests: does it run at all")
    parser.add_argument("--profile", action="store_true", help="also the slowest statements, on standard error")
    parser.add_argument("--write", action="store_true", help=f"also write the tables into {DOCUMENT.name}")
    return parser


def sizes_of(text: str) -> tuple[int, ...]:
    """Sizes with commas between them."""
    sizes = tuple(int(part) for part in text.split(","))
    if min(sizes) < 100:
        raise argparse.ArgumentTypeError("at least 100 organisations")
    return sizes


def names_of(known: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Names with commas between them, each a known one."""
    names = tuple(text.split(","))
    if wrong := [name for name in names if name not in known]:
        raise argparse.ArgumentTypeError(f"there is no {wrong[0]}; there are {', '.join(known)}")
    return names


@contextmanager
def bring(name: str, engines: dict[str, str]) -> Iterator[Address]:
    """The address of a fresh engine for one loader, which is kept in `engines` by how it was had."""
    with bring_found(name) as found:
        engines[name] = found.how
        yield found.address


@contextmanager
def bring_found(name: str) -> Iterator[Found]:
    """A fresh engine; it ends with the block."""
    if os.environ.get("ZUZHITU_TEST_NEO4J_URI") and name == "neo4j":
        raise NotHere("ZUZHITU_TEST_NEO4J_URI is set, but each loader needs a fresh server: unset it")
    with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-engine-") as folder:
        opened: AbstractContextManager[Found] = embedded(Path(folder) / "data") if name == "embedded" else neo4j()
        with opened as found:
            yield found


def _where(engines: dict[str, str]) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    shown = "; ".join(engines.values())
    return (
        f"{date.today()}, {os.cpu_count()} cores, {memory:.0f} GB, Python {platform.python_version()}; {shown}; "
        "engines with a heap of 1 GB."
    )


def say_at(started: float, what: str, text: str) -> None:
    """Says on standard error what is being done, and since when."""
    print(f"{time.monotonic() - started:6.0f} s  {what}: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
