"""What several sections show alike: a holder, a period, a place, an age."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.cli.dossier.markup import Content, Element, both, element
from app.cli.words import say


def code(text: str) -> Element:
    """An id, a number: a text that is no word."""
    return element("code", text)


def mark(name: str) -> Element:
    """A short remark in a frame."""
    return element("span", both(*say(name)), class_="mark")


def marks(told: Mapping[str, Any], *names: str) -> Content:
    """A remark for each of those that are told of it."""
    return [element("span", " ", mark(name)) for name in names if told[name]]


def aside(text: str | None) -> Content:
    """An id behind a name, where there is one."""
    return element("span", " ", code(text)) if text else None


def named(holder: Mapping[str, Any] | None) -> Content:
    """A holder by name and id; a dash for nobody."""
    return [holder["name"], " ", code(holder["id"])] if holder else "—"


def pairs(entries: Iterable[tuple[Content, Content]]) -> Element:
    """What is told, each behind its name."""
    return element("dl", ([element("dt", name), element("dd", value)] for name, value in entries))


def period(told: Mapping[str, Any]) -> str:
    """From when to when; the end is the first day on which it holds no more."""
    return f"{told['valid_from'] or '…'} – {told['valid_to'] or '…'}"


def place(told: Mapping[str, Any]) -> Content:
    """Where it was read: file, sheet, row, and the hash of that file."""
    if not told or not told.get("file"):
        return "—"
    row = f" [{told['sheet']}]" if told.get("sheet") else ""
    digest = told.get("sha256")
    return [f"{told['file']}{row}:{told['row']}", [" ", code(digest)] if digest else None]


def age(since: str, day: str) -> tuple[str, str]:
    """Whole years and months from a date (the first day that it may mean) to a day, in both languages."""
    year, month, of_month = (*map(int, since.split("-")), 1, 1)[:3]
    then_year, then_month, then_day = map(int, day.split("-"))
    months = max(0, (then_year - year) * 12 + then_month - month - (then_day < of_month))
    years, rest = divmod(months, 12)
    return f"{years}年{rest}个月", f"{years} years {rest} months"
