"""Files as registries send them -> rows with their place. Nothing else in the project knows file formats.

CSV (UTF-8 with or without BOM, GB18030, UTF-16 with BOM; comma, tab, semicolon, pipe or full-width comma), XLSX, XLS,
ODS, JSON and JSON Lines, each packed by gzip too. `inspect_file` reads a file once and tells what it is and where its
headings stand, or raises `FileUnreadable`; `read_rows` then yields every row that is not blank and no header, each
either data, or skipped with a reason, or out of shape. All but XLS are read as a stream.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from loaders.cells.rejects import Place
from loaders.read import objects, text, workbooks
from loaders.read.arrived import Arrived, arrived, kind_of
from loaders.read.encodings import encoding_of, is_big5, of_big5
from loaders.read.facts import FileFacts, Known
from loaders.read.headings import Header, find_header, header_key, header_of, no_header, of_one_table, refuse_duplicates
from loaders.read.package import opened
from loaders.read.stated_dates import first_stated, stated_as_of
from loaders.read.tables import Row, is_filled, shape, shifted_column

__all__ = ["FileFacts", "Header", "Row", "inspect_file", "read_rows", "shifted_column"]


def inspect_file(
    path: Path | Arrived, known: Collection[str] = (), renamed: Mapping[str, str] | None = None
) -> FileFacts:
    """What the file is and where its headings stand. `known` are the headings that any source declares.

    `renamed`: headings of the file and what they mean. With `known` a row of headings is the first that holds two of
    them; without, the first with two cells that is no title and no 填报单位 line. FileUnreadable: no regular file,
    unknown format or encoding, larger than `limits` allow, no headings, a heading twice.
    """
    file = arrived(path)
    named = {header_key(theirs): header_key(ours) for theirs, ours in (renamed or {}).items()}
    words = Known(frozenset(header_key(name) for name in known), named)
    kind = kind_of(file)
    if kind == "ole":
        return workbooks.inspect(file, "xls", words)
    if kind == "zip":
        with opened(file) as package:
            form = package.kind()
        return workbooks.inspect(file, form, words)
    if kind == "objects":
        return _inspect_objects(file, words)
    return _inspect_text(file, words)


def read_rows(facts: FileFacts) -> Iterator[Row]:
    """Every row that is neither blank nor a heading, in the order of the file. FileUnreadable where it breaks off."""
    if facts.format in workbooks.FORMATS:
        yield from workbooks.rows(facts)
        return
    (header,) = facts.headers
    assert facts.encoding is not None
    if facts.delimiter is None:
        by_line = facts.format == "jsonl"
        lines = objects.lines_of(facts.file, facts.encoding, header.written, by_line=by_line)
    else:
        lines = text.lines_of(facts.file, facts.encoding, facts.delimiter, len(header.names))
    for line in lines:
        row = shape(line, header, facts.name, padded=facts.delimiter is None)
        if row is None and facts.delimiter is None and not any(map(is_filled, line.cells)):
            row = Row(Place(facts.name, None, line.number), {}, skipped="blank_record")
        if row is not None:
            yield row


def _inspect_text(file: Arrived, known: Known) -> FileFacts:
    encoding = encoding_of(file, in_lines=True)
    seen = text.survey(file, encoding, known.keys | known.renamed.keys())
    found = find_header(text.lines_of(file, encoding, seen.delimiter, None), None, known.keys, known.renamed)
    if not isinstance(found, Header):
        if encoding == "gb18030" and is_big5(file):
            raise of_big5(file)
        raise no_header(file.name, None, found or [], known.keys)
    refuse_duplicates(file.name, found, known.keys)
    lines = text.lines_of(file, encoding, seen.delimiter, None)
    above = [line.cells for line in takewhile(lambda line: line.number < found.rows[0], lines)]
    as_of = first_stated(map(stated_as_of, [*above, *([note] for note in seen.notes)]))
    if seen.headed > found.rows[-1]:
        lines = text.lines_of(file, encoding, seen.delimiter, len(found.names))
        for _ in of_one_table(lines, file.name, found, known.keys):
            pass  # another table among the rows is refused
    return FileFacts(file, file.sha256(), "csv", encoding, seen.delimiter, (found,), as_of)


def _inspect_objects(file: Arrived, known: Known) -> FileFacts:
    encoding = encoding_of(file, in_lines=False)
    written, in_lines = objects.survey(file, encoding)
    header = header_of(None, written, (0,), known.keys, known.renamed)
    if not any(header.names):
        raise no_header(file.name, None, written, known.keys)
    refuse_duplicates(file.name, header, known.keys)
    form = "jsonl" if in_lines else "json"
    return FileFacts(file, file.sha256(), form, encoding, None, (header,))
