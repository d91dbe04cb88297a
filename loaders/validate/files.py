"""What the report of a run says of each file."""

from collections.abc import Collection, Iterable

from loaders.cells.persons import mask_heading
from loaders.read.facts import FileFacts
from loaders.runs.report import FileReport
from loaders.sources import Source
from loaders.validate.columns import near
from loaders.validate.totals import WrongTotal


def file_report(source: Source, facts: FileFacts, own: Collection[str], totals: Iterable[WrongTotal]) -> FileReport:
    """`own`: columns that a stage of the load reads itself; `totals`: those of every file of the run."""
    unread = tuple(sorted(mask_heading(name) for name in facts.columns - set(source.columns) - set(own)))
    wrong = tuple(
        {"sheet": one.place.sheet, "row": one.place.row, "stated": one.stated, "found": one.found}
        for one in totals
        if one.place.file == facts.name
    )
    return FileReport(
        facts.name,
        facts.sha256,
        facts.format,
        facts.encoding,
        tuple(map(mask_heading, facts.personal)),
        unread,
        delimiter=facts.delimiter,
        read_as=dict(facts.read_as),
        near={mask_heading(word): column for word, column in near(source, facts).items()},
        unread_sheets=tuple(map(mask_heading, facts.unread_sheets)),
        hidden_sheets=tuple(map(mask_heading, facts.hidden_sheets)),
        hidden_rows=facts.hidden_rows,
        hidden_columns=tuple(map(mask_heading, facts.hidden_columns)),
        totals=wrong,
        unread_as_of=facts.unread_as_of,
    )
