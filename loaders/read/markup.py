"""XML of workbooks, read as a stream of events: no DTD, no entities, neither deep nor endless."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final
from xml.parsers import expat

MAX_DEPTH: Final = 64
MAX_TOKEN: Final = 4 << 20  # bytes of one tag
Start = Callable[[str, Mapping[str, str]], None]


class BadMarkup(Exception):
    """What no spreadsheet writes: a DTD, elements within elements without end, a tag of megabytes, or no XML."""


class Events:
    """Feeds XML to `start`, `end` and `text`, with names that have lost their prefixes."""

    def __init__(self, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
        self._start, self._end = start, end
        self._depth = self._fed = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._finish
        self._parser.CharacterDataHandler = text
        self._parser.StartDoctypeDeclHandler = _refuse_doctype

    def feed(self, block: bytes, last: bool = False) -> None:
        """The next bytes. BadMarkup."""
        try:
            self._parser.Parse(block, last)
        except expat.ExpatError as error:
            raise BadMarkup(expat.errors.messages.get(error.code, "no XML")) from None
        self._fed += len(block)
        if not last and self._fed - self._parser.CurrentByteIndex > MAX_TOKEN:
            raise BadMarkup("a tag without end")

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise BadMarkup("elements too deep")
        self._start(_local(name), attributes)

    def _finish(self, name: str) -> None:
        self._depth -= 1
        self._end(_local(name))


def elements(blocks: Iterable[bytes]) -> Iterator[tuple[str, dict[str, str], tuple[str, ...]]]:
    """Each element as it begins: its name, its attributes by local name, the elements around it. BadMarkup."""
    found: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
    around: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        found.append((name, {_local(key): value for key, value in attributes.items()}, tuple(around)))
        around.append(name)

    def end(name: str) -> None:
        around.pop()

    events = Events(start, end, lambda text: None)
    for block in blocks:
        events.feed(block)
        yield from found
        found.clear()
    events.feed(b"", last=True)
    yield from found


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


def _refuse_doctype(*_: object) -> None:
    raise BadMarkup("a DTD")
