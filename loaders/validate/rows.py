"""One row on its way from its record to the graph."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from loaders.cells.rejects import Place, Reject, reject
from loaders.read.readers import Row
from loaders.records import Entry, Fact, Identifier, Key, Node, Record, Reference, Warned
from loaders.runs.work import Work

# Properties that tell two facts with the same ends and start from each other.
TELLING: Final[Mapping[str, tuple[str, ...]]] = {
    "DECIDED": ("role",),
    "SUPERVISES_TRADE": ("level",),
    "FULFILLED": ("period", "document"),
}


@dataclass(slots=True)
class Given:
    """One row on its way: what it says, and, once resolved, of whom and with whom. `refused` ends its way."""

    place: Place
    cells: Mapping[str, str]
    record: Record
    subject: Key | None = None
    identifiers: tuple[tuple[str, Identifier], ...] = ()  # with their ids
    ends: tuple[Key, ...] = ()  # of record.facts, in their order
    refused: Reject | None = None
    repeats: bool = False
    content: bytes = b""  # a hash of what it says, once resolved

    def refuse(self, code: str, column: str | None = None, **details: object) -> None:
        """Ends the row's way with a code of `rejects.CODES`, its texts filled with `details`."""
        self.refused = reject(self.place, code, self.cells, column=column, texts=None, **details)

    def warn(self, warned: Warned) -> None:
        """Adds a warning, once."""
        if warned not in self.record.warnings:
            self.record = replace(self.record, warnings=(*self.record.warnings, warned))

    @property
    def node(self) -> Node:
        """The node that the row describes; only for a row that describes one."""
        assert isinstance(self.record.subject, Node)
        return self.record.subject

    def subject_of(self, entry: Entry) -> Key | None:
        """Whom a dated value of the row is about, once the row is resolved."""
        if entry.of is None:
            return self.subject
        (end,) = (end for fact, end in zip(self.record.facts, self.ends, strict=True) if fact.type == entry.of)
        return end

    @property
    def day(self) -> str:
        """Since when the newest of its dated values holds; of rows that tell of one node the later counts."""
        return max((entry.valid_from or "" for entry in self.record.entries), default="")


class Review(Protocol):
    """What looks at each row before it is read: that of a workbook in which refused rows were corrected.

    `columns`: those that are its own, and no source's.
    """

    columns: Collection[str]

    def look_at(self, row: Row) -> Row | Reject | None:
        """The row as it is to be read; a reject where it cannot be; None where it came in before."""
        ...

    async def keep(self, work: Work, accepted: Sequence[Given]) -> None:
        """Keeps which of the rows have come in now. Raises GraphError."""
        ...


def telling(fact: Fact) -> tuple[Any, ...]:
    """The values that tell this fact from another with the same type, ends and start."""
    names = TELLING.get(fact.type, ())
    return tuple(value for name, value in fact.properties if name in names)


def rows_by_subject(rows: Iterable[Given]) -> dict[Key | None, list[Given]]:
    """The rows under whom they are about; a dated value of somebody else stands in a row of its own under that one.

    Of several rows that tell one value of somebody else the first tells it: that they agree is seen before.
    """
    found: defaultdict[Key | None, list[Given]] = defaultdict(list)
    told: set[tuple[Key | None, str, tuple[str, ...]]] = set()
    for row in sorted(rows, key=lambda row: row.place.order):
        others = [entry for entry in row.record.entries if entry.of is not None]
        if not others:
            found[row.subject].append(row)
            continue
        own = tuple(entry for entry in row.record.entries if entry.of is None)
        found[row.subject].append(replace(row, record=replace(row.record, entries=own)))
        for entry in others:
            subject = row.subject_of(entry)
            mark = (subject, entry.label, entry.key)
            if subject is not None and mark not in told:
                told.add(mark)
                record = Record(Reference((subject[0],), subject[1], ""), entries=(entry,))
                found[subject].append(Given(row.place, row.cells, record, subject, content=row.content))
    return found
