"""What was true of an organisation when: everything told or derived of it, in the order in which it began."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.answers.evidence import Files, read_files, show_fact, show_place
from app.answers.holders import Holder, read_holders
from app.answers.within import shown_facts
from app.http.reading import Reading
from cypher.domain.dates import shown
from cypher.domain.vocabulary import COUNTS
from cypher.graph import Row

# Of one day: what the organisation is, what was recorded, what follows from it.
ORDER: Final = ("identifier", "statement", "fact", "headcount", "coverage", "link")


async def read_history(reading: Reading, organization: str) -> list[dict[str, Any]]:
    """Identifiers, statements, facts, headcounts, classes and derived links, with validity, run and place.

    What was retracted or retired is not among them: `known_at` an earlier run tells what was believed then.
    """
    records, facts, headcounts, classes, links = await asyncio.gather(
        *(
            reading.ask(f"organization_{name}", id=organization)
            for name in ("records", "facts", "headcounts", "coverages", "links")
        )
    )
    facts = await shown_facts(reading, facts)
    ends = [i for fact in facts for i in (fact["subject"], fact["holder"])] + [link["holder"] for link in links]
    covering = [i for row in classes for i in row["party_organizations"] or ()]
    told = [*records, *facts, *headcounts]
    names, files = await asyncio.gather(read_holders(reading, [*ends, *covering]), read_files(reading, told))
    items = [
        *_records(records, files),
        *_facts(facts, organization, names, files),
        *_headcounts(headcounts, files),
        *_classes(classes, names),
        *_links(links, names),
    ]
    return sorted(
        items, key=lambda item: (item["valid_from"] or "", ORDER.index(item["what"]), item["type"], item["id"])
    )


def _item(what: str, type_: str, row: Mapping[str, Any], **own: Any) -> dict[str, Any]:
    dates = {name: shown(row[name]) for name in ("valid_from", "valid_to")}
    blank = dict.fromkeys(("value", "holder", "counts", "fact", "rule", "rule_set", "source", "place"))
    return {"id": row["id"], "what": what, "type": type_, **dates, "run": row["run"], **blank, **own}


def _records(rows: list[Row], files: Files) -> Iterator[dict[str, Any]]:
    for row in rows:
        what, _, scheme = row["attribute"].rpartition(":")
        told = {**row, "id": f"{row['attribute']}|{row['value']}|{row['source']}|{row['valid_from']}"}
        own = {"source": row["source"], "place": show_place(row, files)}
        yield _item(what or "statement", scheme, told, value=row["value"], **own)


def _facts(rows: list[Row], organization: str, names: Mapping[str, Holder], files: Files) -> Iterator[dict[str, Any]]:
    for row in rows:
        fact = show_fact(row, names, files)
        other = row["holder"] if row["subject"] == organization else row["subject"]
        own = {"fact": fact, "source": row["source"], "place": fact["place"]}
        yield _item("fact", row["type"], row, holder=names[other], **own)


def _headcounts(rows: list[Row], files: Files) -> Iterator[dict[str, Any]]:
    for row in rows:
        counts = {
            name: {"value": value, "bound": bound or "exact"}
            for name, value, bound in zip(COUNTS, row["counts"], row["bounds"], strict=True)
            if value is not None
        }
        told = {**row, "valid_from": row["date"], "valid_to": None, "run": row["run"]}
        own = {"source": row["source"], "place": show_place(row, files)}
        yield _item("headcount", "counted", told, counts=counts, **own)


def _classes(rows: list[Row], names: Mapping[str, Holder]) -> Iterator[dict[str, Any]]:
    for row in rows:
        covering = sorted(row["party_organizations"] or ())
        yield _item("coverage", row["class"], row, value=row["class"], holder=names[covering[0]] if covering else None)


def _links(rows: list[Row], names: Mapping[str, Holder]) -> Iterator[dict[str, Any]]:
    for row in rows:
        rule = {"rule": row["rule"], "rule_set": row["rule_set"]}
        yield _item("link", row["type"].lower(), row, holder=names[row["holder"]], **rule)
