"""One load at a time: the graph's own node says which run holds it, and which process that is."""

import os
import socket
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from cypher.errors import ZuzhituError
from loaders.runs.work import Work


class LoadRunning(ZuzhituError):
    """Another load holds the graph; `run` and `holder` say which."""

    def __init__(self, run: str, holder: str) -> None:
        self.run = run
        self.holder = holder
        self.zh = f"{holder} 正在导入 {run}：请等它完成，或结束该进程"
        super().__init__(f"{run} is being loaded by {holder}; wait until it has finished, or end that process")


def this_process() -> str:
    """`host/pid/start`: the start tells this process from a later one with its number."""
    pid = os.getpid()
    return f"{socket.gethostname()}/{pid}/{_start(pid)}"


def is_dead(holder: str) -> bool:
    """Is the process certainly gone? Of a process on another machine nothing is known: it counts as alive."""
    host, _, rest = holder.rpartition("/")[0].rpartition("/")
    start = holder.rpartition("/")[2]
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


async def take(work: Work) -> None:
    """Takes the graph for the run, from a dead holder too; what runs are still open have failed. Raises LoadRunning."""
    states = await work.read("load/frame/graph")
    held = states[0] if states else {"loading": None, "holder": None}
    dead = held["holder"] if held["holder"] and is_dead(held["holder"]) else None
    rows = await work.write("upkeep/lock/take", holder=this_process(), dead=dead)
    if not rows:
        raise LoadRunning(held["loading"] or "?", held["holder"] or "?")
    await work.write("upkeep/runs/abandon")


async def free(work: Work) -> None:
    """Where the process that holds the graph is certainly gone, its run has failed and the graph is given back."""
    states = await work.read("load/frame/graph")
    if states and states[0]["holder"] and is_dead(states[0]["holder"]):
        with suppress(LoadRunning):  # somebody else was faster, and does the same
            await take(replace(work, run=states[0]["loading"]))
            await work.write("upkeep/runs/abandon", run="")
            await release(work, step=0)


async def release(work: Work, *, step: int) -> int:
    """Gives the graph back, `step` revisions on; the revision now."""
    rows = await work.write("upkeep/lock/release", holder=this_process(), step=step)
    return int(rows[0]["revision"]) if rows else 0
