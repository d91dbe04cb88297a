"""What is inconsistent: runs the checks of `cypher/checks/` in the graph and keeps what they find.

A finding is one check and one subject. It opens in the run that finds it first and is resolved in the run that finds it
no more; nothing is deleted, and one that comes back opens anew. What a source notices while it reads (an authority code
that nobody knows) is kept in the same way under a check of its own, and resolved by `loaders.check.notices`.
"""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cypher.catalogue import Statement
from cypher.domain.findings import detail_text, each_subject_once
from loaders.records import Found
from loaders.runs.work import Work

AT_ONCE: Final = 2  # checks that the engine runs at once: each takes one of its processors, answers want one too


@dataclass(frozen=True)
class FindingChanges:
    """How many findings a run opened and resolved; `severe` of the opened ones are severe."""

    new: int = 0
    resolved: int = 0
    severe: int = 0

    def __add__(self, other: "FindingChanges") -> "FindingChanges":
        return FindingChanges(self.new + other.new, self.resolved + other.resolved, self.severe + other.severe)


async def run_checks(work: Work, as_of: str) -> FindingChanges:
    """Runs every check for the whole day `as_of`, some at once, and keeps the difference. Raises GraphError."""
    changes = FindingChanges()
    checks = work.catalogue.of_kind("checks")
    running = asyncio.Semaphore(AT_ONCE)

    async def found_by(check: Statement) -> list[Found]:
        async with running:
            return await find(work, check, as_of)

    finding = [asyncio.create_task(found_by(check)) for check in checks]
    try:
        for at, (check, found) in enumerate(zip(checks, finding, strict=True)):
            work.say("check", at, len(checks))
            changes += await keep(work, check.id, check.check.severity, await found)
    finally:
        for one in finding:
            one.cancel()
        await asyncio.gather(*finding, return_exceptions=True)
    return changes


async def find(work: Work, check: Statement, as_of: str) -> list[Found]:
    """What one check finds, each subject once, ordered by id."""
    day = {"as_of": as_of} if "as_of" in check.used else {}
    return [Found(**row) for row in each_subject_once(await work.read(check.name, **day))]


async def keep(
    work: Work, check: str, severity: str, found: Iterable[Found], *, resolve: bool = True
) -> FindingChanges:
    """Opens what is new, resolves what is gone (`resolve=False`: leaves it open), keeps the rest as it is."""
    rows = await work.read("queries/open_findings", check=check)
    open_now = {row["subject"]: row for row in rows}
    new, changed, seen = [], [], set()
    for item in found:
        seen.add(item.id)
        detail = detail_text(item.detail)
        if item.id not in open_now:
            properties = {
                "check": check,
                "subject": item.id,
                "label": item.label,
                "severity": severity,
                "detail": detail,
                "opened_run": work.run,
            }
            new.append({"id": finding_id(check, item.id, work.run), "properties": properties})
        elif open_now[item.id]["detail"] != detail:
            changed.append({"id": open_now[item.id]["id"], "detail": detail})
    gone = [{"id": row["id"]} for subject, row in sorted(open_now.items()) if resolve and subject not in seen]
    if new:
        await work.write("load/finding_open", rows=new)
    if changed:
        await work.write("load/finding_detail", rows=changed)
    if gone:
        await work.write("load/finding_resolve", rows=gone)
    return FindingChanges(len(new), len(gone), len(new) if severity == "severe" else 0)


def finding_id(check: str, subject: str, run: str) -> str:
    """The id of the finding of a check about a subject that opened in a run."""
    return "n:" + hashlib.sha256(f"{check}|{subject}|{run}".encode()).hexdigest()[:24]
