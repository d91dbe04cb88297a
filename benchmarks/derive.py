"""`python -m benchmarks.derive --baseline CHECKOUT`: all is derived by this project and by another checkout of it.

Each has a fresh engine with the same city; what they derived is held against each other before any figure is said:
every SEAT, LEVEL, LEAD, SUPERIOR and SUPPORT with holder, rule, value and provisional over time, every class with its
flags. `compute` is what is left of the time once reading, rules that are statements and writing are taken off.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.bench import ENGINES, SIZES, bring, names_of, say_at, sizes_of
from benchmarks.city import City, make_city
from benchmarks.content import UnequalContent
from benchmarks.contest import Figures, load_frame, load_ours, prepare, run_json
from benchmarks.served import ROOT, environment
from benchmarks.tables import table
from cypher.catalogue import Statement
from cypher.graph import Address, Graph
from cypher.headers import Header

PARTS: Final = ("seconds", "read", "rules", "write", "compute", "processor")
Said = Mapping[tuple[Any, ...], tuple[tuple[str, str], ...]]


def _reading(name: str, text: str) -> Statement:
    return Statement(f"benchmarks/{name}", "queries", text, Header(title=name), frozenset(), False)


_LINKS: Final = [
    _reading(
        f"links_of_{label}",
        f"MATCH (s:{label})-[d:SEAT|LEVEL|LEAD|SUPERIOR|SUPPORT]->(h) WHERE d.retired_run IS NULL AND "
        f"coalesce(s.kind, '') <> 'supervising_unit' WITH right(d.id, 2) AS bucket, s, d, h RETURN bucket, "
        "collect([type(d), s.id, h.id, coalesce(d.rule, ''), coalesce(d.value, ''), d.provisional, d.valid_from, "
        "d.valid_to]) AS rows",
    )
    for label in ("Organization", "PartyOrganization")
]
_CLASSES: Final = _reading(
    "classes",
    "MATCH (c:Coverage) WHERE c.retired_run IS NULL WITH right(c.id, 2) AS bucket, c RETURN bucket, "
    "collect(['CLASS', c.subject, c.class, c.has_three, c.has_group, c.instructor_sent, c.uncertain, "
    "coalesce(c.severity, ''), coalesce(c.severity_since, ''), coalesce(c.headcount, ''), c.valid_from, c.valid_to]) "
    "AS rows",
)


async def derived(address: Address) -> Said:
    """What was derived: everything but its dates -> from when to when, neighbours joined."""
    times: defaultdict[tuple[Any, ...], list[tuple[str, str]]] = defaultdict(list)
    async with Graph(address, 600.0) as graph:
        for statement in (*_LINKS, _CLASSES):
            for row in await graph.read(statement):
                for *said, start, end in row["rows"]:
                    if said[0] in ("SEAT", "LEVEL"):
                        said[3] = ""  # no answer names the rule of the frame, and its name changed
                    times[tuple(said)].append((start, end))
    return {said: tuple(_joined(sorted(spans))) for said, spans in times.items()}


def _joined(spans: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    found = [spans[0]]
    for start, end in spans[1:]:
        if found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def derive(address: Address, checkout: Path) -> Figures:
    """Everything derived by a checkout, in a process of its own."""
    return run_json(
        [sys.executable, str(ROOT / "benchmarks" / "derive_once.py")],
        address,
        env=environment(address) | {"PYTHONPATH": str(checkout)},
    )


def compete(name: str, city: City, baseline: Path, say: Any) -> tuple[Figures, Figures, int]:
    """The figures of this project and of the baseline, and how much was equal. UnequalContent where it was not."""
    shown, content = [], []
    for checkout in (ROOT, baseline):
        with bring(name, {}) as address:
            asyncio.run(prepare(address))
            load_frame(address, city)
            load_ours(address, city)
            say(f"deriving by {checkout.name}")
            shown.append(derive(address, checkout))
            content.append(asyncio.run(derived(address)))
    ours, theirs = content
    if ours != theirs:
        differing = [said for said in ours.keys() | theirs.keys() if ours.get(said) != theirs.get(said)]
        raise UnequalContent(
            f"{len(differing)} differ, such as {[(d, ours.get(d), theirs.get(d)) for d in differing[:3]]}"
        )
    return shown[0], shown[1], sum(map(len, ours.values()))


def main(arguments: Sequence[str] | None = None) -> int:
    """0 done; 1 what was derived differs."""
    parser = argparse.ArgumentParser(prog="benchmarks.derive", description=__doc__)
    parser.add_argument(
        "--baseline", type=Path, required=True, help="a checkout, such as a worktree of an older commit"
    )
    parser.add_argument(
        "--sizes", type=sizes_of, default=SIZES, help="organisations, such as 10000,100000 (the default)"
    )
    parser.add_argument("--engines", type=partial(names_of, ENGINES), default=ENGINES, help="embedded,neo4j")
    options = parser.parse_args(arguments)
    started, rows = time.monotonic(), []
    with tempfile.TemporaryDirectory(prefix="zuzhitu-bench-") as folder:
        for size in options.sizes:
            city = make_city(Path(folder) / str(size), size)
            for name in options.engines:
                say = partial(say_at, started, f"{name} {size:,}")
                try:
                    ours, theirs, equal = compete(name, city, options.baseline.resolve(), say)
                except UnequalContent as error:
                    print(f"{name} {size}: {error}", file=sys.stderr)
                    return 1
                rows += [
                    _row(name, size, equal, who, figures) for who, figures in (("ours", ours), ("baseline", theirs))
                ]
                ruled = theirs["rules"] + theirs["compute"]
                shares = [f"{ours[p] / theirs[p]:.2f}" if theirs[p] else "" for p in PARTS]
                shares[PARTS.index("compute")] = f"{ours['compute'] / ruled:.3f} of rules and rest"
                rows.append([name, f"{size:,}", "", "ours / baseline", *shares, f"{ours['peak'] / theirs['peak']:.2f}"])
    print(table(["engine", "organisations", "equal", "", *(f"{p} s" for p in PARTS), "peak MB"], rows))
    return 0


def _row(name: str, size: int, equal: int, who: str, figures: Figures) -> list[str]:
    return [name, f"{size:,}", f"{equal:,}", who, *(f"{figures[p]:.2f}" for p in PARTS), f"{figures['peak'] / 1e6:.0f}"]


if __name__ == "__main__":
    sys.exit(main())
