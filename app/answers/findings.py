"""Inconsistencies: the checks with how much each finds, and the findings themselves."""

import json
from collections.abc import Sequence
from typing import Any

from app.answers.holders import read_holders
from app.answers.organizations import check_title
from app.http.reading import Reading
from cypher.domain.notices import NOTICES


async def read_checks(reading: Reading) -> list[dict[str, Any]]:
    """Every check of the catalogue with its open findings; what loaders notice; then what is known of no more."""
    counted = {row["check"]: row for row in await reading.ask("finding_totals")}
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


async def read_findings(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Findings by id, in the order of `ids`."""
    if not ids:
        return []
    rows = {row["id"]: row for row in await reading.ask("finding_rows", ids=list(ids))}
    names = await read_holders(reading, [row["subject"] for row in rows.values()])
    return [
        {
            "id": i,
            "check": rows[i]["check"],
            "title": check_title(reading, rows[i]["check"]),
            "severity": rows[i]["severity"],
            "subject": {**names[rows[i]["subject"]], "label": rows[i]["label"]},
            "detail": json.loads(rows[i]["detail"] or "{}"),
            "opened_run": rows[i]["opened_run"],
            "resolved_run": rows[i]["resolved_run"],
        }
        for i in ids
    ]
