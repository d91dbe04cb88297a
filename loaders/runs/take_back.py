"""Takes back what commands wrote that were never closed, before another one writes: nobody ever saw it.

What they recorded goes, and what they ended, retracted, retired, resolved or told otherwise stands as before. Their
runs stay as failed, with what came of their rows. May be cut off and done again.
"""

from typing import Any, Final

from cypher.domain.vocabulary import DERIVED, FACTS, LABELS, OPEN
from loaders.runs.former import as_known
from loaders.runs.work import Work

AT_ONCE: Final = 20_000
STAY: Final = frozenset({"Run", "Reject", "Outcome", "Graph"})


async def take_back(work: Work, closed: int) -> int:
    """Undoes whatever bears a number above the last closed revision; how much it was. Raises GraphError."""
    undone = 0
    for type_, pairs in (FACTS | DERIVED).items():
        for start, end in pairs:
            undone += await _all(work, "upkeep/dead/relationships", (type_, start, end), closed)
            undone += await _one(work, "upkeep/dead/relationships_stand", (type_, start, end), closed=closed, open=OPEN)
    for label in (one for one in LABELS if one not in STAY):
        undone += await _all(work, "upkeep/dead/nodes", (label,), closed)
        undone += await _one(work, "upkeep/dead/nodes_stand", (label,), closed=closed, open=OPEN)
        rows = await work.read("upkeep/dead/changed", label, closed=closed)
        former = [{"id": row["id"], "properties": as_known(row["properties"], closed, label)} for row in rows]
        if former:
            await work.write("upkeep/dead/restore", label, rows=former)
        undone += len(former)
    return undone


async def _all(work: Work, name: str, variant: tuple[str, ...], closed: int) -> int:
    undone = last = await _one(work, name, variant, closed=closed, limit=AT_ONCE)
    while last == AT_ONCE:
        undone += (last := await _one(work, name, variant, closed=closed, limit=AT_ONCE))
    return undone


async def _one(work: Work, name: str, variant: tuple[str, ...], **params: Any) -> int:
    return sum(row["undone"] for row in await work.write(name, *variant, **params))
