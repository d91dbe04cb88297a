"""Tables of the command line: tab-separated for programs, aligned by what characters are wide on a terminal."""

import io

from rich.cells import cell_len
from rich.console import Console

from app.cli.tables import table

HEADINGS = ("组织 organization", "党员 members", "始于 since")
ROWS = [["大连中山律师事务所", 12, "2005-06"], ["A [b]firm[/b]", 3, None], ["庄河市民办培训学校", None, "2007-12-31"]]


def terminal(width: int = 100) -> Console:
    return Console(file=io.StringIO(), force_terminal=True, width=width, color_system=None)


def test_for_a_program_cells_are_parted_by_tabs() -> None:
    lines = table(HEADINGS, ROWS, "3 / 3", Console(file=io.StringIO())).split("\n")
    assert lines == [
        "组织 organization\t党员 members\t始于 since",
        "大连中山律师事务所\t12\t2005-06",
        "A [b]firm[/b]\t3\t",
        "庄河市民办培训学校\t\t2007-12-31",
        "3 / 3",
    ]


def test_on_a_terminal_columns_stand_below_each_other_and_numbers_to_the_right() -> None:
    head, one, two, three, foot = table(HEADINGS, ROWS, "3 / 3", terminal()).split("\n")
    ends = [cell_len(line[: line.index(number) + len(number)]) for line, number in ((one, " 12"), (two, " 3"))]
    assert ends == [cell_len(head[: head.index("members") + len("members")])] * 2
    begins = [cell_len(line[: line.index(day)]) for line, day in ((head, "始于"), (one, "2005-06"), (three, "2007"))]
    assert len(set(begins)) == 1
    assert "A [b]firm[/b]" in two  # what stands in a cell is no markup
    assert foot == "3 / 3"


def test_on_a_narrow_terminal_nothing_is_lost() -> None:
    shown = table(HEADINGS, ROWS, "", terminal(30))
    assert max(map(cell_len, shown.split("\n"))) <= 30
    assert set("大连中山律师事务所庄河市民办培训学校") <= set(shown)
