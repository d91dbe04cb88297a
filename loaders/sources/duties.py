"""职责履行: which Party organisation did which of its six duties in which period, by which document that is seen."""

from typing import Annotated

from pydantic import Field

from loaders.cells.periods import Period, parse_period
from loaders.cells.values import cell_error
from loaders.records import Fact, Record, Reference, Value
from loaders.reference.entries import Frame
from loaders.reference.tables import EntryOf
from loaders.sources._cells import Refused
from loaders.sources._declaration import OptionalDocument, Source, SourceRow, Text, cell, needed


class Row(SourceRow):
    party_organization: Text = Field(
        alias="党组织",
        examples=["中共大连市注册税务师协会支部委员会"],
        description="名称或编号 by name or number",
    )
    duty: Annotated[str, cell(needed(EntryOf("Duty")))] = Field(
        alias="职责", examples=["党员教育管理与发展"], description="六项职责之一 one of the six duties"
    )
    period: Annotated[Period, cell(needed(parse_period))] = Field(
        alias="履职期间",
        examples=["2007"],
        description="年、半年、季度或月，如 2007、2007年上半年、2007年第一季度、2007-05 a year, half, quarter or month",
    )
    document: OptionalDocument = Field(
        default=None, alias="佐证材料", examples=["示党〔2007〕6号"], description="文号或材料名称 number or name"
    )


def to_records(row: Row, frame: Frame) -> Record:
    period = row.period
    if frame.as_of is not None and period.first > frame.as_of:
        raise Refused("履职期间", cell_error("future_date", value=period.said, as_of=frame.as_of))
    properties: list[tuple[str, Value]] = [("period", period.said)]
    if row.document:
        properties.append(("document", row.document))
    end = Reference(("Duty",), row.duty, "职责", exact=True)
    return Record(
        Reference(("PartyOrganization",), row.party_organization, "党组织"),
        (Fact("FULFILLED", end, period.first, period.behind, tuple(properties)),),
    )


SOURCE = Source(
    id="duties",
    title="职责履行",
    title_en="Duties fulfilled",
    order=19,
    rank=30,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("party_organizations",),
    recognised=(frozenset({"党组织", "职责"}),),
    tables=("Duty",),
)
