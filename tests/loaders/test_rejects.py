"""What is refused says why and names nobody."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.cells.person_names import is_likely_name, is_province
from loaders.cells.persons import (
    IDENTITY_MASK,
    MOBILE_MASK,
    NAME_MASK,
    PERSONAL_COLUMNS,
    PHONE_MASK,
    TITLES,
    holds_person,
    is_personal_column,
    keep_cells,
    mask,
)
from loaders.cells.rejects import CODES, WARNINGS, Place, explain, reject
from loaders.cells.values import CellError, parse_count, parse_date

PLACE = Place("甲.csv", None, 7)


def with_check(first17: str) -> str:
    """An identity number of GB 11643: its 18th character computed as the standard says."""
    return first17 + "10X98765432"[sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(first17)) % 11]


IDENTITY = with_check("21020219800101123")


def test_every_code_has_its_texts_in_both_languages() -> None:
    names = {
        name
        for texts in CODES.values()
        for text in (texts.message_zh, texts.message_en, texts.remedy_zh, texts.remedy_en)
        for _, name, _, _ in string.Formatter().parse(text)
        if name
    }
    for code in CODES:
        texts = explain(code, **dict.fromkeys(names, "甲方案"))
        assert all((texts.message_zh, texts.message_en, texts.remedy_zh, texts.remedy_en)), code
        assert any("\u4e00" <= c <= "\u9fff" for c in texts.message_zh), code
        assert not any("{" in text for text in (texts.message_zh, texts.message_en)), code
    assert all(zh and en for zh, en in WARNINGS.values())
    assert not CODES.keys() & WARNINGS.keys()


def test_an_unknown_code_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        explain("no_such_code")


@pytest.mark.parametrize(
    "text",
    [
        IDENTITY,
        f"身份证号：{IDENTITY}",
        f"经营者{IDENTITY}承包",
        IDENTITY[:17] + "x",
        f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}",
        "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in IDENTITY),
        "身份证210202800101123",
        "身份证号码:21020219809901123X",
    ],
)
def test_identity_numbers_are_masked(text: str) -> None:
    assert IDENTITY_MASK in mask(text)
    assert not any(digits in mask(text) for digits in ("19800101", "210202", "800101"))


@pytest.mark.parametrize(
    "text",
    [
        "13800000000",
        "电话13800000000联系",
        "+86 138 0000 0000",
        "138-0000-0000",
        "１３８００００００００",
        "8613800000000",
    ],
)
def test_mobile_numbers_are_masked(text: str) -> None:
    assert MOBILE_MASK in mask(text)
    assert "0000" not in mask(text)
    assert "００００" not in mask(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("中山区人民路1号 联系人：王小明 电话0411-83670000", "中山区人民路1号 联系人：{name} 电话{phone}"),
        ("人民路1号（联系人:王小明）", "人民路1号（联系人:{name}）"),
        ("校长（王小明）", "校长（{name}）"),
        ("法定代表人姓名：王　明", "法定代表人姓名：{name}"),
        ("负责人 ： 阿不都·热合曼，传真：(0411)83670000转1", "负责人 ： {name}，传真：{phone}转1"),
        ("书记：王小明、李小红", "书记：{name}"),
        ("经办人：王小明电话：83670000", "经办人：{name}电话：{phone}"),
        ("人民路1号 联系人王小明，联络人 李小红", "人民路1号 联系人{name}，联络人 {name}"),
        ("主讲教师:王小明 邮箱：〔已隐去邮箱〕", "主讲教师:{name} 邮箱：〔已隐去邮箱〕"),
        ("指导员：王小明", "指导员：{name}"),
        ("主任:王小明女士；法人：Wang Xiaoming", "主任:{name}女士；法人：{name}"),
        ("大连甲协会（负责人王建国）", "大连甲协会（负责人{name}）"),
        ("法定代表人为张三丰，校长是欧阳小明。", "法定代表人为{name}，校长是{name}。"),
    ],
)
def test_a_labelled_name_is_masked_and_nothing_else(text: str, kept: str) -> None:
    assert mask(text) == kept.format(name=NAME_MASK, phone=PHONE_MASK)
    assert mask(mask(text)) == mask(text)
    assert holds_person(text)


@pytest.mark.parametrize("title", TITLES.split("|"))
def test_every_label_masks_the_name_behind_it(title: str) -> None:
    assert mask(f"某路1号 {title}：王小明") == f"某路1号 {title}：{NAME_MASK}"
    assert mask(f"某路1号{title} ( 王小明 )") == f"某路1号{title} ( {NAME_MASK} )"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "负责人党支部",
        "负责人：党支部",
        "所长为民服务",
        "会长为业务主管单位",
        "负责人：大连市中山区司法局",
        "联系人：同上",
        "主任（办公室）",
        "大连市主任（医师）协会",
        "职业经理（厂长）培训学校",
        "联系人信息登记",
        "联系人信息",
        "大连市院长（校长）联谊会",
        "企业法人（内资）",
        "大连小书记（大连）教育咨询有限公司",
        "好校长（辽宁）文化有限公司",
        "电话大楼2号",
        "大连甲会计师事务所有限公司",
        "91110000600037341L",
        "511000005000092477",
        "210200400012345",
        "0411-12345678",
        "2008-05-12",
        "1,234",
        "138000000001",
        "注册号210202198001011234567",
    ],
)
def test_the_rest_stays_as_it_is(text: str) -> None:
    assert mask(text) == text
    assert not holds_person(text)


@given(st.text())
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(
    st.text(alphabet="甲乙 ,;（）", max_size=5),
    st.dates().filter(lambda d: 1900 <= d.year <= 2020),
    st.integers(0, 999),
    st.text(alphabet="丙戊 ,;", max_size=5),  # with a surname among them it would be somebody's name
)
def test_no_identity_number_survives_wherever_it_stands(before: str, born: object, order: int, behind: str) -> None:
    number = with_check(f"210202{str(born).replace('-', '')}{order:03d}")
    assert mask(before + number + behind) == before + IDENTITY_MASK + behind


@pytest.mark.parametrize(
    "header",
    [
        "法定代表人",
        "法人代表",
        "负责人",
        "联系人",
        "联系电话",
        " 联系 电话 ",
        "单位负责人",
        "党组织书记",
        "手机（必填）",
        "书记姓名",
        "身份证号",
        "法定代表",
        "单位领导",
        "代表人姓名",
        "Email",
        "QQ号",
    ],
)
def test_personal_columns(header: str) -> None:
    assert is_personal_column(header)


@pytest.mark.parametrize(
    "header",
    [
        "企业名称",
        "统一社会信用代码",
        "党建工作指导员",
        "从业人员",
        "法人单位名称",
        "所在单位",
        "经营范围",
        "正式党员",
        "行政挂靠单位",
    ],
)
def test_columns_that_name_nobody(header: str) -> None:
    assert not is_personal_column(header)


def test_cells_of_a_reject_name_nobody() -> None:
    cells = {"企业名称": "大连甲有限公司", "法人代表": "张某", "经营范围": f"经营者{IDENTITY}", "注册日期": "去年"}
    refused = reject(PLACE, "bad_date", cells, column="注册日期")
    assert refused.cells == {"企业名称": "大连甲有限公司", "经营范围": f"经营者{IDENTITY_MASK}", "注册日期": NAME_MASK}
    assert refused.place == PLACE
    assert (refused.column, refused.value) == ("注册日期", NAME_MASK)


@pytest.mark.parametrize("code", ["row_shape", "open_quote", "shifted_row"])
@pytest.mark.parametrize("name", ["张某", "欧阳某某", "山本某太郎", "阿不都·某某", "John Smith", "张 某"])
def test_a_row_out_of_shape_keeps_no_cell_that_may_be_a_name(code: str, name: str) -> None:
    cells = {"企业名称": "大连甲会计师事务所有限公司", "注册资金": name, "所在省份": "辽宁省", "地区": "大连市"}
    refused = reject(PLACE, code, cells, column="注册资金", found=12, expected=10)
    assert name not in f"{refused}"
    assert refused.cells["企业名称"] == "大连甲会计师事务所有限公司"
    assert refused.cells["所在省份"] == "辽宁省"
    assert refused.cells["地区"] == "大连市"


def test_cells_run_together_by_a_stray_quote_keep_no_name_either() -> None:
    cells = {"企业名称": "大连甲有限公司", "注册日期": "1994-03-11,N/A,张某某,1", "企业类型": '000(万元人民币)"'}
    refused = reject(PLACE, "row_shape", cells, found=8, expected=10)
    assert refused.cells["注册日期"] == f"1994-03-11,N/A,{NAME_MASK},1"


def test_a_province_column_with_a_name_hides_names_whatever_else_was_wrong() -> None:
    cells = {"企业名称": "大连甲有限公司", "统一社会信用代码": "1", "注册资金": "张某", "所在省份": "李某"}
    refused = reject(PLACE, "credit_code_length", cells, column="统一社会信用代码", found=1)
    assert "张某" not in f"{refused}"
    assert "李某" not in f"{refused}"
    assert keep_cells({"地区": "大连", "所在省份": "N/A"})["地区"] == "大连"


@pytest.mark.parametrize("name", ["王小明", "王明", "欧阳小明", "欧阳明", "王 明", "阿不都·热合曼"])
@pytest.mark.parametrize("code", ["unknown_value", "unknown_reference", "unknown_region", "bad_date"])
def test_a_name_alone_in_a_cell_is_kept_of_no_refused_row(name: str, code: str) -> None:
    cells = {"社会组织名称": "大连甲协会", "业务主管单位": name, "登记状态": name, "所在区划": "金州区"}
    refused = reject(PLACE, code, cells, column="登记状态", allowed="正常")
    assert name not in f"{refused}"
    assert refused.cells["所在区划"] == "金州区"


@pytest.mark.parametrize(
    "word",
    [
        "金州区",
        "石油协会",
        "高新园",
        "文化局",
        "江苏",
        "马栏街道",
        "社会团体",
        "研究会",
        "市委",
        "党支部",
        "普兰店",
        "庄河",
        "甘井子",
        "金州",
        "大连",
    ],
)
def test_a_word_that_begins_like_a_surname_is_no_name(word: str) -> None:
    assert not is_likely_name(word)


def test_a_message_does_not_repeat_a_name_that_slipped_into_a_column_of_numbers() -> None:
    for parse in (parse_date, parse_count):
        with pytest.raises(CellError, match="已隐去") as refused:
            parse("张某某")
        assert "张某某" not in f"{refused.value} {vars(refused.value)}"


@pytest.mark.parametrize(
    "text", ["辽宁", "辽宁省", "北京市", "内蒙古自治区", "广西壮族自治区", "香港特别行政区", " 辽 宁 "]
)
def test_provinces(text: str) -> None:
    assert is_province(text)


@pytest.mark.parametrize("text", ["大连", "张某", "", "1000万元", "N/A"])
def test_no_provinces(text: str) -> None:
    assert not is_province(text)


def test_the_texts_of_a_cell_error_become_those_of_the_reject() -> None:
    with pytest.raises(CellError) as raised:
        parse_date("2008-02-30")
    cells = {"注册日期": "2008-02-30"}
    refused = reject(PLACE, raised.value.code, cells, column="注册日期", texts=raised.value.texts)
    assert "2008-02-30" in refused.message_zh
    assert refused.value == "2008-02-30"


def test_personal_columns_are_a_closed_list() -> None:
    assert {"法定代表人", "法人代表", "负责人", "联系人", "电话"} <= PERSONAL_COLUMNS


def test_a_mail_address_is_masked_wherever_it_stands() -> None:
    assert mask("人民路1号zhang.san@qq.com，另见 a@b") == "人民路1号〔已隐去邮箱〕，另见 a@b"
