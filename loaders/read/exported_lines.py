"""The lines of an exported graph, packed or unpacked, each within the bounds of what an export writes."""

import gzip
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from loaders.read.arrived import open_regular

LINE_BYTES: Final = 16 * 1024 * 1024  # no row that was ever written is half as long
BLANK_LINES: Final = 1_000  # an export writes none
BRACKETS: Final = 10_000  # objects and lists of one line; a record has a few
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
    with open_regular(path) as raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        lines: Any = gzip.GzipFile(fileobj=raw) if packed else raw
        for number in itertools.count(1):
            line = lines.readline(LINE_BYTES)
            if not line:
                return
            if len(line) == LINE_BYTES:
                raise UnlikelyLine(path.name, number, "此行过长", "the line is too long")
            if line.count(b"{") + line.count(b"[") > BRACKETS:
                raise UnlikelyLine(path.name, number, "此行过长", "the line holds too much")
            if not line.isspace():
                yield number, line
            elif (blank := blank + 1) > BLANK_LINES:
                raise UnlikelyLine(path.name, number, "空行过多", "too many blank lines")


def look_over_export(path: Path) -> None:
    """One look at every line, before anything else is known of the file. As `exported_lines`."""
    for _ in exported_lines(path):
        pass
