"""One load, from files to a closed run: lock, read, validate, write, retire, derive, check, report.

A load that dies leaves an open run and a lock that the next one takes over; what it had written nobody sees, and it is
taken back before anything else is written.
"""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from cypher.catalogue import Catalogue
from cypher.domain.notices import NOTICES
from cypher.graph import Graph
from loaders.cells.rejects import reject
from loaders.check.findings import FindingChanges, keep, run_checks
from loaders.check.notices import resolve_notices, whose_trade_is_told
from loaders.close import close
from loaders.derive.derivation import Derived, derive
from loaders.derive.made_with import parameters_turned
from loaders.outcomes import keep_outcomes, keep_rejects
from loaders.read.readers import FileFacts
from loaders.records import Found, Key
from loaders.reference.city import settle_city
from loaders.reference.entries import Frame
from loaders.reference.recorded import read_frame
from loaders.reference.tables import keep_tables
from loaders.reload import Earlier, asked_as, earlier_run, repeat, repeats_of
from loaders.reported import report_of
from loaders.resolve.known import Known
from loaders.resolve.resolve import resolve, resolve_known
from loaders.runs.history import keep_run, newest_as_of, now, number_of, numbered, today
from loaders.runs.lock import Holding
from loaders.runs.memory import collecting_seldom
from loaders.runs.report import Report
from loaders.runs.turned import read_turned
from loaders.runs.work import BATCH, LEASE, Progress, Work
from loaders.sources import Source, load_sources
from loaders.validate.as_of import refuse_far, told_as_of
from loaders.validate.rows import Given, Review
from loaders.validate.validate import Read, inspect, read
from loaders.write.again import Again
from loaders.write.compare import Made
from loaders.write.pictures import Past, past
from loaders.write.plan import RunInfo
from loaders.write.retire import absence_in
from loaders.write.told import Told, gone
from loaders.write.write import Written, write, write_retold


async def load(
    graph: Graph,
    catalogue: Catalogue,
    source_id: str,
    paths: Sequence[Path | FileFacts],
    *,
    as_of: str | None = None,
    complete: bool = False,
    allow_shrink: bool = False,
    dry_run: bool = False,
    batch_size: int = BATCH,
    progress: Progress | None = None,
    settle: bool = True,
    wait: float = 0.0,
    lease: float = LEASE,
    data: Path | None = None,
) -> Report:
    """Loads files of one source as one run and reports it. A file may be given as what `inspect_file` says of it.

    `as_of`: the day, month or year that the files are a picture of. `complete`: they hold all that this source has to
    say, so that what they hold no more has ended, and, with `allow_shrink`, however much that is. `dry_run`: everything
    is done and taken back, and the report says what would have become of whom. `settle=False` leaves deriving and
    checking to the next load. `wait`: how many seconds for a load that runs; `lease`: seconds without a sign of life
    after which that one is taken over; `data`: the directory in which what was derived is kept, so that the next load
    derives only what changed. KeyError: no such source; FileUnreadable, LoadRunning, ConfigurationError (an as-of that
    cannot be): nothing was loaded; GraphError: the run failed and can be repeated.
    """
    work = Work(graph, catalogue, batch=batch_size, dry_run=dry_run, progress=progress, wait=wait, lease=lease)
    work = replace(work, data=data)
    how = {"as_of": as_of, "complete": complete, "allow_shrink": allow_shrink, "settle": settle}
    return (await load_together(work, {source_id: paths}, **how))[0]


async def load_together(work: Work, paths: Mapping[str, Sequence[Path | FileFacts]], **how: Any) -> list[Report]:
    """Loads files by their source as one command: a run for each in this order, and one revision for all.

    Deriving and checking happen once, in the last run; if one fails, none is closed. `how`: `review` looks at each row
    before it is read; the rest, and what is raised: as `load`.
    """
    with collecting_seldom():
        return await _load_together(work, paths, **how)


async def _load_together(
    work: Work,
    paths: Mapping[str, Sequence[Path | FileFacts]],
    *,
    as_of: str | None,
    complete: bool,
    settle: bool,
    allow_shrink: bool = False,
    review: Review | None = None,
) -> list[Report]:
    sources = [load_sources()[source_id] for source_id in paths]
    told = told_as_of(as_of, today())
    loads = [
        _Load(work, source, inspect(source, paths[source.id]), told, complete, review, allow_shrink)
        for source in sources
    ]
    loads[-1].settle = settle
    async with Holding(work, sources[0].id) as held:
        reports = [await one.run(await numbered(held.work, one.source.id), loads) for one in loads]
        if work.dry_run:
            turned = await read_turned(held.work)
            await held.take_back([report.run for report in reports], loads[0].token, loads[0].city_before)
            return [*reports[:-1], replace(reports[-1], turned=turned)]
        finished = now()
        kept = {
            report.run: {
                **_kept(report, finished, complete),
                **{"absent": one.absent, "asked": one.asked, "stands": held.token, "repeats": one.repeats},
            }
            for report, one in zip(reports, loads, strict=True)
        }
        last = loads[-1]
        await close(held, kept, last.token, last.derived, underived=last.leaves_underived(loads))
    return [replace(report, state="finished") for report in reports]


def _kept(report: Report, finished: str, complete: bool) -> dict[str, Any]:
    """What is kept of a finished run."""
    told = replace(report, state="finished").as_dict()
    return {
        "accepted": report.counts.accepted,
        "complete": complete,
        "finished": finished,
        "digest": report.digest,
        "report": json.dumps(told, ensure_ascii=False, sort_keys=True),
    }


@dataclass
class _Load:
    """The load of one source on its way through the stages."""

    work: Work
    source: Source
    files: Sequence[FileFacts]
    told: str | None
    complete: bool
    review: Review | None = None
    allow_shrink: bool = False
    settle: bool = False
    absent: bool = False  # whom the run lacks has left
    repeats: int | None = None  # how much the same files would find as it is
    withheld: Mapping[str, Any] | None = None  # what would have ended, and was too much
    revision: int = 0
    token: str = ""  # by which the graph was known before it
    city_before: str | None = None
    underived: bool = False  # before it, or derived with other parameters
    parameters: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # those others
    changed: bool = False
    touched: dict[Key, bool] | None = field(default_factory=dict)  # None: not known of what was written
    derived: Derived | None = None
    picture: str = ""  # its as-of, once a row of it was accepted
    info: RunInfo = field(init=False)
    runs: dict[str, Past] = field(init=False)

    async def run(self, work: Work, together: Sequence["_Load"]) -> Report:
        """The report of the run of `work`, still open; `together`: the loads of the command."""
        self.work = work
        await self._open()
        if earlier := await self._earlier(together):
            return await self._repeat(earlier)
        frame = await read_frame(self.work)
        self.work.say("read")
        came = read(self.source, self.files, frame, self.told, self.review, lambda rows: self.work.say("read", rows))
        self.work.say("resolve", 0, len(came.rows))
        known = await resolve(self.work, self.source, frame, came.rows)
        await self._picture(came, together)
        accepted = [row for row in came.rows if row.refused is None and not row.repeats]
        left = await self._left(frame, came, accepted, known)
        written = await write(self.work, self.info, accepted, known, remember=self.complete, left=left, runs=self.runs)
        accepted = _give_back(accepted, written.missing)
        rejects = sorted(
            came.rejects + [row.refused for row in came.rows if row.refused is not None],
            key=lambda one: one.place.order,
        )
        await keep_rejects(self.work, rejects)
        notices: list[tuple[str, Found]] = []
        if self.complete and accepted and self.info.as_of:
            notices = await self._end_absent(accepted, left, written)
        self.changed = written.changes.any
        if self.touched is not None:
            self.touched = written.touched
        report = report_of(self.work, self.source, self.files, came, accepted, rejects, written.changes, self.review)
        report = replace(report, withheld=self.withheld)
        self.repeats = repeats_of(self.source, report, written)
        await keep_outcomes(self.work, came, accepted)
        if self.review is not None:
            await self.review.keep(self.work, accepted)
        self.picture = self.info.as_of if accepted else ""  # a run that took no row is a picture of nothing
        findings = await self._notice(accepted, notices)
        if self.settle:
            findings += await self._derive_and_check(together)
        if self.derived is not None:
            report = replace(report, parameters=self.parameters)
        return replace(
            report,
            revision=self.work.revision or self.revision,
            findings={"new": findings.new, "resolved": findings.resolved},
            severe=findings.severe,
        )

    # -- the same again ----------------------------------------------------------------------------------------------

    @cached_property
    def asked(self) -> str:
        """How the run was asked, as a hash; empty where rows are looked at one by one before they are read."""
        if self.review is not None:
            return ""
        return asked_as(self.source, self.files, self.told, complete=self.complete, allow_shrink=self.allow_shrink)

    async def _earlier(self, together: Sequence["_Load"]) -> Earlier | None:
        """The run that said the same, if nothing was written since and what it said can be taken as it is."""
        turned = self.underived or any(one.changed for one in together)
        if turned or self.work.dry_run or not self.asked:
            return None
        return await earlier_run(self.work, self.source, self.asked, self.token)

    async def _repeat(self, earlier: Earlier) -> Report:
        self.absent, self.repeats = earlier.absent, earlier.repeats
        report = await repeat(self.work, earlier)
        await keep_run(self.work, as_of=report.as_of, assumed_as_of=report.assumed_as_of)
        return report

    # -- the run itself ----------------------------------------------------------------------------------------------

    async def _open(self) -> None:
        if states := await self.work.read("load/frame/graph"):
            self.revision = states[0]["revision"] or 0
            self.parameters = parameters_turned(states[0]["derived_with"])
            self.underived = states[0]["underived"] or bool(self.parameters)
            self.token = states[0]["token"] or ""
            self.city_before = states[0]["city"]
        self.work = replace(self.work, city=await settle_city(self.work))
        if not self.work.dry_run or not await self._is_known():
            await self._keep_source()
        await keep_tables(self.work, self.source.tables)
        await keep_run(self.work, source=self.source.id, number=number_of(self.work.run), state="open", started=now())

    async def _is_known(self) -> bool:
        return any(run["source"] == self.source.id for run in await self.work.read("load/frame/runs"))

    async def _keep_source(self) -> None:
        source = {
            **{"title": self.source.title, "title_en": self.source.title_en, "rank": self.source.rank},
            "columns": list(self.source.columns),
            "required": list(self.source.required),
            "recognised": json.dumps([sorted(headers) for headers in self.source.header_sets], ensure_ascii=False),
        }
        row = {"id": self.source.id, "properties": {**source, "complete": self.complete}}
        await self.work.write("load/write/node", "Source", rows=[row])

    async def _picture(self, came: Read, together: Sequence["_Load"]) -> None:
        """The as-of of this run among those of the others."""
        run = self.work.run
        runs = await self.work.read("load/frame/runs")
        done = [r for r in runs if r["source"] == self.source.id and r["state"] == "finished"]
        before = [r["as_of"] or "" for r in done if r["pictures"]]
        as_of = came.as_of or ""
        if as_of and came.rows and self.told is None:
            refuse_far(as_of, before)
        absent = {one.work.run for one in together if one.absent}  # which the graph does not say before they are closed
        runs = [{**r, "absent": r["absent"] or r["id"] in absent} for r in runs]
        runs = [{**r, "as_of": as_of} if r["id"] == run else r for r in runs]
        as_ofs = {r["id"]: r["as_of"] or "" for r in runs}
        older = bool(as_of) and as_of < max(before, default="")
        first = all(r["source"] != self.source.id for r in runs if r["id"] != run)
        self.info = RunInfo(run, self.work.revision, self.source, as_of, older, as_ofs, first)
        self.runs = past(runs, *(one.work.run for one in together))
        await keep_run(self.work, as_of=came.as_of, assumed_as_of=came.assumed_as_of)

    async def _left(self, frame: Frame, came: Read, accepted: Sequence[Given], known: Known) -> dict[Key | None, Told]:
        """Whom rows out of scope tell to have left, of those whom no accepted row describes."""
        reasons = {id(one.about): one.reason for one in came.outside if one.about is not None}
        rows = [one.about for one in came.outside if one.about is not None]
        await resolve_known(self.work, self.source, frame, rows, known)
        here = {row.subject for row in accepted}
        about = [row for row in rows if row.subject is not None and row.subject not in here]
        return {row.subject: gone(reasons[id(row)], row.place.order) for row in about}

    async def _end_absent(
        self, accepted: Sequence[Given], left: Collection[Key | None], written: Written
    ) -> list[tuple[str, Found]]:
        """Ends what this complete picture lacks; what is to be said of it."""
        self.work.say("retire")
        run = self.work.run
        runs = {**self.runs, run: replace(self.runs[run], complete=True)}
        known = Known()  # what has been written by now
        again = Again(self.work, self.info, known, runs, kept=True)
        present = {row.subject for row in accepted} | {*left}
        absence = await absence_in(self.work, self.info, again, written, present, allow_shrink=self.allow_shrink)
        self.absent, self.withheld = not absence.vanishing, absence.withheld
        if absence.subjects:
            await known.describe(self.work, [key for key in absence.subjects if key])
            retold = await again.tell(absence.subjects, {})
            ended = await write_retold(self.work, self.info, retold, known)
            ended.changes.unchanged = 0  # counted when it was written
            written.add(ended)
        return absence.vanishing

    def leaves_underived(self, together: Sequence["_Load"]) -> bool:
        """Whether facts have changed that nothing was derived from; asked of the last load of the command."""
        return self.derived is None and (self.underived or any(one.changed for one in together))

    async def _derive_and_check(self, together: Sequence["_Load"]) -> FindingChanges:
        """Derives and checks what was loaded since the last time."""
        self.work = replace(self.work, city=self.work.city or await settle_city(self.work))
        if not self.work.city:  # without a city no body has its level: the next load derives
            return FindingChanges()
        found = FindingChanges()
        if self.underived or any(one.changed for one in together):
            self.work.say("derive")
            self.derived = await derive(self.work, touched=None if self.underived else _touched(together))
            self.work.say("check")
            if newest := await newest_as_of(self.work, *(one.picture for one in together)):
                found = await run_checks(self.work, newest)
        return found

    async def _notice(self, accepted: Sequence[Given], notices: list[tuple[str, Found]]) -> FindingChanges:
        """Keeps what was noticed while reading, one finding per subject, however many rows; resolves what is gone.

        A trade that this source cannot tell is nothing to be noticed where another one tells it.
        """
        said: dict[str, dict[str, Found]] = {check: {} for check in NOTICES}
        rows: Counter[tuple[str, str]] = Counter()
        for row in accepted:
            for notice in row.record.notices:
                own = row.subject if not notice.subject else ("Identifier", notice.subject)
                if own is not None:
                    rows[notice.check, own[1]] += 1
                    detail = {**dict(notice.detail), "rows": rows[notice.check, own[1]]}
                    said[notice.check][own[1]] = Found(own[1], own[0], detail)
        for told in await whose_trade_is_told(self.work, said["ambiguous_trade"]):
            del said["ambiguous_trade"][told]
        changes = FindingChanges()
        for check, found in said.items():
            if found:
                ordered = [one for _, one in sorted(found.items())]
                severity = NOTICES[check].severity
                changes += await keep(self.work, check, severity, ordered, resolve=False)
        for check, one in notices:
            severity = NOTICES[check].severity
            changes += await keep(self.work, check, severity, [one], resolve=False)
            said[check][one.id] = one
        noticed = {check: set(found) for check, found in said.items()}
        loaded = {row.subject[1] for row in accepted if row.subject is not None}
        return changes + await resolve_notices(
            self.work, self.info, noticed, loaded, complete=self.complete and bool(self.info.as_of)
        )


def _touched(together: Sequence["_Load"]) -> dict[Key, bool] | None:
    """What the loads of a command wrote of; None where it is not known of all."""
    every: dict[Key, bool] = {}
    for one in together:
        if one.touched is None:
            return None
        for key, refounded in one.touched.items():
            every[key] = refounded or every.get(key, False)
    return every


def _give_back(accepted: list[Given], missing: Sequence[Made]) -> list[Given]:
    """Rows whose fact found an end no longer there are refused after all; what was written of them stays."""
    lost = {m.claim.place: m for m in missing}
    for row in accepted:
        one = lost.get(row.place.order)
        if one is not None:
            row.refused = reject(
                row.place, "unknown_reference", row.cells, value=one.claim.end[1] if one.claim.end else ""
            )
    return [row for row in accepted if row.refused is None]
