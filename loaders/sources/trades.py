"""行业: the controlled list of trades, their codes of GB/T 4754, and the words that recognise them."""

from typing import Annotated

from pydantic import Field

from loaders.records import Node, Record
from loaders.reference.entries import Frame
from loaders.sources._declaration import LEVELS, Code, OptionalText, Source, SourceRow, Text, Values, cell, choice


class Row(SourceRow):
    code: Code = Field(alias="行业代码")
    name: Text = Field(alias="行业名称")
    codes: Values = Field(default=(), alias="国民经济行业分类")
    approved_at: Annotated[str | None, cell(choice(LEVELS))] = Field(default=None, alias="批准级别")
    scope: Annotated[str | None, cell(choice({"全市": "city_wide", "按层级": "by_level"}))] = Field(
        default=None, alias="协会范围"
    )
    name_words: Values = Field(default=(), alias="名称关键词")
    name_words_not: Values = Field(default=(), alias="名称排除词")
    name_hints: Values = Field(default=(), alias="名称提示词")
    scope_words: Values = Field(default=(), alias="经营范围关键词")
    scope_words_not: Values = Field(default=(), alias="经营范围排除词")
    note: OptionalText = Field(default=None, alias="备注")


def to_records(row: Row, frame: Frame) -> Record:
    properties: dict[str, str | int | bool | tuple[str, ...]] = {
        "codes": tuple(code.replace("：", ":") for code in row.codes),
        "name_words": row.name_words,
        "name_words_not": row.name_words_not,
        "name_hints": row.name_hints,
        "scope_words": row.scope_words,
        "scope_words_not": row.scope_words_not,
    }
    if row.approved_at:
        properties["approved_at"] = row.approved_at
    if row.scope == "city_wide":
        properties["association_scope"] = row.scope
    return Record(Node("Trade", row.name, properties, id=row.code))


SOURCE = Source(
    id="trades",
    title="行业",
    title_en="Trades",
    order=3,
    rank=50,
    row=Row,
    to_records=to_records,
    per_subject=True,
)
