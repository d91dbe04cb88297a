"""Runs, what they refused, and the sources they came from."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.http.problems import Problem
from app.http.reading import Reading
from cypher.graph import Row


def show_run(row: Row) -> dict[str, Any]:
    """A run in a list: its state and the counts of its report."""
    report = report_of(row)
    return {
        "run": row["id"],
        "source": row["source"],
        "number": row["number"],
        "state": row["state"],
        "as_of": row["as_of"],
        "started": row["started"],
        "finished": row["finished"],
        "digest": row["digest"],
        "counts": report.get("counts"),
        "changes": report.get("changes"),
        "findings": report.get("findings"),
    }


def newest_first(rows: Sequence[Row]) -> list[Row]:
    """Rows of `queries/runs` by when they began; of those of one moment by source, the later number first."""
    by_source = sorted(rows, key=lambda row: (row["source"], -row["number"]))
    return sorted(by_source, key=lambda row: row["started"] or "", reverse=True)


def full_report(row: Row) -> dict[str, Any]:
    """The whole report of a run; of one that is open or has failed what is known of it, its counts null."""
    shown = show_run(row)
    unfinished: dict[str, Any] = {"dry_run": False, "files": [], "findings": shown["findings"] or {}}
    return {**shown, **unfinished, **report_of(row)}


def report_of(row: Row) -> dict[str, Any]:
    """The report that a run left; empty while it is open."""
    report: dict[str, Any] = json.loads(row["report"]) if row["report"] else {}
    return report


async def read_run(reading: Reading, run: str) -> Row:
    """One run. Raises Problem (404)."""
    rows = await reading.ask("run", id=run)
    if not rows:
        raise Problem(404, "no_such_run", id=run)
    return rows[0]


async def read_rejects(reading: Reading, run: Row, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Refused rows of a run by id, in the order of `ids`, message and remedy in the language of the answer."""
    sums = {file["name"]: file["sha256"] for file in report_of(run).get("files", ())}
    rows = {row["id"]: row for row in await reading.ask("reject_rows", ids=list(ids))} if ids else {}
    return [_reject(reading, {**rows[i], "sha256": sums.get(rows[i]["file"])}) for i in ids]


def _reject(reading: Reading, row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "place": {name: row[name] for name in ("file", "sha256", "sheet", "row")},
        **{name: row[name] for name in ("column", "value", "code")},
        "message": reading.of(row["message_zh"], row["message_en"]),
        "remedy": reading.of(row["remedy_zh"], row["remedy_en"]),
        "cells": json.loads(row["cells"]) if row["cells"] else None,
    }


async def read_sources(reading: Reading) -> list[dict[str, Any]]:
    """Sources that have been loaded, what their files are known by, and the last finished run with its rows."""
    last: dict[str, dict[str, Any]] = {}
    complete: dict[str, bool] = {}
    for row in await reading.ask("runs", source=None):
        if row["state"] == "finished":
            run = show_run(row)
            last[row["source"]] = {**run, "rows": (run["counts"] or {}).get("read")}
            if row["complete"] is not None:
                complete[row["source"]] = row["complete"]
    return [
        {
            "id": row["id"],
            "title": reading.of(row["title"], row["title_en"] or ""),
            "rank": row["rank"],
            "complete": complete.get(row["id"], bool(row["complete"])),
            "columns": row["columns"] or [],
            "required": row["required"] or [],
            "recognised": json.loads(row["recognised"]) if row["recognised"] else [],
            "last_run": last[row["id"]],
        }
        for row in await reading.ask("sources")
        if row["id"] in last  # one of which no load has ended yet is not known
    ]
