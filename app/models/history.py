"""What was true when, and recorded against derived."""

from typing import Literal

from pydantic import Field

from app.models.base import Answer, Bound, FacetedList, Fact, Holder, Organization, Place, Shown


class HistoryCount(Shown):
    """A count of a headcount, with its bound."""

    value: int
    bound: Bound


class HistoryItem(Shown):
    """One thing that was told or derived. What it says stands in `value`, `holder`, `counts` or `fact`, by `what`."""

    id: str
    what: Literal["identifier", "statement", "fact", "headcount", "coverage", "link"]
    type: str
    valid_from: str | None
    valid_to: str | None
    run: str | None
    value: str | None
    holder: Holder | None
    counts: dict[str, HistoryCount] | None
    fact: Fact | None
    rule: str | None
    rule_set: str | None
    source: str | None
    place: Place | None


class History(Answer):
    """In the order in which it began; what was always there comes first."""

    organization: Organization
    items: list[HistoryItem]


class NearFact(Shown):
    """A relationship that came nearest; `fails` names the conditions of the rule that it does not meet."""

    type: str
    start: Holder = Field(alias="from")
    to: Holder
    value: str | None
    fails: list[str]
    facts: list[Fact]


class FailedCondition(Shown):
    """The first condition that no path meets; `found` is what the nearest one has in place of it."""

    code: Literal["no_relationship", "in_force", "property", "end", "condition", "holder"]
    condition: str | None
    found: dict[str, str | None]
    message: str


class PatternTried(Shown):
    """One pattern of a rule: `walk` its relationships, `passed` of them met, `at` where it stopped."""

    passed: int
    steps: int
    walk: list[str]
    at: list[Holder]
    failed: FailedCondition | None
    nearest: list[NearFact]


class Winner(Shown):
    holder: Holder
    rule: str | None


class RuleTried(Shown):
    """What became of a rule: whom it proposed, who holds the role instead, and its patterns."""

    role: Literal["lead", "superior"]
    rule: str
    rule_title: str
    holds: bool
    rule_sets: list[str]
    proposed: list[Holder]
    winner: Winner | None
    reason: str
    patterns: list[PatternTried]


class WhyNot(Answer):
    organization: Organization
    expected: Holder | None
    rules: list[RuleTried]


class DifferenceItem(Shown):
    """A Party organisation with its superior as recorded and as derived; `how` says where the recorded one stands.

    `passed_over`: the rules considered it, and another won; `level_skipped`: it stands above the derived one;
    `level_added`: below it; `elsewhere`. `lead` is null where those below it have several.
    """

    party_organization: Holder
    kind: Literal["agree", "differ", "only_recorded", "only_derived"]
    derived: Holder | None
    recorded: Holder | None
    rule: str | None
    link: str | None
    fact: str | None
    how: Literal["passed_over", "level_skipped", "level_added", "elsewhere"] | None
    reason: str | None
    lead: Holder | None


class Differences(FacetedList):
    """`counts` has how many there are of each kind under the other filters."""

    counts: dict[Literal["agree", "differ", "only_recorded", "only_derived"], int]
    items: list[DifferenceItem]
