"""One derivation of everything in a process of its own: what it took, and what it derived.

`python derive_once.py` with the graph in BENCH_URI, BENCH_USERNAME, BENCH_PASSWORD, BENCH_ENGINE and the project to run
first on PYTHONPATH: of a checkout from before the rules were patterns too, whose rules are statements. Prints JSON:
seconds in all, in reading, in rules as statements, in writing, in the rest (`compute`), processor time, peak memory.
"""

import asyncio
import importlib
import json
import os
import resource
import sys
import time
from collections import defaultdict
from typing import Any

from cypher.catalogue import load_catalogue
from cypher.graph import Address, Graph

CITY = "210200"
RUN = "benchmark:1"
spent: defaultdict[str, float] = defaultdict(float)


class TimedGraph(Graph):
    """A graph that keeps how long it waited for statements, by what they are."""

    async def _run(self, name: str, *args: Any) -> Any:
        what = {"load": "write", "rules": "rules"}.get(name.partition("/")[0], "read")
        started = time.perf_counter()
        try:
            return await super()._run(name, *args)
        finally:
            spent[what] += time.perf_counter() - started


async def run() -> dict[str, Any]:
    try:
        derive = importlib.import_module("loaders.derive.derivation").derive
        work = importlib.import_module("loaders.runs.work").Work
    except ModuleNotFoundError:
        derive, work = importlib.import_module("loaders.derive").derive, None
    catalogue = load_catalogue()
    of = os.environ
    address = Address(of["BENCH_URI"], of["BENCH_USERNAME"], of["BENCH_PASSWORD"], engine=of["BENCH_ENGINE"])  # type: ignore[arg-type]
    async with TimedGraph(address, time_limit=600.0) as graph:
        await graph.ready(60)
        began, worked = time.perf_counter(), time.process_time()
        if work:
            derived = await derive(work(graph, catalogue, RUN, CITY))
            changes = getattr(derived, "changes", derived)  # older checkouts give the changes alone
        else:
            changes = await derive(graph, catalogue, run=RUN, city=CITY)
        total, processor = time.perf_counter() - began, time.process_time() - worked
    return {
        "created": changes.created,
        "seconds": total,
        **{what: spent[what] for what in ("read", "rules", "write")},
        "compute": total - spent["read"] - spent["rules"] - spent["write"],
        "processor": processor,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run())))
