"""What was true of the organisation when, in the order in which it began; what came after the day stands by itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, both, either, element, table
from app.cli.dossier.parts import aside, code, colon, day, named, period, properties, rule, value_of
from app.cli.dossier.sources import Sources
from app.cli.words import SAID, say

HEADS = ("period", "what", "told", "source")


def history(dossier: Dossier, sources: Sources) -> Content:
    """A row for everything told or derived of it, up to the day and later than that day."""
    as_of, items = dossier.history.zh["as_of"], dossier.history.zh["items"]
    later = [item for item in items if item["valid_from"] and item["valid_from"] > as_of]
    until = [item for item in items if item not in later]
    if not later:
        return _table(until, sources)
    return [_table(until, sources), element("h3", both(*say("later")), colon(), day(as_of)), _table(later, sources)]


def _table(items: list[Mapping[str, Any]], sources: Sources) -> Content:
    if not items:
        return element("p", both(*say("nothing")))
    return table(map(say, HEADS), (_row(item, sources) for item in items), "history")


def _row(item: Mapping[str, Any], sources: Sources) -> Iterator[Content]:
    yield day(item["valid_from"]) if item["what"] == "headcount" else period(item)
    yield [both(*say(f"what.{item['what']}")), *_type(item)]
    yield _told(item)
    yield code(item["run"] or "—") if item["what"] in ("coverage", "link") else sources.mark(item)


def _type(item: Mapping[str, Any]) -> Iterator[Content]:
    """What kind of thing it is, where what it says does not tell."""
    match item["what"]:
        case "fact" | "link":
            yield [colon(), both(*say(f"type.{item['type'].upper()}"))]
        case "identifier" | "statement" as what:
            key = f"{what}.{item['type']}"
            yield [colon(), both(*say(key)) if key in SAID else [both(*say("identifier.own")), aside(item["type"])]]


def _told(item: Mapping[str, Any]) -> Content:
    match item["what"]:
        case "headcount":
            return _counts(item["counts"])
        case "coverage":
            covering = [" ", named(item["holder"])] if item["holder"] else None
            return [both(*say(f"class.{item['type']}")), covering]
        case "statement":
            return value_of(item["type"], item["value"])
    if item["holder"]:
        said = item["fact"]["properties"] if item["fact"] else {}
        by = ["　", rule(item["rule"])] if item["rule"] else None
        return [named(item["holder"]), ["　", properties(said)] if said else None, by]
    return item["value"] or "—"


def _counts(counts: Mapping[str, Mapping[str, Any]]) -> Content:
    return [
        [
            either("，", ", ") if number else None,
            both(*say(name)),
            " ",
            both(*say(f"bound.{one['bound']}")),
            str(one["value"]),
        ]
        for number, (name, one) in enumerate(counts.items())
    ]
