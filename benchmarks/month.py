"""`python -m benchmarks.month`: what the next month costs, against the first load of the same city.

One engine for each size; each command is a process of its own, by the command line, with everything that a user waits
for: reading, identifying, writing, deriving, checking. After the first load comes the same again, then a file with one
organisation of a hundred, each with another supervising unit than before, of the same day and of the next month. At the
end everything is derived once more in full: what differs then makes the figures worthless, and is told instead.
"""

import argparse
import csv
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.before import MB, command
from benchmarks.bench import ENGINES, bring_found, names_of, say_at, sizes_of
from benchmarks.city import AS_OF, ORGANIZATION, City, make_city
from benchmarks.content import UnequalContent
from benchmarks.served import ROOT
from benchmarks.tables import table
from tests.engines.found import Found, NotHere

SIZES: Final = (10_000,)
SHARE: Final = 100  # one organisation of so many changes
NEXT: Final = "2008-04-30"
UNITS: Final = ("大连市财政局", "大连市司法局", "大连市民政局")


@dataclass(frozen=True)
class Step:
    """A command: seconds, processor seconds and peak bytes."""

    name: str
    figures: Mapping[str, float]


def changed_rows(city: City, folder: Path, turn: int) -> Path:
    """A file with one organisation of SHARE, each under another unit than in the first file, and than a turn before."""
    (path,) = dict(city.own)["social_organizations"]
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for number, row in enumerate(csv.DictReader(file)) if number % SHARE == 0]
    for row in rows:
        others = [unit for unit in UNITS if unit != row["业务主管单位"]]
        row["业务主管单位"] = others[turn % len(others)]
    written = folder / f"changed-{turn}.csv"
    with written.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ORGANIZATION)
        writer.writeheader()
        writer.writerows(rows)
    return written


def steps(found: Found, city: City, folder: Path, say: partial[None]) -> list[Step]:
    """Every command, in order. UnequalContent where deriving in full changes what the last one left."""
    files = [str(path) for _, paths in (*city.frame, *city.own) for path in paths]
    once, again = (str(changed_rows(city, folder, turn)) for turn in (0, 1))
    asked = {
        "first load": ["load", "auto", *files, "--as-of", AS_OF],
        "the same again": ["load", "auto", *files, "--as-of", AS_OF],
        "1 % changed, same day": ["load", "social_organizations", once, "--as-of", AS_OF],
        "1 % changed, next month": [
            "load",
            "social_organizations",
            again,
            "--as-of",
            NEXT,
        ],
        "derive in full": ["derive", "--full"],
    }
    told = []
    for name, arguments in asked.items():
        say(name)
        with tempfile.TemporaryFile() as out:
            told.append(Step(name, command(found.address, ROOT, arguments, out, data=folder / "data")))
            out.seek(0)
            said = out.read().decode()
        if name == "derive in full" and not said.startswith("created 0, retired 0,"):
            raise UnequalContent(f"what changed was derived otherwise than everything is: {said}")
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 unequal or no engine."""
    told = (__doc__ or "").partition("\n\n")[2]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.month", description=told)
    parser.add_argument("--sizes", type=sizes_of, default=SIZES, metavar="N,N")
    parser.add_argument("--engines", type=partial(names_of, ENGINES), default=ENGINES, metavar="NAME,NAME")
    options = parser.parse_args(arguments)
    started, rows = time.monotonic(), []
    for size in options.sizes:
        for engine in options.engines:
            say = partial(say_at, started, f"{engine} {size:,}")
            with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as folder:
                try:
                    with bring_found(engine) as found:
                        city = make_city(Path(folder) / "city", size)
                        seen = steps(found, city, Path(folder), say)
                except (UnequalContent, NotHere) as error:
                    print(f"{engine} {size}: {error}", file=sys.stderr)
                    return 1
            first = seen[0].figures["seconds"]
            for step in seen:
                of = step.figures
                figures = (f"{of['seconds']:.1f}", f"{of['seconds'] / first:.3f}", f"{of['processor']:.1f}")
                rows.append([engine, f"{size:,}", step.name, *figures, f"{of['peak'] / MB:.0f}"])
    print(table(["engine", "organisations", "command", "s", "of the first", "processor s", "MB"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
