"""A name that fits nobody is refused with the nearest that the graph knows: a slip is mended by looking."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from cypher.domain.names import matching_key
from loaders.cells.rejects import Reject
from loaders.records import Reference
from loaders.resolve.known import NAMED
from loaders.resolve.references import NAME_UNKNOWN
from loaders.runs.work import Work
from loaders.validate.rows import Given

NEAREST: Final = 3
LOOKED_AT: Final = 50  # of those with most pairs of characters in common
LIKE: Final = 0.5  # how alike two names are at least, from 0 to 1
UNKNOWN: Final = "unknown_reference"


async def suggest(work: Work, rows: Sequence[Given]) -> None:
    """Adds the nearest three names to the message of each row whose reference names nobody, and to the warning of each
    whose former name names nobody. Raises GraphError."""
    meant = [(row, row.refused, reference) for row in rows if (reference := _unknown(row)) and row.refused]
    renamed = [(row, subject) for row in rows if (subject := _unknown_formerly(row))]
    near = await _nearest(work, {reference for _, _, reference in meant} | {subject for _, subject in renamed})
    for row, refused, reference in meant:
        if near[reference]:
            row.refused = _with(refused, near[reference])
    for row, subject in renamed:
        row.record = replace(
            row.record,
            warnings=tuple(
                replace(one, candidates=near[subject]) if one.code == NAME_UNKNOWN else one
                for one in row.record.warnings
            ),
        )


async def _nearest(work: Work, references: Collection[Reference]) -> dict[Reference, tuple[str, ...]]:
    """By reference the names nearest to it, three at most."""
    names: dict[str, _Names] = {}
    for label in sorted({label for reference in references for label in reference.labels if label in NAMED}):
        every: dict[str, str] = {}
        for found in await work.read("load/find/names", label):
            every |= zip(found["ids"], found["names"], strict=True)
        names[label] = _Names(every)
    return {
        reference: tuple(
            one for label in reference.labels if label in names for one in names[label].near(reference.text)
        )[:NEAREST]
        for reference in references
    }


def _unknown(row: Given) -> Reference | None:
    """The reference for which the row was refused, where that names nobody."""
    if row.refused is None or row.refused.code != UNKNOWN:
        return None
    subject = (row.record.subject,) if isinstance(row.record.subject, Reference) else ()
    every = (*subject, *(fact.end for fact in row.record.facts))
    return next((one for one in every if one.column == row.refused.column and not one.exact), None)


def _unknown_formerly(row: Given) -> Reference | None:
    """Whom an accepted row names, where only the present name was known."""
    subject = row.record.subject
    warned = row.refused is None and any(one.code == NAME_UNKNOWN for one in row.record.warnings)
    return subject if warned and isinstance(subject, Reference) else None


def _with(refused: Reject, nearest: Sequence[str]) -> Reject:
    shown = "、".join(nearest)
    return replace(
        refused,
        message_zh=f"{refused.message_zh}；相近的有：{shown}",
        message_en=f"{refused.message_en}; the nearest are {shown}",
    )


class _Names:
    """Names by the pairs of characters in them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.pairs: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for id, name in names.items():
            for pair in set(pairwise(matching_key(name))):
                self.pairs[pair].append(id)

    def near(self, text: str) -> list[str]:
        """Names with their ids, the most alike first."""
        key = matching_key(text)
        common = Counter(id for pair in set(pairwise(key)) for id in self.pairs.get(pair, ()))
        alike = []
        for id, _ in common.most_common(LOOKED_AT):
            ratio = SequenceMatcher(None, key, matching_key(self.names[id]), autojunk=False).ratio()
            if ratio >= LIKE:
                alike.append((-ratio, self.names[id], id))
        return [f"{name}（{id}）" for _, name, id in sorted(alike)[:NEAREST]]
