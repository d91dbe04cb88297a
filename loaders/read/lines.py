"""A row of a file before anybody knows what its columns are."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that refuses its row before anything is read into it: a code of `rejects.CODES`, and what stands there."""

    code: str
    shown: str = ""


NO_FAULTS: Final[Mapping[Any, Fault]] = MappingProxyType({})


class Line(NamedTuple):
    """A physical row: its number from 1 and its cells; `torn`: a stray quote left it without an end.

    `faults`: of its cells, by their index.
    """

    number: int
    cells: tuple[str, ...]
    torn: bool = False
    faults: Mapping[int, Fault] = NO_FAULTS
