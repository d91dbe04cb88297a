"""Whatever a cell holds: rows are conserved, what is refused is refused at its place, and nothing is ever raised."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator

from loaders.cells.persons import NAME_MASK
from loaders.cells.rejects import CODES
from loaders.reference.entries import AuthorityEntry, Frame, RegionEntry, TradeEntry
from loaders.sources import Source, load_sources
from loaders.validate.columns import known_columns
from loaders.validate.validate import Read, inspect, inspect_file, read, recognise
from tests.registries import REGISTRIES, write_csv

FRAME = Frame(
    regions={
        "210000": RegionEntry("210000", "辽宁省", "province"),
        "210200": RegionEntry("210200", "大连市", "city", ("210000",)),
        "210202": RegionEntry("210202", "中山区", "district", ("210200",)),
        "210203": RegionEntry("210203", "西岗区", "district", ("210200",)),
        "210202001": RegionEntry("210202001", "青泥洼桥街道", "street", ("210202",)),
    },
    trades={
        "law": TradeEntry("law", "律师", ("律师事务所",)),
        "accounting": TradeEntry("accounting", "会计", ("会计师事务所",)),
        "vocational_training": TradeEntry("vocational_training", "职业培训"),
    },
    authorities=(AuthorityEntry("units:U001", "大连市民政局", "210200", "civil", "city", "210200"),),
    city="210200",
)
# Texts that registries are known to hold, and any other.
CELLS = st.one_of(
    st.sampled_from(
        ["", "N/A", "—", "66()", "9.1E+17", "2008-02-30", "2088-01-01", "约20", "6600多", "是", "｛", '"', "1e9"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30),
)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_damaged_cell_costs_its_own_row_at_most(data: st.DataObject, tmp_path_factory: object) -> None:
    source = load_sources()[data.draw(st.sampled_from(sorted(REGISTRIES)))]
    rows = [dict(row) for row in REGISTRIES[source.id]]
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from([c for c in rows[0] if c not in ("法人代表", "法定代表人")]))
    rows[at][column] = data.draw(CELLS)
    folder: Path = tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    path = write_csv(folder / f"{source.id}.csv", rows)
    sound = read(source, inspect(source, [write_csv(folder / "sound.csv", REGISTRIES[source.id])]), FRAME, "2008-03-31")
    came = read(source, inspect(source, [path]), FRAME, "2008-03-31")
    assert came.read == len(came.rows) + len(came.rejects) + came.skipped.total() + len(came.outside)
    assert all(one.code in CODES for one in came.rejects)
    # A line break inside the cell may tear the row; else only the damaged row can differ.
    if not set(rows[at][column]) & set('\n\r"\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029'):
        before = {(r.place.row, r.code) for r in sound.rejects}
        assert {r.place.row for r in came.rejects if (r.place.row, r.code) not in before} <= {at + 2}
        assert len(sound.rows) - 1 <= len(came.rows) <= len(sound.rows) + 1


def test_every_registry_is_known_by_its_headings(tmp_path: Path) -> None:
    for source, rows in REGISTRIES.items():
        found = recognise(inspect_file(write_csv(tmp_path / f"{source}.csv", rows), known_columns()))
        assert found is not None
        assert found.id == source


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("social_organizations", "社会组织名称"),
        ("social_organizations", "登记证号"),
        ("enterprises", "企业名称"),
        ("associations", "协会名称"),
        ("units", "单位名称"),
        ("units", "简称"),
        ("party_organizations", "党组织名称"),
        ("party_organizations", "党组织编号"),
        ("authorities", "机关名称"),
    ],
)
@pytest.mark.parametrize("personal", ["210202198001011232", "13800000000", "（负责人：王小明）"])
def test_a_name_that_holds_a_person_is_refused_not_masked(
    tmp_path: Path, source: str, column: str, personal: str
) -> None:
    rows = [dict(REGISTRIES[source][0])]
    rows[0][column] = f"大连甲乙{personal}"
    came = read(
        load_sources()[source], inspect(load_sources()[source], [write_csv(tmp_path / "甲.csv", rows)]), FRAME, None
    )
    assert [(r.code, r.column) for r in came.rejects] == [("person_in_name", column)]
    assert not any(part in f"{came.rejects}" for part in ("210202198001011232", "13800000000", "王小明"))
    assert "自然人" in came.rejects[0].remedy_zh
    assert not came.rows


@pytest.mark.parametrize("column", ["社会组织名称", "登记证号", "曾用名"])
def test_what_is_only_a_persons_name_is_no_organisation_and_no_number(tmp_path: Path, column: str) -> None:
    source = load_sources()["social_organizations"]
    path = write_csv(tmp_path / "甲.csv", [dict(REGISTRIES[source.id][0], **{column: "王小明"})])
    came = read(source, inspect(source, [path]), FRAME, None)
    assert [(r.code, r.column) for r in came.rejects] == [("person_in_name", column)]
    assert "王小明" not in f"{came.rejects}"


@pytest.mark.parametrize(
    ("last", "until"),
    [
        ("2007", "2008-01-01"),
        ("2007-12", "2008-01-01"),
        ("2008-02", "2008-03-01"),
        ("2008-02-29", "2008-03-01"),
        ("", None),
    ],
)
def test_a_decision_is_valid_to_the_end_of_what_is_named(tmp_path: Path, last: str, until: str | None) -> None:
    source = load_sources()["decisions"]
    path = write_csv(tmp_path / "甲.csv", [dict(REGISTRIES[source.id][0], 有效期至=last)])
    (row,) = read(source, inspect(source, [path]), FRAME, "2008-03-31").rows
    assert [fact.valid_to for fact in row.record.facts] == [until]


def test_a_person_named_in_an_address_is_masked_and_said(tmp_path: Path) -> None:
    source = load_sources()["social_organizations"]
    rows = [dict(REGISTRIES[source.id][0], 住所="大连市中山区人民路1号 联系人：王小明 电话0411-83670000")]
    came = read(source, inspect(source, [write_csv(tmp_path / "甲.csv", rows)]), FRAME, "2008-03-31")
    record = came.rows[0].record
    assert [(w.column, w.code) for w in record.warnings] == [("住所", "personal_data_masked")]
    address = next(dict(f.properties)["address"] for f in record.facts if f.type == "LOCATED_IN")
    assert str(address).startswith(f"大连市中山区人民路1号 联系人：{NAME_MASK} 电话")
    rows[0]["成立登记日期"] = "soon"
    refused = read(source, inspect(source, [write_csv(tmp_path / "甲.csv", rows)]), FRAME, "2008-03-31").rejects
    assert len(refused) == 1
    assert "王小明" not in f"{refused}"
    assert "83670000" not in f"{refused}"


GROUPS = "社会组织名称,登记管理机关,社会组织类型,业务主管单位,成立登记日期,登记状态,组织机构代码,住所"
PARTIES = "党组织名称,党组织类型,所在单位,成立日期,撤销日期"
COUNTS = "单位,统计日期,从业人员,正式党员,预备党员"


@pytest.mark.parametrize(
    ("source", "headings", "line", "column"),
    [
        ("social_organizations", GROUPS, "大连,甲所,司法厅,律师事务所,,1998,正常,", "社会组织类型"),
        ("social_organizations", GROUPS, "甲所,司法厅,律师事务所,司法局,,1998-05,正常,00050092-4", "登记状态"),
        ("party_organizations", PARTIES, "中共,某局党组,党组,某局,1945-10", "成立日期"),
        ("party_organizations", PARTIES, "某党委,党委,,某局,1945-10", "成立日期"),
        ("headcounts", COUNTS, "甲所,,2008-03,20,5", "统计日期"),
    ],
)
def test_a_row_shifted_by_one_comma_is_told_as_such(
    tmp_path: Path, source: str, headings: str, line: str, column: str
) -> None:
    came = read_line(tmp_path, source, headings, line)
    assert [(r.code, r.column) for r in came.rejects] == [("shifted_row", column)]


@pytest.mark.parametrize(
    ("source", "headings", "line", "code", "column"),
    [
        ("social_organizations", GROUPS, "甲所,司法厅,律师事务所,司法局,去年,正常,,", "bad_date", "成立登记日期"),
        ("social_organizations", GROUPS, "甲所,司法厅,公司,司法局,1998,正常,,某路", "unknown_value", "社会组织类型"),
        ("party_organizations", PARTIES, "某党委,党委,某局,去年,2005", "bad_date", "成立日期"),
        ("headcounts", COUNTS, "甲所,2008-03,多人,20,5", "bad_count", "从业人员"),
        ("headcounts", COUNTS, "甲所,2008-03,20,5,无人", "bad_count", "预备党员"),
    ],
)
def test_a_wrong_cell_in_its_place_is_no_shift(
    tmp_path: Path, source: str, headings: str, line: str, code: str, column: str
) -> None:
    came = read_line(tmp_path, source, headings, line)
    assert [(r.code, r.column) for r in came.rejects] == [(code, column)]


def read_line(folder: Path, source: str, headings: str, line: str) -> Read:
    path = folder / "甲.csv"
    path.write_text(f"{headings}\n{line}\n", encoding="utf-8")
    registry = load_sources()[source]
    return read(registry, inspect(registry, [path]), FRAME, "2008-03-31")


@pytest.mark.parametrize("source", load_sources().values(), ids=lambda source: source.id)
def test_a_blank_cell_says_what_a_file_without_the_column_says(source: Source) -> None:
    """So that blank cells need not be read at all."""
    for name, field in source.row.model_fields.items():
        parsers = [one.func for one in field.metadata if isinstance(one, BeforeValidator)]
        if not field.is_required():
            blank = parsers[0]("") if parsers else ""  # type: ignore[call-arg]
            assert blank == field.default, name
