"""Gaps, groupings, ratios and the official form."""

from pydantic import Field

from app.models.base import Answer, Bound, CoverageClass, FacetedList, Holder, Organization, Place, Severity, Shown
from app.models.chain import Break


class Gap(Shown):
    """An organisation that nothing covers; `gap_since` is null where nothing was ever reported."""

    organization: Organization
    severity: Severity
    members_full: int | None
    members_full_bound: Bound | None
    has_group: bool
    instructor_sent: bool
    uncertain: bool
    lead: Holder | None
    superior: Holder | None
    broken: Break | None = Field(alias="break")
    gap_since: str | None
    reason: str


class Gaps(FacetedList):
    items: list[Gap]


class Ratio(Shown):
    """A ratio with its definition; `excluded` says how many units stand outside it, by reason."""

    definition: str
    title: str
    numerator: int
    denominator: int
    value: float | None
    excluded: dict[str, int]


class Totals(Shown):
    """What is counted for some part of the population."""

    counts: dict[CoverageClass, int]
    units: int
    members: int | None
    ratios: list[Ratio]


class Grouping(Shown):
    """One value of the dimension, null for those without one; `values` and `names` by dimension, of two both."""

    value: str | None
    name: str | None
    values: dict[str, str | None]
    names: dict[str, str | None]
    counts: dict[CoverageClass, int]
    units: int
    members: int | None
    ratios: list[Ratio]


class Point(Totals):
    """The population at the end of a period; the last period may end with the newest picture."""

    period: str
    as_of: str
    rule_set: str


class Trend(Answer):
    step: str
    items: list[Point]


class Groupings(Answer):
    by: str
    items: list[Grouping]
    whole: Totals


class FormColumn(Shown):
    id: str
    title: str


class FormRow(Shown):
    id: str
    title: str
    values: dict[str, int | None]


class BalanceColumn(Shown):
    column: str
    reporting: int
    sum: int


class Balance(Shown):
    holds: bool
    columns: list[BalanceColumn]


class NotReported(Shown):
    """Operating units of a column that did not report, and their share of the column."""

    column: str
    units: int
    share: float | None


class OfficialForm(Answer):
    """The official form; `excluded` names those in force that do not operate.

    `reported_by`: whose form it is: the region, lead and association asked for, else the city.
    """

    columns: list[FormColumn]
    rows: list[FormRow]
    balance: Balance
    not_reported: list[NotReported]
    excluded: list[Organization]
    reported_by: list[Holder]


class Claim(Shown):
    """One reported figure in one reading, beside what the graph says; `against` is the list that was counted."""

    id: str
    measure: str
    trade: str | None
    reading: str
    reading_title: str
    default: bool
    title: str
    reported: int
    bound: Bound
    text: str | None
    as_of: str
    computed: int | None
    holds: bool | None
    difference: int | None
    against: str
    source: str | None
    place: Place


class Claims(Answer):
    items: list[Claim]
