"""What came of each row of a run, as a workbook: accepted, warned, refused, repeated, skipped, out of scope, and why.

A row of the file is a row of the workbook, in the order of the file (with several warnings several), with the
organisation that it is about where the graph still has that from this run, or where it is out of scope; no other cell
of the file stands in it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from cypher.domain.vocabulary import FACTS
from loaders.cells.reasons import OUT_OF_SCOPE, REMEDY, SKIPPED, remedy_of
from loaders.cells.rejects import WARNINGS, Place
from loaders.outcomes import Outcome, unpacked
from loaders.resolve.known import NAMED
from loaders.returned.rejected import read_rejected
from loaders.runs.work import Work
from loaders.whole_file import whole_file

KINDS: Final[Mapping[str, str]] = {
    "accepted": "接受 accepted",
    "warned": "接受，有警告 warned",
    "rejected": "退回 rejected",
    "repeated": "重复 repeated",
    "skipped": "跳过 skipped",
    "out_of_scope": "范围以外 out of scope",
}
# Heading and width of each column.
COLUMNS: Final[Mapping[str, int]] = {
    "文件 file": 28,
    "工作表 sheet": 14,
    "行 row": 8,
    "结果 outcome": 20,
    "代码 code": 22,
    "列 column": 18,
    "说明 message": 60,
    "处理办法 remedy": 60,
    "候选 candidates": 30,
    "单位 organisation": 36,
    "编号 id": 28,
}
_MOST_ROWS: Final = 1_048_575  # that a sheet holds below its headings
COLOURS: Final = {"warned": "#FFEB9C", "rejected": "#FFC7CE", "out_of_scope": "#DDEBF7"}
_REPEATED: Final = ("与已接受的行内容相同", "says what an accepted row says already")


@dataclass(frozen=True)
class Came:
    """One row of a file and what came of it; texts in Chinese and English, empty where there is nothing to say."""

    place: Place
    outcome: Outcome
    message: tuple[str, str] = ("", "")
    remedy: tuple[str, str] = ("", "")
    subject: tuple[str, str] = ("", "")  # name and id of whom it is about

    @property
    def cells(self) -> tuple[str | int, ...]:
        """What stands in `COLUMNS`."""
        one, place = self.outcome, self.place
        return (
            *(place.file, place.sheet or "", place.row),
            *(KINDS[one.kind], one.code, one.column),
            *(" ".join(filter(None, self.message)), " ".join(filter(None, self.remedy))),
            *("、".join(one.candidates), *self.subject),
        )


async def read_outcomes(work: Work, run: str) -> list[Came]:
    """Every row of a run, by place. Of a run of an older program only the refused ones. Raises GraphError."""
    subjects, source = await _subjects(work, run), run.rpartition(":")[0]
    trades = {row["id"]: f"{row['name']}（{row['id']}）" for row in await work.read("queries/trades")}
    found = [
        Came(row.place, Outcome("rejected", row.code, row.column or ""), row.message, row.remedy)
        for row in await read_rejected(work, run)
    ]
    for kept in await work.read("queries/outcomes", run=run):
        for place, coded in unpacked(kept):
            outcome = replace(coded, candidates=tuple(trades.get(one, one) for one in coded.candidates))
            message, remedy = texts_of(outcome, source)
            found.append(Came(place, outcome, message, remedy, subjects.get(place.order, (outcome.name, ""))))
    return sorted(found, key=lambda row: (row.place.order, row.outcome))


def texts_of(outcome: Outcome, source: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Message and remedy of a row of a source that was not refused; a code of an older program is said as it is."""
    nothing = ("", "")
    match outcome.kind:
        case "warned":
            return WARNINGS.get(outcome.code, (outcome.code, "")), remedy_of(outcome.code, source)
        case "skipped":
            return SKIPPED.get(outcome.code, (outcome.code, "")), nothing
        case "out_of_scope":
            return OUT_OF_SCOPE.get(outcome.code, (outcome.code, "")), REMEDY
        case "repeated":
            return _REPEATED, nothing
        case _:
            return nothing, nothing


async def _subjects(work: Work, run: str) -> dict[tuple[str, str, int], tuple[str, str]]:
    """Name and id of whom the run wrote something of, by the row that said it."""
    found: dict[tuple[str, str, int], tuple[str, str]] = {}
    variants: list[tuple[str, ...]] = [("load/places/node", label) for label in NAMED]
    variants += [
        ("load/places/fact", type, start, end)
        for type, pairs in FACTS.items()
        for start, end in pairs
        if start in NAMED
    ]
    for name, *variant in reversed(variants):  # what describes it counts more than what speaks of it
        for row in await work.read(name, *variant, run=run):
            found[Place(row["file"], row["sheet"], row["row"]).order] = (row["name"] or "", row["id"])
    return found


def write_outcomes(run: str, rows: Sequence[Came], path: Path) -> None:
    """Writes the workbook: the counts, then the rows. OSError where that cannot be (`loaders.whole_file`)."""
    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with whole_file(path) as stream, xlsxwriter.Workbook(stream, plain) as book:
        bold = book.add_format({"bold": True, "bg_color": "#EAF1DD", "border": 1})
        _write_counts(book.add_worksheet("汇总 summary"), bold, run, rows)
        colours = {kind: book.add_format({"bg_color": colour}) for kind, colour in COLOURS.items()}
        for at in range(0, len(rows), _MOST_ROWS):
            _write_rows(
                book.add_worksheet(f"各行 rows {at // _MOST_ROWS + 1}"), bold, colours, rows[at : at + _MOST_ROWS]
            )


def _write_counts(sheet: Any, bold: Any, run: str, rows: Iterable[Came]) -> None:
    counts = Counter(key for key, _ in {((row.outcome.kind, row.outcome.code), row.place.order): 0 for row in rows})
    sheet.set_column(0, 1, 26)
    sheet.write_string(0, 0, run, bold)
    for at, ((kind, code), number) in enumerate(sorted(counts.items()), 1):
        sheet.write_string(at, 0, KINDS[kind])
        sheet.write_string(at, 1, code)
        sheet.write_number(at, 2, number)


def _write_rows(sheet: Any, bold: Any, colours: Mapping[str, Any], rows: Sequence[Came]) -> None:
    for at, (heading, width) in enumerate(COLUMNS.items()):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, bold)
    for number, row in enumerate(rows, 1):
        colour = colours.get(row.outcome.kind)
        for at, cell in enumerate(row.cells):
            if isinstance(cell, int):
                sheet.write_number(number, at, cell, colour)
            elif cell:
                sheet.write_string(number, at, cell, colour)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
