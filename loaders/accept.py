"""A finding is accepted until a day, for a reason and by a document: a run of its own (`accept:<n>`).

What is accepted stays a finding, with the acceptance beside it; one that was resolved and opens anew is not accepted.
"""

import json
from pathlib import Path
from typing import Final

from cypher.catalogue import Catalogue
from cypher.domain.dates import whole_day
from cypher.errors import ZuzhituError
from cypher.graph import Graph
from loaders.again import close_run, open_run
from loaders.cells.persons import mask
from loaders.runs.lock import Holding
from loaders.runs.report import Report
from loaders.runs.work import LEASE, Work

SOURCE: Final = "accept"
SHOWN: Final = 10


class NotAccepted(ZuzhituError):
    """There is no such finding, or the day is none."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh = f"不能认可：{zh}"
        super().__init__(f"it cannot be accepted: {en}")


async def accept(
    graph: Graph,
    catalogue: Catalogue,
    check: str,
    subject: str,
    *,
    reason: str,
    document: str,
    until: str,
    withdraw: bool = False,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> Report:
    """Accepts the open finding of a check about a subject (any of its identifiers) until a day, that day included.

    `withdraw`: it is accepted no more. What names a person is masked in the texts. `wait`, `lease`, `data`: as `load`.
    Raises NotAccepted, LoadRunning, GraphError.
    """
    try:
        day = whole_day(until) if not withdraw else ""
    except ValueError:
        raise NotAccepted(f"{until} 不是日期", f"{until} is no date") from None
    async with Holding(Work(graph, catalogue, wait=wait, lease=lease, data=data), SOURCE) as held:
        finding = await _finding(held.work, check, subject)
        work = await open_run(held, SOURCE)
        said = {"reason": mask(reason), "document": mask(document), "until": day, "run": work.run}
        text = "" if withdraw else json.dumps(said, ensure_ascii=False, sort_keys=True)
        await work.write("load/finding_accept", rows=[{"id": finding, "accepted": text}])
        changes = {"created": 0, "updated": 1, "unchanged": 0, "ended": 0, "retracted": 0}
        return await close_run(held, work, changes, {})


def accepted_until(kept: str | None, day: str) -> str | None:
    """Until when a finding is accepted that keeps this; None where it never was, or not on the day any more."""
    until: str | None = json.loads(kept)["until"] if kept else None
    return until if until and until >= day else None


async def _finding(work: Work, check: str, subject: str) -> str:
    """The id of the open finding. Raises NotAccepted."""
    rows = await work.read("queries/open_findings", check=check)
    meant = {subject} | {row["id"] for row in await work.read("queries/identify", names=[subject])}
    found = [row["id"] for row in rows if row["subject"] in meant]
    if len(found) != 1:
        some = "、".join(sorted(row["subject"] for row in rows)[:SHOWN]) or "-"
        raise NotAccepted(
            f"检查项 {check} 没有关于 {subject} 的未解决问题；有 {len(rows)} 项，如 {some}",
            f"{check} has no open finding about {subject}; it has {len(rows)}, such as {some}",
        )
    return str(found[0])
