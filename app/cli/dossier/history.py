"""What was true of the organisation when, in the order in which it began."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, both, element, table
from app.cli.dossier.parts import aside, code, named, period, place
from app.cli.words import say

HEADS = ("period", "what", "type", "told", "place", "run")


def history(dossier: Dossier) -> Content:
    """A row for everything told or derived of it."""
    items = dossier.history.zh["items"]
    return table(map(say, HEADS), map(_row, items)) if items else element("p", both(*say("nothing")))


def _row(item: Mapping[str, Any]) -> Iterator[Content]:
    yield period(item)
    yield both(*say(f"what.{item['what']}"))
    yield _type(item)
    yield _told(item)
    read = item["place"] or {}
    yield place(read) if read.get("file") else (item["source"] or "—")
    yield item["run"] or "—"


def _type(item: Mapping[str, Any]) -> Content:
    match item["what"]:
        case "coverage":
            return both(*say(f"class.{item['type']}"))
        case "fact" | "link":
            return [both(*say(f"type.{item['type'].upper()}")), aside(item["rule"])]
        case "headcount":
            return "—"
        case _:
            return code(item["type"])


def _told(item: Mapping[str, Any]) -> Content:
    if item["counts"]:
        counts = item["counts"].items()
        return [element("div", both(*say(name)), f" {_count(one)}") for name, one in counts]
    if item["holder"]:
        return named(item["holder"])
    return "—" if item["what"] == "coverage" else item["value"] or "—"


def _count(one: Mapping[str, Any]) -> str:
    return f"{say('bound.' + one['bound'])[0]}{one['value']}"
