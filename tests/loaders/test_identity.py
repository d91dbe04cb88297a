"""Codes are checked as the standards say; keys and ids are the same whoever computes them."""

import hashlib
import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cypher.domain.names import matching_key
from loaders.cells.codes import (
    CREDIT_CODE_CHARACTERS,
    authority_code_of,
    credit_check_character,
    is_credit_code,
    is_organization_code,
    normalise_credit_code,
    normalise_organization_code,
    organization_check_character,
    organization_code_of,
)
from loaders.cells.values import CellError
from loaders.resolve.identity import fact_id, organization_id


@pytest.mark.parametrize(
    ("code", "credit_holds", "organization_holds"),
    [  # docs/domain.md 7
        ("51100000500009247D", True, True),
        ("51100000500002862F", True, True),
        ("12440300455752807L", True, True),
        ("91110000600037341L", True, True),
        ("51100000500000024G", False, False),
        ("31110000E000123456", False, None),
    ],
)
def test_the_codes_of_the_domain(code: str, credit_holds: bool, organization_holds: bool | None) -> None:
    assert is_credit_code(code) is credit_holds
    if organization_holds is not None:
        assert is_organization_code(organization_code_of(code)) is organization_holds
    if credit_holds:
        assert normalise_credit_code(code) == (code, ())
    else:
        with pytest.raises(CellError) as refused:
            normalise_credit_code(code)
        assert refused.value.code == "credit_code_check"


def test_parts_of_a_code() -> None:
    assert organization_code_of("91110000600037341L") == "600037341"
    assert authority_code_of("91110000600037341L") == "110000"


@pytest.mark.parametrize("text", ["", "N/A", "—", "无"])
def test_a_blank_code_is_no_code(text: str) -> None:
    assert normalise_credit_code(text) == (None, ())
    assert normalise_organization_code(text) == (None, ())


@pytest.mark.parametrize(
    "text",
    ["51100000500009247d", " 5110 0000 5000 0924 7d ", "５１１０００００５００００９２４７ｄ", "51100000-500009247d"],
)
def test_lower_case_and_width_are_accepted(text: str) -> None:
    assert normalise_credit_code(text) == ("51100000500009247D", ("credit_code_lower_case",))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("9.1E+17", "credit_code_scientific"),
        ("9.10E+17", "credit_code_scientific"),
        ("９．１Ｅ＋１７", "credit_code_scientific"),
        ("912102000000001000", "credit_code_scientific"),
        ("5110000050000924", "credit_code_length"),
        ("500009247", "credit_code_length"),
        ("511000005000092477D", "credit_code_length"),
        ("5110000050000924?D", "credit_code_charset"),
        ("大连市某某会计师事务所有限责任公司甲", "credit_code_charset"),
        ("51100000500009247E", "credit_code_check"),
    ],
)
def test_codes_refused(text: str, code: str) -> None:
    with pytest.raises(CellError) as refused:
        normalise_credit_code(text)
    assert refused.value.code == code


@pytest.mark.parametrize("slip", ["511OOOOO5OOOO9247D", "5110000050000924ZD".replace("Z", "7").replace("51", "5I", 1)])
def test_letters_that_look_like_digits_are_refused_with_the_code_that_was_meant(slip: str) -> None:
    with pytest.raises(CellError) as refused:
        normalise_credit_code(slip)
    assert refused.value.code == "credit_code_charset"
    assert "51100000500009247D" in refused.value.remedy_zh
    assert "51100000500009247D" in refused.value.remedy_en


def test_a_slip_that_would_not_make_the_code_valid_suggests_nothing() -> None:
    with pytest.raises(CellError) as refused:
        normalise_credit_code("5I100000500009247E")
    assert not re.search(r"\d{8}", refused.value.remedy_zh)


@pytest.mark.parametrize(
    ("kind", "warned"),
    [
        ("social_group", False),
        ("association", False),
        ("firm", True),
        ("foundation", True),
        ("anything", False),
        (None, False),
    ],
)
def test_a_prefix_that_does_not_fit_the_kind_is_a_warning(kind: str | None, warned: bool) -> None:
    code, warnings = normalise_credit_code("51100000500009247D", kind)
    assert code == "51100000500009247D"
    assert ("credit_code_prefix" in warnings) is warned


def test_the_inner_check_only_warns() -> None:
    first17 = "91210200MA0000000"
    code = first17 + credit_check_character(first17)
    assert not is_organization_code(organization_code_of(code))
    assert normalise_credit_code(code) == (code, ("organization_code_check",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("60003734-1", ("600037341", ())),
        ("６０００３７３４－１", ("600037341", ())),
        ("600037342", ("600037342", ("organization_code_check",))),
    ],
)
def test_organisation_codes(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert normalise_organization_code(text) == expected


@pytest.mark.parametrize("text", ["6000373", "6000373412", "甲乙丙", "60003734A"])
def test_organisation_codes_refused(text: str) -> None:
    with pytest.raises(CellError) as refused:
        normalise_organization_code(text)
    assert refused.value.code == "organization_code_format"


credit_codes = st.text(CREDIT_CODE_CHARACTERS, min_size=17, max_size=17).map(lambda c: c + credit_check_character(c))


@given(credit_codes, st.integers(0, 17), st.sampled_from(CREDIT_CODE_CHARACTERS))
def test_one_wrong_character_never_passes(code: str, at: int, other: str) -> None:
    assume(code[at] != other)
    assert is_credit_code(code)
    assert not is_credit_code(code[:at] + other + code[at + 1 :])


@given(credit_codes, st.integers(0, 16))
def test_two_neighbours_swapped_never_pass(code: str, at: int) -> None:
    assume(code[at] != code[at + 1])
    assert not is_credit_code(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=8, max_size=8))
def test_the_organisation_code_check_holds_for_what_it_gives(first8: str) -> None:
    assert is_organization_code(first8 + organization_check_character(first8))


@given(st.one_of(st.text(), st.text(CREDIT_CODE_CHARACTERS + "OIZSVoi -.Ee+", max_size=22)))
def test_no_text_brings_anything_but_a_code_or_a_cell_error(text: str) -> None:
    for read in (normalise_credit_code, normalise_organization_code):
        try:
            read(text)
        except CellError:
            continue
    try:
        code, _ = normalise_credit_code(text)
    except CellError:
        return
    assert code is None or is_credit_code(code)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("大连甲（集团）有限公司", "大连甲(集团)有限公司"),
        ("大连甲〔集团〕有限公司", "大连甲(集团)有限公司"),
        ("大 连\u3000甲有限公司", "大连甲有限公司"),
        ("大连\u200b甲有限公司", "大连甲有限公司"),
        ("大连ＡＢＣ有限公司", "大连abc有限公司"),
        ("大连“甲”有限公司", '大连"甲"有限公司'),
        ("甲·乙有限公司", "甲•乙有限公司"),
        ("⼤连甲有限公司", "大连甲有限公司"),
    ],
)
def test_spellings_of_one_name_share_their_key(one: str, other: str) -> None:
    assert matching_key(one) == matching_key(other)


def test_names_that_differ_keep_different_keys() -> None:
    names = ["大连甲有限公司", "大连乙有限公司", "大连甲集团有限公司", "大连甲(集团)有限公司", "大连甲\ue000有限公司"]
    assert len({matching_key(name) for name in names}) == len(names)


@given(st.text())
def test_the_key_is_idempotent_and_has_no_space(name: str) -> None:
    key = matching_key(name)
    assert matching_key(key) == key
    assert not any(c.isspace() for c in key)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"credit_code": "51100000500009247D", "organization_code": "500009247"}, "uscc:51100000500009247D"),
        ({"organization_code": "500009247", "name": "甲"}, "org:500009247"),
        ({"authority": "unit:MZ01", "registration_number": "0123", "name": "甲"}, "reg:unit:MZ01.0123"),
        ({"source": "units", "own_key": "U-7", "name": "甲"}, "units:U-7"),
    ],
)
def test_ids(said: dict[str, str], expected: str) -> None:
    assert organization_id(**said) == expected


def test_an_id_by_name_depends_on_key_and_region_alone() -> None:
    assert organization_id(name="大连甲（集团）", region="210202") == organization_id(
        name="大连 甲(集团)", region="210202"
    )
    assert organization_id(name="大连甲", region="210202") != organization_id(name="大连甲", region="210203")
    with pytest.raises(ValueError, match="identifier or a name"):
        organization_id(name=" \u200b")


@given(st.text(min_size=1), st.text(min_size=1), st.text(min_size=1))
def test_every_id_has_only_the_characters_of_an_id(authority: str, number: str, own: str) -> None:
    allowed = re.compile(r"[A-Za-z0-9._:-]+")
    assert allowed.fullmatch(organization_id(authority=authority, registration_number=number))
    assert allowed.fullmatch(organization_id(source="units", own_key=own))


def test_fact_ids() -> None:
    expected = hashlib.sha256(b"IN_TRADE|a|law|2008-05|enterprises").hexdigest()[:24]
    assert fact_id("IN_TRADE", "a", "law", "2008-05", "enterprises") == f"f:{expected}"
    assert fact_id("IN_TRADE", "a", "law", None, "x") == fact_id("IN_TRADE", "a", "law", "", "x")
    assert fact_id("IN_TRADE", "a", "law", None, "x") != fact_id("IN_TRADE", "a", "law", None, "y")
