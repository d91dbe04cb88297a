"""Whether a file keeps within the limits, before anything else is known of it: no headings, no source, no graph."""

from pathlib import Path
from typing import Final

from loaders.read import objects, ods, xls, xlsx
from loaders.read.arrived import Arrived, arrived, kind_of
from loaders.read.encodings import encoding_of
from loaders.read.package import opened
from loaders.read.text import survey

_SMALL: Final = 4 << 20  # bytes, unpacked: read in a moment, whatever they are
_LARGE: Final = 48 << 20  # bytes, unpacked: few registers are as large
_DENSE: Final = 100  # times that a part unpacks to; registers do to ten


def look_over(path: Path) -> None:
    """FileUnreadable: no regular file, no format that is read, beyond a limit.

    A workbook of an ordinary size and packing is left to those who read it: they keep within the limits too.
    """
    file = arrived(path)
    kind = kind_of(file)
    if kind == "zip":
        _look_over_package(file)
    elif kind == "ole":
        xls.look_over(file)
    elif kind == "objects":
        objects.survey(file, encoding_of(file, in_lines=False))
    else:
        survey(file, encoding_of(file, in_lines=True), frozenset())


def _look_over_package(file: Arrived) -> None:
    with opened(file) as package:
        form = package.kind()
        ordinary = _SMALL < package.unpacked < _LARGE and package.densest < _DENSE
    if not ordinary:
        for sheet in (xlsx if form == "xlsx" else ods).sheets(file):
            for _ in sheet.lines:
                pass
