"""What a complete source no longer holds has ended: only its own facts, after all that is new, never many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import FACTS
from loaders.cells.rejects import Reject
from loaders.records import Found, Key
from loaders.runs.work import Work
from loaders.write.plan import RunInfo

# Absence is not deletion (docs/domain.md 9): when more than 5 % and more than 5 facts would vanish, none does.
SHARE: Final = 0.05
FEW: Final = 5


@dataclass
class Absence:
    """Whom a complete picture lacks (`subjects`), of whom it lacks some facts (`ended`, how many), or that it lacks too
    many to be believed (`vanishing`)."""

    subjects: list[Key] = field(default_factory=list)
    ended: int = 0
    vanishing: list[tuple[str, Found]] = field(default_factory=list)


async def retire(
    work: Work,
    run: RunInfo,
    held_to: Collection[str],
    present: Collection[Key],
    rejects: Iterable[Reject],
    *,
    allow_shrink: bool = False,
) -> Absence:
    """Ends the open facts of this source that are not in `held_to`, but not those of whom the run lacks as a whole.

    Facts of a subject whose row was refused stay: the source still speaks of it. `allow_shrink`: however many end.
    Raises GraphError.
    """
    absence = Absence()
    if run.older or not run.as_of:
        return absence
    refused = {matching_key(text) for one in rejects for text in one.cells.values() if text}
    spared = await _named(work, run, refused)
    gone: defaultdict[tuple[str, str, str], list[dict[str, str]]] = defaultdict(list)
    lacking: set[Key] = set()
    total = count = 0
    for type, pairs in FACTS.items():
        for start, end in pairs:
            for row in await work.read("load/held/open_facts", type, start, end, source=run.source.id):
                total += 1
                key = (start, row["start"])
                if row["id"] in held_to or row["name_key"] in refused or key in spared:
                    continue
                count += 1
                if run.source.per_subject and key not in present:
                    lacking.add(key)
                    continue
                gone[type, start, end].append(
                    {"id": row["id"], "start": row["start"], "end": row["end"], "valid_to": run.as_of}
                )
    if count > FEW and count > SHARE * total and not allow_shrink:
        detail = {"facts": total, "vanishing": count, "run": run.id}
        absence.vanishing = [("vanishing_facts", Found(run.source.id, "Source", detail))]
        return absence
    absence.subjects = sorted(lacking)
    for variant, rows in sorted(gone.items()):
        absence.ended += len(rows)
        for at in range(0, len(rows), work.batch):
            await work.write("load/write/fact_end", *variant, rows=rows[at : at + work.batch])
    return absence


async def _named(work: Work, run: RunInfo, refused: set[str]) -> set[Key]:
    """Those whom a refused row names by one of their identifiers."""
    named: set[Key] = set()
    for start, end in FACTS["IDENTIFIED_BY"]:
        for row in await work.read("load/held/open_facts", "IDENTIFIED_BY", start, end, source=run.source.id):
            value = row["end"].partition(":")[2]
            if refused & {matching_key(value), matching_key(value.rpartition(".")[2])}:
                named.add((start, row["start"]))
    return named
