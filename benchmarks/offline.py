"""`python -m benchmarks.offline --baseline CHECKOUT`: `check --offline` by this project and by another checkout of it.

The exported file is a real one of a made city of 10,000 (loaded and derived on the embedded engine), in which all but
its frame stands again and again under other ids and names until it has as many organisations as are asked for: what no
engine here would hold is checked all the same. Each side reads and checks the same file in a process of its own. What
each check finds is held against the other's before any figure is said. `--alone`: sizes at which the other takes more
memory than there is.
"""

import argparse
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.before import MB, command
from benchmarks.bench import DOCUMENT, bring_found, say_at, sizes_of, write_figures
from benchmarks.city import AS_OF, make_city
from benchmarks.content import UnequalContent
from benchmarks.served import ROOT
from benchmarks.tables import table

SEED_SIZE: Final = 10_000
SIZES: Final = (10_000, 100_000)
OWN_FILES: Final = frozenset({"organizations.csv", "party.csv", "headcounts.csv"})  # what is repeated, by its place
OWN_LABELS: Final = frozenset({"Coverage", "Identifier", "Finding"})
NAMED: Final = ("name", "name_key", "subject")
HERE: Final = "\x01"  # where an id or name goes on in another copy
Parts = list[str]  # of a line, between which the number of its copy stands; one part: it stands once
Figures = Mapping[str, Any]


def export_city(folder: Path, organizations: int = SEED_SIZE) -> Path:
    """An exported file of a made city, loaded and derived on an engine that ends with it."""
    city, file = make_city(folder / "city", organizations), folder / "city.jsonl.gz"
    files = [str(path) for _, paths in (*city.frame, *city.own) for path in paths]
    with bring_found("embedded") as found:
        command(found.address, ROOT, ["load", "auto", *files, "--as-of", AS_OF])
        command(found.address, ROOT, ["export", str(file)])
    return file


class Seed:
    """The lines of an exported file by label or type, in its order, each ready to stand several times."""

    def __init__(self, file: Path) -> None:
        self.lines: defaultdict[tuple[str, str], list[Parts]] = defaultdict(list)
        self.own: set[tuple[str, str]] = set()
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            self.header = next(lines)
            for line in lines:
                record = json.loads(line)
                if "node" in record:
                    self.lines["nodes", record["node"]].append(_parts(self._node(record)))
                elif "relationship" in record:
                    self.lines["relationships", record["relationship"]].append(_parts(self._relationship(record)))

    def repeat(self, file: Path, times: int) -> Path:
        """Writes the file with what is not of the frame so many times."""
        counts = {"nodes": 0, "relationships": 0}
        with gzip.open(file, "wt", 6, encoding="utf-8") as written:
            written.write(self.header)
            for (what, _), parts_of in self.lines.items():
                for number in range(times):
                    copy = f"-{number}" if number else ""
                    some = [copy.join(parts) for parts in parts_of if number == 0 or len(parts) > 1]
                    counts[what] += len(some)
                    written.writelines(some)
            written.write(_text({"end": counts}))
        return file

    def _node(self, record: dict[str, Any]) -> dict[str, Any]:
        own = record["properties"]
        if record["node"] not in OWN_LABELS and own.get("file") not in OWN_FILES:
            return record
        self.own.add((record["node"], record["id"]))
        own |= {name: own[name] + HERE for name in NAMED if name in own}
        return {**record, "id": record["id"] + HERE}

    def _relationship(self, record: dict[str, Any]) -> dict[str, Any]:
        ends = {side: tuple(record[side]) for side in ("from", "to")}
        if not any(end in self.own for end in ends.values()):
            return record
        here = {side: [end[0], end[1] + HERE * (end in self.own)] for side, end in ends.items()}
        return {**record, **here, "id": record["id"] and record["id"] + HERE}


def _parts(record: Mapping[str, Any]) -> Parts:
    return re.split(r"\\u0001", _text(record))


def _text(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def check(file: Path, checkout: Path) -> Figures:
    """What `check --offline` of a checkout takes and finds, in a process of its own."""
    arguments = [sys.executable, str(ROOT / "benchmarks" / "offline_once.py"), str(file)]
    env = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(arguments, env=env, cwd=checkout, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{checkout} ended with {done.returncode}: {done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout)
    return figures


def rows_of(size: int, file: Path, baseline: Path, say: Any, *, alone: bool) -> Iterator[list[str]]:
    """The rows of a size. UnequalContent where one side finds otherwise."""
    say("this")
    ours = check(file, ROOT)
    yield _row(size, file, "this", ours)
    if alone:
        return
    say(baseline.name)
    theirs = check(file, baseline)
    if differing := [name for name, found in ours["found"].items() if found != theirs["found"].get(name)]:
        raise UnequalContent(f"{', '.join(differing)} differ")
    yield _row(size, file, "whole graph", theirs)
    shares = [f"{theirs[name] / ours[name]:.1f}" for name in MEASURED]
    yield [f"{size:,}", "", "whole graph / this", *shares, f"{theirs['peak'] / ours['peak']:.1f}", ""]


MEASURED: Final = ("read", "checks", "seconds", "processor")


def _row(size: int, file: Path, who: str, figures: Figures) -> list[str]:
    found = sum(count for count, _ in figures["found"].values())
    measured = [f"{figures[name]:.1f}" for name in MEASURED]
    return [
        f"{size:,}",
        f"{file.stat().st_size / MB:,.0f}",
        who,
        *measured,
        f"{figures['peak'] / MB:,.0f}",
        f"{found:,}",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 what was found differs."""
    parser = argparse.ArgumentParser(prog="benchmarks.offline", description=__doc__)
    parser.add_argument("--baseline", type=Path, required=True, help="a checkout, such as a worktree of 3d0af0e")
    parser.add_argument("--sizes", type=sizes_of, default=SIZES, help="organisations, in tens of thousands")
    parser.add_argument("--alone", type=sizes_of, default=(), help="sizes at which this project alone is measured")
    parser.add_argument("--seed", type=Path, help="an exported file to repeat, in place of one that is made")
    parser.add_argument("--write", action="store_true", help=f"also write the table into {DOCUMENT.name}")
    options = parser.parse_args(arguments)
    started, rows = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as folder:
        seed = Seed(options.seed or export_city(Path(folder)))
        for size in (*options.sizes, *options.alone):
            say = partial(say_at, started, f"{size:,}")
            say("writing")
            file = seed.repeat(Path(folder) / "repeated.jsonl.gz", size // SEED_SIZE)
            try:
                rows += rows_of(size, file, options.baseline.resolve(), say, alone=size in options.alone)
            except UnequalContent as error:
                print(f"{size}: {error}", file=sys.stderr)
                return 1
    heading = ["organisations", "file MB", "", *(f"{name} s" for name in MEASURED), "peak MB", "findings"]
    text = table(heading, rows)
    print(text)
    if options.write:
        write_figures(DOCUMENT, text, "offline")
    return 0


if __name__ == "__main__":
    sys.exit(main())
