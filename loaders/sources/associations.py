"""行业协会: trade associations, the trades that they serve and the region that they act for."""

from pydantic import Field

from loaders.records import Fact, OutOfScope, Record
from loaders.reference.entries import Frame, region_reference, trade_reference
from loaders.sources._cells import at
from loaders.sources._declaration import Name, NeededValues, OptionalText, Source, Text
from loaders.sources.social_organizations import Columns, describe


class Row(Columns):
    name: Name = Field(alias="协会名称", examples=["大连市示例行业协会"])
    serves: NeededValues = Field(
        alias="服务行业", examples=["资产评估"], description="行业的代码或名称 trades by id or name"
    )
    acts_in: Text = Field(
        alias="活动区域", examples=["大连市"], description="区划的代码、名称或路径 a region by code, name or path"
    )
    authority: OptionalText = Field(default=None, alias="登记管理机关", examples=["大连市民政局"])


def to_records(row: Row, frame: Frame) -> Record | OutOfScope:
    region = at("活动区域", frame.region, row.acts_in, frame.city)
    extra = (
        Fact("ACTS_IN", region_reference(region, "活动区域")),
        *(
            Fact("SERVES_TRADE", trade_reference(trade, "服务行业"))
            for trade in dict.fromkeys(at("服务行业", frame.trade, text) for text in row.serves)
        ),
    )
    return describe(
        row,
        frame,
        name=row.name,
        kind="association",
        authority=row.authority,
        trades=row.trades,
        acts_in=region,
        extra=extra,
    )


SOURCE = Source(
    id="associations",
    title="行业协会",
    title_en="Trade associations",
    order=6,
    rank=35,
    row=Row,
    to_records=to_records,
    per_subject=True,
    needs=("regions", "authorities", "trades", "units"),
)
