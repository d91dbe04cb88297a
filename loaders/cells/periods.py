"""A period as reports name it: a year, half a year, a quarter, a month."""

import datetime
import re
from typing import Final, NamedTuple

from loaders.cells.values import is_blank, narrow, parse_date


class Period(NamedTuple):
    """`said`: 2007, 2007H1, 2007Q3 or 2007-05; the first day, month or year of it, and the first one behind it."""

    said: str
    first: str
    behind: str


_PART: Final = re.compile(r"(\d{4})年?(上半年|下半年|第?[一二三四1234]季度|H[12]|-?Q[1-4])", re.IGNORECASE)
_NUMBERS: Final = {"上": 1, "下": 2, "一": 1, "二": 2, "三": 3, "四": 4}
_LENGTHS: Final = {"H": 6, "Q": 3}  # months


def parse_period(text: str) -> Period | None:
    """The period, None where blank. CellError as `parse_date` where it is none."""
    if is_blank(text):
        return None
    match = _PART.fullmatch(narrow(text))
    if match is None:
        said = parse_date(narrow(text).removesuffix("度"))
        return None if said is None else Period(said, said, _behind(said))
    year, part = int(match[1]), match[2].upper()
    unit = "H" if "H" in part or "半年" in part else "Q"
    number = next(int(_NUMBERS.get(c, c)) for c in part if c in _NUMBERS or c.isdigit())
    months = _LENGTHS[unit]
    first = parse_date(f"{year}-{(number - 1) * months + 1:02}")
    return Period(f"{year}{unit}{number}", str(first), _behind(f"{year}-{number * months:02}"))


def _behind(date: str) -> str:
    """The day behind a day, the month behind a month, the year behind a year."""
    if len(date) == 10:
        return (datetime.date.fromisoformat(date) + datetime.timedelta(days=1)).isoformat()
    year, month = int(date[:4]), int(date[5:7] or 12)
    if len(date) == 4:
        return f"{year + 1}"
    return f"{year + month // 12}-{month % 12 + 1:02}"
