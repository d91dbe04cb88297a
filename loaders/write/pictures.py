"""Pictures in the graph: what each run told of each of its subjects, kept so that it can be told again (retell.py).

A run keeps some thousand subjects in one node: whom (`subjects`), and packed what it tells of them (`told`). Whom is
read without unpacking; a load that brings the newest picture of all its subjects unpacks nothing.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from loaders.records import Key
from loaders.resolve.known import cut
from loaders.runs.history import number_of
from loaders.runs.work import Work
from loaders.sources import Source, load_sources
from loaders.write.packing import pack, subject_key, subject_text, unpack
from loaders.write.plan import RunInfo
from loaders.write.retell import ABSENT, Picture, order_of
from loaders.write.told import Told, gone

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
        source = load_sources().get(run["source"])
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
            describes = any(told[key].node is not None or told[key].left for key in some)
            own = {"run": self.run.id, "source": self.run.source.id, "at": self.at, "describes": describes}
            properties = {**own, "subjects": list(map(subject_text, some)), "told": packed}
            row = {"id": f"picture:{self.run.id}.{self.number}", "properties": properties}
            await self.work.write("load/write/node", "Picture", rows=[row])


@dataclass
class Members:
    """Of whom the pictures of finished runs tell, those of some day and later."""

    runs: Mapping[str, Past]
    nodes: list[tuple[str, str, bool, frozenset[str]]]  # id, run, whether it describes nodes, subjects

    @classmethod
    async def read(cls, work: Work, runs: Mapping[str, Past], since: str = "") -> "Members":
        """Raises GraphError."""
        rows = await work.read("load/pictures/members", since=since)
        nodes = [(row["id"], row["run"], row["describes"], frozenset(row["subjects"])) for row in rows]
        return cls(runs, [node for node in nodes if node[1] in runs])

    def of(self, run: str) -> set[str]:
        """Of whom a run tells."""
        return {text for _, own, _, subjects in self.nodes if own == run for text in subjects}

    def told_after(self, order: Order, subjects: Iterable[Key | None]) -> set[Key | None]:
        """Those of whom a later picture tells: one of the source of this one, or one that describes them."""
        wanted = {subject_text(key): key for key in subjects}
        found: set[str] = set()
        for _, run, describes, told in self.nodes:
            if self.runs[run].order > order and (describes or self.runs[run].source.id == order[2]):
                found |= wanted.keys() & told
        for one in self.runs.values():
            if one.complete and one.source.id == order[2] and one.order > order:
                found |= wanted.keys() - self.of(one.run)
        return {wanted[text] for text in found}

    async def pictures(
        self, work: Work, subjects: Iterable[Key | None], as_ofs: Mapping[str, str], without: str = ""
    ) -> dict[Key | None, list[Picture]]:
        """All pictures of the subjects but those of one run; and where a complete one of their source lacks them.

        Raises GraphError; ValueError where what the graph keeps cannot be unpacked.
        """
        wanted = {subject_text(key) for key in subjects}
        found: dict[Key | None, list[Picture]] = {subject_key(text): [] for text in wanted}
        nodes = {id: run for id, run, _, told in self.nodes if run != without and wanted & told}
        by_id = {id: told for id, _, _, told in self.nodes}
        for ids in cut(sorted(nodes), AT_ONCE):
            for row in await work.read("load/pictures/told", rows=ids):
                told = await asyncio.to_thread(unpack, row["told"], _in_order(by_id[row["id"]]))
                for key, one in zip(_in_order(by_id[row["id"]]), told, strict=True):
                    if subject_text(key) in wanted:
                        found[key].append(self._picture(nodes[row["id"]], one, as_ofs))
        for run in [one for one in self.runs.values() if one.complete and one.run != without]:
            present = self.of(run.run)
            for key, pictures in found.items():
                if subject_text(key) not in present and any(p.run.source.id == run.source.id for p in pictures):
                    pictures.append(self._picture(run.run, gone(ABSENT, ("", None, 0)), as_ofs))
        return found

    def _picture(self, run: str, told: Told, as_ofs: Mapping[str, str]) -> Picture:
        one = self.runs[run]
        info = RunInfo(run, None, one.source, one.as_of, older=False, as_ofs=as_ofs)
        return Picture(info, number_of(run), one.at, told)


def _in_order(texts: Iterable[str]) -> list[Key | None]:
    return [subject_key(text) for text in sorted(texts)]
