"""A chain: who answers, link by link, with the evidence of each link."""

from typing import Literal

from pydantic import Field

from app.models.base import Answer, Fact, Holder, Organization, Shown


class Considered(Shown):
    """A holder that was passed over; `step` is the step of the one order at which it lost."""

    holder: Holder
    rule: str | None
    step: str
    lost_because: str


class UsedParameter(Shown):
    """A threshold or default that a link depends on; `default`: it is ours, as the sources are silent."""

    value: int | str | bool | list[str]
    source: str
    default: bool


class Link(Shown):
    """One step; `recorded` is the recorded superior beside it.

    `own`, `joint` and a recorded superior rest on a fact: `rule` is null, and `sentence` says in our words what is
    recorded and by which source. With a rule it is the sentence of the source that the rule rests on, the one that
    speaks of organisations of this kind.
    """

    id: str
    role: Literal["lead", "own", "joint", "superior", "top"]
    start: Holder = Field(alias="from")
    to: Holder
    rule: str | None
    rule_title: str | None
    sentence: str
    rule_set: str | None
    rank: int | None
    parameters: dict[str, UsedParameter]
    provisional: bool
    valid_from: str | None
    valid_to: str | None
    assumed_start: bool
    facts: list[Fact]
    considered: list[Considered]
    recorded: Holder | None


class Support(Shown):
    """A Party organisation that helps without being the superior."""

    party_organization: Holder
    reason: str


class Break(Shown):
    """Where and why a chain stops."""

    after: str
    code: Literal["no_lead", "no_party_organization", "no_superior", "cycle", "not_in_force"]
    message: str
    candidates: list[Holder]


class Steps(Shown):
    """What every chain has."""

    complete: bool
    provisional: bool
    uncertain: bool
    lead_on_path: bool | None
    lead: Link | None
    path: list[Link]
    support: list[Support]
    broken: Break | None = Field(alias="break")


class Course(Steps, Answer):
    """What the chains of organisations and of Party organisations share."""


class ChainItem(Steps):
    """One of several chains."""

    organization: Organization


class Chains(Answer):
    """In the order in which they were asked for."""

    items: list[ChainItem]


class Chain(Course):
    """The chain of an organisation."""

    organization: Organization


class PartyChain(Course):
    """The chain of a Party organisation: upwards only, without a lead."""

    party_organization: Holder
