"""What a complete source no longer holds has ended: only its own facts, after all that is new, never many at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.domain.vocabulary import FACTS
from loaders.records import Found, Key
from loaders.runs.work import Work
from loaders.write.again import Again
from loaders.write.plan import RunInfo
from loaders.write.write import Written

# Absence is not deletion (docs/domain.md 9): when more than 5 % and more than 5 facts would vanish, none does.
SHARE: Final = 0.05
FEW: Final = 5
NAMED: Final = 200  # of each group are named; `total` says how many there are


@dataclass
class Absence:
    """Whom a complete run lacks, or some facts of whom (`subjects`), or that it lacks too many to be believed."""

    subjects: Collection[Key | None] = ()
    vanishing: list[tuple[str, Found]] = field(default_factory=list)
    withheld: Mapping[str, Any] | None = None
    """What would have ended (loaders/runs/report.py)."""


async def absence_in(
    work: Work,
    run: RunInfo,
    again: Again,
    written: Written,
    present: Collection[Key | None],
    *,
    allow_shrink: bool,
) -> Absence:
    """What a complete run lacks that has been `written`. Raises GraphError.

    Where it is the newest picture of its source, only those are looked at of whom the graph holds more than it tells;
    else all of whom the source told until then. `present`: of whom it tells; `allow_shrink`: however many facts end.
    """
    if run.older:
        total, lacking = await again.lacking()
    else:
        total, wanting = await _wanting(work, run, written.facts, present)
        _, lacking = await again.lacking(wanting | written.retold)
    count = sum(lacking.values())
    if count > FEW and count > SHARE * total and not allow_shrink:
        detail = {"facts": total, "vanishing": count, "run": run.id}
        notice = ("vanishing_facts", Found(run.source.id, "Source", detail))
        return Absence(vanishing=[notice], withheld=await _withheld(work, total, lacking, present))
    return Absence(subjects=lacking.keys())


async def _withheld(
    work: Work, total: int, lacking: Mapping[Key | None, int], present: Collection[Key | None]
) -> dict[str, Any]:
    """What would have ended of these, the run telling of those who are `present`. Raises GraphError."""
    groups = {
        "gone": [key for key in lacking if key and key not in present],
        "partly": [key for key in lacking if key and key in present],
    }
    shown = {group: sorted(keys, key=lambda key: key[1])[:NAMED] for group, keys in groups.items()}
    ids = sorted({key[1] for keys in shown.values() for key in keys})
    names = {row["id"]: row["name"] for row in await work.read("queries/names", ids=ids)}
    listed = {
        group: [{"id": id, "name": names.get(id), "facts": lacking[label, id]} for label, id in keys]
        for group, keys in shown.items()
    }
    counted = {group: {"total": len(keys), "items": listed[group]} for group, keys in groups.items()}
    return {"facts": total, "vanishing": sum(lacking.values()), **counted}


async def _wanting(
    work: Work, run: RunInfo, held_to: Collection[str], present: Collection[Key | None]
) -> tuple[int, set[Key | None]]:
    """How many open facts the source has of those who are not closed; of whom it has some that the run does not hold
    to, or whom the run lacks."""
    total = 0
    wanting: set[Key | None] = set()
    for type, pairs in FACTS.items():
        for start, end in pairs:
            for row in await work.read("load/held/open_facts", type, start, end, source=run.source.id):
                if row["closed"] and not row["left"] and row["closed"] <= run.as_of:
                    continue
                total += 1
                if row["id"] not in held_to:
                    wanting.add((start, row["start"]))
    if run.source.per_subject:
        rows = await work.read("load/held/described", source=run.source.id)
        there = {("Organization", row["id"]) for row in rows if row["closed"] is None}
        wanting |= there.difference(present)
    return total, wanting
