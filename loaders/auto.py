"""Files of any source: which is of which by its headings, each source one run in the order they need, one revision."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from loaders.cells.rejects import FileUnreadable, Place
from loaders.load import load_together
from loaders.read.headings import list_of_persons, lists_persons
from loaders.read.readers import FileFacts
from loaders.runs.report import Report
from loaders.runs.work import BATCH, LEASE, Progress, Work
from loaders.sources import Source, load_sources
from loaders.validate.columns import fits, known_headings, near_missing
from loaders.validate.validate import inspected, recognise


async def load_auto(
    graph: Graph,
    catalogue: Catalogue,
    paths: Sequence[Path | FileFacts],
    *,
    as_of: str | None = None,
    complete: bool = False,
    allow_shrink: bool = False,
    dry_run: bool = False,
    batch_size: int = BATCH,
    progress: Progress | None = None,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> list[Report]:
    """Recognises each file by its headings and loads one run per source, in the order in which they need each other.

    All of them are one revision, derived and checked once, in the last run. FileUnreadable where no source has a file's
    headings.
    """
    by_source: dict[str, list[Path | FileFacts]] = {}
    for path in paths:
        facts = inspected(path)
        by_source.setdefault(source_of(facts).id, []).append(facts)
    ordered = {source_id: by_source[source_id] for source_id in load_sources() if source_id in by_source}
    work = Work(graph, catalogue, batch=batch_size, dry_run=dry_run, progress=progress, wait=wait, lease=lease)
    work = replace(work, data=data)
    how = {"as_of": as_of, "complete": complete, "allow_shrink": allow_shrink, "settle": True}
    return await load_together(work, ordered, **how) if ordered else []


async def is_loaded(graph: Graph, catalogue: Catalogue, paths: Sequence[Path]) -> bool:
    """Whether every source that the files are of has a finished run. FileUnreadable as `load_auto`."""
    runs = await graph.read(catalogue["load/frame/runs"])
    return {source_of(inspected(path)).id for path in paths} <= {r["source"] for r in runs if r["state"] == "finished"}


def source_of(facts: FileFacts) -> Source:
    """The source that a file is of, by its headings. FileUnreadable where they tell none."""
    source = recognise(facts)
    if source is None and any(lists_persons(header.personal) for header in facts.headers):
        raise list_of_persons(facts.name, None, facts.headers[0].rows[-1])
    if source is None:
        raise _unrecognised(facts)
    return source


def _unrecognised(facts: FileFacts) -> FileUnreadable:
    known = sorted(facts.columns & known_headings())[:8]  # what nobody knows may be no heading, and name a person
    shown = "、".join(known) or "—"
    first, *others = fits(facts)
    rivals = [fit.source for fit in (first, *others) if not fit.missing]
    if rivals:
        names = "、".join(f"{source.title}（{source.id}）" for source in rivals)
        said = f"可能是{names}", f"it may be {', '.join(source.id for source in rivals)}"
    else:
        hints = {fit.source.id: near_missing(fit.source, facts, fit.missing) for fit in (first, *others)}
        nearest = next((fit for fit in (first, *others) if any(hints[fit.source.id])), first)
        if len(nearest.missing) > len(first.missing):
            nearest = first
        missing, hint = "、".join(nearest.missing), hints[nearest.source.id]
        said = (
            f"最接近的是{nearest.source.title}（{nearest.source.id}），还缺：{missing}{hint[0]}",
            f"the nearest is {nearest.source.id}, which needs {missing} as well{hint[1]}",
        )
    return FileUnreadable(
        Place(facts.name, None, facts.headers[0].rows[-1]),
        "unknown_source",
        f"不能由表头判断来源（认得的表头：{shown}）；{said[0]}",
        f"its headings tell no source (those that are known: {shown}); {said[1]}",
        "用“zuzhitu sources”查看可识别的表头，在命令中写明来源，或用 --map 说明表头",
        "see `zuzhitu sources` for the headings, name the source on the command line, or map headings with --map",
    )
