"""Dates as text with their precision (docs/architecture.md, "Time"): what an as-of means, what a bound shows."""

import calendar
import re
from typing import Final

from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import ALWAYS, OPEN

FORM: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)

# The same for whoever can hold a text only against a pattern: each text that `whole_day` takes, and no other.
_YEAR: Final = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
_LEAP: Final = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAY: Final = "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
PATTERN: Final = f"^(?!9999(-12(-31)?)?$)({_YEAR}(-(0[1-9]|1[0-2]|{_DAY}))?|{_LEAP}-02-29)$"


def whole_day(text: str) -> str:
    """The day that an as-of means: of a month or a year its last one. Raises ValueError for what is no date."""
    match = FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"{text} is no date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = int(match[1]), int(match[2] or 12), match[3]
    if not (year >= 1 and 1 <= month <= 12):
        raise ValueError(f"{text} is in no calendar")
    last = calendar.monthrange(year, month)[1]
    number = int(day) if day else last
    if not 1 <= number <= last:
        raise ValueError(f"{text} is in no calendar")
    whole = f"{year:04}-{month:02}-{number:02}"
    if whole >= OPEN:
        raise ValueError(f"{text} ends on the day that stands for no end")
    return whole


def first_day(date: str) -> str:
    """The first day of a month or a year, as which it is compared; a day is itself."""
    return f"{date}-01-01"[:10]


def last_day(date: str) -> str:
    """The last day of a month or a year; a day is itself."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{calendar.monthrange(int(date[:4]), int(date[5:]))[1]:02d}"
    return date


def late_readings(day: str) -> list[str]:
    """The dates of month or year precision that may mean a day after `day`: its month and year, unless it ends them."""
    month, year = day[:7], day[:4]
    return [date for date in (month, year) if last_day(date) != day]


def day_before(date: str) -> str:
    """The last day on which an interval that ends at `date` still holds, of an end known to the day, month or year."""
    year, month, day = ([int(part) for part in date.split("-")] + [1, 1])[:3]
    if day > 1:
        return f"{year:04}-{month:02}-{day - 1:02}"
    return whole_day(f"{year:04}-{month - 1:02}" if month > 1 else f"{year - 1:04}-12")


def shown(bound: str | None) -> str | None:
    """A bound of an interval as the API shows it: always and open are null."""
    return None if bound in (ALWAYS, OPEN) else bound


def rule_set_at(day: str) -> str:
    """The rule set that holds on a day, of those in use."""
    known = load_parameters()
    if day < str(known["rule_set_v1_from"].value):
        return "V0"
    v2 = "V2" in str(known["rule_sets"].value) and day >= str(known["rule_set_v2_from"].value)
    return "V2" if v2 else "V1"


def exists_at(founded: str | None, closed: str | None, day: str, late: tuple[str, ...] | list[str] = ()) -> bool:
    """Whether something exists on a day; dates in `late` are read as the last day that they may mean."""
    return holds_at(founded or ALWAYS, closed or OPEN, day, late)


def holds_at(start: str, end: str, day: str, late: tuple[str, ...] | list[str] = ()) -> bool:
    """Whether an interval holds on a day; dates in `late` are read as the last day that they may mean."""
    begun = start <= day and start not in late
    return begun and (day < end or end in late) and first_day(start) < first_day(end)
