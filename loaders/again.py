"""The rules again over what is loaded, without a load: after new rules, or to see that nothing would change."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from loaders.check.findings import FindingChanges, run_checks
from loaders.close import close
from loaders.derive.derivation import derive
from loaders.derive.made_with import parameters_turned
from loaders.derive.stored import DeriveChanges
from loaders.records import Key
from loaders.reference.city import settle_city
from loaders.runs.history import keep_run, newest_as_of, now, number_of
from loaders.runs.lock import Holding
from loaders.runs.report import Counts, Report
from loaders.runs.turned import read_turned
from loaders.runs.work import LEASE, Work

SOURCE: Final = "derive"


class DerivedAgain(NamedTuple):
    """What deriving again changed; `parameters`: those that are other ones than the graph was derived with before."""

    changes: DeriveChanges
    found: FindingChanges
    parameters: Mapping[str, Mapping[str, Any]]


async def derive_again(
    graph: Graph,
    catalogue: Catalogue,
    *,
    full: bool = False,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> DerivedAgain:
    """Derives and runs the checks, as a run of its own (`derive:<n>`) that loads nothing.

    `data`: the directory in which what was derived is kept; where that is of this graph, these rules and parameters,
    there is nothing to derive, unless everything is asked for (`full`); with other parameters everything is. Raises
    LoadRunning where a load holds the graph, unless it is to `wait`.
    """
    async with Holding(Work(graph, catalogue, wait=wait, lease=lease, data=data), SOURCE) as held:
        work = await open_run(held, SOURCE)
        before = (await work.read("load/frame/graph"))[0]
        turned = parameters_turned(before["derived_with"])
        derived = await derive(work, touched=None if full or before["underived"] or turned else {})
        changes = derived.changes
        found = FindingChanges()
        if newest := await newest_as_of(work):
            found = await run_checks(work, newest)
        counted = {"created": changes.created, "updated": 0, "unchanged": changes.unchanged}
        counted |= {"ended": changes.retired, "retracted": 0}
        report = run_report(work.run, SOURCE, counted, found, work.revision or 0, turned)
        text = json.dumps(report.as_dict(), ensure_ascii=False, sort_keys=True)
        own = {work.run: {"finished": now(), "report": text}}
        await close(held, own, before["token"] or "", derived, underived=False)
    return DerivedAgain(changes, found, turned)


async def open_run(held: Holding, source: str) -> Work:
    """The work of a run that reads no file, open from now on, with the city of the graph. Raises GraphError."""
    await keep_run(held.work, source=source, number=number_of(held.work.run), state="open", started=now())
    return replace(held.work, city=await settle_city(held.work))


async def is_underived(graph: Graph, catalogue: Catalogue) -> bool:
    """Whether facts were written since rules and checks ran: a load ended before its end, or left them to the next."""
    states = await graph.read(catalogue["load/frame/graph"])
    return bool(states) and bool(states[0]["underived"])


async def close_run(
    held: Holding,
    work: Work,
    changes: Mapping[str, int],
    touched: Mapping[Key, bool],
    found: FindingChanges | None = None,
    also: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    without: str = "",
    named: int = 0,
) -> Report:
    """Derives what a run that reads no file changed, checks, and closes it; its report.

    `found`: findings that it changed before; `also`: what other runs become with it; `without`: the run whose as-of
    counts no more; `named`: how many of each kind that it turned the report names. Raises FenceLost, GraphError.
    """
    before = (await work.read("load/frame/graph"))[0]
    turned = parameters_turned(before["derived_with"])
    derived = await derive(work, touched=None if before["underived"] or turned else dict(touched))
    found = found or FindingChanges()
    if newest := await newest_as_of(work, without=without):
        found += await run_checks(work, newest)
    report = run_report(work.run, work.run.rpartition(":")[0], changes, found, work.revision or 0, turned)
    if named:
        report = replace(report, turned=await read_turned(work, named))
    text = json.dumps(report.as_dict(), ensure_ascii=False, sort_keys=True)
    own: dict[str, Mapping[str, Any]] = {work.run: {"finished": now(), "accepted": 0, "report": text}}
    await close(held, own | dict(also or {}), before["token"] or "", derived, underived=False)
    return report


def run_report(
    run: str,
    source: str,
    changes: Mapping[str, int],
    found: FindingChanges,
    revision: int,
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
) -> Report:
    """The report of a run that reads no file."""
    return Report(
        run=run,
        source=source,
        state="finished",
        dry_run=False,
        as_of=None,
        assumed_as_of=False,
        files=(),
        counts=Counts(),
        changes=changes,
        rejected_by_code={},
        skipped_by_reason={},
        out_of_scope_by_reason={},
        warned_by_code={},
        findings={"new": found.new, "resolved": found.resolved},
        revision=revision,
        digest="",
        severe=found.severe,
        parameters=parameters or {},
    )
