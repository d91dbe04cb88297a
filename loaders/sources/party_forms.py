"""党组织和所在单位基本信息采集表: a Party organisation, its unit, whom it is under, and the unit's people.

One row says what lists of Party organisations, of whom they cover and of headcounts say apart. Registers that were
made to say one of these rank higher. Secretary, contact and telephone of the form stay out, as in every source.
"""

from typing import Annotated, Final

from pydantic import Field

from loaders.cells.values import cell_error
from loaders.records import Entry, Record
from loaders.reference.entries import Frame
from loaders.sources import party_organizations
from loaders.sources._cells import Refused, credit_identifiers
from loaders.sources._declaration import Choice, CountCell, EventDate, Raw, Source, Text, cell
from loaders.sources.headcounts import COUNTS, counts_of

RANK: Final = 25
OWN, JOINT = "own", "joint"
BUILDINGS: Final = {
    "单独组建": OWN,
    "单独建立": OWN,
    "单独": OWN,
    "联合组建": JOINT,
    "联合建立": JOINT,
    "联合": JOINT,
}


class Row(party_organizations.Row):
    host: Text = Field(
        alias="所在单位",
        examples=["大连市注册税务师协会"],
        description="所在的单位、协会或组织，人数是它的 where it sits; the counts are those of this one",
    )
    credit_code: Raw = Field(
        default="", alias="统一社会信用代码", description="所在单位的，18位 that of the unit, eighteen characters"
    )
    building: Annotated[str | None, cell(Choice(BUILDINGS))] = Field(
        default=None,
        alias="组建方式",
        examples=["单独组建"],
        description="填写的，即覆盖所在单位；不填的，只覆盖“覆盖单位”一栏所列 "
        "where it is filled in, the unit is covered; where it is blank, those alone that are named as covered",
    )
    date: EventDate = Field(
        default=None,
        alias="统计日期",
        examples=["2008-03-31"],
        description="人数的日期，不填则为本表的截止日期 the date of the counts; where blank that of the file",
    )
    employees: CountCell = Field(default=None, alias="从业人员", examples=["6"])
    members_full: CountCell = Field(default=None, alias="正式党员", examples=["3"])
    members_probationary: CountCell = Field(default=None, alias="预备党员", examples=["0"])
    members_untransferred: CountCell = Field(default=None, alias="未转组织关系党员", examples=["0"])
    party_groups: CountCell = Field(default=None, alias="党小组", examples=["1"])
    instructors: CountCell = Field(default=None, alias="党建工作指导员", examples=["0"])


def to_records(row: Row, frame: Frame) -> Record:
    identifiers, warnings = credit_identifiers(row.credit_code, None, "统一社会信用代码")
    kind = "joint_branch" if row.kind == "branch" and row.building == JOINT else row.kind
    covers = tuple(dict.fromkeys((row.host, *row.covers))) if row.building else row.covers
    numbers = tuple(one.value for one in identifiers)
    record = party_organizations.describe(row, frame, kind=kind, covers=covers, numbers=numbers)
    return Record(
        record.subject,
        record.facts,
        _counted(row, frame),
        record.states,
        record.warnings + warnings,
    )


def _counted(row: Row, frame: Frame) -> tuple[Entry, ...]:
    """The headcount of the unit; none where the form gives no count. Refused where it gives one of no day."""
    counts = counts_of(row)
    if not counts:
        return ()
    date = row.date or frame.as_of
    if date is None:
        raise Refused("统计日期", cell_error("missing_value"))
    return (Entry("Headcount", (date,), {"date": date, "source_rank": RANK, **counts}, of="HOSTED_BY"),)


_PEOPLE: Final = tuple(alias for name, alias in COUNTS.items() if name != "instructors")

SOURCE = Source(
    id="party_forms",
    title="党组织和所在单位基本信息采集表",
    title_en="Party-organisation forms",
    order=9,
    rank=RANK,
    row=Row,
    to_records=to_records,
    per_subject=True,
    needs=(*party_organizations.SOURCE.needs, "party_organizations"),
    recognised=tuple(frozenset({"党组织名称", "党组织类型", "所在单位", also}) for also in ("组建方式", *_PEOPLE)),
)
