"""Rules, checks, findings, runs, refused rows, sources."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from app.models.base import Accepted, Answer, FacetedList, Holder, Place, Shown


class Revision(Shown):
    """The newest closed revision, and the day of its picture: what was answered of an older one may differ now."""

    revision: int
    as_of: str | None


class Example(Shown):
    organization: str
    as_of: str


class Rule(Shown):
    """A rule with the sentence it rests on; `links` counts all that it ever derived and that were not retired.

    `sentence_of`: where the source has another sentence for some kinds of organisation, that one by kind.
    """

    id: str
    title: str
    summary: str
    sentence: str
    sentence_of: dict[str, str]
    rule_set: str
    rule_sets: list[str]
    precedence: int
    settles: list[str]
    links: int | None
    in_force: int | None
    examples: list[Example]


class RegionItem(Shown):
    """A region with the one above it; `parent` is null at the root."""

    id: str
    name: str
    rank: str
    parent: str | None


class Regions(Answer):
    items: list[RegionItem]


class TradeItem(Shown):
    id: str
    name: str


class Trades(Answer):
    items: list[TradeItem]


class Rules(Answer):
    items: list[Rule]


class Check(Shown):
    """A check, or what the loaders notice while they read, with its open findings; one no longer known has no text."""

    id: str
    title: str
    summary: str | None
    remedy: str | None
    severity: str
    population: str | None
    findings: int


class Checks(Answer):
    items: list[Check]


class DetailPart(Shown):
    """A part of a finding's detail in words."""

    title: str
    value: str


class Finding(Shown):
    id: str
    check: str
    title: str
    severity: str
    subject: Holder
    detail: dict[str, Any]
    explained: list[DetailPart]
    accepted: Accepted | None
    opened_run: str | None
    resolved_run: str | None


class Findings(FacetedList):
    items: list[Finding]


class Recorded(Shown):
    """An answer about the records themselves: no date of a picture, no rule set."""

    revision: int


class RunItem(Shown):
    run: str
    source: str
    number: int
    state: str
    as_of: str | None
    started: str | None
    finished: str | None
    digest: str | None
    counts: dict[str, int] | None
    changes: dict[str, int] | None
    findings: dict[str, int] | None


class Runs(Recorded):
    items: list[RunItem]
    total: int
    next: str | None
    limit: int


class RunReport(BaseModel):
    """The report of a run, as `zuzhitu load --json` prints it; `revision` is the one after the run."""

    model_config = ConfigDict(extra="allow")
    run: str
    source: str
    state: str
    as_of: str | None
    started: str | None
    finished: str | None
    digest: str | None
    revision: int


class Reject(Shown):
    """A refused row: place, value, why, and what to do."""

    id: str
    place: Place
    column: str | None
    value: str | None
    code: str
    message: str
    remedy: str
    cells: Any


class Rejects(Recorded):
    run: str
    items: list[Reject]
    total: int
    next: str | None
    limit: int


class LastRun(RunItem):
    """A run with the rows that it read; `as_of` is the day that they speak of."""

    rows: int | None


class Source(Shown):
    """A registry: the columns that it reads, those it cannot do without, the header sets that it is recognised by.

    They are those of the program that loaded it last; empty where that was before they were kept.
    """

    id: str
    title: str
    rank: int | None
    complete: bool
    columns: list[str]
    required: list[str]
    recognised: list[list[str]]
    last_run: LastRun | None


class Sources(Recorded):
    items: list[Source]
