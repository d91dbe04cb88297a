"""The shared texts of an XLSX workbook, and how a text is escaped in one."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from loaders.read.limits import STRINGS, too_large
from loaders.read.marks import whole_characters
from loaders.read.markup import BadMarkup, Events

MAX_STRINGS: Final = 2_000_000
_BEGINS: Final = re.compile(rb"<sst\b[^>]*[^>/]>")
_PLAIN: Final = re.compile(rb"\s*<si><t(?: xml:space=\"preserve\")?>([^<&]*)</t>")
_ESCAPE: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_HEAD: Final = 4096
_LONGEST: Final = 16 << 20  # bytes of one text with its markup


def escaped(text: str) -> str:
    """The text with `_x000D_` and the like as the characters that they stand for (ECMA-376 22.9.2.19)."""
    if "_x" not in text:
        return text
    return whole_characters(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text))


def read_strings(file: str, blocks: Iterable[bytes]) -> list[str]:
    """Every shared text, without its phonetic guide. BadMarkup; FileUnreadable where they are too many."""
    found: list[str] = []
    rest = b""
    begun = False
    blocks = iter(blocks)
    count = 0
    for block in blocks:
        rest += block
        count += block.count(b"<si")
        if count > MAX_STRINGS:
            raise too_large(file, STRINGS, MAX_STRINGS)
        if not begun:
            head = _BEGINS.search(rest, 0, _HEAD)
            if head is None or b"<!" in rest[:_HEAD] or b"\0" in rest[:_HEAD]:
                return _parsed(file, found, rest, blocks)
            begun, rest = True, rest[head.end() :]
        if b"<!" in rest:
            return _parsed(file, found, b"<sst>" + rest, blocks)
        *pieces, rest = rest.split(b"</si>")
        for piece in pieces:
            if plain := _PLAIN.fullmatch(piece):
                found.append(escaped(plain[1].decode()))
            else:
                found += _few(file, piece + b"</si></sst>")
        if len(rest) > _LONGEST:
            raise BadMarkup("a text without end")
    return found + _few(file, rest) if b"<si" in rest else found


def _few(file: str, rest: bytes) -> list[str]:
    """The texts of some entries to the end of the table, written in any way."""
    texts = _Texts(file, [])
    texts.events.feed(b"<sst>" + rest, last=True)
    return texts.found


def _parsed(file: str, found: list[str], rest: bytes, blocks: Iterable[bytes]) -> list[str]:
    texts = _Texts(file, found)
    count = len(found)
    for block in chain([rest], blocks):
        count += block.count(b"<si") + block.count(b":si")
        if count > 2 * MAX_STRINGS:  # the end tags may be among them
            raise too_large(file, STRINGS, MAX_STRINGS)
        texts.events.feed(block)
    return texts.found


class _Texts:
    """Collects the entries out of an XML parser: rich text run together, phonetic guides left out."""

    def __init__(self, file: str, found: list[str]) -> None:
        self._file, self.found = file, found
        self._parts: list[str] = []
        self._guide = self._in_text = False
        self._length = 0
        self.events = Events(self._start, self._end, self._text)

    def _start(self, name: str, attributes: object) -> None:
        if name == "si":
            self._parts, self._length = [], 0
        self._guide = self._guide or name == "rPh"
        self._in_text = name == "t"

    def _end(self, name: str) -> None:
        self._in_text = False
        if name == "rPh":
            self._guide = False
        elif name == "si":
            self.found.append(escaped("".join(self._parts)))
            if len(self.found) > MAX_STRINGS:
                raise too_large(self._file, STRINGS, MAX_STRINGS)

    def _text(self, text: str) -> None:
        if self._in_text and not self._guide:
            self._length += len(text)
            if self._length > _LONGEST:
                raise BadMarkup("a text without end")
            self._parts.append(text)
