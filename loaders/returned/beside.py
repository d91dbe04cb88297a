"""What came of each row of a run beside the row itself, in the shape of the file.

Cells of rows are not kept, so the files of the run are read again, where they are still at hand and the same. Of them
stands in the workbook what may be kept of a refused row, no more (docs/domain.md 9).
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from cypher.errors import ConfigurationError
from loaders.read.readers import FileFacts, read_rows
from loaders.returned.outcomes import COLOURS, KINDS, Came
from loaders.returned.workbook import COMMENTS, sheet_title
from loaders.runs.work import Work
from loaders.sources import load_sources
from loaders.validate.columns import as_read_by
from loaders.validate.validate import inspected, kept_cells
from loaders.whole_file import whole_file

OPTION: Final = "--file"
# Behind the headings of the file: what came of a row, and how wide it is shown.
OWN_COLUMNS: Final[Mapping[str, int]] = {
    "结果 outcome": 20,
    "代码 code": 22,
    "说明 message": 60,
    "处理办法 remedy": 60,
    "候选 candidates": 30,
    "单位 organisation": 36,
    "编号 id": 28,
    "原位置 place": 20,
}
Order = tuple[str, str, int]  # of a place


async def read_files_of(work: Work, run: str, paths: Iterable[Path]) -> list[FileFacts]:
    """What the files are, each one that the run read. ConfigurationError where one is another; FileUnreadable."""
    (told,) = await work.read("queries/run", id=run)
    source = load_sources().get(told["source"])
    read = {file["sha256"] for file in json.loads(told["report"] or "{}").get("files", ())}
    found = [inspected(path) for path in paths]
    for facts in found:
        if source is None or facts.sha256 not in read:
            raise ConfigurationError(
                f"{run} read no file of this content",
                zh=f"{run} 读取的不是这个文件，或文件已有改动",
                name=OPTION,
                value=facts.name,
                remedy=f"`zuzhitu runs {run} --json` names its files with their sha256",
                remedy_zh=f"“zuzhitu runs {run} --json”列出所读文件及其 sha256",
            )
    return [as_read_by(source, facts) for facts in found if source is not None]


def write_beside(files: Sequence[FileFacts], came: Iterable[Came], path: Path) -> None:
    """Writes a sheet for each sheet of the files. FileUnreadable; OSError where it cannot be written."""
    told: defaultdict[Order, list[Came]] = defaultdict(list)
    for one in came:
        told[one.place.order].append(one)
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with whole_file(path) as stream, xlsxwriter.Workbook(stream, plain) as book:
        titles: set[str] = set()
        left = COMMENTS
        for facts in files:
            sheets: defaultdict[str | None, list[tuple[dict[str, str], list[Came]]]] = defaultdict(list)
            for row in read_rows(facts):
                sheets[row.place.sheet].append((kept_cells(row), told.get(row.place.order, [])))
            for sheet, rows in sheets.items():
                title = sheet_title(f"{Path(facts.name).stem} {sheet}" if sheet else facts.name, titles)
                _write_sheet(book, title, rows, left)
                left = max(0, left - len(rows))


def _write_sheet(book: Any, title: str, rows: Sequence[tuple[dict[str, str], list[Came]]], commented: int) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True, "bg_color": "#EAF1DD", "border": 1})
    colours = {kind: book.add_format({"bg_color": colour}) for kind, colour in COLOURS.items()}
    headings = list(dict.fromkeys(heading for cells, _ in rows for heading in cells))
    first = len(headings)
    for at, heading in enumerate([*headings, *OWN_COLUMNS]):
        sheet.set_column(at, at, OWN_COLUMNS.get(heading, 16))
        sheet.write_string(0, at, heading, bold)
    for number, (cells, told) in enumerate(rows, 1):
        marked = {one.outcome.column: one for one in told if one.outcome.column in headings}
        for at, heading in enumerate(headings):
            colour = colours.get(marked[heading].outcome.kind) if heading in marked else None
            if heading in marked and number <= commented:
                sheet.write_comment(number, at, "\n".join([*marked[heading].message, *marked[heading].remedy]))
            if heading in cells:
                sheet.write_string(number, at, cells[heading], colour)
        for at, words in enumerate(_said(told), first):
            sheet.write_string(number, at, words, colours.get(told[0].outcome.kind) if told else None)
    sheet.freeze_panes(1, 0)


def _said(told: Sequence[Came]) -> Iterable[str]:
    """What stands in `OWN_COLUMNS`; of several warnings each in a line of its own."""
    yield KINDS[told[0].outcome.kind] if told else ""
    yield "\n".join(one.outcome.code for one in told)
    yield "\n".join(" ".join(filter(None, one.message)) for one in told)
    yield "\n".join(" ".join(filter(None, one.remedy)) for one in told)
    yield "\n".join("、".join(one.outcome.candidates) for one in told).strip()
    yield from told[0].subject if told else ("", "")
    yield _at(told[0]) if told else ""


def _at(one: Came) -> str:
    return f"{one.place.file}{f' [{one.place.sheet}]' if one.place.sheet else ''}:{one.place.row}"
