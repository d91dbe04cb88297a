"""What came of each row of a run, kept: refused ones with their cells, of all others the place and why.

The others are kept as ranges of rows for each way in which a row can fare, some thousand rows to a node (`Outcome`):
a file of 100,000 rows adds a handful of nodes. Of their cells the name alone is kept of those out of scope, which the
graph may not know.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from loaders.cells.rejects import Place, Reject
from loaders.runs.ranges import as_ranges, from_ranges
from loaders.runs.work import Work
from loaders.validate.rows import Given
from loaders.validate.validate import Read

TOGETHER: Final = 20_000  # rows of a sheet that one node speaks of


@dataclass(frozen=True, order=True)
class Outcome:
    """How a row fared: `kind` is accepted, warned, repeated, skipped or out_of_scope.

    `code`: of the warning, or the reason; `column`: to which a warning belongs; `candidates`: what it could not choose;
    `name`: of whom a row out of scope tells.
    """

    kind: str
    code: str = ""
    column: str = ""
    candidates: tuple[str, ...] = ()
    name: str = ""


async def keep_rejects(work: Work, rejects: Sequence[Reject]) -> None:
    """Keeps the refused rows of a run. Raises GraphError."""
    rows = [
        {
            "id": f"reject:{work.run}.{number}",
            "properties": {
                "run": work.run,
                "file": r.place.file,
                "sheet": r.place.sheet,
                "row": r.place.row,
                "column": r.column,
                "value": r.value,
                "code": r.code,
                "message_zh": r.message_zh,
                "message_en": r.message_en,
                "remedy_zh": r.remedy_zh,
                "remedy_en": r.remedy_en,
                "cells": json.dumps(dict(r.cells), ensure_ascii=False),
            },
        }
        for number, r in enumerate(rejects, 1)
    ]
    if rows:
        await work.write("load/write/node", "Reject", rows=rows)


async def keep_outcomes(work: Work, came: Read, accepted: Sequence[Given]) -> None:
    """Keeps how every row of a run fared that was not refused. Raises GraphError."""
    properties = packed(outcomes_of(came, accepted))
    rows = [
        {"id": f"outcome:{work.run}.{number}", "properties": {"run": work.run, **own}}
        for number, own in enumerate(properties, 1)
    ]
    if rows:
        await work.write("load/write/node", "Outcome", rows=rows)


def outcomes_of(came: Read, accepted: Iterable[Given]) -> Iterator[tuple[Place, Outcome]]:
    """Every row that was not refused, with how it fared; one with several warnings comes with each of them."""
    for row in accepted:
        candidates = {notice.check: dict(notice.detail).get("candidates", ()) for notice in row.record.notices}
        for warned in row.record.warnings:
            among = warned.candidates or candidates.get(warned.code, ())
            yield row.place, Outcome("warned", warned.code, warned.column, among if isinstance(among, tuple) else ())
        if not row.record.warnings:
            yield row.place, Outcome("accepted")
    for row in came.rows:
        if row.repeats and row.refused is None:
            yield row.place, Outcome("repeated")
    for place in came.repeated:
        yield place, Outcome("repeated")
    for place, reason in came.skipped_rows:
        yield place, Outcome("skipped", reason)
    seen: set[str] = set()
    for one in came.outside:
        name = one.about.node.name if one.about is not None else ""
        yield one.place, Outcome("repeated") if one.content in seen else Outcome("out_of_scope", one.reason, name=name)
        seen.add(one.content)


def packed(outcomes: Iterable[tuple[Place, Outcome]]) -> list[dict[str, Any]]:
    """The properties of the nodes that keep them, by file, sheet and rows."""
    parts: defaultdict[tuple[str, str, int], defaultdict[Outcome, dict[int, str]]]
    parts = defaultdict(lambda: defaultdict(dict))
    for place, outcome in outcomes:
        unnamed = replace(outcome, name="")
        parts[place.file, place.sheet or "", place.row // TOGETHER][unnamed][place.row] = outcome.name
    return [
        {
            "file": file,
            **({"sheet": sheet} if sheet else {}),
            "outcomes": json.dumps([_as_map(one, rows[one]) for one in sorted(rows)], ensure_ascii=False),
        }
        for (file, sheet, _), rows in sorted(parts.items())
    ]


def unpacked(properties: Mapping[str, Any]) -> Iterator[tuple[Place, Outcome]]:
    """What one node keeps."""
    for one in json.loads(properties["outcomes"]):
        outcome = Outcome(one["kind"], one.get("code", ""), one.get("column", ""), tuple(one.get("candidates", ())))
        rows = list(from_ranges(one["rows"]))
        for row, name in zip(rows, one.get("names") or [""] * len(rows), strict=True):
            yield Place(properties["file"], properties.get("sheet"), row), replace(outcome, name=name)


def _as_map(outcome: Outcome, rows: Mapping[int, str]) -> dict[str, Any]:
    """`rows`: with whom each tells of; the names are kept in the order of the rows, or not at all."""
    names = [rows[row] for row in sorted(rows)] if any(rows.values()) else []
    own = {"code": outcome.code, "column": outcome.column, "candidates": list(outcome.candidates), "names": names}
    return {"kind": outcome.kind, **{name: value for name, value in own.items() if value}, "rows": as_ranges(rows)}
