"""行业主管: which unit supervises which trade, at which level."""

from pydantic import Field

from loaders.records import Fact, Record, Reference
from loaders.reference.entries import Frame, trade_reference
from loaders.sources._cells import at, period_warnings
from loaders.sources._declaration import EventDate, FreeDate, Level, Source, SourceRow, Text


class Row(SourceRow):
    trade: Text = Field(alias="行业", examples=["民办教育"], description="行业的代码或名称 a trade by id or name")
    unit: Text = Field(
        alias="业务主管单位",
        examples=["大连市教育局"],
        description="单位的名称、简称、编号 a unit by name, short name or number",
    )
    level: Level = Field(alias="级别", examples=["市"])
    start: EventDate = Field(default=None, alias="起始日期")
    end: FreeDate = Field(default=None, alias="终止日期")


def to_records(row: Row, frame: Frame) -> Record:
    return Record(
        Reference(("Organization",), row.unit, "业务主管单位", kinds=("supervising_unit",)),
        (
            Fact(
                "SUPERVISES_TRADE",
                trade_reference(at("行业", frame.trade, row.trade), "行业"),
                row.start,
                row.end,
                (("level", row.level),),
            ),
        ),
        warnings=period_warnings(row.start, row.end, "终止日期"),
    )


SOURCE = Source(
    id="trade_supervision",
    title="行业主管",
    title_en="Supervision of trades",
    order=5,
    rank=45,
    row=Row,
    to_records=to_records,
    per_subject=False,
    needs=("trades", "units"),
    recognised=(frozenset({"行业", "业务主管单位", "级别"}),),
)
