"""更名: what an organisation was called, what it is called now, and from which day on."""

from pydantic import Field

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS
from loaders.records import Entry, Record, Value
from loaders.reference.entries import Frame
from loaders.sources._cells import day_behind, named_by
from loaders.sources._declaration import (
    Name,
    NeededEventDate,
    OptionalDocument,
    OptionalNumber,
    OptionalText,
    Raw,
    Source,
    SourceRow,
)


class Row(SourceRow):
    former: Name = Field(alias="原名称", examples=["大连示例研究会"], description="变更前的全称 the full name before")
    name: Name = Field(
        alias="现名称", examples=["大连示例研究促进会"], description="变更后的全称 the full name since then"
    )
    date: NeededEventDate = Field(alias="变更日期", examples=["2008-03-01"])
    credit_code: Raw = Field(default="", alias="统一社会信用代码", description="18位 eighteen characters")
    number: OptionalNumber = Field(
        default=None, alias="登记证号", description="同名的组织以此区分 which of several with one name is meant"
    )
    region: OptionalText = Field(default=None, alias="所在区划", description="同名的组织以此区分 as above")
    document: OptionalDocument = Field(default=None, alias="文号", examples=["示民〔2008〕5号"])


def to_records(row: Row, frame: Frame) -> Record:
    labels = ("Organization", "PartyOrganization")
    subject, warnings = named_by(
        labels, row.former, "原名称", row.credit_code, row.number, row.region, frame, also=(row.name,)
    )
    # that it was called so is known up to the day of the list; from then on the node and later pictures say it
    until = day_behind(frame.as_of or row.date)
    return Record(
        subject,
        entries=(_named(row.former, row, ALWAYS, row.date), _named(row.name, row, row.date, until)),
        warnings=warnings,
        tells={"name": row.name, "name_key": matching_key(row.name)},
    )


def _named(name: str, row: Row, start: str, end: str) -> Entry:
    values: dict[str, Value] = {"attribute": "name", "value": name}
    if row.document:
        values["document"] = row.document
    return Entry("Statement", ("name", name), values, start, end)


SOURCE = Source(
    id="renamings",
    title="更名",
    title_en="Renamings",
    order=17,
    rank=50,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("units", "associations", "social_organizations", "enterprises", "party_organizations"),
)
