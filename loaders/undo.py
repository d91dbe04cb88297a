"""A run is taken back: its pictures count no more, and whom they told of is told again without them.

Nothing is deleted: it is a run of its own (`undo:<n>`), and what the graph said before is still known at the earlier
revisions. A run on which something rests is not taken back: first goes what rests on it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cypher.catalogue import Catalogue
from cypher.domain.notices import NOTICES
from cypher.errors import ZuzhituError
from cypher.graph import Graph
from loaders.again import close_run, open_run
from loaders.check.findings import FindingChanges
from loaders.resolve.known import Known, by_label
from loaders.runs.lock import Holding
from loaders.runs.report import Report
from loaders.runs.work import LEASE, Work
from loaders.sources import load_sources
from loaders.write.again import NEVER, Again, Retold
from loaders.write.merged import MERGE
from loaders.write.packing import subject_key, subject_text
from loaders.write.pictures import Members, Past, past
from loaders.write.plan import RunInfo
from loaders.write.told import Place
from loaders.write.write import write_retold

SOURCE: Final = "undo"
SHOWN: Final = 20


class NotUndone(ZuzhituError):
    """The run cannot be taken back."""

    def __init__(self, run: str, zh: str, en: str) -> None:
        self.zh = f"{run} 不能撤销：{zh}"
        super().__init__(f"{run} cannot be undone: {en}")


@dataclass(frozen=True)
class Resting:
    """What rests on a run: what `run` says at `place` of `subject`: a fact of a `type` that leads to `node`, or, where
    both are the same and the type is empty, anything. Both are as `subject_text` has them."""

    node: str
    subject: str
    type: str
    run: str
    place: Place

    def said(self, names: Mapping[str, str | None]) -> str:
        """It by the names of whom it is about, `names` by id, with its place."""
        subject, node = (_named(text, names) for text in (self.subject, self.node))
        file, sheet, row = self.place
        at = f"{self.run}, {file}{f' [{sheet}]' if sheet else ''}:{row}"
        return f"{subject} {self.type} {node} ({at})" if self.type else f"{subject} ({at})"


def _named(text: str, names: Mapping[str, str | None]) -> str:
    key = subject_key(text)
    return text if key is None else f"{names[key[1]]} {key[1]}" if names.get(key[1]) else key[1]


class RestedOn(NotUndone):
    """Something rests on the run; `resting` says what."""

    def __init__(self, run: str, resting: Sequence[Resting], names: Mapping[str, str | None]) -> None:
        self.resting = tuple(resting)
        shown = "; ".join(one.said(names) for one in self.resting[:SHOWN]) + (" …" if len(resting) > SHOWN else "")
        runs = "、".join(sorted({one.run for one in resting}))
        super().__init__(
            run,
            f"有 {len(resting)} 项以其为依据，请先撤销 {runs}：{shown}",
            f"{len(resting)} rest on it, so undo {runs.replace('、', ', ')} first: {shown}",
        )


async def undo(
    graph: Graph,
    catalogue: Catalogue,
    run: str,
    *,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> Report:
    """Takes a finished load back, derives and checks, as a run of its own. `wait`, `lease`, `data`: as `load`.

    Its report says whom and what that turned (`turned`), the first twenty of each kind by name.
    Raises NotUndone where there is nothing to take back, RestedOn where something rests on it; LoadRunning, GraphError.
    """
    async with Holding(Work(graph, catalogue, wait=wait, lease=lease, data=data), SOURCE) as held:
        work = await open_run(held, SOURCE)
        rows = await work.read("load/frame/runs")
        _refuse(run, rows)
        known = Known()
        info = _info(work, run, rows)
        retold = await _retold(work, info, run, past(rows), known)
        if resting := await _resting(work, run, retold):
            raise RestedOn(run, resting, await _names(work, resting[:SHOWN]))
        written = await write_retold(work, info, retold, known)
        found = await _resolve_notices(work, run)
        undone = {run: {"undone_run": work.run, "undone": work.revision}}
        changes = written.changes.as_dict()
        return await close_run(held, work, changes, written.touched, found, undone, without=run, named=SHOWN)


def _refuse(run: str, rows: Sequence[Mapping[str, Any]]) -> None:
    one = next((row for row in rows if row["id"] == run), None)
    if one is None:
        raise NotUndone(run, "没有此批次", "there is no such run")
    if one["undone"]:
        raise NotUndone(run, "已经撤销", "it was undone before")
    if one["state"] != "finished" or one["source"] not in (*load_sources(), MERGE.id):
        raise NotUndone(run, "只有完成的导入或合并可以撤销", "only a load or a merge that finished can be undone")


def _info(work: Work, run: str, rows: Sequence[Mapping[str, Any]]) -> RunInfo:
    as_ofs = {row["id"]: row["as_of"] or "" for row in rows}
    source = {**load_sources(), MERGE.id: MERGE}[run.rpartition(":")[0]]
    return RunInfo(work.run, work.revision, source, as_ofs[run], older=False, as_ofs=as_ofs)


async def _retold(work: Work, info: RunInfo, run: str, runs: Mapping[str, Past], known: Known) -> Retold:
    """Everybody of whom the run told, or whom it lacked, told again without it."""
    members = await Members.read(work, runs)
    about = {text for kept in members.kept.values() if kept.run == run for text in kept.packed}
    if not about:
        raise NotUndone(run, "图中没有它的记录", "what it told is not kept in this graph")
    if runs[run].complete:
        about |= {text for one in runs.values() if one.source == info.source for text in members.of(one.run)}
    subjects = {subject_key(text) for text in about}
    if info.source == MERGE:
        for key in list(subjects):
            leading = await work.read("upkeep/undo/resting", key[0], rows=[key[1]]) if key else []
            subjects |= {(row["label"], row["subject"]) for row in leading}
    await known.describe(work, [key for key in subjects if key])
    return await Again(work, info, known, runs).tell(subjects, {}, without=run)


async def _resting(work: Work, run: str, retold: Retold) -> list[Resting]:
    """What would lead to nothing, or tell of nobody, if the run were taken back."""
    found = [
        Resting(subject_text(key), subject_text(key), "", *told)
        for key, ones in retold.resting.items()
        for told in ones
    ]
    lapsed = {
        (label, row["id"])
        for label, rows in retold.plan.changed.items()
        for row in rows
        if row["properties"].items() >= {"closed": NEVER["closed"]}.items()
    }
    gone = {one.id for one, _ in retold.difference.retracted}
    for label, ids in by_label(lapsed).items():
        found += await _leading_to(work, label, ids, gone)
    return sorted(set(found), key=repr)


async def _names(work: Work, resting: Sequence[Resting]) -> dict[str, str | None]:
    """The names of whom these are about, by id; of Organisations and Party organisations."""
    keys = [subject_key(text) for one in resting for text in (one.subject, one.node)]
    rows = await work.read("queries/names", ids=sorted({key[1] for key in keys if key}))
    return {row["id"]: row["name"] for row in rows}


async def _leading_to(work: Work, label: str, ids: Sequence[str], gone: Collection[str]) -> list[Resting]:
    rows = await work.read("upkeep/undo/resting", label, rows=list(ids))
    return [
        Resting(
            subject_text((label, row["end"])),
            subject_text((row["label"], row["subject"])),
            row["type"],
            row["run"],
            (row["file"], row["sheet"], row["row"]),
        )
        for row in rows
        if row["id"] not in gone
    ]


async def _resolve_notices(work: Work, run: str) -> FindingChanges:
    """What was noticed while the run was read is noticed no more."""
    gone = [
        {"id": row["id"]}
        for check in NOTICES
        for row in await work.read("queries/open_findings", check=check)
        if row["opened_run"] == run
    ]
    if gone:
        await work.write("load/finding_resolve", rows=gone)
    return FindingChanges(resolved=len(gone))
