"""What a file is, once it was looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from loaders.read.arrived import Arrived
from loaders.read.headings import Header
from loaders.read.sheets import Merged
from loaders.read.stated_dates import StatedAsOf


@dataclass(frozen=True)
class FileFacts:
    """What a file is. `stated` is its 截止日期 line, if it has one; `unread_sheets` had no row of headings.

    Hidden rows and columns are read as any other, and said; hidden sheets are not read, unless no other has headings.
    """

    file: Arrived
    sha256: str
    format: str
    encoding: str | None
    delimiter: str | None
    headers: tuple[Header, ...]
    stated: StatedAsOf | None = None
    unread_sheets: tuple[str, ...] = ()
    hidden_headers: tuple[Header, ...] = ()
    """Of sheets that are hidden."""
    hidden_rows: int = 0
    merged: Mapping[str, tuple[Merged, ...]] = field(default_factory=dict)
    """The ranges of each sheet that go over several rows."""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """Headings that are taken for a column of another name."""
    hidden_columns: tuple[str, ...] = ()
    """Headings, as the file has them, of columns that are hidden: read as any other, and said."""

    @property
    def name(self) -> str:
        return self.file.name

    @property
    def as_of(self) -> str | None:
        """The date of its 截止日期 line."""
        return self.stated.date if self.stated else None

    @property
    def unread_as_of(self) -> str:
        """What its 截止日期 line says, where that cannot be read as a date."""
        return self.stated.written if self.stated and self.stated.date is None else ""

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(name for header in self.headers for name in header.names if name)

    @property
    def hidden_sheets(self) -> tuple[str, ...]:
        return tuple(header.sheet or "" for header in self.hidden_headers)

    @property
    def personal(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for header in self.headers for name in header.personal))


@dataclass(frozen=True)
class Known:
    """The headings that any source declares, as `header_key` has them, and what somebody said others mean."""

    keys: frozenset[str]
    renamed: Mapping[str, str]
