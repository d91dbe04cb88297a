"""Refused rows, corrected in their workbook, loaded: as another run of their source, a picture of the same day."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from loaders.cells.rejects import FileUnreadable, Place
from loaders.load import load_together
from loaders.read.arrived import Arrived, arrived
from loaders.read.facts import FileFacts
from loaders.read.properties import custom_properties
from loaders.returned.corrections import Corrections
from loaders.returned.rejected import read_rejected
from loaders.returned.workbook import RUN_PROPERTY
from loaders.runs.report import Report
from loaders.runs.work import LEASE, Progress, Work
from loaders.sources import load_sources


async def replay(
    graph: Graph,
    catalogue: Catalogue,
    path: Path | FileFacts,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> Report:
    """Loads the corrected rows of a workbook that `rejects --out` wrote.

    A row that was not corrected, or still holds what was masked, is refused; one that an earlier replay took in is
    `repeated`. FileUnreadable: no such workbook, or of a run that the graph does not have. Otherwise as `load`.
    """
    run = read_run_of(path.file if isinstance(path, FileFacts) else path)
    work = Work(graph, catalogue, dry_run=dry_run, progress=progress, wait=wait, lease=lease)
    runs = {row["id"]: row for row in await work.read("load/frame/runs")}
    if run not in runs or runs[run]["source"] not in load_sources():
        raise of_another_graph(path.name, run)
    standing = {id for id, row in runs.items() if row["state"] == "finished" and not row["undone"]}
    review = Corrections(await read_rejected(work, run), standing)
    source, as_of = runs[run]["source"], runs[run]["as_of"]
    together: dict[str, Any] = {"as_of": as_of, "complete": False, "settle": True, "review": review}
    return (await load_together(replace(work, data=data), {source: [path]}, **together))[0]


def read_run_of(path: Path | Arrived) -> str:
    """The run whose refused rows a workbook holds. FileUnreadable where it says none."""
    try:
        properties = custom_properties(arrived(path))
    except FileUnreadable as error:
        if error.code == "wrong_format":
            raise _no_workbook(path.name) from error
        raise
    if RUN_PROPERTY not in properties:
        raise _no_workbook(path.name)
    return properties[RUN_PROPERTY]


def _no_workbook(file: str) -> FileUnreadable:
    return FileUnreadable(
        Place(file, None, 0),
        "no_rejects",
        "这不是 zuzhitu rejects 写出的退回表",
        "this is no workbook of refused rows that `zuzhitu rejects` wrote",
        "用“zuzhitu rejects 批次 --out 文件.xlsx”写出后在其中更正；新的文件请用 zuzhitu load",
        "write one with `zuzhitu rejects RUN --out FILE.xlsx` and correct it; use `zuzhitu load` for other files",
    )


def of_another_graph(file: str, run: str) -> FileUnreadable:
    """What is said of a workbook whose run the graph does not have."""
    return FileUnreadable(
        Place(file, None, 0),
        "rejects_of_another_graph",
        f"这张退回表属于批次 {run}，图中没有该批次",
        f"its rows were refused by the run {run}, which this graph does not have",
        "在写出它的数据目录或图中导入",
        "replay it where it was written, in the same data directory or graph",
    )
