"""单位: bureaus and other bodies that supervise, approve, register, or are affiliated to."""

from pydantic import Field

from loaders.records import Fact, Identifier, Node, Record
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import at, period_warnings
from loaders.sources._declaration import (
    EventDate,
    FullNames,
    Name,
    Names,
    OptionalNumber,
    OptionalText,
    Source,
    SourceRow,
    Text,
)


class Row(SourceRow):
    number: OptionalNumber = Field(
        default=None,
        alias="单位编号",
        examples=["DW900"],
        description="本来源自编的编号，不重复 its own key in this source",
    )
    name: Name = Field(alias="单位名称", examples=["大连市示例管理局"])
    region: Text = Field(
        alias="行政区划", examples=["大连市"], description="履职的区划：代码、名称或路径 the region that it acts for"
    )
    seat: OptionalText = Field(default=None, alias="驻地", examples=["西岗区"], description="所在的区划 where it sits")
    founded: EventDate = Field(default=None, alias="成立日期")
    closed: EventDate = Field(default=None, alias="撤销日期")
    former: FullNames = Field(default=(), alias="曾用名")
    short: Names = Field(default=(), alias="简称", examples=["市示例局"])


def to_records(row: Row, frame: Frame) -> Record:
    region = at("行政区划", frame.region, row.region, frame.city)
    facts = [Fact("ACTS_IN", region_reference(region, "行政区划"))]
    if row.seat:
        seat = at("驻地", frame.region, row.seat, frame.city)
        facts.append(Fact("LOCATED_IN", region_reference(seat, "驻地")))
    properties: dict[str, str | int | bool | tuple[str, ...]] = {"kind": "supervising_unit"}
    if row.founded:
        properties["founded"] = row.founded
    if row.closed:
        properties["closed"] = row.closed
    return Record(
        Node(
            "Organization",
            row.name,
            properties,
            region=region,
            identifiers=(Identifier("units", row.number),) if row.number else (),
            former=row.former,
            short=row.short,
        ),
        tuple(facts),
        states=frozenset(fact.type for fact in facts),
        warnings=period_warnings(row.founded, row.closed, "撤销日期"),
    )


SOURCE = Source(
    id="units",
    title="业务主管单位",
    title_en="Supervising units",
    order=4,
    rank=45,
    row=Row,
    to_records=to_records,
    per_subject=True,
    needs=("regions",),
)
