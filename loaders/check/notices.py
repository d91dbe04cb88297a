"""Findings of the loaders themselves (`cypher/domain/notices.py`): when what was noticed once is noticed no more.

No statement can look for them again, so a load resolves what it can speak of: an organisation that it loaded, a code
or a trade that is known by now, and, where it is complete, all that its source still holds.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cypher.domain.notices import NOTICES
from loaders.check.findings import FindingChanges
from loaders.runs.work import Work
from loaders.write.plan import RunInfo


async def resolve_notices(
    work: Work, run: RunInfo, noticed: Mapping[str, set[str]], loaded: set[str], *, complete: bool
) -> FindingChanges:
    """Resolves what this run shows to be gone.

    `noticed`: the subjects that it noticed again, by check; `loaded`: the ids that it has an accepted row about. A run
    of an older picture shows nothing of what is there now, but what the table of authorities holds and whose trade is
    told.
    """
    gone: list[dict[str, Any]] = []
    for check in NOTICES:
        rows = await work.read("queries/open_findings", check=check)
        told = await whose_trade_is_told(work, [r["subject"] for r in rows]) if check == "ambiguous_trade" else set()
        for row in rows:
            if row["subject"] in noticed.get(check, ()):
                continue
            own = row["opened_run"].rpartition(":")[0] == run.source.id and not run.older
            over = own and (row["subject"] in loaded if check == "ambiguous_trade" else complete)
            if not over and check == "unknown_authority_code":
                over = await _is_known(work, row["subject"], json.loads(row["detail"]).get("category"))
            if over or row["subject"] in told:
                gone.append({"id": row["id"]})
    if gone:
        await work.write("load/finding_resolve", rows=gone)
    return FindingChanges(resolved=len(gone))


async def _is_known(work: Work, code: str, category: str | None) -> bool:
    """Does the table of authorities hold the code now, after all that this run wrote?"""
    values = {row["value"] for row in await work.read("load/frame/authorities")}
    return f"{code}.{category}" in values


async def whose_trade_is_told(work: Work, organizations: Iterable[str]) -> set[str]:
    """Of organisations those whose main trade some source tells now, after all that this run wrote."""
    rows = list(organizations)
    return {row["subject"] for row in await work.read("load/held/main_trade_told", rows=rows)} if rows else set()
