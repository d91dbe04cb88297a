"""Rows of an XLSX sheet that are written alike: what one row looks like serves to cut the next ones at a stroke.

A row's shape is a regular expression that is the row itself, but for its number and its values. What does not fit a
shape is none of its rows, whatever else it may be.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_REMEMBERED: Final = 1 << 17  # values of one kind
_SHAPES: Final = 4  # that are tried on a row
_LEARNT: Final = 200  # shapes of one sheet: where rows are of more, few of them are alike
_WIDEST: Final = 256  # cells of a row that makes a shape


class Texts(dict[bytes, str]):
    """The text of each value of one kind, made when it is first asked for."""

    def __init__(self, make: Callable[[bytes], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: bytes) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        text = self[value] = self._make(value)
        return text


@dataclass(frozen=True)
class Cell:
    """A cell of a row that a shape is made of: what stands before its row number, before and behind its value.

    `texts` is None where it holds no value.
    """

    column: int
    letters: bytes
    before: bytes
    behind: bytes
    texts: Mapping[bytes, str] | None


@dataclass(frozen=True)
class _Shape:
    pattern: re.Pattern[bytes]
    columns: tuple[int, ...]
    texts: tuple[Mapping[bytes, str], ...]
    width: int
    cells: int

    def texts_of(self, values: tuple[bytes, ...]) -> list[str]:
        """KeyError, ValueError, IndexError where a value stands for nothing."""
        found = [texts[value] for texts, value in zip(self.texts, values)]  # noqa: B905 (a fourth of the time of it all)
        if self.width == len(found):
            return found
        whole = [""] * self.width
        for column, text in zip(self.columns, found, strict=True):
            whole[column] = text
        return whole


# A row that fits: its number, its attributes, its texts by column, and how many cells it has, blank ones too.
Cut = tuple[int, bytes, list[str], int]


class Shapes:
    """The shapes of the latest rows, the one that fitted last first."""

    def __init__(self) -> None:
        self._shapes: list[_Shape] = []
        self._learnt = 0

    def cut(self, piece: bytes) -> Cut | None:
        """The row behind `<row`, to its end tag; None where it fits no shape."""
        for at, shape in enumerate(self._shapes):
            if found := shape.pattern.fullmatch(piece):
                if at:
                    self._shapes.insert(0, self._shapes.pop(at))
                groups = found.groups()
                return int(groups[0]), groups[1], shape.texts_of(groups[2:]), shape.cells
        return None

    def learn(self, cells: list[Cell]) -> None:
        """A row that fitted no shape gives a new one, as long as they are few."""
        if not cells or len(cells) > _WIDEST or self._learnt >= _LEARNT:
            return
        self._learnt += 1
        pattern = rb' r="(\d{1,7})"([^>]*)>'
        for cell in cells:
            pattern += re.escape(b'<c r="' + cell.letters) + rb"\1" + re.escape(cell.before)
            pattern += (rb"([^<&]+)" if cell.texts is not None else b"") + re.escape(cell.behind)
        valued = [(cell.column, cell.texts) for cell in cells if cell.texts is not None]
        columns, texts = tuple(column for column, _ in valued), tuple(texts for _, texts in valued)
        width = max(columns, default=-1) + 1
        shape = _Shape(re.compile(pattern + rb"</row>\s*"), columns, texts, width, len(cells))
        self._shapes.insert(0, shape)
        del self._shapes[_SHAPES:]
