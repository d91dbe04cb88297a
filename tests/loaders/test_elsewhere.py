"""Which rows are about another city, and what a cell of a region may look like. The table is the example city's."""

import csv
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.domain.names import matching_key
from loaders.cells.values import CellError
from loaders.records import OutOfScope, Record
from loaders.reference.elsewhere import Elsewhere, cities
from loaders.reference.entries import AuthorityEntry, Frame, RegionEntry, TradeEntry
from loaders.sources import load_sources

TABLE = next((Path(__file__).parents[2] / "examples" / "dalian-2008").glob("01*.csv"))
RANKS = {"省": "province", "市": "city", "区县": "district", "街道": "street"}


def frame(as_of: str = "2019-12-31") -> Frame:
    with TABLE.open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream.readlines()[2:]))
    regions = [
        RegionEntry(
            row["区划代码"],
            row["区划名称"],
            RANKS[row["级别"]],
            (row["上级代码"],) if row["上级代码"] else (),
            tuple(matching_key(alias) for alias in row["别名"].split("；") if alias),
            row["启用日期"] or None,
            row["停用日期"] or None,
            row["类型"] == "开发区",
        )
        for row in rows
    ]
    authorities = (
        AuthorityEntry("a:1", "大连市民政局", "210200", "civil", "city", "210200"),
        AuthorityEntry("a:2", "辽宁省民政厅", "210000", "civil", "province", "210000"),
    )
    trades = {"accounting": TradeEntry("accounting", "会计", ("会计师事务所",))}
    return Frame({r.id: r for r in regions}, trades, authorities, "210200", as_of)


FRAME = frame()


@pytest.mark.parametrize(
    "cell", ["沈阳", "沈阳市", "辽宁沈阳", "辽宁省/沈阳市", "上海", "沈阳高新区", "北京朝阳", "210102"]
)
def test_an_area_that_is_another_city(cell: str) -> None:
    assert FRAME.elsewhere.of_area(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "大连",
        "大连市",
        "辽宁",
        "辽宁省大连",
        "中山",
        "中山区",
        "长海",
        "普兰店",
        "开发区",
        "高新区",
        "N/A",
        "",
        "市辖区",
        "210200",
    ],
)
def test_an_area_that_is_none(cell: str) -> None:
    assert not FRAME.elsewhere.of_area(cell)


@pytest.mark.parametrize(
    "address",
    [
        "沈阳市和平区南京街1号",
        "沈阳经济技术开发区星海路1号",
        "上海市浦东新区张江路1号",
        "辽宁省鞍山市铁东区1号",
        "辽宁省海城市西柳镇",
        "北镇市观音阁街道",
        "营口鲅鱼圈开发区",
        "苏州高新区狮山路",
        "吉林省长春市高新区",
        "广东省中山市石岐区",
        "注册地址：沈阳市和平区",
        "辽宁省岫岩满族自治县",
        "沈阳民政局",
        "新民市民政局",
    ],
)
def test_an_address_of_another_city_has_no_region_of_this_one(address: str) -> None:
    assert FRAME.elsewhere.of_address(address)
    assert FRAME.region_in(address) in (None, "210000")


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("大连市西岗区北京街3号", "210203"),
        ("中山区鲁迅路沈阳市商业银行3楼", "210202"),
        ("人民路25号沈阳市商业银行大厦", None),
        ("沈阳路100号", None),
        ("朝阳市场2号", None),
        ("南京军区大连疗养院", "210200"),
        ("大连市高新技术产业园区黄浦路596号", "210231"),
        ("大连高新园区七贤岭1号", "210231"),
        ("高新区火炬路1号", "210231"),
        ("大连长兴岛临港工业区1号", "210244"),
        ("辽宁省大连金普新区光明街道1号", "DL.JPXQ"),
        ("大连花园口经济区1号", "210245"),
        ("金州开发区5号", "DL.KFQ"),
        ("黄海西路6号开发区", "DL.KFQ"),
        ("沈抚开发区1号", None),
    ],
)
def test_an_address_of_this_city_or_of_none_is_not_elsewhere(address: str, region: str | None) -> None:
    assert not FRAME.elsewhere.of_address(address)
    assert FRAME.region_in(address) == region


@given(st.text())
def test_what_begins_in_this_city_is_never_elsewhere(rest: str) -> None:
    assert not FRAME.elsewhere.of_address("辽宁省大连市" + rest)


def test_an_alias_is_this_citys_only_where_no_other_place_stands_before_it() -> None:
    taken = {
        code
        for code, name in cities().items()
        for zone in ("开发区", "高新区", "保税区", "经济技术开发区")
        if FRAME.region_in(name + zone) not in (None, "210000") or not FRAME.elsewhere.of_address(name + zone)
    }
    assert taken == {"21", "2102"}


def test_a_zone_alias_behind_an_unknown_place_names_no_zone() -> None:
    assert FRAME.region_in("沈抚高新区") is None
    assert FRAME.region_in("辽宁省沈抚高新区") == "210000"


@pytest.mark.parametrize(
    ("code", "away"),
    [
        ("210100", True),
        ("110105", True),
        ("440000", True),
        *((code, False) for code in ("210200", "210231", "210000", "100000", "", "21")),
    ],
)
def test_a_code_of_another_city(code: str, away: bool) -> None:
    assert FRAME.elsewhere.of_code(code) is away


def test_a_city_that_is_a_province_has_no_other_city_in_it() -> None:
    beijing = Elsewhere("110100", frozenset({"北京市", "朝阳区"}), frozenset({"朝阳"}))
    assert not beijing.of_code("110228")
    assert beijing.of_area("朝阳") is False
    assert beijing.of_address("沈阳市和平区")


def test_nothing_is_elsewhere_before_the_regions_are_known() -> None:
    empty = Frame(city="210200").elsewhere
    assert not empty.of_area("沈阳")
    assert not empty.of_address("沈阳市")
    assert not empty.of_code("210100")


# -- the cell of a region ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "region"),
    [
        ("辽宁省大连市中山区", "210202"),
        ("大连市中山区", "210202"),
        ("辽宁省中山区", "210202"),
        ("大连市中山", "210202"),
        ("辽宁-大连-中山区", "210202"),
        ("大连市中山区海军广场街道", "210202001"),
        ("中山区海军广场街道", "210202001"),
        ("中山区 海军广场街道办事处", "210202001"),
        ("大连市海军广场街道", "210202001"),
        ("210202001000", "210202001"),
        ("210202001003", "210202001"),
        ("210202000000", "210202"),
        ("大连市高新技术产业园区", "210231"),
        ("辽宁省大连市高新园区", "210231"),
        ("大连市开发区", "DL.KFQ"),
        ("普兰店市", "210214"),
        ("大连市普兰店市", "210214"),
    ],
)
def test_a_region_by_path_and_by_statistical_code(cell: str, region: str) -> None:
    assert FRAME.region(cell) == region


def test_a_district_that_was_renamed_is_that_of_the_day() -> None:
    assert frame("2008-03-31").region("普兰店区") == frame("2008-03-31").region("普兰店市") == "210282"


@pytest.mark.parametrize(
    "cell", ["沈阳高新区", "中山区不存在街道", "沙河口区中山区", "210202999000", "中山区人民路1号"]
)
def test_what_leads_nowhere_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="unknown_region"):
        FRAME.region(cell)


@given(st.text())
def test_no_cell_breaks_it(cell: str) -> None:
    FRAME.elsewhere.of_area(cell)
    FRAME.elsewhere.of_address(cell)
    with suppress(CellError):
        assert FRAME.region(cell) in FRAME.regions


# -- rows --------------------------------------------------------------------------------------------------------------


def record(source_id: str, **cells: str) -> Record | OutOfScope:
    source = load_sources()[source_id]
    return source.to_records(source.row.model_validate(cells), FRAME)


def company(**cells: str) -> Record | OutOfScope:
    return record("enterprises", **{"企业名称": "示例甲会计师事务所", **cells})


def group(**cells: str) -> Record | OutOfScope:
    own = {"社会组织名称": "示例乙研究会", "登记管理机关": "大连市民政局", "社会组织类型": "社会团体"}
    return record("social_organizations", **own | cells)


@pytest.mark.parametrize(
    "cells",
    [
        {"地区": "沈阳"},
        {"注册地址": "沈阳市和平区"},
        {"所在省份": "吉林"},
        {"地区": "大连", "注册地址": "沈阳经济技术开发区"},
        {"统一社会信用代码": "91210100000005012M"},
    ],
)
def test_a_company_of_another_city_is_out_of_scope(cells: dict[str, str]) -> None:
    found = company(**cells)
    assert isinstance(found, OutOfScope)
    assert found.reason == "other_city"
    assert found.subject is not None


@pytest.mark.parametrize("cells", [{}, {"地区": "大连"}, {"统一社会信用代码": "91210100000005012M", "地区": "大连"}])
def test_a_company_that_names_no_other_city_is_kept(cells: dict[str, str]) -> None:
    assert isinstance(company(**cells), Record)


@pytest.mark.parametrize(
    "cells",
    [
        {"登记管理机关": "沈阳市民政局"},
        {"登记管理机关": "上海市民政局", "住所": "大连市中山区"},
        {"住所": "沈阳市和平区"},
        {"所在区划": "沈阳市"},
        {"住所": "沈阳市和平区", "批准机关": "辽宁省财政厅"},
        {"住所": "沈阳市和平区", "批准机关": "沈阳市财政局"},
    ],
)
def test_a_social_organisation_of_another_city_is_out_of_scope(cells: dict[str, str]) -> None:
    found = group(**cells)
    assert isinstance(found, OutOfScope)
    assert found.reason == "other_city"
    assert found.subject is not None  # whoever it is may be known, and has left


@pytest.mark.parametrize(
    "cells",
    [
        {"住所": "大连市中山区"},
        {"登记管理机关": "辽宁省民政厅", "住所": "大连市中山区"},
        {"登记管理机关": "民政部"},
        {"住所": "沈阳市和平区", "批准机关": "大连市财政局"},
        {"登记管理机关": "沈阳市民政局", "批准机关": "市财政局"},
    ],
)
def test_what_this_city_approved_stays_wherever_it_sits(cells: dict[str, str]) -> None:
    assert isinstance(group(**cells), Record)
