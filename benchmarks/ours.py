"""The project's own loader in a process of its own, so that its memory is its own too.

`python -m benchmarks.ours frame|load|derive SOURCE=FILE...` with the graph in BENCH_URI, BENCH_USERNAME,
BENCH_PASSWORD, BENCH_ENGINE prints the seconds of each stage, of each statement, and the peak memory as JSON. `load`
leaves deriving and checking to `derive`, so that the content of the graph can be compared in between.
"""

import asyncio
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import loaders.again
import loaders.load
from benchmarks.city import AS_OF
from benchmarks.plainest import codec, peak_memory
from benchmarks.served import address_from_environment
from cypher.catalogue import load_catalogue
from cypher.domain.parameters import load_parameters
from cypher.graph import Graph

LOAD_STAGES = ("read", "resolve", "write")
DERIVE_STAGES = ("derive", "run_checks")


class TimedGraph(Graph):
    """A graph that keeps how long each statement took."""

    spent: defaultdict[str, float]

    async def _run(self, name: str, *args: Any) -> Any:
        started = time.perf_counter()
        try:
            return await super()._run(name, *args)
        finally:
            self.spent[name] += time.perf_counter() - started


def time_stages(module: Any, names: tuple[str, ...], seconds: dict[str, float]) -> None:
    """From now on the functions that `module` calls by these names add up their time."""
    for name in names:
        setattr(module, name, _timed(getattr(module, name), name, seconds))


def _timed(function: Callable[..., Any], name: str, seconds: dict[str, float]) -> Callable[..., Any]:
    if asyncio.iscoroutinefunction(function):

        async def waited(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            result = await function(*args, **kwargs)
            seconds[name] += time.perf_counter() - started
            return result

        return waited

    def called(*args: Any, **kwargs: Any) -> Any:
        started = time.perf_counter()
        result = function(*args, **kwargs)
        seconds[name] += time.perf_counter() - started
        return result

    return called


async def run(what: str, files: list[tuple[str, Path]]) -> dict[str, Any]:
    """One command, and its figures."""
    stages: dict[str, float] = defaultdict(float)
    time_stages(loaders.load, LOAD_STAGES, stages)
    time_stages(loaders.again, DERIVE_STAGES, stages)
    catalogue = load_catalogue()
    load_parameters()
    rows = rejected = created = 0
    async with TimedGraph(address_from_environment(), time_limit=600.0) as graph:
        graph.spent = defaultdict(float)
        started = time.perf_counter()
        if what == "derive":
            changes, found, _ = await loaders.again.derive_again(graph, catalogue)
            created, rows = changes.created, found.new
        else:
            as_of = AS_OF if what == "load" else None
            for source, path in files:
                report = await loaders.load.load(graph, catalogue, source, [path], as_of=as_of, settle=False)
                rows += report.counts.read
                rejected += report.counts.rejected
                created += report.changes["created"]
        total = time.perf_counter() - started
        statements = dict(sorted(graph.spent.items(), key=lambda item: -item[1]))
    return {
        "rows": rows,
        "rejected": rejected,
        "created": created,
        "seconds": total,
        "stages": dict(stages),
        "statements": statements,
        "codec": codec(),
        "cpu": time.process_time(),
        "peak": peak_memory(),
    }


def main() -> None:
    what, *given = sys.argv[1:]
    files = [(source, Path(path)) for source, _, path in (text.partition("=") for text in given)]
    print(json.dumps(asyncio.run(run(what, files))))


if __name__ == "__main__":
    main()
