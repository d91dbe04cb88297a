"""登记机关: who registers under which six digits of a credit code, and whether that is a civil registration."""

from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Identifier, Node, Record
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import at
from loaders.sources._declaration import Level, Name, Source, SourceRow, Text, cell, choice, needed

CATEGORIES = {"民政": "civil", "工商": "commerce", "市场监管": "commerce", "司法行政": "justice", "司法": "justice"}


class Row(SourceRow):
    code: Text = Field(alias="机关代码")
    name: Name = Field(alias="机关名称")
    category: Annotated[str, cell(needed(choice(CATEGORIES)))] = Field(alias="登记类别")
    level: Level = Field(alias="级别")
    region: Text = Field(alias="区划代码")


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
