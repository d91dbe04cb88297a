"""Is a row that cannot be read only shifted? One stray comma moves every cell behind it one column to the right.

`tables.shifted_column` knows a shifted row by what can stand in no sound one; this looks at a row whose cells were
refused: where they fit once those behind some place are moved back by one, the comma is what is wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from pydantic import ValidationError

from loaders.cells.codes import normalise_credit_code, normalise_organization_code
from loaders.cells.values import CellError, is_blank
from loaders.sources import Source, load_sources

# Read by `loaders.cells.codes`, when the row model has let them through.
_CODES: Final[Mapping[str, Callable[[str], object]]] = {
    "统一社会信用代码": normalise_credit_code,
    "组织机构代码": normalise_organization_code,
}
_ANY_WORD: Final = "某词"


def shifted_back(source: Source, cells: Mapping[str, str], headings: Sequence[str | None]) -> str | None:
    """The first column that is wrong only because the row is shifted; None where moving cells back does not mend it.

    `headings` are those of the file in their order, None for a column that is not read. Moved back, every column that
    holds dates, counts, codes or words of a closed list must fit, and more of them must hold something that does: one
    wrong date before a right one is a wrong date.
    """
    wrong, fitting = _judge(source, cells)
    if not wrong:
        return None
    first = min(at for at, name in enumerate(headings) if name in wrong)
    for start in range(first, -1, -1):
        moved = dict(cells)
        for at in range(start, len(headings)):
            if (name := headings[at]) is not None:
                behind = headings[at + 1] if at + 1 < len(headings) else None
                moved[name] = cells.get(behind, "") if behind is not None else ""
        still_wrong, now_fitting = _judge(source, moved)
        if not still_wrong and now_fitting > fitting:
            return headings[first]
    return None


def _judge(source: Source, cells: Mapping[str, str]) -> tuple[set[str], int]:
    """The columns whose cell is refused, and how many of those that cannot hold any word hold something that fits."""
    wrong = _refused(source, cells)
    for column, read in _CODES.items():
        if column in source.columns and column in cells:
            try:
                read(cells[column])
            except CellError:
                wrong.add(column)
    wrong &= cells.keys()
    telling = _telling(source.id) & cells.keys() - wrong
    return wrong, sum(not is_blank(cells[column]) for column in telling)


def _refused(source: Source, cells: Mapping[str, str]) -> set[str]:
    try:
        source.row.model_validate(cells)
    except ValidationError as error:
        found: list[Any] = error.errors(include_url=False, include_input=False, include_context=False)
        return {str(one["loc"][0]) for one in found}
    return set()


@cache
def _telling(source_id: str) -> frozenset[str]:
    """The columns that cannot hold just any word: dates, counts, yes or no, closed lists, codes."""
    source = load_sources()[source_id]
    picky = _refused(source, dict.fromkeys(source.columns, _ANY_WORD))
    return frozenset(picky | (_CODES.keys() & set(source.columns)))
