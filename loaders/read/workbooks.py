"""Workbooks of any format: which sheets hold tables, and their rows."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Final

from loaders.read import ods, xls, xlsx
from loaders.read.arrived import Arrived
from loaders.read.facts import FileFacts, Known
from loaders.read.headings import (
    HEADER_ROWS,
    Header,
    find_header,
    no_header,
    of_one_table,
    refuse_duplicates,
)
from loaders.read.lines import Line
from loaders.read.sheets import Sheet, filled_down
from loaders.read.stated_dates import StatedAsOf, first_stated, stated_as_of
from loaders.read.tables import Row, may_state_as_of, shape

FORMATS: Final[Mapping[str, Callable[[Arrived], Iterator[Sheet]]]] = {
    "xlsx": xlsx.sheets,
    "xls": xls.sheets,
    "ods": ods.sheets,
}
_SHORT: Final = 3  # cells of a row that may state the as-of
_OF_TIME: Final = re.compile("日期|时间|年月|有效期")
_SERIAL: Final = re.compile(r"(\d{1,5})(\.\d+)?")
_DAYS_TO_1904: Final = 1462


def inspect(file: Arrived, form: str, known: Known) -> FileFacts:
    """What the workbook is and where its headings stand. FileUnreadable."""
    found: list[tuple[Sheet, Header]] = []
    unread: list[str] = []
    seen: list[str] = []
    as_ofs: dict[str, StatedAsOf] = {}
    for sheet in FORMATS[form](file):
        head = list(islice(sheet.lines, 2 * HEADER_ROWS))
        header = find_header(head, sheet.name, known.keys, known.renamed)
        lines = chain(head, sheet.lines)
        if isinstance(header, Header):
            refuse_duplicates(file.name, header, known.keys)
            if said := _as_of(of_one_table(lines, file.name, header, known.keys), header):
                as_ofs[sheet.name] = said
            found.append((sheet, header))
        else:
            for _ in lines:
                pass
            if header:
                unread.append(sheet.name)
                seen += header
    if not found:
        raise no_header(file.name, None, seen, known.keys)
    hidden = {sheet.name for sheet, _ in found if sheet.hidden}
    if len(hidden) == len(found):
        hidden = set()
    as_of = first_stated(as_ofs.get(sheet.name) for sheet, _ in found if sheet.name not in hidden)
    return FileFacts(
        file,
        file.sha256(),
        form,
        None,
        None,
        tuple(header for sheet, header in found if sheet.name not in hidden),
        as_of,
        tuple(unread),
        tuple(header for sheet, header in found if sheet.name in hidden),
        sum(sheet.hidden_rows for sheet, _ in found if sheet.name not in hidden),
        {sheet.name: tuple(sheet.merged) for sheet, _ in found if sheet.merged},
        hidden_columns=tuple(
            heading
            for sheet, header in found
            if sheet.name not in hidden
            for at, heading in enumerate(header.written)
            if heading and sheet.is_hidden(at)
        ),
    )


def _as_of(lines: Iterable[Line], header: Header) -> StatedAsOf | None:
    """Reads the rows to their end: what is hidden and merged is known only then."""
    return first_stated(
        stated_as_of(line.cells)
        for line in lines
        if (line.number < header.rows[0] or len(line.cells) - line.cells.count("") <= _SHORT)
        and may_state_as_of(line, header)
    )


def rows(facts: FileFacts) -> Iterator[Row]:
    """Every row that is neither blank nor a heading, those of hidden sheets skipped as such."""
    headers = {header.sheet: header for header in facts.headers}
    hidden = {header.sheet: header for header in facts.hidden_headers}
    for sheet in FORMATS[facts.format](facts.file):
        if (header := headers.get(sheet.name)) is None:
            yield from _hidden(facts, sheet, hidden.get(sheet.name))
            continue
        lines = _from_1904(sheet.lines, header) if sheet.epoch_1904 else sheet.lines
        for line in filled_down(lines, facts.merged.get(sheet.name, ()), header.rows[-1]):
            row = shape(line, header, facts.name, padded=True)
            if row is not None:
                yield row


def _hidden(facts: FileFacts, sheet: Sheet, header: Header | None) -> Iterator[Row]:
    """The rows of a hidden sheet that holds a table, without their cells; none of a sheet without headings."""
    for line in sheet.lines:
        row = shape(line, header, facts.name, padded=True) if header is not None else None
        if row is not None:
            yield Row(row.place, {}, skipped="hidden_sheet")


def _from_1904(lines: Iterable[Line], header: Header) -> Iterator[Line]:
    """Numbers under a heading of dates, counted from 1900 on, as plain serials are read."""
    columns = [at for at, name in enumerate(header.names) if name and _OF_TIME.search(name)]
    for line in lines:
        cells = list(line.cells)
        for at in columns:
            if at < len(cells) and (serial := _SERIAL.fullmatch(cells[at])):
                cells[at] = str(int(serial[1]) + _DAYS_TO_1904)
        yield line._replace(cells=tuple(cells))
