"""What several sections show alike: a holder, a period, what a fact says, an age."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.answers.conditions import word
from app.cli.dossier.markup import Content, Element, both, either, element
from app.cli.words import SAID, say
from cypher.catalogue import load_catalogue


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


def day(text: str) -> Element:
    """A date, which no line breaks."""
    return element("span", text, class_="day")


def period(told: Mapping[str, Any]) -> Content:
    """From when to when; the end is the first day on which it holds no more."""
    since, until = told["valid_from"], told["valid_to"]
    if since and until:
        return [day(since), either(" 至 ", " to "), day(until)]
    if since:
        return either(day(f"{since} 起"), day(f"since {since}"))
    return either(day(f"至 {until}"), day(f"until {until}")) if until else both(*say("always"))


def rule(id_: str | None) -> Content:
    """A rule by its title and id; a dash for none."""
    if id_ is None:
        return "—"
    known = load_catalogue().rulebook.cited.get(id_)
    return [both(known.header.title, known.header.title_en), aside(id_)] if known else code(id_)


def colon() -> Content:
    """Behind what is explained."""
    return either("：", ": ")


def properties(told: Mapping[str, str | bool]) -> Content:
    """What a fact says beside its ends, in words; a dash where it says nothing."""
    said = [[both(*say(f"property.{name}")), colon(), value_of(name, value)] for name, value in told.items()]
    return [[either("；", "; ") if number else None, one] for number, one in enumerate(said)] or "—"


def value_of(name: str, value: str | int | bool) -> Content:
    """A value of a property in words where it is a code. By what a trade was recognised: `name:WORD;scope:WORD`."""
    if isinstance(value, bool):
        return both(*say("yes" if value else "no"))
    text = str(value)
    if name == "basis":
        read = [part.partition(":") for part in text.split(";")]
        return [[both(*say(f"basis.{where}")), f"“{found}” " if found else ""] for where, _, found in read]
    if f"{name}.{text}" in SAID:
        return both(*say(f"{name}.{text}"))
    return both(word(text, 0), word(text, 1))


def age(since: str, day: str) -> tuple[str, str]:
    """Whole years and months from a date (the first day that it may mean) to a day, in both languages."""
    year, month, of_month = (*map(int, since.split("-")), 1, 1)[:3]
    then_year, then_month, then_day = map(int, day.split("-"))
    months = max(0, (then_year - year) * 12 + then_month - month - (then_day < of_month))
    years, rest = divmod(months, 12)
    return f"{years}年{rest}个月", f"{_several(years, 'year')} {_several(rest, 'month')}"


def _several(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
