"""What a complete source no longer holds has ended: only its own facts, after all that is new, never many at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import FACTS
from loaders.cells.rejects import Reject
from loaders.records import Found
from loaders.runs.work import Work
from loaders.write.plan import RunInfo

# Absence is not deletion (docs/domain.md 9): when more than 5 % and more than 5 facts would vanish, none does.
SHARE: Final = 0.05
FEW: Final = 5


async def retire(
    work: Work, run: RunInfo, held_to: set[str], rejects: Iterable[Reject]
) -> tuple[int, list[tuple[str, Found]]]:
    """Ends the open facts of this source that are not in `held_to`; how many, and what was noticed instead.

    A dry run only counts. Facts of a subject whose row was refused stay: the source still speaks of it.
    """
    if run.older or not run.as_of:
        return 0, []
    refused = {matching_key(text) for one in rejects for text in one.cells.values() if text}
    gone: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    total = count = 0
    for type, pairs in FACTS.items():
        for start, end in pairs:
            for row in await work.read("load/held/open_facts", type, start, end, source=run.source.id):
                total += 1
                if row["id"] in held_to or (row["name_key"] in refused):
                    continue
                count += 1
                gone[type, start, end].append(
                    {"id": row["id"], "start": row["start"], "end": row["end"], "valid_to": run.as_of}
                )
    if count > FEW and count > SHARE * total:
        detail = {"facts": total, "vanishing": count, "run": run.id}
        return 0, [("vanishing_facts", Found(run.source.id, "Source", detail))]
    if not work.dry_run:
        for variant, rows in sorted(gone.items()):
            for at in range(0, len(rows), work.batch):
                await work.write("load/write/fact_end", *variant, rows=rows[at : at + work.batch])
    return count, []
