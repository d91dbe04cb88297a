"""Lists that should count people: those that name them are refused as such; a word in place of a count is said."""

from pathlib import Path

import pytest

from loaders.cells.rejects import FileUnreadable
from loaders.sources import load_sources
from loaders.sources.headcounts import COUNTS
from loaders.validate.validate import inspect, read
from tests.loaders.test_load_rows import FRAME
from tests.registries import SCHOOL, table, write_csv


@pytest.mark.parametrize("source", ["instructors", "units"])
@pytest.mark.parametrize(
    "headings", ["姓名,身份证号,所在单位", "姓名,身份证号,单位,统计日期", "指导员姓名,证件,单位,统计日期"]
)
def test_a_list_of_persons_is_refused_as_one_and_nobody_is_named(tmp_path: Path, headings: str, source: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_text(f"{headings}\n王小明,210202198001011232,甲,乙\n", encoding="utf-8")
    with pytest.raises(FileUnreadable) as refused:
        inspect(load_sources()[source], [path])
    assert refused.value.code == "list_of_persons"
    assert "--template" in refused.value.remedy_en
    assert "王小明" not in f"{refused.value.said}"


def test_a_word_in_place_of_a_count_is_unknown_and_said(tmp_path: Path) -> None:
    source = load_sources()["headcounts"]
    rows = table("单位|统计日期|从业人员|正式党员|预备党员", f"{SCHOOL}|2008-03-31|无|—|0")
    came = read(source, inspect(source, [write_csv(tmp_path / "甲.csv", rows)]), FRAME, "2008-03-31")
    (row,) = came.rows
    assert [(w.column, w.code) for w in row.record.warnings] == [("从业人员", "count_unknown")]
    (entry,) = row.record.entries
    assert {name: value for name, value in entry.properties.items() if name in COUNTS} == {"members_probationary": 0}
