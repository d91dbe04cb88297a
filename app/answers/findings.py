"""Inconsistencies: the checks with how much each finds, and the findings themselves."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.answers.details import names_of, parts_of, words_in
from app.answers.duties import read_named
from app.answers.holders import read_holders
from app.answers.organizations import check_title, show_accepted
from app.answers.within import shown_details, within
from app.http.paging import read_places
from app.http.reading import Reading
from cypher.domain.notices import NOTICES
from cypher.domain.vocabulary import FINDING_SEVERITIES


async def read_checks(reading: Reading) -> list[dict[str, Any]]:
    """Every check of the catalogue with its open findings; what loaders notice; then what is known of no more."""
    counted = await _count_open(reading)
    items = []
    for statement in reading.catalogue.of_kind("checks"):
        header = statement.check
        items.append(
            {
                "id": statement.id,
                "title": reading.of(header.title, header.title_en),
                "summary": reading.of(header.summary, header.summary_en),
                "remedy": reading.of(header.remedy, header.remedy_en),
                "severity": header.severity,
                "population": header.population,
                "findings": counted[statement.id]["findings"] if statement.id in counted else 0,
            }
        )
    items += [
        {
            "id": check,
            "title": reading.of(notice.title, notice.title_en),
            "summary": reading.of(notice.summary, notice.summary_en),
            "remedy": reading.of(notice.remedy, notice.remedy_en),
            "severity": notice.severity,
            "population": notice.population,
            "findings": counted[check]["findings"] if check in counted else 0,
        }
        for check, notice in NOTICES.items()
    ]
    known = {item["id"] for item in items}
    items += [
        {
            "id": check,
            "title": check,
            "summary": None,
            "remedy": None,
            "severity": row["severity"],
            "population": None,
            "findings": row["findings"],
        }
        for check, row in counted.items()
        if check not in known
    ]
    return items


async def _count_open(reading: Reading) -> dict[str, Mapping[str, Any]]:
    """`severity` and `findings`, how many are open that the asker is shown, by check."""
    if reading.subtree is None:
        return {row["check"]: row for row in await reading.ask("finding_totals")}
    open_ = await read_places(reading, "findings", day=None, checks=None, severities=None, subject=None)
    counted = Counter(tuple(key.split(" ", 2)[:2]) for key, _ in await own_findings(reading, open_))
    return {check: {"severity": FINDING_SEVERITIES[int(order)], "findings": n} for (order, check), n in counted.items()}


async def own_findings(reading: Reading, places: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of places (key, id) of findings those whose subject stands in the subtree; all where none bounds the answer."""
    if reading.subtree is None:
        return list(places)
    subjects = [key.split(" ", 2)[2] for key, _ in places]
    own = await within(reading, subjects)
    return [place for place, subject in zip(places, subjects, strict=True) if subject in own]


async def read_findings(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Findings by id, in the order of `ids`."""
    if not ids:
        return []
    rows = {row["id"]: row for row in await reading.ask("finding_rows", ids=list(ids))}
    return await show_findings(reading, [{**rows[i], "detail": json.loads(rows[i]["detail"] or "{}")} for i in ids])


async def read_found(
    reading: Reading, checks: Collection[str] | None, severities: Collection[str] | None, subject: str | None
) -> dict[tuple[str, str], dict[str, Any]]:
    """What was wrong on the day of the picture, by sort key and id, in order.

    The checks look at that day; a finding that runs kept of the same check and subject lends its id and its runs. What
    loaders notice while they read no statement can look for again: of that those are told that runs had opened by then.
    """
    asked = [
        statement
        for statement in reading.catalogue.of_kind("checks")
        if (checks is None or statement.id in checks) and (severities is None or statement.check.severity in severities)
    ]
    everything = {"after_key": "", "after": "", "limit": 2**31 - 1}
    filters = {"checks": checks, "severities": severities, "subject": subject, "day": reading.day}
    (page,), *found = await asyncio.gather(
        reading.ask_once("findings", **everything, **filters), *(reading.ask_check(s.id) for s in asked)
    )
    ids = [id_ for _, id_ in page["page"]]
    kept = await reading.ask("finding_rows", ids=ids) if ids else []
    by_subject = {(row["check"], row["subject"]): row for row in kept}
    looked_at = {statement.id for statement in reading.catalogue.of_kind("checks")}
    rows = [{**row, "detail": json.loads(row["detail"] or "{}")} for row in kept if row["check"] not in looked_at]
    for statement, of_check in zip(asked, found, strict=True):
        for row in of_check:
            if subject is None or row["id"] == subject:
                one = by_subject.get((statement.id, row["id"]))
                rows.append(_found(statement.id, statement.check.severity, row, one, reading.day))
    return dict(sorted((((_key(row), row["id"]), row) for row in rows), key=lambda pair: pair[0]))


def _found(
    check: str, severity: str, row: Mapping[str, Any], kept: Mapping[str, Any] | None, day: str
) -> dict[str, Any]:
    """What a check found on a day, with the id and the runs of the finding that is kept of it, if one is."""
    said = hashlib.sha256(f"{check}|{row['id']}|{day}".encode()).hexdigest()[:24]
    runs = {name: kept and kept[name] for name in ("accepted", "opened_run", "resolved_run")}
    own = {"check": check, "subject": row["id"], "label": row["label"], "severity": severity, "detail": row["detail"]}
    return {"id": kept["id"] if kept else f"n:{said}", **own, **runs}


def _key(row: Mapping[str, Any]) -> str:
    """The order of findings, as `queries/findings` has it: the severe ones first."""
    order = {"severe": "0", "warning": "1"}.get(row["severity"], "2")
    return f"{order} {row['check']} {row['subject']}"


async def show_findings(reading: Reading, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Findings as they are shown."""
    details = await shown_details(reading, [row["detail"] for row in rows])
    names = await read_holders(reading, [*(row["subject"] for row in rows), *words_in(details)])
    named = names_of({**names, **await read_named(reading)})
    return [
        {
            "id": row["id"],
            "check": row["check"],
            "title": check_title(reading, row["check"]),
            "severity": row["severity"],
            "subject": {**names[row["subject"]], "label": row["label"]},
            "detail": detail,
            "explained": [
                {"title": reading.of(*title), "value": reading.of(zh, en)} for title, zh, en in parts_of(detail, named)
            ],
            "accepted": show_accepted(reading, row.get("accepted")),
            "opened_run": row["opened_run"],
            "resolved_run": row["resolved_run"],
        }
        for row, detail in zip(rows, details, strict=True)
    ]
