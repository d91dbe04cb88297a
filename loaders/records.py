"""The canonical records: what the graph accepts, whatever registry a row came from.

A source turns each row into one `Record`: a subject (a `Node` that the row describes, or a `Reference` to one that
another row describes) and what the row says of it: facts that lead to other nodes, identifiers, and dated values of
its own (headcounts, names, reported figures). Other ends are named as they stand in the file; `resolve` turns them
into ids. Nothing here knows files or Cypher. `Key` and `Found` stand here as several rooms share them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Key = tuple[str, str]  # (label, id) of a node
Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Another node as its row names it.

    `labels`: what it may be. `column` and `text`: where it stands and how. `kinds` and `region` (a code) say which of
    several with that name is meant. `exact`: `text` is an id, given by a table of this project, never a name.
    `numbers` stand beside the name: a code that is its own decides, any other one tells it from others of that name.
    `also`: other names, which count where nobody has `text`.
    """

    labels: tuple[str, ...]
    text: str
    column: str
    kinds: tuple[str, ...] = ()
    region: str | None = None
    exact: bool = False
    numbers: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier of a subject. A registration number (`reg`) counts with the `authority` that gave it."""

    scheme: str
    value: str
    authority: Reference | None = None
    properties: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A node that a row describes.

    `properties` are as docs/architecture.md lists them; what the row leaves blank is absent. `id` is given only where
    the domain numbers the thing itself (regions, trades). `region`: the code that, with the name, tells it from others.
    `former` and `short` are other names by which files refer to it.
    """

    label: str
    name: str
    properties: Mapping[str, Value]
    id: str | None = None
    region: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    former: tuple[str, ...] = ()
    short: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A relationship from the record's subject to `end` (or, `inward`, from `end` to the subject)."""

    type: str
    end: Reference
    valid_from: str | None = None
    valid_to: str | None = None
    properties: tuple[tuple[str, Value], ...] = ()
    inward: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated value of the subject that is a node of its own: a Headcount, a Statement, a ReportedFigure.

    `key` tells it from others of the same subject and source (a headcount's date, a statement's attribute and value).
    `of`: the type of the one fact of the record at whose other end it hangs, where that is not the subject.
    """

    label: str
    key: tuple[str, ...]
    properties: Mapping[str, Value]
    valid_from: str | None = None
    valid_to: str | None = None
    of: str | None = None


# How an entry hangs on its subject; None: it stands alone.
ENTRY_LINKS: Final[Mapping[str, str | None]] = {
    "Headcount": "HAS_HEADCOUNT",
    "Statement": "HAS_STATEMENT",
    "ReportedFigure": None,
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should look at though the row is accepted: one finding, however many rows say it.

    `subject` is empty where it is the record's own subject.
    """

    check: str
    subject: str
    detail: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Warned:
    """An accepted cell that is not as it should be; `candidates`: what may have been meant."""

    column: str
    value: str
    code: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What one row says.

    `states`: the fact types and statement attributes whose whole set the row states; what the source said before and
    says no more of them has changed. A column left blank states nothing. `subject` is None for a ReportedFigure alone.
    `tells`: properties of the node that the row refers to (its closing, its name); it describes it no further.
    """

    subject: Node | Reference | None
    facts: tuple[Fact, ...] = ()
    entries: tuple[Entry, ...] = ()
    states: frozenset[str] = frozenset()
    warnings: tuple[Warned, ...] = ()
    notices: tuple[Notice, ...] = ()
    tells: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutOfScope:
    """A sound row about something that this project does not keep; `reason` is counted in the report.

    `subject`: whom it is about; where the graph knows that one from this source, it has left the field.
    """

    reason: str
    warnings: tuple[Warned, ...] = field(default=())
    subject: Node | None = None


@dataclass(frozen=True)
class Found:
    """One inconsistency: the id and label of its subject, and what is to be seen of it."""

    id: str
    label: str
    detail: Mapping[str, Any]
