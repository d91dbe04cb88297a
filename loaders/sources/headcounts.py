"""人数: what an organisation reported of its people on a day. A blank is unknown, never 0."""

from collections.abc import Mapping

from pydantic import Field

from loaders.records import Entry, Record, Reference, Value
from loaders.reference.entries import Frame
from loaders.sources._declaration import CountCell, NeededEventDate, Source, SourceRow, Text

COUNTS = {
    "employees": "从业人员",
    "members_full": "正式党员",
    "members_probationary": "预备党员",
    "members_untransferred": "未转组织关系党员",
    "party_groups": "党小组",
    "instructors": "党建工作指导员",
}
RANK = 30
_LISTED = {"单位", "统计日期"}
# With the instructors alone it is a list of instructors (instructors.py).
_WITH_INSTRUCTORS = tuple(
    frozenset({*_LISTED, COUNTS["instructors"], alias}) for name, alias in COUNTS.items() if name != "instructors"
)


class CountedRow(SourceRow):
    """A row that counts the people of an organisation on a day."""

    unit: Text = Field(
        alias="单位",
        examples=["大连市注册税务师协会"],
        description="组织的名称、编号或代码 an organisation by name, number or code",
    )
    date: NeededEventDate = Field(alias="统计日期", examples=["2008-03-31"])


class Row(CountedRow):
    employees: CountCell = Field(default=None, alias="从业人员", examples=["6"])
    members_full: CountCell = Field(default=None, alias="正式党员", examples=["3"])
    members_probationary: CountCell = Field(default=None, alias="预备党员", examples=["0"])
    members_untransferred: CountCell = Field(default=None, alias="未转组织关系党员", examples=["0"])
    party_groups: CountCell = Field(default=None, alias="党小组", examples=["1"])
    instructors: CountCell = Field(default=None, alias="党建工作指导员", examples=["0"])


def to_records(row: Row, frame: Frame) -> Record:
    return headcount_of(row, {"source_rank": RANK})


def headcount_of(row: CountedRow, said: Mapping[str, Value]) -> Record:
    """The headcount that a row gives of its organisation, with what its source says of it."""
    values = {"date": row.date, **said, **counts_of(row)}
    return Record(
        Reference(("Organization",), row.unit, "单位"),
        entries=(Entry("Headcount", (row.date,), values),),
    )


def counts_of(row: SourceRow) -> dict[str, Value]:
    """The counts that a row gives, each with its bound; what is blank is absent."""
    values: dict[str, Value] = {}
    for name in COUNTS:
        count = getattr(row, name, None)
        if count is not None:
            values[name] = count.value
            values[f"{name}_bound"] = count.bound
    return values


SOURCE = Source(
    id="headcounts",
    title="人数",
    title_en="Headcounts",
    order=10,
    rank=RANK,
    row=Row,
    to_records=to_records,
    per_subject=False,
    recognised=(frozenset(_LISTED), *_WITH_INSTRUCTORS),
    needs=("units", "associations", "social_organizations", "enterprises"),
)
