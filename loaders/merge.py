"""Two organisations are found to be one: a run of its own (`merge:<n>`), which can be undone (undo.py).

Whatever pictures tell of the other is told of the one kept from then on, also what is loaded later, and both ids answer
as it.
"""

from pathlib import Path
from typing import Any

from cypher.catalogue import Catalogue
from cypher.errors import ZuzhituError
from cypher.graph import Graph
from loaders.again import close_run, open_run
from loaders.records import Key, Reference
from loaders.reference.recorded import read_frame
from loaders.resolve.known import Known, Wanted
from loaders.resolve.references import Finder
from loaders.runs.lock import Holding
from loaders.runs.report import Report
from loaders.runs.work import LEASE, Work
from loaders.write.again import Again
from loaders.write.merged import MERGE, MERGED, merging
from loaders.write.pictures import Keeper, past
from loaders.write.plan import RunInfo
from loaders.write.write import write_retold


class NotMerged(ZuzhituError):
    """The two cannot be made one."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = f"不能合并：{zh}"
        super().__init__(f"they cannot be merged: {en}")


async def merge(
    graph: Graph,
    catalogue: Catalogue,
    keep: str,
    other: str,
    *,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> Report:
    """Makes one of two organisations, each named by an id, a number or its name; derives and checks.

    `wait`, `lease`, `data`: as `load`. Raises NotMerged where a text names nobody or several, or both the same;
    LoadRunning, GraphError.
    """
    async with Holding(Work(graph, catalogue, wait=wait, lease=lease, data=data), MERGE.id) as held:
        work = await open_run(held, MERGE.id)
        known = Known()
        kept, gone = await _meant(work, known, keep, other)
        rows = await work.read("load/frame/runs")
        as_ofs = {row["id"]: row["as_of"] or "" for row in rows}
        info = RunInfo(work.run, work.revision, MERGE, "", older=False, as_ofs=as_ofs)
        await Keeper(work, info, "").keep(merging(kept, gone, known.nodes[gone]["name"]))
        leading = await work.read("upkeep/undo/resting", gone[0], rows=[gone[1]])
        subjects: set[Key] = {kept, gone, *((row["label"], row["subject"]) for row in leading)}
        await known.describe(work, subjects)
        retold = await Again(work, info, known, past(rows, work.run), kept=True).tell(subjects, {})
        if not retold.told >= subjects:
            raise NotMerged(
                "图中有早于本版本导入的记录，请重新导入后再合并",
                "the graph holds what an earlier version loaded; load it again first",
            )
        number: dict[str, Any] = {"scheme": MERGED, "value": gone[1]}
        retold.plan.new["Identifier"].append({"id": f"{MERGED}:{gone[1]}", "properties": number})
        written = await write_retold(work, info, retold, known)
        return await close_run(held, work, written.changes.as_dict(), written.touched)


async def _meant(work: Work, known: Known, *texts: str) -> tuple[Key, Key]:
    """Whom the two texts mean. Raises NotMerged."""
    references = [Reference(("Organization",), text, "") for text in texts]
    wanted = Wanted()
    for reference in references:
        wanted.reference(reference)
    await known.ask(work, wanted)
    finder = Finder(await read_frame(work), known, {})
    found = []
    for reference in references:
        meant = finder.find(reference)
        if len(meant) != 1:
            candidates = "、".join(id for _, id in meant) or "-"
            raise NotMerged(
                f"“{reference.text}”所指不唯一或不存在：{candidates}",
                f"'{reference.text}' names nobody or several: {candidates}",
            )
        found.append(meant[0])
    kept, gone = found
    if kept == gone:
        raise NotMerged(f"两者已是同一组织 {kept[1]}", f"both are one already, {kept[1]}")
    return kept, gone
