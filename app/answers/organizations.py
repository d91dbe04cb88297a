"""An organisation as every list shows it, and everything about one."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.answers.evidence import read_files, show_fact
from app.answers.holders import name_then, read_holders
from app.answers.within import shown_facts, within
from app.http.reading import Reading
from cypher.domain.dates import exists_at, shown, whole_day
from cypher.domain.notices import NOTICES
from cypher.domain.vocabulary import COUNTS, POPULATION_KINDS


async def read_organizations(reading: Reading, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Rows of `queries/organization_rows` by id, with the name of the time; ids not in the graph are absent."""
    rows = await reading.ask("organization_rows", ids=sorted(set(ids)))
    return {row["id"]: {**row, "name": name_then(row)} for row in rows}


def list_item(row: Mapping[str, Any]) -> dict[str, Any]:
    """{id, name, kind, trade, region, coverage}; coverage is null outside the population of the form."""
    item = {name: row[name] for name in ("id", "name", "kind", "trade", "region")}
    return {**item, "coverage": row["class"] if row["operating"] and row["kind"] in POPULATION_KINDS else None}


async def read_detail(reading: Reading, organization: str) -> dict[str, Any]:
    """Everything about one organisation as of the date, but its chain."""
    row = (await read_organizations(reading, [organization]))[organization]
    records = sorted(
        await reading.ask("organization_records", id=organization),
        key=lambda r: (r["attribute"], r["valid_from"], r["value"], r["source"] or ""),
    )
    facts = sorted(
        await shown_facts(reading, await reading.ask("organization_facts", id=organization)),
        key=lambda f: (f["type"], f["valid_from"], f["id"]),
    )
    coverage = await reading.ask("organization_coverage", id=organization)
    names = await read_holders(reading, [i for f in facts for i in (f["subject"], f["holder"])])
    files = await read_files(reading, facts)
    in_force = [f for f in facts if f["valid_from"] <= reading.day < f["valid_to"]]
    return {
        **list_item(row),
        "founded": row["founded"],
        "closed": row["closed"],
        "operating": row["operating"],
        "in_force": exists_at(row["founded"], row["closed"], reading.day),
        "identifiers": [
            {"scheme": r["attribute"].partition(":")[2], **_validity(r)}
            for r in records
            if r["attribute"].startswith("identifier:")
        ],
        "statements": [
            {"attribute": r["attribute"], "run": r["run"], **_validity(r)}
            for r in records
            if not r["attribute"].startswith("identifier:")
        ],
        "facts": [show_fact(fact, names, files) for fact in facts],
        "headcount": _newest(await reading.ask("organization_headcounts", id=organization), reading.day),
        "coverage_state": next((_bounds(c) for c in coverage), None),
        "party_organizations": [
            {
                "party_organization": names[f["subject"]],
                "relation": "covers" if f["type"] == "COVERS" else "hosted",
                "valid_from": shown(f["valid_from"]),
                "valid_to": shown(f["valid_to"]),
            }
            for f in in_force
            if f["type"] in ("COVERS", "HOSTED_BY")
        ],
        "findings": await read_findings_of(reading, organization),
    }


async def read_findings_of(reading: Reading, subject: str) -> list[dict[str, Any]] | None:
    """The open findings about one subject, with the title of their check; none of one that stands on chains alone.

    None on another day than that of the newest picture: what was wrong then every check has to look for
    (`app/answers/findings.py`).
    """
    if reading.as_of != reading.newest:
        return None
    if not await within(reading, [subject]):
        return []
    return [
        {**row, "title": check_title(reading, row["check"]), "accepted": show_accepted(reading, row["accepted"])}
        for row in await reading.ask("findings_of", id=subject)
    ]


def show_accepted(reading: Reading, text: str | None) -> dict[str, Any] | None:
    """The acceptance beside a finding, None where it has none; whether it is in force on the day."""
    said: dict[str, Any] | None = json.loads(text) if text else None
    return {**said, "in_force": reading.day <= said["until"]} if said else None


def check_title(reading: Reading, check: str) -> str:
    """The title of a check or of what a loader notices; its id where neither is known any more."""
    if check in NOTICES:
        return reading.of(NOTICES[check].title, NOTICES[check].title_en)
    statement = reading.catalogue.get(f"checks/{check}")
    return reading.of(statement.header.title, statement.header.title_en) if statement else check


def _validity(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**_bounds({name: row[name] for name in ("value", "source", "valid_from", "valid_to")})}


def _bounds(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "valid_from": shown(row["valid_from"]), "valid_to": shown(row["valid_to"])}


def _newest(headcounts: Sequence[Mapping[str, Any]], day: str) -> dict[str, Any] | None:
    """The counts in force: each of the newest headcount at or before the day that speaks of it, on one date of the
    higher rank of its source.

    `id`, `date` and `source` are of the headcount that tells the members, or where none does of the first that tells
    anything; `told_elsewhere` names the others, each with its counts.
    """
    past = sorted(
        (h for h in headcounts if whole_day(h["date"]) <= day),
        key=lambda h: (whole_day(h["date"]), h["source_rank"] or 0, h["id"]),
        reverse=True,
    )
    tellers = {name: next((h for h in past if name in (h["measures"] or COUNTS)), None) for name in COUNTS}
    counts: dict[str, Any] = {}
    by_id: dict[str, dict[str, Any]] = {}
    for at, (name, teller) in enumerate(tellers.items()):
        value = teller["counts"][at] if teller else None
        bound = teller["bounds"][at] if teller else None
        counts |= {name: value, f"{name}_bound": None if value is None else bound or "exact"}
        if teller:
            origin = {key: teller[key] for key in ("id", "date", "source")}
            by_id.setdefault(teller["id"], {**origin, "counts": []})["counts"].append(name)
    if not by_id:
        return None
    first, *others = by_id.values()
    return {key: first[key] for key in ("id", "date", "source")} | counts | {"told_elsewhere": others}
