"""Organisations: lists and one of them."""

from typing import Annotated, Literal

from pydantic import Field

from app.models.base import (
    Accepted,
    Answer,
    Bound,
    CoverageClass,
    FacetedList,
    Fact,
    Holder,
    Organization,
    Severity,
    Shown,
)

Count = Literal[
    "members_full", "members_probationary", "members_untransferred", "party_groups", "employees", "instructors"
]


class Organizations(FacetedList):
    items: list[Organization]


class Identifier(Shown):
    """One identifier; an organisation may have several."""

    scheme: str
    value: str
    valid_from: str | None
    valid_to: str | None
    source: str | None


class Statement(Shown):
    """A dated name, kind or operating state."""

    attribute: str
    value: str
    valid_from: str | None
    valid_to: str | None
    source: str | None
    run: str | None


class OtherHeadcount(Shown):
    """A headcount of a source that speaks of some counts only, and those of them that it tells."""

    id: str
    date: str
    source: str | None
    counts: list[Count]


class Headcount(Shown):
    """The newest headcount at the date; a count is null where it is unknown.

    Counts that another source tells alone, as a list of instructors does, are of the headcounts in `told_elsewhere`.
    """

    id: str
    date: str
    source: str | None
    members_full: int | None
    members_full_bound: Bound | None
    members_probationary: int | None
    members_probationary_bound: Bound | None
    members_untransferred: int | None
    members_untransferred_bound: Bound | None
    party_groups: int | None
    party_groups_bound: Bound | None
    employees: int | None
    employees_bound: Bound | None
    instructors: int | None
    instructors_bound: Bound | None
    told_elsewhere: list[OtherHeadcount]


class CoverageState(Shown):
    """The class of the organisation over the interval that holds at the date."""

    coverage_class: CoverageClass = Field(alias="class")
    severity: Severity | None
    gap_since: str | None
    has_three: bool
    has_group: bool
    instructor_sent: bool
    uncertain: bool
    valid_from: str | None
    valid_to: str | None


class PartyTie(Shown):
    """A Party organisation that covers the organisation or sits with it."""

    party_organization: Holder
    relation: str
    valid_from: str | None
    valid_to: str | None


class OpenFinding(Shown):
    """An inconsistency that is open."""

    id: str
    check: str
    title: str
    severity: str
    accepted: Accepted | None


OpenFindings = Annotated[
    list[OpenFinding] | None,
    Field(description="what is wrong in the newest picture; null for another day, of which /v1/findings tells"),
]


class OrganizationDetail(Answer):
    """One organisation as of a date; `facts` are all that were not retracted, in force or not."""

    id: str
    name: str
    kind: str
    trade: str | None
    region: str | None
    coverage: CoverageClass | None
    founded: str | None
    closed: str | None
    operating: bool
    in_force: bool
    identifiers: list[Identifier]
    statements: list[Statement]
    facts: list[Fact]
    headcount: Headcount | None
    coverage_state: CoverageState | None
    party_organizations: list[PartyTie]
    findings: OpenFindings
