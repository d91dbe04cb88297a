"""企业: companies as a public register prints them; the intermediaries among them are kept, told by name and scope."""

from collections.abc import Sequence

from pydantic import Field

from loaders.cells.codes import authority_code_of
from loaders.cells.person_names import is_province
from loaders.cells.values import cell_error
from loaders.records import Fact, Identifier, Node, Notice, OutOfScope, Record, Reference, Warned
from loaders.reference.entries import Frame, region_reference
from loaders.sources._cells import Refused, credit_identifiers, period_warnings, trade_facts
from loaders.sources._declaration import EventDate, FullNames, Name, OptionalText, Raw, Source, SourceRow
from loaders.sources._lives import StateCell, life


class Row(SourceRow):
    name: Name = Field(alias="企业名称", examples=["大连示例会计师事务所有限公司"])
    credit_code: Raw = Field(default="", alias="统一社会信用代码", description="18位 eighteen characters")
    founded: EventDate = Field(default=None, alias="注册日期", examples=["1999-12-01"])
    type: OptionalText = Field(default=None, alias="企业类型", examples=["有限责任公司"])
    scope: OptionalText = Field(
        default=None, alias="经营范围", examples=["审计、验资"], description="判断行业用 what the trade is told by"
    )
    province: OptionalText = Field(default=None, alias="所在省份", examples=["辽宁"])
    area: OptionalText = Field(
        default=None, alias="地区", examples=["大连"], description="所在城市 the city; another one is out of scope"
    )
    address: OptionalText = Field(default=None, alias="注册地址", examples=["大连市中山区示例路2号"])
    state: StateCell = Field(default=None, alias="登记状态", examples=["存续"])
    closed: EventDate = Field(default=None, alias="注销日期")
    former: FullNames = Field(default=(), alias="曾用名")


def to_records(row: Row, frame: Frame) -> Record | OutOfScope:
    identifiers, warnings = credit_identifiers(row.credit_code, "firm", "统一社会信用代码")
    if row.province and not is_province(row.province):
        raise Refused("所在省份", cell_error("shifted_row", column="所在省份"))
    if _is_elsewhere(row, identifiers, frame):
        return OutOfScope("other_city", warnings, Node("Organization", row.name, {}, identifiers=identifiers))
    found = frame.trade_of(row.name, row.scope)
    if found.trade is None and not found.candidates:
        return OutOfScope("plain_company", warnings, Node("Organization", row.name, {}, identifiers=identifiers))
    notices: list[Notice] = []
    facts: list[Fact] = []
    if found.trade:
        facts += trade_facts([found.trade], "经营范围", found.basis, frame)
    else:
        warnings += (Warned("企业名称", row.name, "ambiguous_trade"),)
        notices.append(Notice("ambiguous_trade", "", (("candidates", found.candidates),)))
    region = frame.finest((frame.region_in(row.address), frame.region_in(row.area)))
    if region:
        address = (("address", row.address),) if row.address else ()
        facts.append(Fact("LOCATED_IN", region_reference(region, "注册地址"), properties=address))
    else:
        warnings += (Warned("注册地址", row.address or "", "unknown_district"),)
    for identifier in identifiers:
        if identifier.scheme == "uscc":
            code = authority_code_of(identifier.value)
            category = "justice" if identifier.value.startswith("31") else "commerce"
            authority = frame.authority_of_code(code, category)
            if authority is None:
                warnings += (Warned("统一社会信用代码", identifier.value, "unknown_authority_code"),)
                notices.append(Notice("unknown_authority_code", code, (("category", category),)))
            else:
                end = Reference(("Organization",), authority.organization, "统一社会信用代码", exact=True)
                stated = (("civil", False), ("level", authority.level))
                facts.append(Fact("REGISTERED_WITH", end, properties=stated))
    own, entries = life(row.founded, row.closed, row.state, None, frame)
    return Record(
        Node("Organization", row.name, {"kind": "firm", **own}, None, region, identifiers, row.former),
        tuple(facts),
        entries,
        states=frozenset(fact.type for fact in facts),
        warnings=warnings + period_warnings(row.founded, row.closed, "注销日期"),
        notices=tuple(notices),
    )


def _is_elsewhere(row: Row, identifiers: Sequence[Identifier], frame: Frame) -> bool:
    """Did it leave for another city, or does the row name one?

    The authority of its code says so where neither area nor address names this city: who moves here keeps the code.
    """
    elsewhere = frame.elsewhere
    if row.state is not None and row.state.moved:
        return True
    if elsewhere.of_area(row.province) or elsewhere.of_area(row.area) or elsewhere.of_address(row.address):
        return True
    if elsewhere.names_own(row.area) or elsewhere.names_own(row.address):
        return False
    return any(elsewhere.of_code(authority_code_of(i.value)) for i in identifiers if i.scheme == "uscc")


SOURCE = Source(
    id="enterprises",
    title="企业",
    title_en="Enterprises",
    order=8,
    rank=20,
    row=Row,
    to_records=to_records,
    per_subject=True,
    needs=("regions", "authorities", "trades"),
    recognised=(frozenset({"企业名称", "经营范围"}), frozenset({"企业名称", "注册日期"})),
)
