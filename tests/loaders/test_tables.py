"""What a table looks like: headings and their synonyms, groups, totals and notes, marks in cells, what is near."""

from pathlib import Path

import pytest

from loaders.auto import source_of
from loaders.cells.rejects import FileUnreadable
from loaders.read.headings import Header, find_header, header_key, known_as
from loaders.read.lines import Line
from loaders.read.marks import bare_text, fault_of
from loaders.read.readers import FileFacts, Row, read_rows
from loaders.read.skipping import Stated, reason_to_skip, stated_count
from loaders.read.tables import shape
from loaders.sources import Source, load_sources
from loaders.sources._synonyms import SYNONYMS, synonyms_of
from loaders.validate.columns import as_read_by, fits, known_columns, known_headings, near
from loaders.validate.files import file_report
from loaders.validate.totals import Totals
from loaders.validate.validate import inspect, inspected, recognise

ENTERPRISES = load_sources()["enterprises"]


def file(folder: Path, *lines: str, name: str = "甲.csv") -> FileFacts:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return inspected(path)


# -- rows that are no data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["一、会计师事务所"], "group"),
        (["（二）税务师事务所"], "group"),
        (["第三部分 民办学校"], "group"),
        (["二、税务师事务所（1家）"], "group"),
        (["律师事务所(12家)"], "group"),
        (["中山区"], "group"),
        (["青泥洼桥街道"], "group"),
        (["社会团体"], "group"),
        (["各类会计师事务所"], "group"),
        (["三", "律师事务所"], "group"),
        (["1.会计师事务所"], "group"),
        (["【税务师事务所】"], "group"),
        (["—— 律师类 ——"], "group"),
        (["其中："], "group"),
        (["Total", "12"], "total"),
        (["填写说明：日期写到日"], "note"),
        (["会计师事务所小计", "1"], "total"),
        (["中山区税务师事务所合计"], "total"),
        (["税务师事务所共1家"], "total"),
        (["共 12 家"], "total"),
        (["合计", "12", "30"], "total"),
        (["7", "合计", "2"], "total"),
        (["合计：12家"], "total"),
        (["总数12家"], "total"),
        (["本页小计", "—", "3"], "total"),
        (["大连市律师事务所登记表"], "title"),
        (["第1页 共3页"], "note"),
        (["注：以上由各区报送"], "note"),
        (["填表人：某", "审核人：某"], "note"),
        (["以下空白"], "note"),
        (["本表由各区市县民政局报送。"], "note"),
        (["填报单位：甲局"], "report_line"),
        (["大连甲会计师事务所"], None),
        (["大连合计会计师事务所", "1"], None),
        (["大连合计会计师事务所", "2008", "验资"], None),
        (["大连共赢商会"], None),
        (["大连市中山区律师协会"], None),
        (["1", "大连甲会计师事务所"], None),
        (["一", "大连甲会计师事务所"], None),
        (["大连甲会计师事务所小计", "2008-05-12", "验资"], None),
        (["一、大连甲协会", "社会团体", "正常"], None),
    ],
)
def test_why_a_row_is_no_data(cells: list[str], reason: str | None) -> None:
    assert reason_to_skip(cells, 8) == reason


@pytest.mark.parametrize(
    ("cells", "stated"),
    [
        (["共 12 家"], Stated(12, True)),
        (["合计：12家"], Stated(12, True)),
        (["以上共计12家。"], Stated(12, True)),
        (["税务师事务所共1家"], Stated(1, False)),
        (["会计师事务所小计3家"], Stated(3, False)),
        (["合计", "12"], None),
        (["小计"], None),
    ],
)
def test_what_a_total_says_of_the_number_of_rows(cells: list[str], stated: Stated | None) -> None:
    assert stated_count(cells) == stated


def test_a_total_of_another_number_than_was_read_is_noticed(tmp_path: Path) -> None:
    facts = file(
        tmp_path,
        "企业名称,注册日期,经营范围",
        "一、会计,,",
        "大连甲所,2008,验资",
        "大连乙所,2008,验资",
        "会计共2家,,",
        "二、税务,,",
        "大连丙所,2008,税务",
        "税务共4家,,",
        "全市共3家,,",
        "合计：5家,,",
    )
    totals = Totals()
    for row in read_rows(facts):
        totals.pass_by(row)
    assert [(one.place.row, one.stated, one.found) for one in totals.wrong] == [(8, 4, 1), (10, 5, 3)]
    report = file_report(ENTERPRISES, facts, (), totals.wrong)
    assert report.totals[0] == {"sheet": None, "row": 8, "stated": 4, "found": 1}


# -- marks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("'0012", "0012"),
        ('="0012"', "0012"),
        ('="大连""甲""协会"', '大连"甲"协会'),
        ("20080512.0", "20080512"),
        ("2008.10", "2008.10"),
        ("'甲'", "'甲'"),
        ("=A1", "=A1"),
        ("", ""),
    ],
)
def test_marks_that_keep_a_number_a_text_are_taken_off(text: str, bare: str) -> None:
    assert bare_text(text) == bare
    assert bare_text(bare) == bare


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("#VALUE!", "error_cell"),
        ("#SPILL!", "error_cell"),
        ("#DIV/0!", "error_cell"),
        ("#NAME?", "error_cell"),
        ("########", "error_cell"),
        ("=A1&B1", "uncalculated_formula"),
        ("#N/A", None),
        ("#甲楼", None),
        ("==", None),
        ("=", None),
    ],
)
def test_errors_and_formulas_are_seen_in_any_file(text: str, code: str | None) -> None:
    fault = fault_of(text)
    assert (fault.code if fault else None) == code


# -- headings -------------------------------------------------------------------------------------------------------

KEYS = frozenset(map(header_key, known_headings()))


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("统一社会信用代码（18位）", "统一社会信用代码"),
        ("＊企业名称【全称】", "企业名称"),
        ("企业名称/全称", "企业名称"),
        ("正式党员（名）", "正式党员"),
        ("注册资金（万元）", "注册资金(万元)"),
        ("企业名秤", "企业名秤"),
    ],
)
def test_a_remark_makes_no_other_heading(written: str, known: str) -> None:
    assert known_as(header_key(written), KEYS) == known


def table(*rows: list[str]) -> tuple[Header, list[Row]]:
    lines = [Line(number, tuple(cells)) for number, cells in enumerate(rows, 1)]
    header = find_header(lines, None, KEYS, {})
    assert isinstance(header, Header)
    return header, [row for line in lines if (row := shape(line, header, "甲", padded=True))]


def test_headings_of_two_levels_are_put_together() -> None:
    header, rows = table(
        ["序号", "单位名称", "统计日期", "党员", "", "", "备注"],
        ["", "", "", "正式", "预备", "流动", ""],
        ["1", "甲", "2008", "3", "0", "1", ""],
        ["序号", "单位名称", "统计日期", "党员", "", "", "备注"],
        ["", "", "", "正式", "预备", "流动", ""],
        ["2", "乙", "2008", "5", "0", "1", ""],
    )
    assert header.names == (None, "单位名称", "统计日期", "正式党员", "预备党员", "流动", "备注")
    assert [row.place.row for row in rows] == [3, 6]


@pytest.mark.parametrize("numbers", [["1", "2", "3", "4"], ["栏次", "1", "2", "3"], ["甲", "乙", "1", "2"]])
def test_a_row_that_numbers_the_columns_is_no_data(numbers: list[str]) -> None:
    _, rows = table(["序号", "单位", "统计日期", "正式党员"], numbers, ["1", "甲", "2008", "3"], ["2", "1", "2", "3"])
    assert [row.place.row for row in rows] == [3, 4]


def test_a_first_row_of_data_is_no_second_level() -> None:
    header, rows = table(
        ["行业", "业务主管单位", "级别", "起始日期"], ["会计", "辽宁省财政厅", "省", ""], ["行业", "甲", "市", ""]
    )
    assert (header.rows, len(rows)) == ((1,), 2)


def test_usual_synonyms_are_read_as_the_column_of_the_source(tmp_path: Path) -> None:
    facts = file(tmp_path, "机构名称,统一社会信用代码（18位）,成立时间,业务范围,地址", "大连甲所,,2008,验资,某路1号")
    assert recognise(facts) is ENTERPRISES
    (read,) = inspect(ENTERPRISES, [facts])
    assert read.read_as == {"机构名称": "企业名称", "成立时间": "注册日期", "业务范围": "经营范围", "地址": "注册地址"}
    (row,) = read_rows(read)
    assert row.cells == {
        "企业名称": "大连甲所", "统一社会信用代码": "", "注册日期": "2008", "经营范围": "验资", "注册地址": "某路1号"
    }  # fmt: skip


def test_the_source_s_own_column_goes_before_a_synonym(tmp_path: Path) -> None:
    facts = as_read_by(ENTERPRISES, file(tmp_path, "企业名称,单位名称,注册日期,成立日期", "甲,乙,2008,2009"))
    assert facts.read_as == {}
    assert facts.columns == {"企业名称", "单位名称", "注册日期", "成立日期"}


def test_no_synonym_is_a_column_s_own_and_all_are_of_columns() -> None:
    assert SYNONYMS.keys() <= known_columns()
    assert all(column not in words and len(set(words)) == len(words) for column, words in SYNONYMS.items())


@pytest.mark.parametrize(
    ("headings", "source"),
    [
        ("协会名称,会员单位名称,入会时间", "memberships"),
        ("注销单位名称,登记证号,注销时间,文号", "closures"),
        ("党组织名称,覆盖单位名称,起始时间", "coverage"),
        ("组织全称,业务主管单位名称,开始时间", "supervision"),
        ("党组织全称,换届年月", "elections"),
        ("社会组织全称,登记管理机关名称,登记证编号", "social_organizations"),
        ("单位全称,统计年月,正式党员数", "headcounts"),
        ("组织名称,上级机关名称,征求意见时间,文号", "consultations"),
        ("原单位全称,现单位全称,更名年月", "renamings"),
    ],
)
def test_a_heading_that_only_ends_otherwise_is_known(tmp_path: Path, headings: str, source: str) -> None:
    found = recognise(file(tmp_path, headings, ",".join("甲" for _ in headings.split(","))))
    assert found is load_sources()[source]


def test_however_its_headings_end_a_source_is_known(tmp_path: Path) -> None:
    for source in load_sources().values():
        for headers in source.header_sets:
            written = [next((w for w in synonyms_of(c)[:2] if w not in known_columns()), c) for c in headers]
            assert recognise(file(tmp_path, ",".join(written), ",".join("甲" for _ in written))) is source, written


def test_what_may_be_meant_is_said_where_no_source_is_known(tmp_path: Path) -> None:
    facts = file(tmp_path, "协会名称,会员单伍名称,入会时间", "甲协会,乙所,2008")
    with pytest.raises(FileUnreadable, match="--map '会员单伍名称=会员单位'") as refused:
        source_of(facts)
    assert "会员单伍名称=会员单位" in refused.value.message_zh
    with pytest.raises(FileUnreadable, match="--map '会员单伍名称=会员单位'"):
        inspect(load_sources()["memberships"], [facts])


def test_an_unknown_heading_near_a_known_one_is_said(tmp_path: Path) -> None:
    facts = file(tmp_path, "企业名称,注册曰期,经营范围,注册资金", "甲,2008,验资,50")
    assert near(ENTERPRISES, facts) == {"注册曰期": "注册日期"}
    report = file_report(ENTERPRISES, facts, (), ())
    assert (report.near, report.unread) == ({"注册曰期": "注册日期"}, ("注册曰期", "注册资金"))


@pytest.mark.parametrize("source", load_sources().values(), ids=lambda source: source.id)
def test_such_a_heading_is_said_in_every_source_that_has_the_known_one_and_in_no_other(
    source: Source, tmp_path: Path
) -> None:
    path = tmp_path / "甲.csv"
    headings = {*max(source.header_sets, key=len), *source.required} - {"从业人员"}
    path.write_text(",".join([*sorted(headings), "职工数"]) + "\n1\n", encoding="utf-8")
    report = file_report(source, inspect(source, [path])[0], (), ())
    assert report.near == ({"职工数": "从业人员"} if "从业人员" in source.columns else {})
    assert "职工数" in report.unread


def test_an_unknown_set_of_headings_is_refused_with_the_nearest_source(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refused:
        source_of(file(tmp_path, "经营范围,注册地址,企业类型,联系人", "验资,某路,公司,王小明"))
    assert "enterprises, which needs 企业名称" in refused.value.message_en
    assert "王小明" not in f"{refused.value.said}"


def test_a_set_of_headings_that_two_sources_have_is_refused_with_both(tmp_path: Path) -> None:
    facts = file(tmp_path, "企业名称,注册日期,党组织名称,党组织类型", "甲,2008,乙,党支部")
    with pytest.raises(FileUnreadable) as refused:
        source_of(facts)
    assert "it may be" in refused.value.message_en
    assert {"enterprises", "party_organizations"} <= {fit.source.id for fit in fits(facts) if not fit.missing}
