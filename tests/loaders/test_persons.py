"""A law: whoever is hidden in a file of any format is found nowhere afterwards."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.cells.person_names import is_likely_name
from loaders.cells.persons import (
    IDENTITY_MASK,
    MOBILE_MASK,
    NAME_MASK,
    PHONE_MASK,
    is_personal_column,
    mask,
    mask_number,
)
from loaders.cells.rejects import FileUnreadable, Place, reject
from loaders.cells.row_persons import without_persons
from loaders.exchange import read_records
from loaders.load import load
from loaders.outcomes import outcomes_of, packed
from loaders.sources import load_sources
from loaders.validate.columns import known_headings
from loaders.validate.validate import Read, inspect, read
from tests.loaders.test_load_rows import FRAME
from tests.loaders.test_load_run import put_city
from tests.loaders.test_rejects import with_check
from tests.registries import REGISTRIES

SURNAMES = "王李张刘陈杨赵黄周吴鞠佟么蔺"
GIVEN = "明华伟芳娜敏静丽强磊洋艳勇杰娟涛超秀霞平刚桂英鑫宇"
NAMES = st.builds(
    lambda surname, given: surname + given, st.sampled_from(SURNAMES), st.text(GIVEN, min_size=1, max_size=2)
)
IDENTITIES = st.one_of(
    st.dates().filter(lambda d: 1920 <= d.year <= 2010).map(lambda d: with_check(f"210202{d:%Y%m%d}123")),
    st.dates().filter(lambda d: 1920 <= d.year <= 1999).map(lambda d: f"210202{d:%y%m%d}123"),
)
MOBILES = st.from_regex(r"1[3-9]\d{9}", fullmatch=True).map(lambda n: n.translate(ASCII))
ASCII = {ord(c): str(unicodedata.digit(c)) for c in map(chr, range(0x110000)) if c.isdigit() and not c.isascii()}
LANDLINES = st.from_regex(r"0411-8[0-9]{7}|\(0411\)8[0-9]{7}|024 2[0-9]{7}", fullmatch=True)
MAILS = st.from_regex(r"[a-z]{4,9}@[a-z]{3,6}\.com", fullmatch=True)


def spaced(number: str, how: str) -> str:
    """A number as people write it."""
    if how == "wide":
        return "".join(chr(ord(c) + 0xFEE0) for c in number)
    if how == "spaces" and len(number) == 18:
        return f"{number[:6]} {number[6:14]} {number[14:]}"
    if how == "unseen":
        return "\u200b".join((number[:5], number[5:]))
    return number


NUMBERS = st.builds(spaced, st.one_of(IDENTITIES, MOBILES), st.sampled_from(["plain", "wide", "spaces", "unseen"]))
# Where something may be hidden, beside the dropped columns: texts, and cells in which no such thing belongs.
HIDING = ("经营范围", "注册地址", "企业类型", "注册日期", "地区", "备用列")
DROPPED = ("法人代表", "执行事务合伙人", "联系人")
FIRM: Mapping[str, str] = {
    **REGISTRIES["enterprises"][0],
    **dict.fromkeys(("执行事务合伙人", "联系人", "备用列"), ""),
}


def write(folder: Path, form: str, rows: Sequence[Mapping[str, str]]) -> Path:
    """The rows as a file of the format."""
    path = folder / f"甲.{form}"
    if form == "xlsx":
        with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
            sheet = book.add_worksheet()
            for at, row in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
                for column, text in enumerate(row):
                    sheet.write_string(at, column, text)
    elif form == "jsonl":
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    else:
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
    return path


def everything(came: Read) -> str:
    """All that goes on from the door: to the graph, into messages, to be kept."""
    said = [
        [repr(row.record) for row in came.rows],
        [asdict(one) for one in came.rejects],
        [asdict(reject(row.place, "conflicting_rows", row.cells, others="9")) for row in came.rows],
        packed(outcomes_of(came, came.rows)),
    ]
    return plain(json.dumps(said, ensure_ascii=False))


def plain(text: str) -> str:
    """The text as whoever looks for somebody reads it: without width, spaces and what nobody sees."""
    return re.sub(r"[\s\-()\u200b]", "", unicodedata.normalize("NFKC", text))


@settings(max_examples=150, deadline=None)
@given(data=st.data(), form=st.sampled_from(["csv", "xlsx", "jsonl"]))
def test_whoever_is_hidden_in_a_file_is_found_nowhere(
    data: st.DataObject, form: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name, number = data.draw(NAMES), data.draw(st.one_of(NUMBERS, LANDLINES, MAILS))
    row = dict(FIRM)
    row[data.draw(st.sampled_from(DROPPED))] = name
    for hidden in (name, number):
        at = data.draw(st.sampled_from(HIDING))
        row[at] = data.draw(st.sampled_from(["{}", "某路2号，{}收", "{}；审计"])).format(hidden) if at else hidden
    source = load_sources()["enterprises"]
    path = write(tmp_path_factory.getbasetemp(), form, [row])
    came = read(source, inspect(source, [path]), FRAME, "2008-03-31")
    assert came.read == 1
    found = everything(came)
    assert name not in found
    assert plain(number) not in found


# Whom nothing but the place gives away: before 收 or 家, beside a number that is masked, in brackets, in a number.
PLACED = (
    "某路1号{name}收{number}", "某路1号 {name}家", "某路3单元{name}家中", "某院内{name}代收", "{name}先生收",
    "某路1号，{name}女士", "{number}{name}", "身份证{number}{name}", "{name}，{number}", "某路1号{name}（{number}）",
    "某路{name}{number}", "正常（{name}报）", "正常（由{name}填报）", "{name} 总结", "{name}同志整理的材料",
)  # fmt: skip
IN_NUMBERS = ("{name}7007号", "登记证第7007号（{name}）", "7007-{name}", "{name} 材料")
LIKELY_NAMES = st.builds(
    lambda surname, given: surname + given,
    st.sampled_from("王李张刘陈杨赵黄周吴"),
    st.text(GIVEN, min_size=1, max_size=2),
).filter(is_likely_name)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), name=LIKELY_NAMES, number=st.one_of(IDENTITIES, MOBILES, LANDLINES, MAILS))
def test_whoever_is_named_by_a_place_alone_is_found_nowhere(
    data: st.DataObject, name: str, number: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = load_sources()["social_organizations"]
    at = data.draw(st.sampled_from(["住所", "业务范围", "登记状态", "成立登记日期", "登记证号", "统一社会信用代码"]))
    forms = IN_NUMBERS + PLACED if at in ("登记证号", "统一社会信用代码") else PLACED
    row = {**REGISTRIES[source.id][0], at: data.draw(st.sampled_from(forms)).format(name=name, number=number)}
    if data.draw(st.booleans()):
        row["成立登记日期"] = "去年"  # the row is refused for this cell, and kept
    path = write(tmp_path_factory.getbasetemp(), "csv", [row])
    came = read(source, inspect(source, [path]), FRAME, "2008-03-31")
    assert came.read == 1
    assert name not in everything(came)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("大连市某路1号李大壮收13812345678", f"大连市某路1号{NAME_MASK}收{MOBILE_MASK}"),
        ("身份证210202198001011232李大壮", f"身份证{IDENTITY_MASK}{NAME_MASK}"),
        ("某路1号301室 欧阳小明家中", f"某路1号301室 {NAME_MASK}家中"),
        ("某路2号（李大壮老师代收）", f"某路2号（{NAME_MASK}老师代收）"),
        ("正常（李大壮 填报）", f"正常（{NAME_MASK} 填报）"),
        ("鲍丽娟 总结", f"{NAME_MASK} 总结"),
        ("2007年，李明远提供", f"2007年，{NAME_MASK}提供"),
        # places, words and organisations that begin like a name
        *((one, one) for one in ("金属提供", "高新区 汇报", "安全总结", "大连李明远整理服务有限公司", "纪念馆汇报厅")),
        ("雷锋同志纪念馆", "雷锋同志纪念馆"),
        ("严选家（大连）电子商务有限公司", "严选家（大连）电子商务有限公司"),
        ("某路1号金水人家", "某路1号金水人家"),
        ("废旧物资回收；转让", "废旧物资回收；转让"),
        ("黄河路12号13812345678", f"黄河路12号{MOBILE_MASK}"),
        ("13812345678张江路3号", f"{MOBILE_MASK}张江路3号"),
        ("许可证0411-83670000", f"许可证{PHONE_MASK}"),
        ("联系方式0411-83670000", f"联系方式{PHONE_MASK}"),
        ("大连市高新区某路1号", "大连市高新区某路1号"),
    ],
)
def test_a_name_is_told_by_where_it_stands(text: str, kept: str) -> None:
    assert mask(text) == kept
    assert mask(kept) == kept


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("李大壮7007号", f"{NAME_MASK}7007号"),
        ("登记证第12号李大壮", f"登记证第12号{NAME_MASK}"),
        ("鲍丽娟 材料", f"{NAME_MASK} 材料"),
        ("工作总结（鲍丽娟）", f"工作总结（{NAME_MASK}）"),
        ("鲍丽娟的报告2份", f"{NAME_MASK}的报告2份"),
        *((one, one) for one in ("纪要〔2007〕3号", "金属材料", "方案 2份", "学习笔记、照片")),
        *((one, one) for one in ("沈民证字第0123号", "鲁社证字第1号", "金民字12号", "高检字3号", "示民〔2008〕3号")),
    ],
)
def test_a_number_that_holds_a_name_is_told_from_one_that_names_an_office(number: str, kept: str) -> None:
    assert mask_number(number) == kept


@pytest.mark.parametrize(
    ("source", "column"),
    [("social_organizations", "登记证号"), ("units", "单位编号"), ("party_organizations", "党组织编号")],
)
def test_a_number_that_holds_a_name_is_refused(tmp_path: Path, source: str, column: str) -> None:
    declared = load_sources()[source]
    path = write(tmp_path, "csv", [{**REGISTRIES[source][0], column: "李大壮7007号"}])
    (refused,) = read(declared, inspect(declared, [path]), FRAME, "2008-03-31").rejects
    assert (refused.code, refused.column) == ("person_in_name", column)
    assert "李大壮" not in f"{refused}"


@pytest.mark.parametrize(
    ("dropped", "cell", "kept"),
    [
        (("法定代表人", "王小明"), "某路1号（王小明收）", f"某路1号（{NAME_MASK}收）"),
        (("法定代表人", "鞠 小明"), "鞠小明", NAME_MASK),
        (("联系人", "王小明、李红"), "李 红，王小明", f"{NAME_MASK}，{NAME_MASK}"),
        (("执行事务合伙人", "鞠小明（委派代表：么伟）"), "么伟 鞠小明", f"{NAME_MASK} {NAME_MASK}"),
        (("联系电话", "0411-83670000"), "某路1号 83670000", f"某路1号 {PHONE_MASK}"),
        (("联系方式", "83670000"), "电 8367 0000。", f"电 {PHONE_MASK}。"),
        (("微信号", "wx_zou88"), "中山区某路1号WX_zou88收 zou88", f"中山区某路1号{NAME_MASK}收 {NAME_MASK}"),
        (("QQ", "80012"), "某路1号（８００１２）", f"某路1号（{NAME_MASK}）"),
        (("E-mail", "zou@a.cn"), "某路1号zou@a.cn", f"某路1号{NAME_MASK}"),
        (("备注栏", "王小明"), "王小明", NAME_MASK),
        (("法人代表", "John Smith"), "c/o John Smith", f"c/o {NAME_MASK}"),
        # what is no name stays
        (("行业门类", "金融"), "金融咨询", "金融咨询"),
        (("籍贯", "大连"), "大连市某路", "大连市某路"),
        (("微信号", "zou88"), "某路1号zou880", "某路1号zou880"),
        (("联系人", "办公室"), "某路1号办公室", "某路1号办公室"),
        (("序号", "12"), "某路12号", "某路12号"),
        (("出生日期", "1980-01-01"), "1980-01-01", "1980-01-01"),
        (("法定代表人", "（略）"), "某路（略）", "某路（略）"),
    ],
)
def test_what_stands_in_a_dropped_column_is_masked_in_its_row(dropped: tuple[str, str], cell: str, kept: str) -> None:
    assert without_persons({"住所": cell}, [dropped], {"住所"}) == {"住所": kept}
    assert without_persons({"住所": cell, dropped[0]: dropped[1]}, [], {"住所"})["住所"] == kept


def test_of_columns_that_nobody_declares_only_the_heading_is_kept(tmp_path: Path) -> None:
    source = load_sources()["enterprises"]
    row = {**FIRM, "执行事务合伙人": "鞠小明", "注册日期": "去年", "备用列": "随便写的"}
    (refused,) = read(source, inspect(source, [write(tmp_path, "csv", [row])]), FRAME, "2008-03-31").rejects
    assert refused.cells["备用列"] == ""
    assert refused.cells["经营范围"] == "审计"
    assert not {"联系人", "执行事务合伙人"} & refused.cells.keys()


def test_a_firm_named_after_its_partner_is_taken_by_its_code_and_refused_without_one(tmp_path: Path) -> None:
    source = load_sources()["enterprises"]
    row = {**FIRM, "企业名称": "大连王小明会计师事务所", "法人代表": "王小明"}
    (taken,) = read(source, inspect(source, [write(tmp_path, "csv", [row])]), FRAME, "2008-03-31").rows
    assert taken.node.name == f"大连{NAME_MASK}会计师事务所"
    assert ("企业名称", "personal_data_masked") in {(w.column, w.code) for w in taken.record.warnings}
    row["统一社会信用代码"] = ""
    (refused,) = read(source, inspect(source, [write(tmp_path, "csv", [row])]), FRAME, "2008-03-31").rejects
    assert (refused.code, refused.column) == ("person_in_name", "企业名称")
    assert "王小明" not in f"{refused}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("电0411-83670000", f"电{PHONE_MASK}"),
        ("(024)23456789", PHONE_MASK),
        ("TEL: 8367 0000 转1", f"TEL: {PHONE_MASK} 转1"),
        ("人民路1号010 82345678", f"人民路1号{PHONE_MASK}"),
        ("210202800101123", "〔已隐去身份证号〕"),
        ("1380\u200b0000000", "〔已隐去手机号〕"),
        ("2102 0219 8001 0112 3X", "〔已隐去身份证号〕"),
        ("注册号210202800101123", "注册号210202800101123"),
        ("0411-12345678", "0411-12345678"),
        ("210200400012345", "210200400012345"),
        ("2008-05-12 2009-06-30", "2008-05-12 2009-06-30"),
    ],
)
def test_numbers_of_persons_are_told_from_others(text: str, kept: str) -> None:
    assert mask(text) == kept


@pytest.mark.parametrize(
    "heading",
    [
        "主任律师",
        "会长（签字）",
        "执行合伙人",
        "理 事 长",
        "名誉会长",
        "常务副理事长",
        "首席合伙人",
        "填表",
        "E-mail",
        "负责人签名",
    ],
)
def test_a_column_of_persons_is_known_by_its_heading(heading: str) -> None:
    assert is_personal_column(heading)


def test_no_column_that_a_source_reads_is_one_of_persons() -> None:
    assert [heading for heading in sorted(known_headings()) if is_personal_column(heading)] == []


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("王小明", NAME_MASK),
        ("樊国栋交", f"{NAME_MASK}交"),
        ("3月樊国栋报", f"3月{NAME_MASK}报"),
        ("会员表-樊国栋", f"会员表-{NAME_MASK}"),
        *((one, one) for one in ("社会组织2008年3月", "高新区3月报", "会员名单", "律师事务所", "一季度报")),
    ],
)
def test_a_sheet_named_after_somebody_is_named_in_no_place(title: str, kept: str, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "甲.xlsx") as book:
        sheet = book.add_worksheet(title)
        for at, row in enumerate([list(FIRM), ["", *list(FIRM.values())[1:]]]):
            sheet.write_row(at, 0, row)
    source = load_sources()["enterprises"]
    (refused,) = read(source, inspect(source, [tmp_path / "甲.xlsx"]), FRAME, "2008-03-31").rejects
    assert refused.place == Place("甲.xlsx", kept, 2)


def test_no_message_quotes_a_file_whose_headings_nobody_knows(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_text("王小明,13800000000,x\n李小红,2,3\n", encoding="utf-8")
    with pytest.raises(FileUnreadable) as refused:
        inspect(load_sources()["enterprises"], [path])
    assert not any(part in f"{refused.value.said}" for part in ("王小明", "13800000000", "李小红"))


async def test_neither_graph_nor_report_nor_log_holds_them(
    graph: Graph, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades")
    hidden = ("鞠小明", "13812345678", "0411-83671234", "ju@qq.com")
    address = "大连市中山区某路1号 " + " ".join(hidden)
    sound = {**FIRM, "法人代表": "鞠小明", "注册地址": address, "经营范围": "审计，鞠小明"}
    wrong = {**sound, "企业名称": "大连酉戌会计师事务所", "统一社会信用代码": "", "注册日期": "鞠小明"}
    path = write(tmp_path, "csv", [sound, wrong])
    with caplog.at_level("DEBUG", logger="zuzhitu"):
        report = await load(graph, load_catalogue(), "enterprises", [path], as_of="2008-03-31", settle=False)
    assert (report.counts.accepted, report.counts.rejected) == (1, 1)
    exported = json.dumps(await read_records(graph, load_catalogue()), ensure_ascii=False)
    for text in (exported, json.dumps(report.as_dict(), ensure_ascii=False), caplog.text):
        assert not any(one in text for one in hidden)
