"""What a number of a workbook says once its format is known: a day, a month, a year, or only a number.

A month typed into a spreadsheet is kept as its first day and shown as a month: shown so, it is a month here. Ids below
164 are those of ECMA-376 18.8.30, in the Chinese edition, where the others leave them open.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

DAY, MONTH, YEAR, CLOCK = "day", "month", "year", "clock"
# fmt: off
_BUILT_IN: Final = (
    dict.fromkeys((14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58), DAY)
    | dict.fromkeys((17, 27, 36, 50, 52, 57), MONTH)
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56), CLOCK)
)
# fmt: on
_NO_CODE: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_NUMBER: Final = re.compile(r"[0#?@]|general|通用格式", re.IGNORECASE)
_MINUTES: Final = re.compile(r"h+\]?[^a-z]*m+|m+[^a-z]*s")
_CACHED: Final = 1 << 16


def precision_of(id: int, code: str | None = None) -> str | None:
    """`day`, `month`, `year` or `clock`; None for a format of plain numbers. `code` where the workbook declares it."""
    if code is None:
        return _BUILT_IN.get(id)
    return _precision(code)


@lru_cache(_CACHED)
def _precision(code: str) -> str | None:
    bare = _NO_CODE.sub(" ", code).partition(";")[0].lower()
    without_clock = _MINUTES.sub("h", bare).replace("am/pm", "h").replace("a/p", "h")
    if "d" in without_clock or "aaa" in without_clock:
        return DAY
    if _NUMBER.search(re.sub(r"s\.0+", "s", bare)):
        return None
    if "m" in without_clock:
        return MONTH
    if "y" in without_clock or "e" in without_clock:
        return YEAR
    return CLOCK if "h" in without_clock or "s" in without_clock else None


@lru_cache(_CACHED)
def number_text(value: str, precision: str | None, epoch_1904: bool) -> str:
    """The number as a person should read it: ISO text of a date, as precise as it is shown, or the plain number.

    A serial that is no date of a calendar stays a number; 60 is the 29 February 1900 that never was. A clock alone is
    a number. ValueError where `value` is none.
    """
    number = float(value)
    if precision is None or precision == CLOCK:
        return plain_number(number)
    whole = int(number // 1) + (1462 if epoch_1904 else 0)
    if not 1 <= whole <= 2_958_465:
        return plain_number(number)
    if whole == 60:
        return "1900-02-29"
    day = (date(1899, 12, 30) + timedelta(days=whole + (whole < 60))).isoformat()
    if number % 1:
        seconds = int((number % 1) * 86_400)
        return f"{day} {seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if precision == YEAR and day.endswith("-01-01"):
        return day[:4]
    return day[:7] if precision == MONTH and day.endswith("-01") else day


@lru_cache(_CACHED)
def plain_number(number: float) -> str:
    """Whole numbers without a fraction. From 16 digits on a number has lost its end: written so that no code is made
    of it."""
    if number.is_integer() and abs(number) < 1e15:
        return f"{number:.0f}"
    return repr(number).upper()
