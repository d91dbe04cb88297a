"""The lines of an exported graph, packed or unpacked, each within the bounds of what an export writes."""

import gzip
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from loaders.read.arrived import open_regular

LINE_BYTES: Final = 16 * 1024 * 1024  # no row that was ever written is half as long
BLANK_LINES: Final = 1_000  # an export writes none
BRACKETS: Final = 10_000  # objects and lists of one line; a record has a few
BLOCK_BYTES: Final = LINE_BYTES
_GZIP: Final = b"\x1f\x8b"


class UnlikelyLine(Exception):
    """A line that no export writes: the file's name, the number, and what is wrong, in Chinese and English."""

    def __init__(self, file: str, number: int, zh: str, en: str) -> None:
        super().__init__(f"{file}:{number}: {en}")
        self.file, self.number, self.zh, self.en = file, number, zh, en


def exported_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line that is not blank, with its number.

    UnlikelyLine; FileUnreadable where it is no regular file; OSError, EOFError, zlib.error where it cannot be read.
    """
    blank = 0
    with _opened(path) as lines:
        for number in itertools.count(1):
            line = lines.readline(LINE_BYTES)
            if not line:
                return
            _refuse_unlikely(path, number, line)
            if not line.isspace():
                yield number, line
            elif (blank := blank + 1) > BLANK_LINES:
                raise UnlikelyLine(path.name, number, "空行过多", "too many blank lines")


def exported_blocks(path: Path) -> Iterator[bytes]:
    """The same lines, blank ones too, many at a time with a newline between them: for who takes no line in hand.

    As `exported_lines`, but an UnlikelyLine has no number, and blank lines are not counted.
    """
    rest = b""
    with _opened(path) as stream:
        while some := stream.read(BLOCK_BYTES):
            block = rest + some
            end = block.rfind(b"\n")
            rest = block[end + 1 :]
            for line in (*_long_lines(block), rest):
                _refuse_unlikely(path, 0, line)
            if end >= 0:
                yield block[:end]
    if rest:
        yield rest


def _long_lines(block: bytes) -> Iterator[bytes]:
    """Those lines that are long enough to hold too much."""
    at = 0
    while at + BRACKETS < len(block):
        end = block.rfind(b"\n", at, at + BRACKETS)
        if end < 0:
            end = block.find(b"\n", at)
            end = end if end >= 0 else len(block)
            yield block[at:end]
        at = end + 1


def _refuse_unlikely(path: Path, number: int, line: bytes) -> None:
    if len(line) >= LINE_BYTES:
        raise UnlikelyLine(path.name, number, "此行过长", "the line is too long")
    if line.count(b"{") + line.count(b"[") > BRACKETS:
        raise UnlikelyLine(path.name, number, "此行过长", "the line holds too much")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where they are packed, whatever its name says."""
    with open_regular(path) as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        yield cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw


def look_over_export(path: Path) -> None:
    """One look at every line, before anything else is known of the file. As `exported_lines`."""
    for _ in exported_lines(path):
        pass
