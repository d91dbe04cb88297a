"""The same files again, of a graph that stands as their run left it: nothing of them is read.

A run keeps how it was asked (`asked`) and by which token the graph was known once it was closed (`stands`). While the
graph is known by that token nobody has written anything since, and what a file said of it then it says of it now. So
the run is repeated: its pictures, its refused rows and what came of the others are kept once more as those of the new
run, so that either may be undone and the other goes on telling.

That holds where the run only added, or found all as it was (`repeats`). What it ended it would no more end; and a row
that was refused for what the graph did not know may find it there since. Such files are read again, as is everything
by another version of the program.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

import cypher
import loaders
from loaders.cells.reasons import MENDED_ELSEWHERE
from loaders.read.readers import FileFacts
from loaders.resolve.references import NAME_UNKNOWN
from loaders.runs.report import Report
from loaders.runs.work import Work
from loaders.sources import Source
from loaders.write.write import Changes, Written

_REPORT: Final = TypeAdapter(Report)
_KEPT: Final = ("Picture", "Reject", "Outcome")
_OF_THE_FRAME: Final = ("regions", "authorities", "trades", "units")  # by which rows are read, their own too
_NOT_KEPT: Final = ("id", "recorded", "corrected_run", "correction")  # of a node that is kept once more


@dataclass(frozen=True)
class Earlier:
    """A run that is repeated: `repeats` nodes, facts and dated values stay as they are; `absent`: whom it lacks has
    left."""

    run: str
    report: Report
    repeats: int
    absent: bool


def repeats_of(source: Source, report: Report, written: Written) -> int | None:
    """How much the same files would find as it is; None where they have to be read, as they may say something new."""
    changes = written.changes
    if changes.any:
        wrong = {*report.rejected_by_code, *report.warned_by_code}
        if source.id not in _OF_THE_FRAME:
            wrong &= {*MENDED_ELSEWHERE, NAME_UNKNOWN}  # others are wrong whatever the graph knows
        if changes.ended or changes.retracted or written.retold or written.former or wrong:
            return None
    if report.withheld or "date_after_today" in report.rejected_by_code:  # by then that day may have come
        return None
    return changes.created + changes.updated + changes.unchanged


def asked_as(
    source: Source, files: Sequence[FileFacts], as_of: str | None, *, complete: bool, allow_shrink: bool
) -> str:
    """A hash of what a run reads, and how: the same again reads the same."""
    read = [[one.name, one.sha256, [[h.sheet, h.names] for h in one.headers], dict(one.read_as)] for one in files]
    said = [_program(), source.id, read, as_of, complete, allow_shrink]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@cache
def _program() -> str:
    """A hash of what reads files: this checkout, where a version goes on being written."""
    sha = hashlib.sha256()
    for package in (cypher, loaders):
        root = Path(str(package.__file__)).parent
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                sha.update(f"{path.relative_to(root)}\0{path.stat().st_size}\0".encode())
                sha.update(path.read_bytes())
    return sha.hexdigest()


async def earlier_run(work: Work, source: Source, asked: str, token: str) -> Earlier | None:
    """The run of the source that may be repeated; None where the files have to be read. Raises GraphError.

    No run left a graph that is known by no token (an empty one).
    """
    for row in await work.read("load/again/earlier", source=source.id, asked=asked, token=token):
        return Earlier(row["id"], _REPORT.validate_json(row["report"]), row["repeats"], row["absent"])
    return None


async def repeat(work: Work, earlier: Earlier) -> Report:
    """Keeps everything of a run as that of the work; its report, still open. Raises GraphError."""
    for label in _KEPT:
        rows = await work.read("load/again/kept", label, of=earlier.run)
        own = [{k: v for k, v in row["properties"].items() if k not in _NOT_KEPT} | {"run": work.run} for row in rows]
        ids = [row["id"].replace(f":{earlier.run}.", f":{work.run}.", 1) for row in rows]
        await work.write_columns("load/write/node_new", label, columns={"id": ids, "own": own})
    return replace(
        earlier.report,
        run=work.run,
        same_as=earlier.report.same_as or earlier.run,
        state="open",
        changes=Changes(unchanged=earlier.repeats).as_dict(),
        findings={"new": 0, "resolved": 0},
        severe=0,
        parameters={},
        revision=work.revision or earlier.report.revision,
    )
