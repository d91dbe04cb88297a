"""社会组织: social groups, private non-enterprise units, foundations and intermediaries as the registers list them.

Its columns are also those of the associations, which name a few of them otherwise: `describe` serves both.
"""

from typing import Annotated

from pydantic import Field

from loaders.records import Fact, Identifier, Node, Notice, OutOfScope, Record, Reference, Warned
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import at, credit_identifiers, organization_identifiers, period_warnings, trade_facts
from loaders.sources._declaration import (
    Choice,
    EventDate,
    FreeDate,
    FullNames,
    Name,
    Names,
    OptionalLevel,
    OptionalNumber,
    OptionalText,
    Raw,
    Source,
    SourceRow,
    Text,
    Values,
    YesNo,
    cell,
    needed,
)
from loaders.sources._lives import StateCell, life

KINDS = {
    "社会团体": "social_group",
    "社团": "social_group",
    "民办非企业单位": "non_enterprise",
    "民办非企业": "non_enterprise",
    "民非": "non_enterprise",
    "社会服务机构": "non_enterprise",
    "基金会": "foundation",
    "社会中介组织": "firm",
    "中介组织": "firm",
    "律师事务所": "firm",
    "会计师事务所": "firm",
    "税务师事务所": "firm",
    "资产评估机构": "firm",
    "房地产中介机构": "firm",
    "房地产经纪机构": "firm",
    "国际货运代理企业": "firm",
}
# What a type already says of the trade, where the column 行业 is blank.
TRADE_OF_TYPE = {
    "律师事务所": "law",
    "会计师事务所": "accounting",
    "税务师事务所": "tax",
    "资产评估机构": "appraisal",
    "房地产中介机构": "real_estate_agency",
    "房地产经纪机构": "real_estate_agency",
    "国际货运代理企业": "freight_forwarding",
}
UNITS = ("supervising_unit",)


class Columns(SourceRow):
    """The columns that every register of social organisations may have."""

    supervisor: OptionalText = Field(
        default=None,
        alias="业务主管单位",
        examples=["大连市民政局"],
        description="单位的名称、曾用名、简称、编号 a unit by any of its names or its number",
    )
    affiliation: OptionalText = Field(default=None, alias="行政挂靠单位")
    approver: OptionalText = Field(default=None, alias="批准机关")
    approval_level: OptionalLevel = Field(default=None, alias="批准级别")
    approved: EventDate = Field(default=None, alias="批准日期")
    trades: Values = Field(
        default=(), alias="行业", description="行业的代码或名称，主要的在前 trades by id or name, the main one first"
    )
    associations: Values = Field(default=(), alias="加入协会", description="行业协会的名称 associations by name")
    founded: EventDate = Field(default=None, alias="成立登记日期", examples=["2001-02-03"])
    state: StateCell = Field(default=None, alias="登记状态", examples=["正常"])
    closed: EventDate = Field(default=None, alias="注销日期")
    operating: YesNo = Field(default=None, alias="实体运营")
    former: FullNames = Field(default=(), alias="曾用名")
    short: Names = Field(default=(), alias="简称")
    head_office: OptionalText = Field(
        default=None, alias="总部", description="分支机构的总部 the head office of a branch office"
    )
    licence: FreeDate = Field(default=None, alias="证书有效期")
    address: OptionalText = Field(default=None, alias="住所", examples=["大连市中山区示例路1号"])
    region: OptionalText = Field(
        default=None,
        alias="所在区划",
        examples=["中山区"],
        description="区划的代码、名称或路径 a region by code, name or path",
    )
    scope: OptionalText = Field(default=None, alias="业务范围")
    number: OptionalNumber = Field(default=None, alias="登记证号")
    organization_code: Raw = Field(default="", alias="组织机构代码", description="9位，如 00050092-4 nine characters")
    credit_code: Raw = Field(default="", alias="统一社会信用代码", description="18位 eighteen characters")


class Row(Columns):
    name: Name = Field(alias="社会组织名称", examples=["大连示例研究会"])
    authority: Text = Field(alias="登记管理机关", examples=["大连市民政局"])
    type: Annotated[str, cell(needed(Choice({word: word for word in KINDS})))] = Field(
        alias="社会组织类型", examples=["社会团体"]
    )


def to_records(row: Row, frame: Frame) -> Record | OutOfScope:
    trades = row.trades
    if not trades and TRADE_OF_TYPE.get(row.type) in frame.trades:
        trades = (TRADE_OF_TYPE[row.type],)
    return describe(row, frame, name=row.name, kind=KINDS[row.type], authority=row.authority, trades=trades)


def describe(
    row: Columns,
    frame: Frame,
    *,
    name: str,
    kind: str,
    authority: str | None,
    trades: tuple[str, ...],
    acts_in: str | None = None,
    extra: tuple[Fact, ...] = (),
) -> Record | OutOfScope:
    """What a row of a register says of one organisation. CellError where a cell cannot be."""
    identifiers, warnings = _identifiers(row, kind, authority)
    if _is_elsewhere(row, authority, frame):
        return OutOfScope("other_city", warnings, Node("Organization", name, {}, identifiers=identifiers))
    registrar = frame.authority_named(authority) if authority else None
    home = registrar.region if registrar else None
    if row.region:
        located: str | None = at("所在区划", frame.region, row.region, home or frame.city)
    else:
        located = frame.region_in(row.address)
    near = located or home
    facts = [*_bodies(row, frame, authority, kind, near), *extra]
    if located:
        address = (("address", row.address),) if row.address else ()
        facts.append(
            Fact("LOCATED_IN", region_reference(located, "所在区划" if row.region else "住所"), properties=address)
        )
    notices: tuple[Notice, ...] = ()
    if trades:
        facts += trade_facts(trades, "行业", "stated", frame)
    elif kind in ("firm", "non_enterprise"):
        found = frame.trade_of(name, row.scope)
        if found.trade:
            facts += trade_facts([found.trade], "行业", found.basis, frame)
        elif found.candidates:
            warnings += (Warned("行业", "", "ambiguous_trade"),)
            notices = (Notice("ambiguous_trade", "", (("candidates", found.candidates),)),)
    own, entries = life(row.founded, row.closed, row.state, row.operating, frame)
    properties = {"kind": kind, **own}
    return Record(
        Node("Organization", name, properties, None, near or acts_in, identifiers, row.former, row.short),
        tuple(facts),
        entries,
        frozenset(fact.type for fact in facts),
        warnings + period_warnings(row.founded, row.closed, "注销日期"),
        notices,
    )


def _is_elsewhere(row: Columns, authority: str | None, frame: Frame) -> bool:
    """Did it leave, or does the row name another city by seat or by who registers, and did no body of this one approve?

    An approving body that names no place (市财政局) is one of this city.
    """
    elsewhere = frame.elsewhere
    if row.approver and not elsewhere.of_address(row.approver) and not elsewhere.is_above(row.approver):
        return False
    moved = row.state is not None and row.state.moved
    registrar = frame.authority_named(authority) if authority else None
    if registrar is None or registrar.region is None:
        away = elsewhere.of_address(authority)
    else:
        away = frame.city not in (*frame.above(registrar.region),) and registrar.region not in frame.above(frame.city)
    return moved or away or elsewhere.of_area(row.region) or elsewhere.of_address(row.address)


def _identifiers(row: Columns, kind: str, authority: str | None) -> tuple[tuple[Identifier, ...], tuple[Warned, ...]]:
    found, warnings = credit_identifiers(row.credit_code, kind, "统一社会信用代码")
    more, others = organization_identifiers(row.organization_code, "组织机构代码")
    found += tuple(i for i in more if i not in found)
    if row.number and authority:
        given_by = Reference(("Organization",), authority, "登记管理机关", UNITS)
        found += (Identifier("reg", row.number, given_by),)
    return found, warnings + others


def _bodies(row: Columns, frame: Frame, authority: str | None, kind: str, near: str | None) -> list[Fact]:
    """The facts that lead to units and associations."""
    facts = []
    if authority:
        registrar = frame.authority_named(authority)
        civil = registrar.category == "civil" if registrar else "民政" in authority and kind != "firm"
        level = (("level", registrar.level),) if registrar else ()
        end = Reference(("Organization",), authority, "登记管理机关", UNITS, near)
        facts.append(Fact("REGISTERED_WITH", end, properties=(("civil", civil), *level)))
    for text, type, column in (
        (row.supervisor, "SUPERVISED_BY", "业务主管单位"),
        (row.affiliation, "AFFILIATED_TO", "行政挂靠单位"),
    ):
        if text:
            facts.append(Fact(type, Reference(("Organization",), text, column, UNITS, near)))
    if row.approver:
        stated = (("level", row.approval_level),) if row.approval_level else ()
        end = Reference(("Organization",), row.approver, "批准机关", UNITS, near)
        facts.append(Fact("APPROVED_BY", end, row.approved, properties=stated))
    for association in row.associations:
        end = Reference(("Organization",), association, "加入协会", ("association",), near)
        facts.append(Fact("MEMBER_OF", end))
    if row.head_office:
        facts.append(Fact("HEAD_OFFICE", Reference(("Organization",), row.head_office, "总部", (kind,))))
    return facts


SOURCE = Source(
    id="social_organizations",
    title="社会组织",
    title_en="Social organisations",
    order=7,
    rank=30,
    row=Row,
    to_records=to_records,
    per_subject=True,
    needs=("regions", "authorities", "trades", "units", "associations"),
    recognised=(frozenset({"社会组织名称", "登记管理机关"}),),
)
