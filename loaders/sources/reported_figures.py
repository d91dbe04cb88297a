"""上报数: figures that somebody reported, kept beside what the graph counts and never mixed with it."""

from typing import Annotated

from pydantic import Field

from cypher.domain import vocabulary
from loaders.records import Entry, Record, Value
from loaders.reference.entries import Frame
from loaders.sources._cells import at
from loaders.sources._declaration import (
    Choice,
    NeededCount,
    NeededEventDate,
    OptionalText,
    Source,
    SourceRow,
    cell,
    needed,
)

MEASURES = {measure: measure for measure in vocabulary.MEASURES}


class Row(SourceRow):
    measure: Annotated[str, cell(needed(Choice(MEASURES)))] = Field(
        alias="指标", examples=["members"], description="上报的是什么 what was counted"
    )
    trade: OptionalText = Field(default=None, alias="行业", description="行业的代码或名称 a trade by id or name")
    reading: OptionalText = Field(default=None, alias="口径")
    value: NeededCount = Field(alias="数值", examples=["6600多"])
    as_of: NeededEventDate = Field(alias="截止日期", examples=["2008-03-31"])
    text: OptionalText = Field(default=None, alias="出处", examples=["示例"])


def to_records(row: Row, frame: Frame) -> Record:
    trade = at("行业", frame.trade, row.trade) if row.trade else None
    values: dict[str, Value] = {
        "measure": row.measure,
        "value": row.value.value,
        "bound": row.value.bound,
        "as_of": row.as_of,
    }
    for key, value in (("trade", trade), ("reading", row.reading), ("text", row.text)):
        if value is not None:
            values[key] = value
    mark = (row.measure, trade or "", row.reading or "", row.as_of, row.text or "")
    return Record(None, entries=(Entry("ReportedFigure", mark, values),))


SOURCE = Source(
    id="reported_figures",
    title="上报数",
    title_en="Reported figures",
    order=13,
    rank=20,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("trades",),
)
