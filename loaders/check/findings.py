"""What is inconsistent: runs the checks of `cypher/checks/` in the graph and keeps what they find.

A finding is one check and one subject. It opens in the run that finds it first and is resolved in the run that finds it
no more; nothing is deleted, and one that comes back opens anew. What a source notices while it reads (an authority code
that nobody knows) is kept in the same way under a check of its own, and resolved by `loaders.check.notices`.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cypher.catalogue import Catalogue, Statement
from cypher.graph import Graph
from loaders.records import Found


@dataclass(frozen=True)
class FindingChanges:
    """How many findings a run opened and resolved; `severe` of the opened ones are severe."""

    new: int = 0
    resolved: int = 0
    severe: int = 0

    def __add__(self, other: "FindingChanges") -> "FindingChanges":
        return FindingChanges(self.new + other.new, self.resolved + other.resolved, self.severe + other.severe)


async def run_checks(
    graph: Graph,
    catalogue: Catalogue,
    *,
    run: str,
    as_of: str,
    city: str,
    names: Sequence[str] | None = None,
) -> FindingChanges:
    """Runs every check, or those of `names`, for the whole day `as_of`, and keeps the difference."""
    changes = FindingChanges()
    for check in catalogue.of_kind("checks"):
        if names is None or check.id in names:
            found = await find(graph, check, as_of=as_of, city=city)
            changes += await keep(graph, catalogue, check.id, check.check.severity, found, run=run)
    return changes


async def find(graph: Graph, check: Statement, *, as_of: str, city: str) -> list[Found]:
    """What one check finds, each subject once (rows about the same one are put together), ordered by id."""
    given: dict[str, Any] = {"as_of": as_of, "city": city}
    rows = await graph.read(check, **{name: value for name, value in given.items() if name in check.used})
    found: dict[str, Found] = {}
    for row in sorted(rows, key=lambda r: (r["id"], json.dumps(r["detail"], sort_keys=True, ensure_ascii=False))):
        found.setdefault(row["id"], Found(row["id"], row["label"], row["detail"]))
    return list(found.values())


async def keep(
    graph: Graph,
    catalogue: Catalogue,
    check: str,
    severity: str,
    found: Iterable[Found],
    *,
    run: str,
    resolve: bool = True,
) -> FindingChanges:
    """Opens what is new, resolves what is gone (`resolve=False`: leaves it open), keeps the rest as it is."""
    rows = await graph.read(catalogue["queries/open_findings"], check=check)
    open_now = {row["subject"]: row for row in rows}
    new, changed, seen = [], [], set()
    for item in found:
        seen.add(item.id)
        detail = json.dumps(item.detail, ensure_ascii=False, sort_keys=True)
        if item.id not in open_now:
            properties = {
                "check": check,
                "subject": item.id,
                "label": item.label,
                "severity": severity,
                "detail": detail,
                "opened_run": run,
            }
            new.append({"id": finding_id(check, item.id, run), "properties": properties})
        elif open_now[item.id]["detail"] != detail:
            changed.append({"id": open_now[item.id]["id"], "detail": detail})
    gone = [{"id": row["id"]} for subject, row in sorted(open_now.items()) if resolve and subject not in seen]
    if new:
        await graph.write(catalogue["load/finding_open"], new)
    if changed:
        await graph.write(catalogue["load/finding_detail"], changed)
    if gone:
        await graph.write(catalogue["load/finding_resolve"], gone, run=run)
    return FindingChanges(len(new), len(gone), len(new) if severity == "severe" else 0)


def finding_id(check: str, subject: str, run: str) -> str:
    """The id of the finding of a check about a subject that opened in a run."""
    return "n:" + hashlib.sha256(f"{check}|{subject}|{run}".encode()).hexdigest()[:24]
