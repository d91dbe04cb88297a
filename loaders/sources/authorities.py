"""登记机关: who registers under which six digits of a credit code, and whether that is a civil registration."""

from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Identifier, Node, Record
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import at
from loaders.sources._declaration import Choice, Level, Name, Source, SourceRow, Text, cell, needed

CATEGORIES = {"民政": "civil", "工商": "commerce", "市场监管": "commerce", "司法行政": "justice", "司法": "justice"}


class Row(SourceRow):
    code: Text = Field(
        alias="机关代码",
        examples=["210211"],
        description="统一社会信用代码的第3至8位 characters 3 to 8 of the credit codes that it gives",
    )
    name: Name = Field(alias="机关名称", examples=["大连市甘井子区司法局"])
    category: Annotated[str, cell(needed(Choice(CATEGORIES)))] = Field(alias="登记类别", examples=["司法行政"])
    level: Level = Field(alias="级别", examples=["区县"])
    region: Text = Field(
        alias="区划代码", examples=["210211"], description="区划的代码、名称或路径 a region by code, name or path"
    )


def to_records(row: Row, frame: Frame) -> Record:
    region = at("区划代码", frame.region, row.region)
    return Record(
        Node(
            "Organization",
            row.name,
            {"kind": "supervising_unit"},
            region=region,
            identifiers=(Identifier("authority", f"{row.code}.{row.category}", properties=(("level", row.level),)),),
        ),
        (Fact("ACTS_IN", region_reference(region, "区划代码")),),
    )


SOURCE = Source(
    id="authorities",
    title="登记机关",
    title_en="Registering authorities",
    order=2,
    rank=40,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("regions",),
)
