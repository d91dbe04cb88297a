"""党组织: Party organisations, where they sit, whom they cover, and under whom they were recorded."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Identifier, Node, Record, Reference, Value
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import at, period_warnings
from loaders.sources._declaration import (
    Choice,
    EventDate,
    Name,
    OptionalNumber,
    OptionalText,
    Source,
    SourceRow,
    Values,
    YesNo,
    cell,
    needed,
)

KINDS = {
    "党委": "committee",
    "委员会": "committee",
    "党总支": "general_branch",
    "总支": "general_branch",
    "党支部": "branch",
    "支部": "branch",
    "联合党支部": "joint_branch",
    "联合支部": "joint_branch",
    "工委": "work_committee",
    "党工委": "work_committee",
    "党组": "leading_group",
}


class Row(SourceRow):
    number: OptionalNumber = Field(
        default=None,
        alias="党组织编号",
        examples=["DZZ9001"],
        description="本来源自编的编号，不重复 its own key in this source",
    )
    name: Name = Field(alias="党组织名称", examples=["中共大连市注册税务师协会支部委员会"])
    kind: Annotated[str, cell(needed(Choice(KINDS)))] = Field(alias="党组织类型", examples=["党支部"])
    host: OptionalText = Field(
        default=None,
        alias="所在单位",
        examples=["大连市注册税务师协会"],
        description="所在的单位、协会或组织 where it sits",
    )
    covers: Values = Field(
        default=(), alias="覆盖单位", examples=["大连市注册税务师协会"], description="覆盖的组织 whom it covers"
    )
    superior: OptionalText = Field(
        default=None, alias="隶属党组织", description="上级党组织的名称或编号 the Party organisation above"
    )
    region: OptionalText = Field(
        default=None, alias="活动区域", description="属地党组织、行业党组织履职的区划 the region that it acts for"
    )
    territorial: YesNo = Field(
        default=None,
        alias="属地党组织",
        examples=["否"],
        description="区、街道等属地党组织填“是” 是 for the committee of a district or street",
    )
    founded: EventDate = Field(default=None, alias="成立日期", examples=["2006-05-10"])
    closed: EventDate = Field(default=None, alias="撤销日期")


def to_records(row: Row, frame: Frame) -> Record:
    return describe(row, frame, kind=row.kind, covers=row.covers)


def describe(row: Row, frame: Frame, *, kind: str, covers: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Record:
    """What a row says of one Party organisation; `numbers`: those of its host. Refused where a region cannot be."""
    region = at("活动区域", frame.region, row.region, frame.city) if row.region else None
    facts = []
    if row.host:
        host = Reference(("Organization",), row.host, "所在单位", region=region, numbers=numbers)
        facts.append(Fact("HOSTED_BY", host))
    for unit in covers:
        of_host = unit == row.host
        end = Reference(("Organization",), unit, "所在单位" if of_host else "覆盖单位", region=region)
        facts.append(Fact("COVERS", replace(end, numbers=numbers) if of_host else end))
    if row.superior:
        end = Reference(("PartyOrganization",), row.superior, "隶属党组织", region=region)
        facts.append(Fact("SUBORDINATE_TO", end))
    if region:
        facts.append(Fact("ACTS_IN", region_reference(region, "活动区域")))
    properties: dict[str, Value] = {"kind": kind, "territorial": bool(row.territorial)}
    if row.founded:
        properties["founded"] = row.founded
    if row.closed:
        properties["closed"] = row.closed
    return Record(
        Node(
            "PartyOrganization",
            row.name,
            properties,
            region=region,
            identifiers=(Identifier("party_organizations", row.number),) if row.number else (),
        ),
        tuple(facts),
        states=frozenset(fact.type for fact in facts),
        warnings=period_warnings(row.founded, row.closed, "撤销日期"),
    )


SOURCE = Source(
    id="party_organizations",
    title="党组织",
    title_en="Party organisations",
    order=9,
    rank=40,
    row=Row,
    to_records=to_records,
    per_subject=True,
    needs=("regions", "units", "associations", "social_organizations", "enterprises"),
)
