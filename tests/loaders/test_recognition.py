"""Trade by name, candidates by scope, region by address. Every firm here is invented."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reference.addresses import RegionWords, recognise_region
from loaders.reference.recognition import Recognition, TradeWords, is_intermediary, recognise_trade

TABLE = Path(__file__).parents[2] / "examples" / "dalian_2008_maker" / "trades.csv"


def table() -> tuple[TradeWords, ...]:
    """The table of trades of the example city: its words are what is tried here."""

    def words(text: str) -> tuple[str, ...]:
        return tuple(filter(None, text.split("；")))

    with TABLE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            TradeWords(
                row["行业代码"],
                words(row["名称关键词"]),
                words(row["名称排除词"]),
                words(row["经营范围关键词"]),
                words(row["国民经济行业分类"]),
                words(row["名称提示词"]),
                words(row["经营范围排除词"]),
            )
            for row in csv.DictReader(stream)
        )


TRADES = table()


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("大连示例会计师事务所有限公司", "accounting"),
        ("示例中和会计师事务所有限责任公司大连分所", "accounting"),
        ("辽宁示例律师事务所", "law"),
        ("大连示例税务师事务所（普通合伙）", "tax"),
        ("大连 示例\u3000资产评估 有限公司", "appraisal"),
        ("大连示例房地产评估事务所有限公司", "real_estate_agency"),
        ("大连示例房地产经纪有限公司第九店", "real_estate_agency"),
        ("示例（大连）国际货运代理有限公司", "freight_forwarding"),
        ("示例纵横国际货代有限公司大连分公司", "freight_forwarding"),
        ("大连市中山区示例文化培训学校有限公司", "private_education"),
        ("大连示例汽车驾驶员培训学校有限公司", "vocational_training"),
        ("大连示例职业培训学校", "vocational_training"),
        ("大连示例娱乐有限公司", "culture_entertainment"),
        ("大连示例歌舞厅", "culture_entertainment"),
        ("北镇示例教育培训有限公司", "private_education"),
        ("大连示例英语培训有限公司", "private_education"),
        ("大连示例舞蹈艺术培训中心", "private_education"),
        ("大连示例职业技能培训有限公司", "vocational_training"),
        ("大连示例地产评估事务所有限公司", "real_estate_agency"),
        ("大连示例土地房地产评估咨询有限公司", "real_estate_agency"),
        ("大连示例税务师有限公司", "tax"),
        ("大连示例国际货运有限公司", "freight_forwarding"),
    ],
)
def test_the_name_says_the_trade(name: str, trade: str) -> None:
    found = recognise_trade(name, "国内一般贸易", TRADES)
    assert found.trade == trade
    assert found.basis.startswith("name:")
    assert not found.candidates
    assert is_intermediary(found)


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("大连示例会计咨询有限公司", "代理记账；会计咨询；财务咨询"),
        ("大连示例财务代理有限公司", "财务咨询；代理记账；税务代理"),
        ("大连示例房地产开发有限公司", "房地产开发、销售；房屋租售代理"),
        ("大连示例教育咨询有限公司", "教育信息咨询（不得从事教育培训及办学）"),
        ("大连示例经济信息有限公司", "经济信息服务(不得从事教育培训及办学)"),
        ("大连示例文化传媒有限公司", "经营广告业务；文体活动策划；演出经纪服务"),
        ("大连示例物流有限公司", "普通货运；仓储；国际货运代理"),
        ("大连示例娱乐设备制造有限公司", "机械制造"),
        ("大连市示例会计师事务所协会", "行业自律"),
        ("大连示例商贸有限公司", ""),
        ("大连示例餐饮娱乐有限公司", "中餐、火锅"),
        ("大连示例大酒店有限公司", "住宿、中餐、卡拉OK"),
        ("大连示例洗浴娱乐城", "洗浴；足疗"),
        ("大连示例洗浴有限公司", "洗浴、桑拿、歌舞厅"),
        ("大连示例国际物流有限公司", "普通货运；仓储"),
        ("大连示例置业有限公司", "房地产开发、销售；房屋租售代理"),
        ("大连示例培训设备有限公司", "教学设备销售"),
        ("大连保税区示例贸易有限公司", "国际贸易、转口贸易"),
    ],
)
def test_a_plain_company_is_no_intermediary(name: str, scope: str) -> None:
    found = recognise_trade(name, scope, TRADES)
    assert not is_intermediary(found)
    assert (found.trade, found.basis, found.candidates) == (None, "", ())


@pytest.mark.parametrize(
    ("name", "scope", "candidate"),
    [
        (
            "大连示例供应链有限公司",
            "承办海运、空运进出口货物的国际运输代理业务，包括：揽货、订舱",
            "freight_forwarding",
        ),
        ("大连示例生活服务有限公司", "房屋租售代理；家政服务", "real_estate_agency"),
        ("大连示例餐饮娱乐有限公司", "歌舞娱乐服务；餐饮", "culture_entertainment"),
        ("大连示例财务服务有限公司", "税务代理；代理记账", "tax"),
        ("大连示例商务有限公司", "资本验证、审计；会计咨询", "accounting"),
    ],
)
def test_a_scope_alone_gives_candidates_and_no_trade(name: str, scope: str, candidate: str) -> None:
    found = recognise_trade(name, scope, TRADES)
    assert (found.trade, found.candidates) == (None, (candidate,))
    assert found.basis.startswith("scope:")
    assert is_intermediary(found)


@pytest.mark.parametrize(
    ("name", "scope", "trade", "basis"),
    [
        (
            "大连示例国际物流有限公司",
            "承办海运、空运进出口货物的国际运输代理业务，包括：揽货、订舱",
            "freight_forwarding",
            "name:国际物流;scope:国际运输代理",
        ),
        ("大连示例置业有限公司", "房屋租售代理；家政服务", "real_estate_agency", "name:置业;scope:房屋租售代理"),
        ("大连示例税务咨询有限公司", "税务咨询；代理记账", "tax", "name:税务;scope:税务咨询"),
        ("大连示例评估有限公司", "资产评估", "appraisal", "name:评估;scope:资产评估"),
    ],
)
def test_a_hint_in_the_name_counts_where_the_scope_begins_with_the_trade(
    name: str, scope: str, trade: str, basis: str
) -> None:
    assert recognise_trade(name, scope, TRADES) == Recognition(trade, basis)
    assert recognise_trade(name, "国内一般贸易", TRADES) == Recognition(None, "")


def test_a_name_of_two_trades_is_settled_by_what_the_scope_begins_with() -> None:
    name = "大连示例资产评估房屋经纪有限公司"
    assert recognise_trade(name, "房屋租售代理；资产评估", TRADES).trade == "real_estate_agency"
    assert recognise_trade(name, "资产评估；房屋租售代理", TRADES).trade == "appraisal"
    undecided = recognise_trade(name, "咨询服务", TRADES)
    assert (undecided.trade, undecided.candidates) == (None, ("appraisal", "real_estate_agency"))


@pytest.mark.parametrize(
    ("name", "scope", "candidates"),
    [
        ("大连示例房地产土地与资产评估有限公司", "房地产估价；资产评估", ("appraisal", "real_estate_agency")),
        ("国示培训中心", "教育培训；会议服务；住宿服务", ("private_education", "vocational_training")),
        ("大连示例娱乐有限公司", "住宿；餐饮；洗浴", ("culture_entertainment",)),
    ],
)
def test_where_name_and_scope_disagree_a_person_looks_at_it(name: str, scope: str, candidates: tuple[str, ...]) -> None:
    found = recognise_trade(name, scope, TRADES)
    assert (found.trade, found.candidates) == (None, candidates)


def test_bare_training_is_told_by_what_the_scope_begins_with() -> None:
    name = "大连示例培训有限公司"
    assert recognise_trade(name, "文化课辅导；教育咨询", TRADES).trade == "private_education"
    assert recognise_trade(name, "机动车驾驶员培训", TRADES).trade == "vocational_training"


def test_a_word_inside_a_longer_one_does_not_count() -> None:
    found = recognise_trade("辽宁示例房地产土地资产评估有限公司", "", TRADES)
    assert (found.trade, found.basis) == ("real_estate_agency", "name:房地产土地资产评估")
    found = recognise_trade("辽宁示例房地产评估有限公司", "资产评估；房地产评估", TRADES)
    assert found.trade == "real_estate_agency"  # 评估 is a hint of appraisal, inside a word of the name it is none


@given(st.text(), st.text())
def test_the_order_of_the_table_does_not_matter(name: str, scope: str) -> None:
    assert recognise_trade(name, scope, TRADES) == recognise_trade(name, scope, TRADES[::-1])


@given(
    st.lists(
        st.sampled_from(
            [
                "会计师事务所",
                "资产评估",
                "房地产",
                "经纪",
                "土地",
                "培训",
                "学校",
                "职业",
                "娱乐",
                "餐饮",
                "大连",
                "协会",
            ]
        ),
        max_size=5,
    ),
    st.lists(
        st.sampled_from(["资产评估", "房屋租售代理", "住宿", "卡拉OK", "；", "（验资）", "国际货运代理", "，"]),
        max_size=5,
    ),
)
def test_a_recognition_is_a_trade_or_candidates_with_evidence_or_nothing(name: list[str], scope: list[str]) -> None:
    found = recognise_trade("".join(name), "".join(scope), TRADES)
    assert found.trade is None or not found.candidates
    assert bool(found.basis) is is_intermediary(found)
    assert set(found.candidates) | {found.trade} <= {trade.id for trade in TRADES} | {None}


REGIONS = (
    RegionWords("210000", "辽宁省", "province", None, ("辽宁",)),
    RegionWords("210200", "大连市", "city", "210000", ("大连",)),
    RegionWords("210202", "中山区", "district", "210200"),
    RegionWords("210204", "沙河口区", "district", "210200"),
    RegionWords("210211", "甘井子区", "district", "210200"),
    RegionWords("210212", "旅顺口区", "district", "210200", ("旅顺",)),
    RegionWords("210213", "金州区", "district", "210200"),
    RegionWords("210281", "瓦房店市", "district", "210200"),
    RegionWords("210231", "大连高新技术产业园区", "district", "210200", ("高新园区", "高新区"), zone=True),
    RegionWords("210242", "大连保税区", "district", "210200", ("保税区",), zone=True),
    RegionWords("210244", "大连长兴岛经济区", "district", "210281", ("长兴岛",), zone=True),
    RegionWords("210202001", "青泥洼桥街道", "street", "210202"),
    RegionWords("210211003", "辛寨子街道", "street", "210211"),
    RegionWords("210212005", "龙王塘街道", "street", "210212"),
    RegionWords("210204009", "太平街道", "street", "210204"),
    RegionWords("210281009", "太平街道", "street", "210281"),
)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("辽宁省大连市中山区鲁迅路1号", "210202"),
        ("大连市中山区青泥洼桥街道解放路9号", "210202001"),
        ("中山区青泥洼桥街道", "210202001"),
        ("青泥洼桥街道办事处", "210202001"),
        ("辽宁省大连市甘井子区辛寨子镇小村", "210211003"),
        ("辽宁省大连市沙河口黄河路7号", "210204"),
        ("大连市旅顺口区北路3号", "210212"),
        ("大连高新技术产业园区火炬路7号", "210231"),
        ("大连市高新园区软件园路1号", "210231"),
        ("大连高新园区龙王塘街道某村", "210231"),
        ("大连市旅顺口区龙王塘街道", "210212005"),
        ("大连保税区某大厦813室", "210242"),
        ("瓦房店市长兴岛某村", "210244"),
        ("辽宁省大连长兴岛经济区长岭路", "210244"),
        ("大连市沙河口区高新区大厦2层", "210204"),
        ("沙河口区太平街道", "210204009"),
        ("大连市太平街道", "210200"),
        ("大连市中山路100号", "210200"),
        ("大连市甘井子路9号", "210200"),
        ("辽宁省沈阳市和平区中山路2号", "210000"),
        ("大　连市中山区", "210202"),
        ("北京市海淀区", None),
        ("", None),
    ],
)
def test_the_finest_region_that_an_address_names(address: str, region: str | None) -> None:
    found = recognise_region(address, REGIONS)
    assert (found.region if found else None) == region
    assert recognise_region(address, REGIONS[::-1]) == found


def test_no_region_is_known_before_the_first_load() -> None:
    assert recognise_region("大连市中山区", ()) is None


@given(st.text())
def test_no_address_breaks_it(address: str) -> None:
    found = recognise_region(address, REGIONS)
    assert found is None or found.region in {region.id for region in REGIONS}
