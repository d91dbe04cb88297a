"""行业: the controlled list of trades, their codes of GB/T 4754, and the words that recognise them."""

from typing import Annotated

from pydantic import Field

from loaders.records import Node, Record
from loaders.reference.entries import Frame
from loaders.sources._declaration import LEVELS, Choice, Code, OptionalText, Source, SourceRow, Text, Values, cell


class Row(SourceRow):
    code: Code = Field(
        alias="行业代码", examples=["example_trade"], description="本系统内的代码，用字母、数字和下划线 its id here"
    )
    name: Text = Field(alias="行业名称", examples=["示例行业"])
    codes: Values = Field(
        default=(),
        alias="国民经济行业分类",
        examples=["2017:7299"],
        description="“版本:代码”，如 2017:7231 edition:code of GB/T 4754",
    )
    approved_at: Annotated[str | None, cell(Choice(LEVELS))] = Field(
        default=None, alias="批准级别", description="由哪一级批准 which level approves it"
    )
    scope: Annotated[str | None, cell(Choice({"全市": "city_wide", "按层级": "by_level"}))] = Field(
        default=None, alias="协会范围"
    )
    name_words: Values = Field(
        default=(),
        alias="名称关键词",
        examples=["示例代办"],
        description="名称中有此词即属该行业 a name with one of these words says the trade",
    )
    name_words_not: Values = Field(
        default=(), alias="名称排除词", description="名称中有此词即不属该行业 a name with one of these does not"
    )
    name_hints: Values = Field(
        default=(),
        alias="名称提示词",
        description="名称中有此词、且经营范围以该行业开头的，属该行业 counts where the scope begins with the trade",
    )
    scope_words: Values = Field(default=(), alias="经营范围关键词")
    scope_words_not: Values = Field(
        default=(),
        alias="经营范围排除词",
        description="经营范围以此开头的不属该行业 a scope that begins with one of these speaks against it",
    )
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
