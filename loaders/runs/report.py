"""The report of a run: what came in, what was refused and why, what changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class FileReport:
    """One file of the run. `dropped`: headings of personal columns; `unread`: headings unknown to the source.

    `read_as`: headings that were taken for a column of another name; `near`: unread ones, and the column that each may
    mean. `totals`: those (共12家) that say another number of rows than were read: `sheet`, `row`, `stated`, `found`.
    `unread_as_of`: what it states as its as-of, where that is no date that can be read.
    """

    name: str
    sha256: str
    format: str
    encoding: str | None
    dropped: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    delimiter: str | None = None
    read_as: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)
    unread_sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    hidden_rows: int = 0
    hidden_columns: tuple[str, ...] = ()
    totals: tuple[Mapping[str, Any], ...] = ()
    unread_as_of: str = ""


@dataclass(frozen=True)
class Counts:
    """Rows. Always read = accepted + rejected + repeated + skipped + out_of_scope; warned is a part of accepted."""

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    repeated: int = 0
    skipped: int = 0
    out_of_scope: int = 0
    warned: int = 0

    @property
    def conserved(self) -> bool:
        return self.read == self.accepted + self.rejected + self.repeated + self.skipped + self.out_of_scope


@dataclass(frozen=True)
class Report:
    """What `load --json` and `GET /v1/runs/{id}` show."""

    run: str
    source: str
    state: str
    dry_run: bool
    as_of: str | None
    assumed_as_of: bool
    files: tuple[FileReport, ...]
    counts: Counts
    changes: Mapping[str, int]
    rejected_by_code: Mapping[str, int]
    skipped_by_reason: Mapping[str, int]
    out_of_scope_by_reason: Mapping[str, int]
    warned_by_code: Mapping[str, int]
    findings: Mapping[str, int]
    revision: int
    digest: str
    severe: int = field(default=0)
    """How many of the new findings are severe."""
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Those that are set otherwise than the graph was derived with before, for which all was derived anew."""
    withheld: Mapping[str, Any] | None = None
    """What a complete run did not end because it would have been too much: of so many `facts` of its source those
    `vanishing`; whom the run lacks (`gone`), and of whom it tells less (`partly`): `{"total", "items"}` by name."""
    turned: Mapping[str, Any] | None = None
    """Whom and what a dry run would turn (of several runs the last has it), or an undo turned, by name
    (loaders/runs/turned.py)."""

    same_as: str | None = None
    """The run that read the same files before, and is told again without reading them (loaders/reload.py)."""

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON data."""
        return asdict(self)
