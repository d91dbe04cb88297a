"""会员: who is a member of which trade association, and since when."""

from pydantic import Field

from loaders.records import Fact, Record, Reference
from loaders.reference.entries import Frame
from loaders.sources._cells import period_warnings
from loaders.sources._declaration import EventDate, FreeDate, Source, SourceRow, Text


class Row(SourceRow):
    association: Text = Field(alias="协会", examples=["大连市律师协会"], description="名称或编号 by name or number")
    member: Text = Field(
        alias="会员单位", examples=["大连示例研究会"], description="组织的名称、编号或代码 by name, number or code"
    )
    since: EventDate = Field(default=None, alias="入会日期", examples=["2004-03-01"])
    until: FreeDate = Field(default=None, alias="退会日期", description="不再是会员的第一天 the first day no longer")


def to_records(row: Row, frame: Frame) -> Record:
    end = Reference(("Organization",), row.association, "协会", ("association",))
    return Record(
        Reference(("Organization",), row.member, "会员单位"),
        (Fact("MEMBER_OF", end, row.since, row.until),),
        warnings=period_warnings(row.since, row.until, "退会日期"),
    )


SOURCE = Source(
    id="memberships",
    title="协会会员",
    title_en="Memberships",
    order=13,
    rank=30,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("associations", "social_organizations", "enterprises"),
)
