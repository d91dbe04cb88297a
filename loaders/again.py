"""The rules again over what is loaded, without a load: after new rules, or to see that nothing would change."""

import json
from typing import Final

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from loaders.check.findings import FindingChanges, run_checks
from loaders.derive.derivation import derive
from loaders.derive.stored import DeriveChanges
from loaders.reference.city import settle_city
from loaders.runs.history import keep_run, newest_as_of, next_number, now
from loaders.runs.lock import release, take
from loaders.runs.report import Counts, Report

SOURCE: Final = "derive"


async def derive_again(graph: Graph, catalogue: Catalogue) -> tuple[DeriveChanges, FindingChanges]:
    """Derives everything and runs the checks, as a run of its own (`derive:<n>`) that loads nothing.

    Raises LoadRunning where a load holds the graph.
    """
    number = await next_number(graph, catalogue, SOURCE)
    run = f"{SOURCE}:{number}"
    await take(graph, catalogue, run)
    state = (await graph.read(catalogue["load/frame/graph"]))[0]
    try:
        await keep_run(graph, catalogue, run, source=SOURCE, number=number, state="open", started=now())
        city = await settle_city(graph, catalogue)
        changes = await derive(graph, catalogue, run=run, city=city)
        found = FindingChanges()
        if newest := await newest_as_of(graph, catalogue):
            found = await run_checks(graph, catalogue, run=run, as_of=newest, city=city)
        revision = state["revision"] + 1
        report = _report(run, changes, found, revision)
        text = json.dumps(report.as_dict(), ensure_ascii=False, sort_keys=True)
        await keep_run(graph, catalogue, run, state="finished", finished=now(), report=text)
        await graph.write(catalogue["upkeep/lock/underived"], underived=False)
    except BaseException:
        await release(graph, catalogue, step=0)
        raise
    await release(graph, catalogue, step=1)
    return changes, found


async def is_underived(graph: Graph, catalogue: Catalogue) -> bool:
    """Whether facts were written since rules and checks ran: a load ended before its end, or left them to the next."""
    states = await graph.read(catalogue["load/frame/graph"])
    return bool(states) and bool(states[0]["underived"])


def _report(run: str, changes: DeriveChanges, found: FindingChanges, revision: int) -> Report:
    return Report(
        run=run,
        source=SOURCE,
        state="finished",
        dry_run=False,
        as_of=None,
        assumed_as_of=False,
        files=(),
        counts=Counts(),
        changes={
            "created": changes.created,
            "updated": 0,
            "unchanged": changes.unchanged,
            "ended": changes.retired,
            "retracted": 0,
        },
        rejected_by_code={},
        skipped_by_reason={},
        out_of_scope_by_reason={},
        warned_by_code={},
        findings={"new": found.new, "resolved": found.resolved},
        revision=revision,
        digest="",
        severe=found.severe,
    )
