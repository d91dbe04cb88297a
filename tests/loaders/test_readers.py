"""Files as registries send them: encodings, titles, totals, notes, torn rows; lines as an editor counts them."""

import hashlib
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.cells.rejects import FileUnreadable
from loaders.read.headings import header_key
from loaders.read.readers import FileFacts, Row, inspect_file, read_rows, shifted_column

KNOWN = (
    "企业名称",
    "统一社会信用代码",
    "注册日期",
    "经营范围",
    "注册地址",
    "单位",
    "统计日期",
    "正式党员",
    "预备党员",
    "从业人员",
)
HEADER = "企业名称,注册日期,经营范围"


def read(path: Path) -> tuple[FileFacts, list[Row]]:
    facts = inspect_file(path, KNOWN)
    return facts, list(read_rows(facts))


def text_file(folder: Path, text: str, encoding: str = "utf-8", name: str = "甲.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: list[list[object]], title: str = "表一") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    path = folder / "甲.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize(
    ("encoding", "said"),
    [(one, one) for one in ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, said: str, end: str) -> None:
    path = text_file(
        tmp_path, f"{HEADER}{end}大连甲有限公司,2008-05-12,镕䶮审计{end}{end}大连乙有限公司,2008,验资{end}", encoding
    )
    facts, rows = read(path)
    assert (facts.name, facts.format, facts.encoding) == ("甲.csv", "csv", said)
    assert facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [row.cells["经营范围"] for row in rows] == ["镕䶮审计", "验资"]
    assert [row.place.row for row in rows] == [2, 4]


def test_of_a_file_without_headings_no_cell_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(text_file(tmp_path, "某表,填表人：王小明\n甲,乙\n"), KNOWN)
    assert refused.value.code == "no_header"
    assert not any(cell in f"{refused.value.said}" for cell in ("某表", "王小明"))


def test_of_words_that_are_no_headings_those_are_named_that_they_are_near_to(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(text_file(tmp_path, "企业名,注册曰期,姓甚名谁\n甲,2008,王小明\n"), KNOWN)
    assert refused.value.code == "no_header"
    assert all("企业名称" in said and "注册日期" in said for said in refused.value.said)
    assert not any(word in f"{refused.value.said}" for word in ("注册曰期", "姓甚名谁", "王小明"))


def test_what_is_neither_encoding_is_unreadable_in_its_line(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes(f"{HEADER}\n大连甲,2008,验资\n".encode() + b"\xff\xff\xff,\xfe,\n")
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(path, KNOWN)
    assert (refused.value.code, refused.value.place.row) == ("unknown_encoding", 3)
    assert refused.value.remedy_zh


@pytest.mark.parametrize("more", ["", "大連學會,大連市民政局,社會團體,中山區\n" * 40])
def test_a_file_in_big5_is_called_that(tmp_path: Path, more: str) -> None:
    table = f"社會組織名稱,登記管理機關,社會組織類型,住所\n大連攝影學會,大連市民政局,社會團體,中山區\n{more}"
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(text_file(tmp_path, table, "big5"), KNOWN)
    assert refused.value.code == "unknown_encoding"
    assert all("Big5" in said and "UTF-8" in said for said in refused.value.said)


def test_a_file_without_headings_in_another_encoding_is_not_called_big5(tmp_path: Path) -> None:
    rare = ",".join(chr(0x4E00 + 7 * n) for n in range(900))
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(text_file(tmp_path, f"{rare}\n" * 2, "gb18030"), KNOWN)
    assert refused.value.code == "no_header"


def test_a_damaged_byte_in_a_utf8_file_does_not_make_it_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "甲.csv"
    good = f"{HEADER}\n大连甲会计师事务所有限公司,2008,验资、审计、咨询\n大连乙,2008,验".encode()
    path.write_bytes(good[:-1] + "\n大连丙,2008,验资\n".encode())
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(path, KNOWN)
    assert (refused.value.code, refused.value.place.row) == ("unknown_encoding", 3)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = text_file(tmp_path, f"{HEADER}\n大连甲,2008,验资\n".replace(",", delimiter))
    facts, rows = read(path)
    assert facts.delimiter == delimiter
    assert rows[0].cells == {"企业名称": "大连甲", "注册日期": "2008", "经营范围": "验资"}


def test_headings_tolerate_width_spaces_and_marks(tmp_path: Path) -> None:
    path = text_file(
        tmp_path, "序号,\ufeff企业名称＊, 注册　日期（必填）,经营范围：,法人代表\n1,大连甲,2008,验资,张某\n"
    )
    facts, rows = read(path)
    assert facts.columns == {"企业名称", "注册日期", "经营范围"}
    assert facts.personal == ("法人代表",)
    assert rows[0].cells == {"企业名称": "大连甲", "注册日期": "2008", "经营范围": "验资"}
    assert header_key("＊ 单位名称 （必填）") == "单位名称"


def test_titles_totals_and_notes_are_skipped_with_their_reason(tmp_path: Path) -> None:
    path = text_file(
        tmp_path,
        "大连市社会中介组织登记表,,\n"
        "填报单位：大连市甲局,,截止日期：2008年3月31日\n"
        "\n"
        f"{HEADER}\n"
        "大连甲,2008,验资\n"
        "小计,1,\n"
        f"{HEADER}\n"
        "大连合计会计师事务所,2008,验资\n"
        ",合计,2\n"
        "注：以上数据由各区报送,,\n"
        "填表人：张某,,审核人：李某\n"
        "以上各数均经核对,,\n"
        "大连只有名称,,\n",
    )
    facts, rows = read(path)
    assert facts.as_of == "2008-03-31"
    assert [(row.place.row, row.skipped) for row in rows] == [
        (1, "title"),
        (2, "report_line"),
        (5, None),
        (6, "total"),
        (8, None),
        (9, "total"),
        (10, "note"),
        (11, "note"),
        (12, "note"),
        (13, None),
    ]


def test_the_as_of_may_stand_at_the_end(tmp_path: Path) -> None:
    facts, rows = read(text_file(tmp_path, f"{HEADER}\n大连甲,2008,验资\n截止日期：2008-03-31\n"))
    assert facts.as_of == "2008-03-31"
    assert [row.skipped for row in rows] == [None, "report_line"]


def test_a_column_of_dates_is_no_as_of(tmp_path: Path) -> None:
    facts, rows = read(text_file(tmp_path, "单位,统计日期,正式党员\n甲,2008-03-31,3\n"))
    assert facts.as_of is None
    assert [row.skipped for row in rows] == [None]


def test_rows_of_another_width_are_told_with_what_was_found(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\n大连甲,2008,验,资\n大连乙,2008\n大连丙,2008,验资,,\n")
    _, rows = read(path)
    assert [(row.problem, row.found, row.expected) for row in rows] == [
        ("row_shape", 4, 3),
        ("row_shape", 2, 3),
        (None, 3, 3),
    ]
    assert rows[0].cells == {"企业名称": "大连甲", "注册日期": "2008", "经营范围": "验"}


def test_a_cell_of_several_lines_stands_in_the_first(tmp_path: Path) -> None:
    path = text_file(tmp_path, f'{HEADER}\n大连甲,2008,"验资；\n审计"\n大连乙,2008,验资\n')
    _, rows = read(path)
    assert [(row.place.row, row.cells["经营范围"]) for row in rows] == [(2, "验资；\n审计"), (4, "验资")]


def test_headings_and_first_cells_of_several_lines_are_no_stray_quotes(tmp_path: Path) -> None:
    path = text_file(tmp_path, '"企业\n名称",注册日期,"经营\n范围"\n"大连甲\n有限公司",2008,验资\n大连乙,2008,审计\n')
    facts, rows = read(path)
    assert facts.columns == {"企业名称", "注册日期", "经营范围"}
    assert [(row.place.row, row.problem, row.cells["企业名称"]) for row in rows] == [
        (4, None, "大连甲\n有限公司"),
        (6, None, "大连乙"),
    ]
    _, rows = read(text_file(tmp_path, '"企业\n名称",注册日期,,\n"大连甲\n有限公司",2008,,\n'))
    assert [(row.place.row, row.problem) for row in rows] == [(3, None)]


@pytest.mark.parametrize(
    "line", ["截止日期,2008-03-31,", "统计截止：2008年3月31日,,1", "甲局,截至 2008 年 3 月 31 日,单位：人"]
)
def test_ways_of_stating_the_as_of(tmp_path: Path, line: str) -> None:
    facts, _ = read(text_file(tmp_path, f"{line}\n{HEADER}\n大连甲,2008,验资\n"))
    assert facts.as_of == "2008-03-31"


@pytest.mark.parametrize(
    ("line", "date", "unread"),
    [
        ("截止日期：二〇〇八年三月三十一日", "2008-03-31", ""),
        ("填报单位：甲局,截止日期：２００８年３月３１日", "2008-03-31", ""),
        ("截至2008年3月底", "2008-03", ""),
        ("统计时间：二○○八年三月", "2008-03", ""),
        ("统计时点,２００８．３．３１", "2008-03-31", ""),
        ("数据截止到 2008/3/31 24:00", "2008-03-31", ""),
        ("截止日期：39538", "2008-03-31", ""),
        ("截止时间：2008年一季度末", "2008-03", ""),
        ("统计时间：2007年1月1日至2008年3月31日", "2008-03-31", ""),
        ("截止日期：20080331", "2008-03-31", ""),
        ("截止日期：08年3月31日", None, "08年3月31日"),
        ("截止日期：2008年13月", None, "2008年13月"),
        ("截止日期：三月底", None, "三月底"),
        ("截止日期：0008年一季度", None, "0008年一季度"),
        ("统计时间单位：年", None, ""),
        ("截止日期：", None, ""),
    ],
)
@pytest.mark.parametrize("below", [False, True])
def test_the_as_of_is_read_as_cells_are_and_one_that_cannot_be_is_said(
    tmp_path: Path, line: str, date: str | None, unread: str, below: bool
) -> None:
    table = f"{HEADER}\n大连甲,2008,验资\n"
    facts, rows = read(text_file(tmp_path, f"{table}{line}\n" if below else f"{line}\n{table}"))
    assert (facts.as_of, facts.unread_as_of) == (date, unread)
    assert [row.skipped for row in rows if row.skipped] == [rows[-1 if below else 0].skipped]


@pytest.mark.parametrize("torn", ['大连坏,2008,"验资', '大连坏,"2008,验资', '"大连坏,2008,验资'])
def test_a_quote_that_never_closes_costs_one_row(tmp_path: Path, torn: str) -> None:
    good = "".join(f"大连{i},2008,验资\n" for i in range(40))
    path = text_file(tmp_path, f"{HEADER}\n大连前,2008,验资\n{torn}\n{good}")
    _, rows = read(path)
    assert [row.problem for row in rows] == [None, "open_quote"] + [None] * 40
    assert [row.place.row for row in rows] == list(range(2, 44))


def test_quotes_that_open_anew_in_every_line_cost_no_more_than_their_lines(tmp_path: Path) -> None:
    path = text_file(tmp_path, f"{HEADER}\n大连前,2008,验资\n" + '甲",",x\n' * 20_000 + "大连后,2008,验资\n")
    began = time.process_time()
    _, rows = read(path)
    assert time.process_time() - began < 30
    assert (len(rows), rows[0].problem, rows[-1].cells["企业名称"]) == (20_002, None, "大连后")
    assert all(row.problem for row in rows[1:-1])


def test_a_cell_that_no_registry_could_have_written_costs_one_row(tmp_path: Path) -> None:
    _, rows = read(text_file(tmp_path, f"{HEADER}\n{'甲' * 200_000},2008,验资\n大连乙,2008,验资\n"))
    assert [(row.place.row, row.problem) for row in rows] == [(2, "open_quote"), (3, None)]


def test_a_heading_that_no_source_reads_may_stand_there_twice(tmp_path: Path) -> None:
    _, rows = read(text_file(tmp_path, "企业名称,备注,注册日期,备注\n大连甲,一,2008,二\n"))
    assert rows[0].cells["注册日期"] == "2008"


def test_two_stray_quotes_do_not_make_one_row_of_two(tmp_path: Path) -> None:
    path = text_file(tmp_path, f'{HEADER}\n大连甲,"2008,验资\n大连乙",2008,验资\n大连丙,2008,验资\n')
    _, rows = read(path)
    assert len(rows) == 3
    assert rows[0].problem == "open_quote"
    assert rows[2].cells["企业名称"] == "大连丙"


def test_a_quote_inside_a_cell_is_only_a_character(tmp_path: Path) -> None:
    _, rows = read(text_file(tmp_path, f'{HEADER}\n大连"甲"有限公司,2008,5" 管\n'))
    assert rows[0].cells["企业名称"] == '大连"甲"有限公司'
    assert rows[0].problem is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "no_header"),
        ("甲,乙,丙\n1,2,3\n".encode(), "no_header"),
        ("企业名称,注册日期,企业名称\n".encode(), "duplicate_header"),
        ("企业名称,注册日期\n甲\0,2008\n".encode(), "unknown_encoding"),
        (b"PK\x03\x04 no workbook", "wrong_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old workbook", "wrong_format"),
    ],
)
def test_unreadable_files(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(path, KNOWN)
    error = refused.value
    assert error.code == code
    assert all((error.message_zh, error.message_en, error.remedy_zh, error.remedy_en, error.place.file == "甲.csv"))


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(tmp_path / "无.csv", KNOWN)
    assert refused.value.code == "cannot_open"


def test_a_file_that_is_no_workbook_is_unreadable(tmp_path: Path) -> None:
    path = text_file(tmp_path, "企业名称,注册日期\n", name="甲.xlsx")
    with pytest.raises(FileUnreadable) as refused:
        inspect_file(path, KNOWN)
    assert refused.value.code == "wrong_format"


def test_a_workbook_reads_as_the_same_table(tmp_path: Path) -> None:
    from datetime import date, datetime

    path = workbook(
        tmp_path,
        [
            ["大连市社会中介组织登记表"],
            ["填报单位：甲局", None, "截止日期：2008-03-31"],
            ["企业名称", "统一社会信用代码", "注册日期", "从业人员", "法人代表"],
            ["大连甲", 123456789012345678, datetime(2008, 5, 12), 12.0, "张某"],
            [None, None, None, None, None],
            ["大连乙", 9.1234567890123e17, date(2008, 5, 1), "约20"],
            ["合计", None, None, 32],
        ],
    )
    facts, rows = read(path)
    assert (facts.format, facts.encoding, facts.as_of, facts.personal) == ("xlsx", None, "2008-03-31", ("法人代表",))
    assert [(row.place.sheet, row.place.row, row.skipped) for row in rows] == [
        ("表一", 1, "title"),
        ("表一", 2, "report_line"),
        ("表一", 4, None),
        ("表一", 6, None),
        ("表一", 7, "total"),
    ]
    assert rows[2].cells["注册日期"] == "2008-05-12"
    assert rows[2].cells["从业人员"] == "12"
    assert "E+17" in rows[3].cells["统一社会信用代码"]
    assert rows[3].cells["从业人员"] == "约20"
    assert all(row.problem is None for row in rows)


def test_a_workbook_that_states_a_wrong_extent_is_read_whole(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [["企业名称", "注册日期", "经营范围"], ["大连甲", "2008", "验资"], ["大连乙", "2008", "审计"]]
    )
    wrong = tmp_path / "乙.xlsx"
    with zipfile.ZipFile(path) as sound, zipfile.ZipFile(wrong, "w") as changed:
        for name in sound.namelist():
            changed.writestr(name, sound.read(name).replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1:A2"'))
    assert wrong.read_bytes() != path.read_bytes()
    _, rows = read(wrong)
    assert [tuple(row.cells.values()) for row in rows] == [("大连甲", "2008", "验资"), ("大连乙", "2008", "审计")]


def test_headings_on_two_levels(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        [
            ["党员情况统计"],
            ["序号", "单位", "统计日期", "党员", None],
            [None, None, None, "正式党员", "预备党员"],
            [1, "甲", "2008", 3, 0],
        ],
    )
    facts, rows = read(path)
    assert facts.headers[0].names == (None, "单位", "统计日期", "正式党员", "预备党员")
    assert [(row.place.row, row.skipped) for row in rows] == [(1, "title"), (4, None)]
    assert rows[1].cells == {"单位": "甲", "统计日期": "2008", "正式党员": "3", "预备党员": "0"}


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("序号,单位基本信息,,党员情况,,书记", ",单位,统计日期,正式党员,预备党员,"),
        ("序号,基本信息,,党员,,书记", ",单位,统计日期,正式,预备,"),
    ],
)
def test_headings_stand_below_groups_of_which_none_is_known(tmp_path: Path, upper: str, lower: str) -> None:
    table = f"党员情况统计,,,,,\n填报单位：甲局,,,截止日期：2008-03-31,,\n{upper}\n{lower}\n1,甲,2008,3,0,王小明\n"
    facts, rows = read(text_file(tmp_path, table))
    assert facts.headers[0].names == (None, "单位", "统计日期", "正式党员", "预备党员", None)
    assert facts.personal == ("书记",)
    assert [(row.skipped, row.problem) for row in rows] == [("title", None), ("report_line", None), (None, None)]
    assert rows[2].cells == {"单位": "甲", "统计日期": "2008", "正式党员": "3", "预备党员": "0"}


@pytest.mark.parametrize("line", ["党员情况统计,,,", "甲局制,,,单位：人", "甲局,,,2008年"])
def test_a_line_above_the_headings_is_no_row_of_groups(tmp_path: Path, line: str) -> None:
    facts, rows = read(text_file(tmp_path, f"{line}\n单位,统计日期,正式党员,\n甲,2008,3,\n"))
    assert facts.headers[0].rows == (2,)
    assert [row.skipped for row in rows] == ["title", None]


def test_every_sheet_with_headings_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.append(["说明"])
    for title in ("中山区", "西岗区"):
        sheet = book.create_sheet(title)
        sheet.append(["企业名称", "注册日期"])
        sheet.append([f"大连{title}甲", "2008"])
    book.save(tmp_path / "甲.xlsx")
    facts, rows = read(tmp_path / "甲.xlsx")
    assert facts.unread_sheets == ("Sheet",)
    assert [(row.place.sheet, row.place.row, row.cells["企业名称"]) for row in rows] == [
        ("中山区", 2, "大连中山区甲"),
        ("西岗区", 2, "大连西岗区甲"),
    ]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"所在省份": "辽宁", "注册日期": "2008年5月"}, None),
        ({"所在省份": "N/A"}, None),
        ({"所在省份": "张某"}, "所在省份"),
        ({"所在省份": "大连"}, "所在省份"),
        ({"统一社会信用代码": "2008-05-12"}, None),
        ({"统一社会信用代码": "有限责任公司"}, "统一社会信用代码"),
        ({"注册日期": "有限责任公司"}, "注册日期"),
        ({"注册日期": "二〇〇八年五月"}, None),
        ({"注册日期": "2008-13-01"}, None),
        ({"注册日期": "去年五月"}, None),
        ({"注册日期": "长期"}, None),
    ],
)
def test_shifted_rows_are_seen_by_their_columns(cells: dict[str, str], column: str | None) -> None:
    assert shifted_column(cells) == column


plain_cells = st.text(alphabet="甲乙丙abc123 、。\u3000", min_size=1, max_size=8).map(lambda t: f"x{t}x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.tuples(plain_cells, plain_cells, plain_cells), max_size=12), st.data())
def test_one_bad_line_changes_no_other_row(
    tmp_path: Path, table: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    """Whatever is put in as one line of its own, the rows of the other lines come out as before, each in its line."""
    lines = [",".join(cells) for cells in table]
    at = data.draw(st.integers(0, len(lines)))
    bad = data.draw(st.text(alphabet='甲1,;" \t', max_size=12))
    facts, rows = read(text_file(tmp_path, "\n".join([HEADER, *lines[:at], bad, *lines[at:]]) + "\n"))
    kept = {row.place.row: tuple(row.cells.values()) for row in rows if row.problem is None and row.place.row != at + 2}
    expected = {i + 2 + (i >= at): cells for i, cells in enumerate(table)}
    assert kept == expected
    assert facts.encoding == "utf-8"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_bring_anything_but_rows_or_an_unreadable_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "甲.csv"
    path.write_bytes("企业名称,注册日期,经营范围\n".encode() + content)
    try:
        facts = inspect_file(path, KNOWN)
    except FileUnreadable:
        return
    places = [row.place.row for row in read_rows(facts)]
    assert places == sorted(set(places))
