"""决定: recorded decisions on who leads, or which Party organisation stands directly above; they override the rules."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from cypher.domain.dates import last_day
from loaders.records import Fact, Record, Reference, Value
from loaders.reference.entries import Frame
from loaders.sources._cells import period_warnings
from loaders.sources._declaration import (
    FreeDate,
    NeededEventDate,
    OptionalText,
    Source,
    SourceRow,
    Text,
    cell,
    choice,
    needed,
)

ROLES = {"责任主体": "lead", "直接上级": "superior"}
BOTH = ("Organization", "PartyOrganization")


class Row(SourceRow):
    subject: Text = Field(alias="对象")
    role: Annotated[str, cell(needed(choice(ROLES)))] = Field(alias="事项")
    holder: Text = Field(alias="确定为")
    document: OptionalText = Field(default=None, alias="文号")
    date: NeededEventDate = Field(alias="日期")
    last: FreeDate = Field(default=None, alias="有效期至")


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


def day_behind(last: str) -> str:
    """The end of the half-open interval whose last day, month or year is `last`: valid to May is valid all of May."""
    return (date.fromisoformat(last_day(last)) + timedelta(days=1)).isoformat()


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
