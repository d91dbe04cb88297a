"""The workbook to fill in for a source: its example row loads as it is, and its notes are no rows."""

from pathlib import Path

import openpyxl
import pytest

from app.cli.main import main
from app.cli.service import EXAMPLE
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import load_auto
from loaders.load import load
from loaders.sources import load_sources, write_template
from loaders.sources._template import NOTES, columns_to_fill

FRAME = sorted(path for path in EXAMPLE.iterdir() if path.name[:2] <= "06")


async def test_the_template_of_every_source_loads_as_it_is(graph: Graph, tmp_path: Path) -> None:
    await load_auto(graph, load_catalogue(), FRAME, as_of="2008-03-31")
    for source in load_sources().values():
        path = tmp_path / f"{source.id}.xlsx"
        write_template(source, path)
        report = await load(graph, load_catalogue(), source.id, [path], as_of="2008-03-31", settle=False)
        counts = report.counts
        assert (source.id, counts.accepted, counts.rejected) == (source.id, 1, 0)
        assert not report.files[0].unread
        assert dict(report.warned_by_code) == {}


@pytest.mark.parametrize("source_id", load_sources())
def test_a_template_has_the_columns_the_required_ones_first_and_says_what_each_takes(
    source_id: str, tmp_path: Path
) -> None:
    source = load_sources()[source_id]
    write_template(source, tmp_path / "out.xlsx")
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    table, notes = book.worksheets
    headings = [cell.value for cell in table[1]]
    assert sorted(headings) == sorted(source.columns)
    assert set(headings[: len(source.required)]) == set(source.required)
    example = {cell.value: below.value for cell, below in zip(table[1], table[2], strict=True)}
    assert all(example[column] for column in source.required)
    assert table.max_row == 2
    assert notes.title == NOTES
    told = {row[0].value: row[1].value for row in notes.iter_rows(min_row=4)}
    for column in columns_to_fill(source):
        comment = table.cell(1, headings.index(column.heading) + 1).comment
        assert comment is not None
        assert comment.text == told[column.heading]
        assert ("必填" in comment.text) is column.required
        assert all(word in comment.text for word in column.allowed)


def test_closed_lists_are_offered_and_kinds_of_cells_are_told() -> None:
    columns = {column.heading: column for column in columns_to_fill(load_sources()["social_organizations"])}
    assert "社会团体" in columns["社会组织类型"].allowed
    assert "注销" in columns["登记状态"].allowed
    assert "2008-05" in columns["成立登记日期"].takes
    assert "；" in columns["行业"].takes
    assert columns["住所"].allowed == ()


def test_the_command_writes_a_template_and_names_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "units.xlsx"
    for arguments, status, said in (
        (("units", out), 0, ""),
        (("nothing", out), 2, "social_organizations"),
        (("units", tmp_path / "no" / "units.xlsx"), 2, "units.xlsx"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(["sources", "--template", *map(str, arguments)])
        assert ended.value.code == status
        assert said in capsys.readouterr().err
    assert openpyxl.load_workbook(out).worksheets[0]["A1"].value == "单位名称"
