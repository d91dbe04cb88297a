"""Rows of files -> records or rejects: the door. No database here; what comes out has been read against the frame."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from cypher.domain.dates import last_day
from loaders.cells.persons import holds_mask, holds_person, keep_cells, may_hold_person
from loaders.cells.placed_names import holds_name, is_number_column
from loaders.cells.rejects import FileUnreadable, Place, Reject, Texts, reject
from loaders.cells.row_persons import without_persons
from loaders.cells.values import CellError, clean, is_blank
from loaders.read.headings import list_of_persons, lists_persons
from loaders.read.readers import FileFacts, Row, inspect_file, read_rows, shifted_column
from loaders.read.tables import HAN
from loaders.records import Node, OutOfScope, Record, Warned
from loaders.reference.entries import Frame
from loaders.sources import Source, load_sources
from loaders.sources._cells import Refused
from loaders.sources._declaration import SourceRow
from loaders.validate.as_of import stated_as_of
from loaders.validate.columns import Fit, as_read_by, fits, known_columns, known_headings, near_missing
from loaders.validate.numbers import leave_out_numbers
from loaders.validate.rows import Given, Review
from loaders.validate.shifts import shifted_back
from loaders.validate.totals import Totals, WrongTotal

TOLD_EVERY: Final = 2_000  # rows


@dataclass(frozen=True, slots=True)
class Outside:
    """A row out of scope: why, what it says (to know it again), and, where it can be said, of whom."""

    place: Place
    reason: str
    content: str
    about: Given | None


@dataclass
class Read:
    """What came through the door. `read` counts every row that is neither blank nor a heading."""

    read: int = 0
    rows: list[Given] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    repeated: list[Place] = field(default_factory=list)  # rows that came in by an earlier run
    skipped_rows: list[tuple[Place, str]] = field(default_factory=list)  # place, reason
    outside: list[Outside] = field(default_factory=list)
    totals: list[WrongTotal] = field(default_factory=list)
    as_of: str | None = None
    assumed_as_of: bool = False

    @property
    def skipped(self) -> Counter[str]:
        """How many rows were skipped, by reason."""
        return Counter(reason for _, reason in self.skipped_rows)


def inspect(source: Source, files: Iterable[Path | FileFacts]) -> list[FileFacts]:
    """What the files are, unless that is known. FileUnreadable where one cannot be read or lacks a required column."""
    found = []
    for file in files:
        facts = as_read_by(source, inspected(file))
        missing = [column for column in source.required if column not in facts.columns]
        if missing and any(map(lists_persons, (header.personal for header in facts.headers))):
            raise list_of_persons(facts.name, None, facts.headers[0].rows[-1])
        if missing:
            raise _missing_columns(source, facts, missing)
        found.append(facts)
    return found


def inspected(file: Path | FileFacts) -> FileFacts:
    """What a file is, its headings known by those of every source. FileUnreadable."""
    return file if isinstance(file, FileFacts) else inspect_file(file, known_headings())


def recognise(facts: FileFacts) -> Source | None:
    """The source whose header set the file has; of several the largest set, None where there is none or a draw.

    Where no source has its headings as they are written, usual synonyms count; and where by them a source has all the
    headings of the one found, and more.
    """
    best: dict[str, int] = {}
    for source in load_sources().values():
        best[source.id] = max((len(headers) for headers in source.header_sets if headers <= facts.columns), default=0)
    full = [source_id for source_id, size in best.items() if size == max(best.values()) > 0]
    whole = [fit for fit in fits(facts) if not fit.missing]
    if full:
        found = load_sources()[full[0]] if len(full) == 1 else None
        larger = [fit for fit in whole if fit.size > best[full[0]]]
        more = next((fit for fit in larger if found is not None and _says_more(fit, found)), None)
        return more.source if more is not None else found
    first = [fit for fit in whole if (fit.size, fit.read) == (whole[0].size, whole[0].read)]
    return first[0].source if len(first) == 1 else None


def _says_more(fit: Fit, other: Source) -> bool:
    """Has a source whose headings a file has all of another one's, and more?"""
    return fit.source is not other and any(headers < fit.headers for headers in other.header_sets)


def read(
    source: Source,
    files: Iterable[FileFacts],
    frame: Frame,
    as_of: str | None,
    review: Review | None = None,
    told: Callable[[int], None] | None = None,
) -> Read:
    """Reads and validates every row, where there is a `review` as that has it.

    `as_of` is what was told; else the files' own, else their newest date. `told`: is told how many rows were read.
    """
    result, files = Read(), list(files)
    stated = last_day(as_of) if as_of else stated_as_of(files, frame.today)
    if stated:
        result.as_of = stated
        frame = replace(frame, as_of=result.as_of)
        for row, model in _parsed(source, files, result, review, told):
            _to_record(source, row, model, frame, result)
        return _without_numbers(result)
    # a row may only be judged once the newest date of all is known
    parsed = list(_parsed(source, files, result, review, told))
    result.as_of = _newest_date(source, parsed, frame.today)
    result.assumed_as_of = result.as_of is not None
    frame = replace(frame, as_of=result.as_of)
    for row, model in parsed:
        _to_record(source, row, model, frame, result)
    return _without_numbers(result)


def _without_numbers(result: Read) -> Read:
    """Numbers that identify nobody identify nobody; a row whose number lost its digits is refused."""
    leave_out_numbers(result.rows)
    leave_out_numbers([one.about for one in result.outside if one.about is not None])
    result.rejects += [row.refused for row in result.rows if row.refused is not None]
    result.rows = [row for row in result.rows if row.refused is None]
    return result


def _parsed(
    source: Source,
    files: Iterable[FileFacts],
    result: Read,
    review: Review | None,
    told: Callable[[int], None] | None,
) -> Iterator[tuple[Row, SourceRow]]:
    """The rows that can be read, one by one; what cannot goes into `result`."""
    for facts in files:
        totals = Totals(result.totals)
        for row in read_rows(facts):
            result.read += 1
            if told is not None and result.read % TOLD_EVERY == 0:
                told(result.read)
            totals.pass_by(row)
            looked = row if review is None or row.skipped is not None else review.look_at(row)
            if looked is None:
                result.repeated.append(row.place)
            elif isinstance(looked, Reject):
                result.rejects.append(looked)
            elif (looked := _without_persons(looked)) and (model := _parse(source, looked, result)) is not None:
                yield looked, model


def _without_persons(row: Row) -> Row:
    """The row as it may be read, quoted and kept: nobody whom its dropped columns name stands in it any more."""
    if row.skipped is not None:
        return row
    cells = without_persons(row.cells, row.dropped, known_columns())
    return row._replace(cells=cells, dropped=()) if cells is not row.cells else row


def _declared(row: Row) -> Mapping[str, str]:
    """The cells that may be kept: of columns that no source declares the heading alone."""
    known = known_columns()
    if known >= row.cells.keys():
        return row.cells
    return {column: text if column in known else "" for column, text in row.cells.items()}


def kept_cells(row: Row) -> dict[str, str]:
    """What may be kept of the cells of a row, as of a refused one; nothing of a row that holds no data."""
    return (
        {} if row.skipped is not None else keep_cells(_declared(_without_persons(row)), shifted=row.problem is not None)
    )


def _parse(source: Source, row: Row, result: Read) -> SourceRow | None:
    if row.skipped is not None:
        result.skipped_rows.append((row.place, row.skipped))
        return None
    if row.problem is not None:
        result.rejects.append(reject(row.place, row.problem, _declared(row), found=row.found, expected=row.expected))
        return None
    for column, fault in row.faults.items():
        if column in source.columns:
            result.rejects.append(reject(row.place, fault.code, _declared(row), column=column, shown=fault.shown))
            return None
    shifted = shifted_column(row.cells)
    if shifted is not None:
        result.rejects.append(reject(row.place, "shifted_row", _declared(row), column=shifted))
        return None
    try:  # a blank cell says what its column says where it is lacking
        return source.row.model_validate({c: text for c, text in row.cells.items() if text or c in source.required})
    except ValidationError as error:
        order = {column: at for at, column in enumerate(source.columns)}
        first: Any = min(
            error.errors(include_url=False, include_input=False), key=lambda e: order.get(str(e["loc"][0]), 0)
        )
        column = str(first["loc"][0])
        context = first.get("ctx", {})
        code = context.get("code", "missing_value")
        result.rejects.append(_refuse_cell(source, row, code, column, context.get("texts")))
        return None


def _refuse_cell(source: Source, row: Row, code: str, column: str, texts: Texts | None) -> Reject:
    """The reject of a row for one of its cells, unless the row as a whole is only shifted."""
    if shifted := shifted_back(source, row.cells, row.headings):
        return reject(row.place, "shifted_row", _declared(row), column=shifted)
    return reject(row.place, code, _declared(row), column=column, texts=texts)


def _newest_date(source: Source, parsed: Iterable[tuple[Row, SourceRow]], today: str) -> str | None:
    """The newest date of something that has happened; one after today is a slip and dates nothing."""
    dates = (getattr(model, name) for _, model in parsed for name, _ in source.event_fields)
    return max((min(last_day(date), today) for date in dates if date and date <= today), default=None)


def _to_record(source: Source, row: Row, model: SourceRow, frame: Frame, result: Read) -> None:
    for name, column in source.event_fields:
        date = getattr(model, name)
        if date is not None and date > frame.today:
            result.rejects.append(
                reject(row.place, "date_after_today", _declared(row), column=column, today=frame.today)
            )
            return
        if date is not None and frame.as_of is not None and date > frame.as_of:
            result.rejects.append(reject(row.place, "future_date", _declared(row), column=column, as_of=frame.as_of))
            return
    try:
        record = source.to_records(model, frame)
    except Refused as refused:
        error = refused.error
        result.rejects.append(_refuse_cell(source, row, error.code, refused.column, error.texts))
        return
    except CellError as error:
        result.rejects.append(reject(row.place, error.code, _declared(row), texts=error.texts))
        return
    if isinstance(record, OutOfScope):
        content = "\x1f".join(f"{column}={text}" for column, text in sorted(row.cells.items()))
        about = Given(row.place, row.cells, Record(record.subject)) if record.subject is not None else None
        result.outside.append(Outside(row.place, record.reason, content, about))
        return
    subject = record.subject
    if isinstance(subject, Node) and not subject.identifiers and holds_mask(subject.name):
        # two names with the person masked could be one, and would be taken for one organisation
        named = next((c for c, text in row.cells.items() if clean(text) == subject.name), None)
        result.rejects.append(reject(row.place, "person_in_name", _declared(row), column=named, value=subject.name))
        return
    if said := (*_masked(row), *_unknown_counts(source, row)):
        record = replace(record, warnings=record.warnings + said)
    result.rows.append(Given(row.place, _declared(row), record))


def _masked(row: Row) -> tuple[Warned, ...]:
    """A warning for each cell in which something that names a person was masked."""
    numbers = (row.cells[column] for column in _number_columns(tuple(row.cells)))
    if not any(map(holds_name, numbers)) and not may_hold_person(row.cells.values()):
        return ()
    return tuple(
        Warned(column, "", "personal_data_masked")
        for column, text in row.cells.items()
        if holds_mask(text) or holds_person(text) or (is_number_column(column) and holds_name(text))
    )


@lru_cache(256)
def _number_columns(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(is_number_column, columns))


def _unknown_counts(source: Source, row: Row) -> tuple[Warned, ...]:
    """A warning for each count that is a word for nothing: 无 says that it is unknown, and may have meant 0."""
    return tuple(
        Warned(column, "", "count_unknown")
        for column in source.count_columns
        if (text := row.cells.get(column)) and is_blank(text) and HAN.search(text)
    )


def _missing_columns(source: Source, facts: FileFacts, missing: list[str]) -> FileUnreadable:
    shown = "、".join(missing)
    near = near_missing(source, facts, missing)
    return FileUnreadable(
        Place(facts.name, None, facts.headers[0].rows[-1]),
        "missing_columns",
        f"{source.title}（{source.id}）缺少必需的列：{shown}{near[0]}",
        f"the columns {shown} are required for {source.id} and missing{near[1]}",
        "补上所缺的列；“zuzhitu sources”列出各来源的表头",
        "add them; `zuzhitu sources` lists the headings of each source",
    )
