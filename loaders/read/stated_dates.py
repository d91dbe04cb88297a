"""The day that a file says it is a picture of: 截止日期 and the like, in a line above the headings or in a note below.

Its date is read in every form in which a cell's is, and as people name the end of a period: 2008年3月底, 2008年一季度.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from loaders.cells.periods import parse_period
from loaders.cells.persons import mask_number
from loaders.cells.values import CellError, narrow, parse_date

_LABEL: Final = re.compile(r"(?:截止|截至)(?:日期|时间|时点|日)?|(?:统计|数据)(?:日期|时间|时点|日)|统计(?=\d)")
_BETWEEN: Final = ":;,\t\"'为是到至于在"
_HAN: Final = "〇零○Oo一二三四五六七八九十"
_NUMBER: Final = rf"(?:\d{{1,2}}|[{_HAN}]{{1,3}})"
_PERIOD: Final = re.compile(r"\d{4}年?(?:[上下]半年|第?[一二三四1234]季度)")
_DATE: Final = re.compile(
    rf"(?:\d{{4}}|[0{_HAN}]{{4}})(?:年(?:{_NUMBER}月(?:{_NUMBER}[日号]?)?)?|[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?|\d{{4}}|\d{{2}})?"
)
_TO: Final = re.compile(r"[底末日号]?[至到~—-]+")
_LIKE_A_DATE: Final = re.compile(rf"\d|[{_HAN}][年月日]|年[底末初]")
_SHOWN: Final = 40  # characters


@dataclass(frozen=True)
class StatedAsOf:
    """`date` is None where what is `written` cannot be read as one."""

    date: str | None
    written: str


def stated_as_of(cells: Iterable[str]) -> StatedAsOf | None:
    """What the cells of a line say of the as-of; None where they say nothing of it."""
    filled = [cell for cell in cells if narrow(cell)]
    for at, cell in enumerate(filled):
        text = narrow(cell)
        if label := _LABEL.search(text):
            behind = text[label.end() :].lstrip(_BETWEEN) or "".join(filled[at + 1 : at + 2])
            if behind and (found := _read(behind)):
                return found
    return None


def first_stated(said: Iterable[StatedAsOf | None]) -> StatedAsOf | None:
    """The first that can be read, else the first, of all that lines say."""
    found: StatedAsOf | None = None
    for one in said:
        if one is not None and (found is None or (found.date is None and one.date is not None)):
            found = one
    return found


def _read(text: str) -> StatedAsOf | None:
    """What stands behind the label, of a range (2007年至2008年3月) its end; None where that is nothing like a date."""
    written = mask_number(text[:_SHOWN])
    if date := _date(text):
        return StatedAsOf(date, written)
    text = narrow(text)
    if not _LIKE_A_DATE.search(text[:8]):
        return None
    while (found := _PERIOD.match(text) or _DATE.match(text)) is not None:
        date = _last_month(found[0]) if found.re is _PERIOD else _date(found[0])
        to = _TO.match(text, found.end())
        if date is None or to is None or not _DATE.match(text, to.end()):
            return StatedAsOf(date, written)
        text = text[to.end() :]
    return StatedAsOf(None, written)


def _date(text: str) -> str | None:
    try:
        return parse_date(text)
    except CellError:
        return None


def _last_month(text: str) -> str | None:
    try:
        period = parse_period(text)
    except CellError:
        return None
    return period and (date.fromisoformat(f"{period.behind}-01") - timedelta(days=1)).isoformat()[:7]
