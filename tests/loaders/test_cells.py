"""One cell at a time: what it says, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypher.domain.vocabulary import BOUNDS
from loaders.cells.rejects import CODES
from loaders.cells.values import (
    YEARS,
    CellError,
    Count,
    clean,
    is_blank,
    parse_count,
    parse_date,
    parse_yes_no,
    split_values,
)

# Text as registries send it: everything that Unicode has, and the characters that matter here more often.
cell_texts = st.one_of(
    st.text(),
    st.text(alphabet="0123456789０１２３４.-/年月日:, TEe+约多余人名万千百十一二三以上无N()（）\u3000\u200b；;是否—"),
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u3000",
        "\u200b",
        "N/A",
        "n/a",
        "Ｎ／Ａ",
        "-",
        "--",
        "—",
        "——",
        "－",
        "/",
        "无",
        "66()",
        "66（）",
        "()",
        "（略）",
        "#N/A",
        "NULL",
        "不详",
        "*",
    ],
)
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["0", "００", "一", "否", "无锡", "66(万元)", "大连", "-1", "N"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 大连 甲 ", "大连 甲"),
        ("大连\u3000\u3000甲\r\n乙", "大连 甲 乙"),
        ("大\u200b连\ufeff", "大连"),
        ("ＡＢＣ１２３（大连）", "ABC123（大连）"),
        ("甲、乙；丙，丁。", "甲、乙；丙，丁。"),
        ("⼤连", "大连"),
        ("甲\ue000乙", "甲\ue000乙"),
        ("", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_text_that_was_decoded_wrongly_is_refused() -> None:
    with pytest.raises(CellError) as refused:
        clean("大连\ufffd会计")
    assert refused.value.code == "bad_text"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2008-05-12", "2008-05-12"),
        ("2008-5-2", "2008-05-02"),
        ("2008/5/12", "2008-05-12"),
        ("2008.05.12", "2008-05-12"),
        ("20080501", "2008-05-01"),
        ("2008年5月12日", "2008-05-12"),
        ("2008 年 5 月 12 日", "2008-05-12"),
        ("２００８－０５－１２", "2008-05-12"),
        ("２００８年５月", "2008-05"),
        ("二〇〇八年五月十二日", "2008-05-12"),
        ("二○○八年十二月", "2008-12"),
        ("2008-05-12 00:00:00", "2008-05-12"),
        ("2008-05-12T08:30:00Z", "2008-05-12"),
        ("2008/5/12 0:00", "2008-05-12"),
        ("2008年5月", "2008-05"),
        ("2008.5", "2008-05"),
        ("200805", "2008-05"),
        ("2008-12", "2008-12"),
        ("2008", "2008"),
        ("2008年", "2008"),
        ("39580", "2008-05-12"),
        ("39580.75", "2008-05-12"),
        ("2008-02-29", "2008-02-29"),
        ("N/A", None),
        ("—", None),
        ("", None),
        ("长期", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2007-02-29", "impossible_date"),
        ("2008-13-01", "impossible_date"),
        ("20080532", "impossible_date"),
        ("2008-00", "impossible_date"),
        ("1066-10-14", "impossible_date"),
        ("08-05-12", "bad_date"),
        ("5/12/2008", "bad_date"),
        ("去年", "bad_date"),
        ("2008-05-12至2012-05-11", "bad_date"),
        ("123456789012345678", "bad_date"),
        ("99999", "bad_date"),
        ("-5", "bad_date"),
    ],
)
def test_dates_refused(text: str, code: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_date(text)
    assert refused.value.code == code


@given(st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31)))
def test_every_day_is_read_in_every_way_of_writing(day: date) -> None:
    iso = day.isoformat()
    written = [iso, iso.replace("-", ""), f"{day.year}年{day.month}月{day.day}日", f"{day.year}/{day.month}/{day.day}"]
    assert {parse_date(text) for text in written} == {iso}
    assert parse_date(iso[:7]) == iso[:7]
    assert parse_date(iso[:4]) == iso[:4]


@given(st.dates(date(1940, 1, 2), date(2099, 12, 31)))
def test_every_serial_is_the_day_that_a_spreadsheet_shows(day: date) -> None:
    assert parse_date(str((day - date(1899, 12, 30)).days)) == day.isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("343", Count(343, "exact")),
        ("0", Count(0, "exact")),
        ("1,234", Count(1234, "exact")),
        ("１，２３４", Count(1234, "exact")),
        ("６６", Count(66, "exact")),
        ("12.0", Count(12, "exact")),
        ("12人", Count(12, "exact")),
        ("共12名", Count(12, "exact")),
        ("三", Count(3, "exact")),
        ("三十一", Count(31, "exact")),
        ("一百零五", Count(105, "exact")),
        ("1.2万", Count(12000, "exact")),
        ("6600多", Count(6600, "more_than")),
        ("6600多名", Count(6600, "more_than")),
        ("6600余人", Count(6600, "more_than")),
        ("超过6600", Count(6600, "more_than")),
        ("1万多", Count(10000, "more_than")),
        ("3名以上", Count(2, "more_than")),
        ("至少3人", Count(2, "more_than")),
        ("约20", Count(20, "about")),
        ("20左右", Count(20, "about")),
        ("近20人", Count(20, "about")),
        ("—", None),
        ("无", None),
        ("", None),
        ("66()", None),
    ],
)
def test_counts(text: str, expected: Count | None) -> None:
    assert parse_count(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "-5",
        "12.5",
        "10-20",
        "十几",
        "几十",
        "6600+",
        "约6600多",
        "9.1E+17",
        "123456789012345678",
        "人",
        "3个半",
        "1,23",
    ],
)
def test_counts_refused(text: str) -> None:
    with pytest.raises(CellError) as refused:
        parse_count(text)
    assert refused.value.code == "bad_count"


@given(st.integers(0, 99_999_999))
def test_every_number_is_read_with_its_bound(n: int) -> None:
    assert parse_count(str(n)) == Count(n, "exact")
    assert parse_count(f"{n:,}") == Count(n, "exact")
    assert parse_count(f"{n}多") == Count(n, "more_than")
    assert parse_count(f"约{n}") == Count(n, "about")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("是", True),
        ("否", False),
        (" 是 ", True),
        ("Ｙ", True),
        ("√", True),
        ("FALSE", False),
        ("", None),
        ("无", None),
    ],
)
def test_yes_no(text: str, expected: bool | None) -> None:
    assert parse_yes_no(text) is expected


def test_yes_no_refuses_the_rest() -> None:
    with pytest.raises(CellError) as refused:
        parse_yes_no("大概")
    assert refused.value.code == "bad_yes_no"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲；乙;丙", ("甲", "乙", "丙")),
        ("甲\n乙", ("甲", "乙")),
        ("甲； 甲 ；", ("甲",)),
        ("甲、乙", ("甲、乙",)),
        ("N/A", ()),
        ("", ()),
    ],
)
def test_several_values(text: str, expected: tuple[str, ...]) -> None:
    assert split_values(text) == expected


@given(cell_texts)
def test_no_cell_brings_anything_but_a_value_or_a_cell_error(text: str) -> None:
    refused: list[CellError] = []
    for read in (clean, is_blank, parse_date, parse_count, parse_yes_no, split_values):
        try:
            read(text)
        except CellError as error:
            refused.append(error)
    for error in refused:
        assert error.code in CODES
        assert all((error.message_zh, error.message_en, error.remedy_zh, error.remedy_en))


@given(cell_texts)
def test_what_is_read_has_the_shape_that_the_graph_expects(text: str) -> None:
    try:
        day, count = parse_date(text), parse_count(text)
    except CellError:
        return
    assert day is None or (len(day) in (4, 7, 10) and day[:4].isascii() and int(day[:4]) in YEARS)
    assert count is None or (count.value >= 0 and count.bound in BOUNDS)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd")))
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd")))
def test_a_clean_text_is_one_line_without_anything_invisible(text: str) -> None:
    assert not set(clean(text)) & set("\n\r\t\u3000\u200b\ufeff\xa0")
    assert clean(text) == clean(text).strip()
