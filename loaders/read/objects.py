"""JSON: a list of objects, or JSON Lines, one object a row. Read as a stream.

The number of a row is the line on which its object begins where each object of JSON Lines has one of its own; else
which of the objects it is, from 1: those of a list may all stand on one line.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple, TextIO

from loaders.cells.rejects import FileUnreadable, Place
from loaders.read.arrived import Arrived
from loaders.read.encodings import text_of
from loaders.read.limits import CELLS, COLUMNS, MAX_CELLS, MAX_COLUMNS, MAX_LINE, MAX_ROWS, OBJECT, ROWS, too_large
from loaders.read.lines import Fault, Line
from loaders.read.marks import whole_characters

_BLOCK: Final = 1 << 16
_SPACE: Final = " \t\n\r\ufeff"
NESTED: Final = "nested_value"


class Surveyed(NamedTuple):
    """Every name that an object of a file has, as they first appear; whether each object begins on a line of its own
    and is in no list."""

    columns: list[str]
    in_lines: bool


def survey(file: Arrived, encoding: str) -> Surveyed:
    """Reads a file once. FileUnreadable: as `objects`, and where a name holds half a character."""
    with text_of(file, encoding) as stream:
        in_lines = not stream.read(_BLOCK).lstrip(_SPACE).startswith("[")
    names: dict[str, None] = {}
    count = before = 0
    for count, (line, one) in enumerate(objects(file, encoding), 1):
        if not names.keys() >= one.keys():
            names.update(dict.fromkeys(one))
            if any(whole_characters(name) != name for name in one):
                raise _broken_heading(file, line)
        if len(names) > MAX_COLUMNS:
            raise too_large(file.name, COLUMNS, MAX_COLUMNS, row=line)
        if count > MAX_ROWS:
            raise too_large(file.name, ROWS, MAX_ROWS, row=line)
        in_lines, before = in_lines and line > before, line
    if len(names) * count > MAX_CELLS and len(names) > 64:
        raise too_large(file.name, CELLS, MAX_CELLS)
    return Surveyed(list(names), in_lines)


def lines_of(file: Arrived, encoding: str, columns: Iterable[str], *, by_line: bool) -> Iterator[Line]:
    """Each object as a row of `columns`; what it lacks is blank, several values stand apart by ；.

    `by_line`: its number is that of its line, as `survey` allows; else which of the objects it is.
    """
    columns = tuple(columns)
    for number, (line, one) in enumerate(objects(file, encoding), 1):
        values = [one.get(column) for column in columns]
        faults = {at: Fault(NESTED) for at, value in enumerate(values) if _is_nested(value)}
        yield Line(line if by_line else number, tuple(map(_text, values)), faults=faults)


def objects(file: Arrived, encoding: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects with the line on which each begins. FileUnreadable: no JSON, no objects, one too long, or cut off."""
    with text_of(file, encoding) as stream:
        source = _Source(stream)
        listed = source.take("[")
        count = 0
        while True:
            if listed and source.take("]"):
                if source.peek():
                    raise _no_json(file, source.line)
                return
            if not source.peek():
                if listed:
                    raise _no_json(file, source.line)
                return
            if listed and count and not source.take(","):
                raise _no_json(file, source.line)
            if source.peek() != "{":
                raise _no_json(file, source.line)
            line, count = source.line, count + 1
            with _refusing(file, line, count):
                one = source.object()
            if one is None:
                raise too_large(file.name, OBJECT, MAX_LINE, row=line)
            yield line, one


class _Twice(Exception):
    """A name stands twice in one object."""


@contextmanager
def _refusing(file: Arrived, line: int, number: int) -> Iterator[None]:
    try:
        yield
    except _Twice:
        raise FileUnreadable(
            Place(file.name, None, line),
            "duplicate_header",
            f"第{number}条记录中同一名称出现多次",
            f"in record {number} a name stands more than once",
            "只保留其中正确的一个",
            "keep the one that is right",
        ) from None
    except (ValueError, RecursionError):
        raise _no_json(file, line) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Twice
    return found


# Numbers stay as they are written: a code loses its end where it becomes a number.
_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str)


class _Source:
    """A text as far as it was read and is not yet used."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._text, self._at, self._ended = stream, "", 0, False
        self.line = 1

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _SPACE:
                at += 1
            self._use(at)
            if at < len(text) or not self._more():
                return self._text[self._at : self._at + 1]

    def take(self, character: str) -> bool:
        """Is it the next one? Then it is used."""
        if self.peek() != character:
            return False
        self._use(self._at + 1)
        return True

    def object(self) -> dict[str, Any] | None:
        """The object that begins here; None where it is longer than a line may be. ValueError, RecursionError."""
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except ValueError:
                if len(self._text) - self._at > MAX_LINE:
                    return None
                if not self._more():
                    raise
                continue
            self._use(end)
            return found if isinstance(found, dict) else None

    def _use(self, end: int) -> None:
        self.line += self._text.count("\n", self._at, end)
        self._at = end

    def _more(self) -> bool:
        block = "" if self._ended else self._stream.read(_BLOCK)
        self._ended = not block
        self._text, self._at = self._text[self._at :] + block, 0
        return bool(block)


def _is_nested(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(v, dict | list) for v in value))


def _text(value: object) -> str:
    if value is None or _is_nested(value):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(_text(one) for one in value)
    return whole_characters(str(value))


def _broken_heading(file: Arrived, line: int) -> FileUnreadable:
    """It is not quoted: a heading may hold anything."""
    return FileUnreadable(
        Place(file.name, None, line),
        "broken_heading",
        "表头（名称）中有不完整的字符",
        "a heading (a name of the record) holds half a character",
        "改正该名称：\\ud800至\\udfff须成对出现",
        "correct that name: \\ud800 to \\udfff stand in pairs",
    )


def _no_json(file: Arrived, line: int) -> FileUnreadable:
    return FileUnreadable(
        Place(file.name, None, line),
        "no_json",
        "从此行起不是由对象组成的JSON列表，也不是JSON Lines",
        "from this line on it is neither a JSON list of objects nor JSON Lines",
        '写成 [{"表头": "值"}, …]，或每行一个 {"表头": "值"}',
        'write [{"heading": "value"}, ...], or one {"heading": "value"} a line',
    )
