"""行业主管: which unit supervises which trade, at which level."""

from pydantic import Field

from loaders.records import Fact, Record, Reference
from loaders.reference.entries import Frame, trade_reference
from loaders.sources._cells import at, period_warnings
from loaders.sources._declaration import EventDate, FreeDate, Level, Source, SourceRow, Text


class Row(SourceRow):
    trade: Text = Field(alias="行业")
    unit: Text = Field(alias="业务主管单位")
    level: Level = Field(alias="级别")
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
