"""注销、撤销名单: who has ended, on which day, in which way and by which document, whichever register lists it."""

from typing import Annotated

from pydantic import Field

from loaders.cells.values import cell_error
from loaders.records import Entry, Record, Value
from loaders.reference.entries import Frame
from loaders.sources._cells import Refused, named_by
from loaders.sources._declaration import (
    Choice,
    EventDate,
    OptionalDocument,
    OptionalNumber,
    OptionalText,
    Raw,
    Source,
    SourceRow,
    Text,
    cell,
)

WAYS = {
    **dict.fromkeys(("注销", "注销登记"), "deregistered"),
    **dict.fromkeys(("撤销", "撤销登记"), "abolished"),
    **dict.fromkeys(("吊销", "吊销登记证书", "吊销执照", "吊销营业执照"), "revoked"),
    "取缔": "banned",
}


class Row(SourceRow):
    organization: Text = Field(
        alias="注销单位",
        examples=["大连示例研究会"],
        description="组织或党组织的名称、编号或代码 an organisation or a Party organisation by name, number or code",
    )
    credit_code: Raw = Field(default="", alias="统一社会信用代码", description="18位 eighteen characters")
    number: OptionalNumber = Field(
        default=None, alias="登记证号", description="同名的组织以此区分 which of several with one name is meant"
    )
    region: OptionalText = Field(default=None, alias="所在区划", description="同名的组织以此区分 as above")
    deregistered: EventDate = Field(
        default=None,
        alias="注销日期",
        examples=["2008-03-01"],
        description="与撤销日期填一项；不再存在的第一天 one of the two; the first day on which it exists no more",
    )
    abolished: EventDate = Field(default=None, alias="撤销日期", description="同上 as above")
    way: Annotated[str | None, cell(Choice(WAYS))] = Field(
        default=None, alias="终止方式", description="不填则以日期所在的列为准 where blank as the date's column says"
    )
    document: OptionalDocument = Field(default=None, alias="文号", examples=["示民〔2008〕3号"])


def to_records(row: Row, frame: Frame) -> Record:
    date = row.deregistered or row.abolished
    if date is None:
        raise Refused("注销日期", cell_error("missing_value"))
    subject, warnings = named_by(
        ("Organization", "PartyOrganization"),
        row.organization,
        "注销单位",
        row.credit_code,
        row.number,
        row.region,
        frame,
    )
    way = row.way or ("deregistered" if row.deregistered else "abolished")
    values: dict[str, Value] = {"attribute": "closing", "value": way}
    if row.document:
        values["document"] = row.document
    return Record(
        subject,
        entries=(Entry("Statement", ("closing",), values, date),),
        warnings=warnings,
        tells={"closed": date},
    )


SOURCE = Source(
    id="closures",
    title="注销与撤销",
    title_en="Closures",
    order=16,
    rank=50,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("units", "associations", "social_organizations", "enterprises", "party_organizations"),
    recognised=(frozenset({"注销单位", "注销日期"}), frozenset({"注销单位", "撤销日期"})),
)
