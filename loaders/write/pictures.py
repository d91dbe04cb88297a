"""Pictures in the graph: what each run told of each of its subjects, kept so that it can be told again (retell.py).

A run keeps some thousand subjects in one node: whom (`subjects`), and packed what it tells of them (`told`). Whom is
read without unpacking; a load that brings the newest picture of all its subjects unpacks nothing.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from loaders.records import Key
from loaders.resolve.known import cut
from loaders.runs.history import number_of
from loaders.runs.work import Work
from loaders.sources import Source, load_sources
from loaders.write.merged import MERGE, MERGED, one_of_each_run
from loaders.write.packing import pack, subject_key, subject_text, unpack
from loaders.write.plan import RunInfo
from loaders.write.retell import Picture, order_of
from loaders.write.told import Told

TOGETHER: Final = 1_000  # subjects of one node
AT_ONCE: Final = 20  # nodes that are unpacked at once
Order = tuple[str, int, str, int]


@dataclass(frozen=True)
class Past:
    """A finished run as far as its pictures tell: `at`, the day by which they are ordered; `complete`: whom it lacks
    had left then."""

    run: str
    source: Source
    at: str
    as_of: str
    complete: bool

    @property
    def order(self) -> Order:
        return order_of(self.at, self.source, number_of(self.run))


def past(runs: Iterable[Mapping[str, Any]], *also: str) -> dict[str, Past]:
    """The runs of a graph by id that are finished and stand, and those of `also`, with the day of their pictures.

    A run without an as-of is a picture of the newest day that its source had told before.
    """
    found: dict[str, Past] = {}
    newest: defaultdict[str, str] = defaultdict(str)
    for run in sorted(runs, key=lambda run: (run["source"], run["number"])):
        source = MERGE if run["source"] == MERGE.id else load_sources().get(run["source"])
        if source is None or not (run["id"] in also or (run["state"] == "finished" and not run["undone"])):
            continue
        as_of = run["as_of"] or ""
        found[run["id"]] = Past(run["id"], source, as_of or newest[source.id], as_of, bool(run["absent"]))
        newest[source.id] = max(newest[source.id], as_of)
    return found


class Keeper:
    """Keeps what a run tells, some subjects after the other; `at` is None where nothing is kept."""

    def __init__(self, work: Work, run: RunInfo, at: str | None) -> None:
        self.work = work
        self.run = run
        self.at = at
        self.number = 0

    async def keep(self, told: Mapping[Key | None, Told]) -> None:
        """Raises GraphError."""
        if self.at is None:
            return
        subjects = sorted(told, key=subject_text)
        for some in (subjects[n : n + TOGETHER] for n in range(0, len(subjects), TOGETHER)):
            self.number += 1
            packed = await asyncio.to_thread(pack, [told[key] for key in some])
            describes = any(told[key].node is not None or told[key].tells or told[key].left for key in some)
            own = {"run": self.run.id, "source": self.run.source.id, "at": self.at, "describes": describes}
            properties = {**own, "subjects": list(map(subject_text, some)), "told": packed}
            row = {"id": f"picture:{self.run.id}.{self.number}", "properties": properties}
            await self.work.write("load/write/node", "Picture", rows=[row])


@dataclass(frozen=True, slots=True)
class Kept:
    """A node of pictures: its run, whether it describes nodes, of whom it tells: as it was packed, and now."""

    run: str
    describes: bool
    packed: tuple[str, ...]
    subjects: frozenset[str]


@dataclass
class Members:
    """Of whom the pictures of finished runs tell, those of some day and later; `kept` by the ids of their nodes.

    `merged`: who was merged into whom; of the one merged everything is told of the other. `pictured`: all runs of which
    pictures are kept, those that count no more too.
    """

    runs: Mapping[str, Past]
    kept: dict[str, Kept]
    merged: Mapping[str, str]
    pictured: frozenset[str]

    @classmethod
    async def read(cls, work: Work, runs: Mapping[str, Past], since: str = "", without: str = "") -> "Members":
        """Those of all runs but one. Raises GraphError."""
        runs = {id: run for id, run in runs.items() if id != without}
        merged = await _merged(work, [id for id, run in runs.items() if run.source.id == MERGE.id])
        kept, rows = {}, await work.read("load/pictures/members", since=since)
        for row in rows:
            if row["run"] in runs:
                now = frozenset(merged.get(text, text) for text in row["subjects"])
                kept[row["id"]] = Kept(row["run"], row["describes"], tuple(row["subjects"]), now)
        return cls(runs, kept, merged, frozenset(row["run"] for row in rows))

    def of(self, run: str) -> set[str]:
        """Of whom a run tells."""
        return {text for one in self.kept.values() if one.run == run for text in one.subjects}

    def told_until(self, order: Order) -> set[Key | None]:
        """Those of whom the source of a picture tells in it or before it."""
        runs = {id for id, run in self.runs.items() if run.source.id == order[2] and run.order <= order}
        return {subject_key(text) for one in self.kept.values() if one.run in runs for text in one.subjects}

    def told_after(
        self, order: Order, subjects: Iterable[Key | None], described: Collection[Key | None]
    ) -> set[Key | None]:
        """Those of whom a later picture of the source of this one tells; of those `described` by it, of any source.

        What a picture says beside the node itself (facts, dated values) no other source's picture changes.
        """
        wanted = {subject_text(key): key for key in subjects}
        nodes = {subject_text(key) for key in described}
        found: set[str] = set()
        for kept in self.kept.values():
            run = self.runs[kept.run]
            if run.order <= order:
                continue
            if run.source.id in (order[2], MERGE.id):
                found |= wanted.keys() & kept.subjects
            elif kept.describes:
                found |= nodes & kept.subjects
        for run in self.runs.values():
            if run.complete and run.source.id == order[2] and run.order > order:
                found |= wanted.keys() - self.of(run.run)
        return {wanted[text] for text in found}

    async def pictures(
        self, work: Work, subjects: Iterable[Key | None], as_ofs: Mapping[str, str]
    ) -> dict[Key | None, list[Picture]]:
        """All pictures of the subjects, as they were kept: what complete ones lack stands in none (lacking.py).

        Raises GraphError; ValueError where what the graph keeps cannot be unpacked.
        """
        wanted = {subject_text(key) for key in subjects}
        found: dict[str, list[Picture]] = {text: [] for text in wanted}
        moved: dict[str, list[Picture]] = {text: [] for text in wanted}
        nodes = sorted(id for id, one in self.kept.items() if wanted & one.subjects)
        for ids in cut(nodes, AT_ONCE):
            for row in await work.read("load/pictures/told", rows=ids):
                kept = self.kept[row["id"]]
                keys = list(map(subject_key, kept.packed))
                for text, one in zip(kept.packed, await asyncio.to_thread(unpack, row["told"], keys), strict=True):
                    now = self.merged.get(text, text)
                    if now in wanted and one.left != MERGED:
                        told = one if not self.merged else self._as_merged(one, subject_key(now))
                        (found if now == text else moved)[now].append(self.picture(kept.run, told, as_ofs))
        for text, others in moved.items():
            found[text] = one_of_each_run(found[text], others)
        return {subject_key(text): pictures for text, pictures in found.items()}

    def _as_merged(self, told: Told, subject: Key | None) -> Told:
        """What is told, of whom it is now, and leading to whom it leads now."""
        claims = []
        for claim in told.claims:
            end = self._now(claim.end)
            mark = tuple(end if one == claim.end and end else one for one in claim.mark)
            claims.append(replace(claim, subject=subject, end=end, mark=mark))
        return replace(told, claims=tuple(claims))

    def _now(self, key: Key | None) -> Key | None:
        if key is None or (text := self.merged.get(subject_text(key))) is None:
            return key
        return subject_key(text)

    def picture(self, run: str, told: Told, as_ofs: Mapping[str, str], *, whole: bool = False) -> Picture:
        """What a run tells of somebody, as a picture."""
        one = self.runs[run]
        info = RunInfo(run, None, one.source, one.as_of, older=False, as_ofs=as_ofs)
        return Picture(info, number_of(run), one.at, told, whole)


async def _merged(work: Work, runs: Sequence[str]) -> dict[str, str]:
    """Who was merged into whom by these runs, each to the one that stands."""
    into: dict[str, str] = {}
    for id in runs:
        for row in await work.read("load/pictures/told", rows=[f"picture:{id}.1"]):
            keys = list(map(subject_key, row["subjects"]))
            told = dict(zip(row["subjects"], unpack(row["told"], keys), strict=True))
            other, keep = sorted(told, key=lambda text: told[text].left != MERGED)
            into[other] = keep
    for other in into:
        while into[other] in into:
            into[other] = into[into[other]]
    return into
