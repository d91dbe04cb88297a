"""党组织覆盖: which Party organisation covers whom, since when; a joint branch is on several rows, or lists them."""

from pydantic import Field

from loaders.records import Fact, Record, Reference
from loaders.reference.entries import Frame
from loaders.sources._cells import period_warnings
from loaders.sources._declaration import EventDate, FreeDate, NeededValues, Source, SourceRow, Text


class Row(SourceRow):
    party_organization: Text = Field(
        alias="党组织",
        examples=["中共大连市注册税务师协会支部委员会"],
        description="名称或编号 by name or number",
    )
    covered: NeededValues = Field(
        alias="覆盖单位",
        examples=["大连示例研究会"],
        description="组织的名称、编号或代码，几个用分号隔开 by name, number or code, several by semicolons",
    )
    since: EventDate = Field(default=None, alias="起始日期", examples=["2006-05-10"])
    until: FreeDate = Field(default=None, alias="终止日期", description="不再覆盖的第一天 the first day no longer")


def to_records(row: Row, frame: Frame) -> Record:
    ends = (Reference(("Organization",), covered, "覆盖单位") for covered in row.covered)
    return Record(
        Reference(("PartyOrganization",), row.party_organization, "党组织"),
        tuple(Fact("COVERS", end, row.since, row.until) for end in ends),
        warnings=period_warnings(row.since, row.until, "终止日期"),
    )


SOURCE = Source(
    id="coverage",
    title="党组织覆盖关系",
    title_en="Coverage",
    order=15,
    rank=35,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("party_organizations", "associations", "social_organizations", "enterprises"),
)
