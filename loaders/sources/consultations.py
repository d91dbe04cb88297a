"""沟通: with which superior department an approval by the province or above was consulted, and what it said."""

from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Record, Reference, Value
from loaders.reference.entries import Frame
from loaders.sources._declaration import (
    Choice,
    NeededEventDate,
    OptionalDocument,
    Source,
    SourceRow,
    Text,
    cell,
)

RESULTS = {"同意": "agreed", "不同意": "refused", "未答复": "none"}


class Row(SourceRow):
    organization: Text = Field(
        alias="组织",
        examples=["大连市律师协会"],
        description="组织的名称、编号或代码 an organisation by name, number or code",
    )
    superior: Text = Field(
        alias="上级机关",
        examples=["辽宁省司法厅"],
        description="单位的名称、简称、编号 a unit by name, short name or number",
    )
    document: OptionalDocument = Field(default=None, alias="文号", examples=["示函〔2006〕1号"])
    date: NeededEventDate = Field(alias="日期", examples=["2006-01-12"])
    result: Annotated[str | None, cell(Choice(RESULTS))] = Field(default=None, alias="结果", examples=["同意"])


def to_records(row: Row, frame: Frame) -> Record:
    properties: list[tuple[str, Value]] = [("result", row.result or "none")]
    if row.document:
        properties.append(("document", row.document))
    end = Reference(("Organization",), row.superior, "上级机关", kinds=("supervising_unit",))
    return Record(
        Reference(("Organization",), row.organization, "组织"),
        (Fact("CONSULTED", end, row.date, properties=tuple(properties)),),
    )


SOURCE = Source(
    id="consultations",
    title="与上级部门沟通",
    title_en="Consultations",
    order=11,
    rank=40,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("units", "associations", "social_organizations", "enterprises"),
)
