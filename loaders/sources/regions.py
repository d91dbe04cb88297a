"""行政区划: provinces, cities, districts, streets with the time for which their codes hold; zones without a code."""

from typing import Annotated

from pydantic import Field

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import REGION_RANKS
from loaders.records import Fact, Node, Record
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import period_warnings
from loaders.sources._declaration import (
    Choice,
    Code,
    FreeDate,
    OptionalText,
    Source,
    SourceRow,
    Text,
    Values,
    cell,
    needed,
)

RANKS = {
    "省": "province",
    "自治区": "province",
    "直辖市": "province",
    "市": "city",
    "地级市": "city",
    "区县": "district",
    "区市县": "district",
    "区": "district",
    "县": "district",
    "县级市": "district",
    "街道": "street",
    "乡镇": "street",
    "镇": "street",
    "乡": "street",
}


class Row(SourceRow):
    code: Code = Field(
        alias="区划代码",
        examples=["210202099"],
        description="行政区划代码（GB/T 2260、统计用区划代码）或自编代码 the code of the region",
    )
    name: Text = Field(alias="区划名称", examples=["示例街道"])
    rank: Annotated[str, cell(needed(Choice(RANKS)))] = Field(alias="级别", examples=["街道"])
    parent: OptionalText = Field(
        default=None,
        alias="上级代码",
        examples=["210202"],
        description="所属的上一级区划的代码 the code of the region above",
    )
    founded: FreeDate = Field(default=None, alias="启用日期")
    closed: FreeDate = Field(default=None, alias="停用日期")
    aliases: Values = Field(default=(), alias="别名", description="地址中常见的其他叫法 what else addresses call it")
    zone: Annotated[bool | None, cell(Choice({"开发区": True, "功能区": True, "行政区": False}))] = Field(
        default=None, alias="类型"
    )


def to_records(row: Row, frame: Frame) -> Record:
    properties: dict[str, str | int | bool | tuple[str, ...]] = {
        "rank": row.rank,
        "depth": REGION_RANKS.index(row.rank),
        "aliases": tuple(sorted({matching_key(alias) for alias in row.aliases})),
        "zone": bool(row.zone),
    }
    if row.founded:
        properties["founded"] = row.founded
    if row.closed:
        properties["closed"] = row.closed
    facts = []
    if row.parent:
        facts.append(Fact("PART_OF", region_reference(row.parent, "上级代码")))
    return Record(
        Node("Region", row.name, properties, id=row.code),
        tuple(facts),
        states=frozenset({"PART_OF"} if row.parent else ()),
        warnings=period_warnings(row.founded, row.closed, "停用日期"),
    )


SOURCE = Source(
    id="regions",
    title="行政区划",
    title_en="Regions",
    order=1,
    rank=50,
    row=Row,
    to_records=to_records,
    per_subject=True,
)
