"""活动: which Party organisation took part in which of the named campaigns, and from when to when."""

from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Record, Reference
from loaders.reference.entries import Frame
from loaders.reference.tables import EntryOf
from loaders.sources._cells import period_warnings
from loaders.sources._declaration import EventDate, FreeDate, Source, SourceRow, Text, cell, needed


class Row(SourceRow):
    party_organization: Text = Field(
        alias="党组织",
        examples=["中共大连市注册税务师协会支部委员会"],
        description="名称或编号 by name or number",
    )
    campaign: Annotated[str, cell(needed(EntryOf("Campaign")))] = Field(
        alias="活动名称", examples=["党员诚信建设"], description="所列的活动之一 one of the campaigns listed"
    )
    since: EventDate = Field(default=None, alias="起始日期", examples=["2007-03-01"])
    until: FreeDate = Field(default=None, alias="终止日期", description="不再参加的第一天 the first day no longer")


def to_records(row: Row, frame: Frame) -> Record:
    end = Reference(("Campaign",), row.campaign, "活动名称", exact=True)
    return Record(
        Reference(("PartyOrganization",), row.party_organization, "党组织"),
        (Fact("TOOK_PART", end, row.since, row.until),),
        warnings=period_warnings(row.since, row.until, "终止日期"),
    )


SOURCE = Source(
    id="campaigns",
    title="活动载体",
    title_en="Campaigns",
    order=20,
    rank=30,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("party_organizations",),
    tables=("Campaign",),
)
