"""What every answer shares: its head, its lists, how a holder and an organisation are shown."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

CoverageClass = Literal[
    "own_committee",
    "own_general_branch",
    "own_branch",
    "joint",
    "uncovered_must",
    "uncovered_few",
    "uncovered_none",
    "unknown",
]
Severity = Literal["hard", "soft", "none", "unknown"]
Bound = Literal["exact", "more_than", "about"]


class Shown(BaseModel):
    """A part of an answer; a field that is not named here is a defect."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class Answer(Shown):
    """The state of the graph that an answer read, and the day and rule set that it speaks of.

    `later_than_newest`: the newest picture, where the day is later than it, so that nothing is known of the day yet and
    what was in force is shown to go on; else null. `stale_since`: since when the graph has not been reached.
    """

    revision: int
    as_of: str | None
    rule_set: str
    later_than_newest: str | None
    stale_since: str | None


class ListAnswer(Answer):
    """One page of a list: each object exactly once however the pages are cut."""

    total: int
    next: str | None
    limit: int


class FacetValue(Shown):
    """How many of a list have a value of a dimension; null stands for those that have none."""

    value: str | None
    total: int


class FacetedList(ListAnswer):
    """A list with the dimensions asked for, each counted over the whole list under all filters but its own."""

    facets: dict[str, list[FacetValue]]


class Holder(Shown):
    """An organisation, a Party organisation, or another end of a fact."""

    id: str
    name: str
    label: str | None
    kind: str | None


class Organization(Shown):
    """An organisation in a list: main trade, region of the seat and coverage at the date."""

    id: str
    name: str
    kind: str
    trade: str | None
    region: str | None
    coverage: CoverageClass | None


class Accepted(Shown):
    """A finding that was accepted for a reason, by a document, up to a day; `in_force`: on the day of the picture."""

    reason: str
    document: str
    until: str
    run: str
    in_force: bool


class Place(Shown):
    """Where a fact was read: a base name and the hash of that file, a sheet of a workbook, a row."""

    file: str | None
    sha256: str | None = None
    sheet: str | None
    row: int | None


class Fact(Shown):
    """A fact with its validity, own properties and origin; an open or unknown bound is null."""

    id: str
    type: str
    start: Holder = Field(alias="from")
    to: Holder
    valid_from: str | None
    valid_to: str | None
    assumed_start: bool
    properties: dict[str, str | bool]
    source: str | None
    run: str | None
    place: Place
