"""Party organisations and units."""

from typing import Literal

from pydantic import Field

from app.models.base import Answer, CoverageClass, FacetedList, Fact, Holder, Organization, Shown
from app.models.coverage import Totals
from app.models.organizations import OpenFindings, OrganizationDetail


class PartyOrganization(Shown):
    """A Party organisation in a list; `superior` is the derived one, `recorded` the recorded one."""

    id: str
    name: str
    label: str
    kind: str
    territorial: bool
    host: Holder | None
    covers: list[Holder]
    members: int | None
    members_full: int | None
    superior: Holder | None
    recorded: Holder | None


class PartyOrganizations(FacetedList):
    items: list[PartyOrganization]


class Term(Shown):
    """An election and the term that it began; `assumed_end`: the register gave none, and the default term counts."""

    elected: str
    until: str | None
    assumed_end: bool
    source: str | None
    run: str | None


class PartyDetail(Answer):
    """One Party organisation as of a date."""

    id: str
    name: str
    label: str
    kind: str
    territorial: bool
    founded: str | None
    closed: str | None
    in_force: bool
    host: Holder | None
    covers: list[Holder]
    members: int | None
    members_full: int | None
    superior: Holder | None
    recorded: Holder | None
    acts_in: list[Holder]
    terms: list[Term]
    facts: list[Fact]
    findings: OpenFindings


class Unit(Shown):
    """A supervising unit or association; `leads_total` and `superior_of_total` count organisations in force.

    `leads` and `superior_of` are the same numbers under the names that one unit has for its totals.
    """

    id: str
    name: str
    kind: str
    trade: str | None
    region: str | None
    coverage: CoverageClass | None
    leads_total: int
    superior_of_total: int
    leads: int = Field(deprecated="leads_total")
    superior_of: int = Field(deprecated="superior_of_total")


class Units(FacetedList):
    items: list[Unit]


class UnitDetail(OrganizationDetail):
    """One unit with the totals of those that it leads, and of those beneath its Party organisation."""

    leads: Totals
    superior_of: Totals


class Leaf(Shown):
    """An organisation in a subtree."""

    relation: Literal["organization"]
    organization: Organization


class Branch(Shown):
    """A unit or an association in a subtree, with the totals of all below it.

    `children_total` counts those directly below it, null where they were not asked for; of them some may be shown.
    """

    holder: Holder
    relation: Literal["unit", "association"]
    totals: Totals
    children_total: int | None
    children: "list[Branch | Leaf]"


class PartyBranch(Shown):
    """A Party organisation in a subtree, with the totals of the organisations whose superior it is or stands above.

    `party_organizations` counts those below it on all levels, `children_total` what is directly below it: null where it
    was not asked for; of these some may be shown.
    """

    holder: Holder
    relation: Literal["party_organization"]
    totals: Totals
    party_organizations: int
    children_total: int | None
    children: "list[PartyBranch | Leaf]"


class PartySubtree(Answer):
    depth: int
    tree: PartyBranch


class Subtree(Answer):
    depth: int
    tree: Branch
