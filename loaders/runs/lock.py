"""One load at a time: the graph's own node says which run holds it, who that is, and with which fence it writes.

Whoever finds it held looks whether the holder is alive: it shows so every few seconds and with every batch. Taken over
is a holder whose process is certainly gone, or that has shown nothing for the length of the lease; no clocks of two
machines are compared. What a run that was taken over still sends is refused by its fence (cypher/fence.py).
"""

import asyncio
import os
import secrets
import socket
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, Self

from cypher.errors import GraphError, ZuzhituError
from cypher.fence import Fence, FenceLost
from cypher.graph import Graph
from loaders.runs.history import numbered
from loaders.runs.take_back import take_back
from loaders.runs.work import Work

LOOKS: Final = 10  # how often within a lease a holder shows that it is alive, and a waiting one looks


class LoadRunning(ZuzhituError):
    """Another load holds the graph; `run` and `holder` say which."""

    def __init__(self, run: str, holder: str) -> None:
        self.run = run
        self.holder = holder
        self.zh = f"{holder} 正在导入 {run}：请等它完成（--wait），或结束该进程"
        super().__init__(f"{run} is being loaded by {holder}; wait until it has finished (--wait), or end that process")


def this_process() -> str:
    """`host/pid/start`: the start tells this process from a later one with its number."""
    pid = os.getpid()
    return f"{socket.gethostname()}/{pid}/{_start(pid)}"


def is_dead(holder: str) -> bool:
    """Is the process certainly gone? Of a process on another machine nothing is known: it counts as alive."""
    process = holder.partition("#")[0]
    host, _, rest = process.rpartition("/")[0].rpartition("/")
    start = process.rpartition("/")[2]
    if host != socket.gethostname() or not rest.isdigit():
        return False
    return _start(int(rest)) != start


def _start(pid: int) -> str:
    """When the process started, in ticks since boot; empty where there is no such process."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        if Path("/proc/self/stat").exists():
            return ""
        try:
            os.kill(pid, 0)
        except OSError:
            return ""
        return "alive"
    return stat.rpartition(")")[2].split()[19]


class Holding:
    """A command that holds the graph: `async with Holding(work, source) as held`.

    `work` has the fence, and the next run of `source`. What the command did is one revision: `close` ends all its runs
    and counts the revision on in one write. Where it is left without, its runs have failed, of a dry run none stays,
    and the graph is given back as far as it can be reached. What a dead run left open has failed too. Entering raises
    LoadRunning where another command is alive, unless the work waits for it. `token`: by which the graph is known once
    it is closed.
    """

    def __init__(self, work: Work, source: str) -> None:
        self.work = work
        self.source = source
        self.token = secrets.token_hex(12)
        self.alive: _ShowingLife | None = None

    async def __aenter__(self) -> Self:
        self.work = await take(await numbered(self.work, self.source))
        now = await numbered(self.work, self.source)  # another may have ended before this one had the lock
        if now.run != self.work.run:
            self.work = now
            await now.write("upkeep/lock/rename")
        self.alive = _ShowingLife(self.work)
        return self

    async def close(
        self, runs: Mapping[str, Mapping[str, Any]], *, underived: bool, derived_with: str | None = None
    ) -> int:
        """Sets the properties of the runs, by id, with which they are finished; the new revision. Raises FenceLost.

        `underived`: whether facts have changed that nothing was derived from yet; `derived_with`: the parameters that
        the command derived with, None where it derived nothing.
        """
        assert self.alive is not None
        self.alive.end()
        rows = [{"id": run, "properties": {**own, "state": "finished", "beat": None}} for run, own in runs.items()]
        revision = await release(
            self.work, step=1, runs=rows, underived=underived, derived_with=derived_with, token=self.token
        )
        self.alive = None  # not before: where the last write fails, the runs have failed
        return revision

    async def take_back(self, runs: Sequence[str], token: str, city: str | None) -> None:
        """Leaves the graph as it was, its `token` and `city` included; of the runs nothing stays.

        Raises FenceLost, GraphError.
        """
        assert self.alive is not None
        assert self.work.revision is not None
        await take_back(self.work, self.work.revision - 1)
        await self.work.write("upkeep/runs/forget", rows=[{"id": run} for run in runs])
        self.alive.end()
        await self.work.write("upkeep/lock/clean", before=city)
        await release(self.work, step=0, token=token or None)
        self.alive = None

    async def __aexit__(self, *error: object) -> None:
        if self.alive is None:
            return
        self.alive.end()
        with suppress(Exception):  # the failure that led here is the one to report
            if self.work.dry_run:
                await self._forget()
            else:
                await self.work.write("upkeep/runs/abandon", run="")
            await release(self.work, step=0)

    async def _forget(self) -> None:
        """Of the runs that are open nothing stays: while this command holds the graph, they are its own."""
        runs = await self.work.read("load/frame/runs")
        await self.work.write("upkeep/runs/forget", rows=[{"id": run["id"]} for run in runs if run["state"] == "open"])


async def take(work: Work) -> Work:
    """Takes the graph for the run. Raises LoadRunning."""
    holder = f"{this_process()}#{secrets.token_hex(4)}"
    over: int | None = None
    until = time.monotonic() + work.wait
    while True:
        rows = await work.write("upkeep/lock/take", holder=holder, over=over)
        if rows:
            fence = Fence.of(work.catalogue, int(rows[0]["fence"]))
            taken = replace(work, fence=fence, revision=int(rows[0]["revision"]))
            await taken.write("upkeep/runs/abandon")
            if taken.revision != rows[0]["closed"] + 1:
                await take_back(taken, rows[0]["closed"])
            return taken
        over = await _gone(work, until)


async def _gone(work: Work, until: float) -> int | None:
    """The fence of a holder that is gone; None where nobody holds the graph any more.

    Raises LoadRunning where it is alive `until` that time.
    """
    first, seen = await _held(work), time.monotonic()
    while (held := await _held(work))["loading"] is not None and held["fence"] == first["fence"]:
        if is_dead(held["holder"] or ""):
            return int(held["fence"])
        if held["beat"] != first["beat"]:
            if time.monotonic() >= until:
                raise LoadRunning(held["loading"], held["holder"])
            first, seen = held, time.monotonic()
        elif time.monotonic() - seen > work.lease:
            return int(held["fence"])
        await asyncio.sleep(work.lease / LOOKS)
    return None


async def _held(work: Work) -> dict[str, Any]:
    rows = await work.read("load/frame/lock")
    return rows[0] if rows else {"loading": None, "holder": None, "fence": None, "beat": 0}


class _ShowingLife:
    """Shows every few seconds that the run is alive; from a thread, as a loader computes for longer than that."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.ended = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._beat()), daemon=True)
        self.thread.start()

    def end(self) -> None:
        self.ended.set()
        self.thread.join()

    async def _beat(self) -> None:
        statement = self.work.catalogue["upkeep/lock/beat"]
        async with Graph(self.work.graph.address, connections=1) as graph:
            while not await asyncio.to_thread(self.ended.wait, self.work.lease / LOOKS):
                with suppress(GraphError):  # whoever cannot be reached now is tried again
                    await graph.write(statement, run=self.work.run)


async def free(work: Work) -> None:
    """Where the process that holds the graph is certainly gone, its run has failed and the graph is given back."""
    held = await _held(work)
    if held["loading"] is not None and is_dead(held["holder"] or ""):
        with suppress(LoadRunning):  # somebody else was faster, and does the same
            taken = await take(replace(work, run=held["loading"]))
            await taken.write("upkeep/runs/abandon", run="")
            await release(taken, step=0)


async def release(
    work: Work,
    *,
    step: int,
    runs: Sequence[Mapping[str, Any]] = (),
    underived: bool | None = None,
    derived_with: str | None = None,
    token: str | None = None,
) -> int:
    """Gives the graph back, `step` revisions on, with what its runs end with; the revision now.

    The graph is known by another token from then on: a projection of what it was before is not taken for it.

    Raises FenceLost where another run took it over.
    """
    assert work.fence is not None
    rows = await work.graph.write(
        work.catalogue["upkeep/lock/release"],
        run=work.run,
        number=work.fence.number,
        step=step,
        token=token or secrets.token_hex(12),
        underived=underived,
        derived_with=derived_with,
        runs=list(runs),
    )
    revision = rows[0]["revision"]
    if revision is None:
        raise FenceLost
    return int(revision)
