"""主管与挂靠: which unit supervises an organisation, or which one it is affiliated to, and since when."""

from pydantic import Field

from loaders.cells.values import cell_error
from loaders.records import Fact, Record, Reference
from loaders.reference.entries import Frame
from loaders.sources._cells import Refused, period_warnings
from loaders.sources._declaration import EventDate, FreeDate, OptionalText, Source, SourceRow, Text


class Row(SourceRow):
    organization: Text = Field(
        alias="组织", examples=["大连示例研究会"], description="组织的名称、编号或代码 by name, number or code"
    )
    supervisor: OptionalText = Field(
        default=None,
        alias="业务主管单位",
        examples=["大连市民政局"],
        description="与行政挂靠单位至少填一项 one or both",
    )
    affiliation: OptionalText = Field(default=None, alias="行政挂靠单位")
    since: EventDate = Field(default=None, alias="起始日期", examples=["2004-03-01"])
    until: FreeDate = Field(default=None, alias="终止日期", description="不再由其主管的第一天 the first day no longer")


def to_records(row: Row, frame: Frame) -> Record:
    if not row.supervisor and not row.affiliation:
        raise Refused("业务主管单位", cell_error("missing_value"))
    facts = tuple(
        Fact(type, Reference(("Organization",), text, column, ("supervising_unit",)), row.since, row.until)
        for text, type, column in (
            (row.supervisor, "SUPERVISED_BY", "业务主管单位"),
            (row.affiliation, "AFFILIATED_TO", "行政挂靠单位"),
        )
        if text
    )
    return Record(
        Reference(("Organization",), row.organization, "组织"),
        facts,
        warnings=period_warnings(row.since, row.until, "终止日期"),
    )


SOURCE = Source(
    id="supervision",
    title="主管与挂靠关系",
    title_en="Supervision and affiliation",
    order=14,
    rank=40,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("units", "associations", "social_organizations", "enterprises"),
    recognised=(frozenset({"组织", "业务主管单位"}), frozenset({"组织", "行政挂靠单位"})),
)
