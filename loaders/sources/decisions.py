"""决定: recorded decisions on who leads, or which Party organisation stands directly above; they override the rules."""

from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Record, Reference, Value
from loaders.reference.entries import Frame
from loaders.sources._cells import day_behind, period_warnings
from loaders.sources._declaration import (
    Choice,
    FreeDate,
    NeededEventDate,
    OptionalDocument,
    Source,
    SourceRow,
    Text,
    cell,
    needed,
)

ROLES = {"责任主体": "lead", "直接上级": "superior"}
BOTH = ("Organization", "PartyOrganization")


class Row(SourceRow):
    subject: Text = Field(
        alias="对象",
        examples=["大连市律师协会"],
        description="组织或党组织的名称、编号或代码 an organisation or a Party organisation",
    )
    role: Annotated[str, cell(needed(Choice(ROLES)))] = Field(alias="事项", examples=["责任主体"])
    holder: Text = Field(
        alias="确定为", examples=["大连市司法局"], description="单位或党组织的名称、编号 a unit or a Party organisation"
    )
    document: OptionalDocument = Field(default=None, alias="文号", examples=["示发〔2006〕5号"])
    date: NeededEventDate = Field(alias="日期", examples=["2006-05-10"])
    last: FreeDate = Field(default=None, alias="有效期至", description="最后有效的一天 the last day on which it holds")


def to_records(row: Row, frame: Frame) -> Record:
    properties: list[tuple[str, Value]] = [("role", row.role)]
    if row.document:
        properties.append(("document", row.document))
    end = Reference(BOTH, row.holder, "确定为")
    until = day_behind(row.last) if row.last else None
    return Record(
        Reference(BOTH, row.subject, "对象"),
        (Fact("DECIDED", end, row.date, until, tuple(properties)),),
        warnings=period_warnings(row.date, row.last, "有效期至"),
    )


SOURCE = Source(
    id="decisions",
    title="归属决定",
    title_en="Decisions",
    order=12,
    rank=60,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("units", "associations", "social_organizations", "enterprises", "party_organizations"),
)
