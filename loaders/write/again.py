"""Subjects whose pictures are told again: which they are, and what becomes of them and of what the graph holds."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS
from loaders.records import Key
from loaders.resolve.known import Known, cut
from loaders.runs.history import number_of
from loaders.runs.work import Work
from loaders.write.compare import Difference, Held
from loaders.write.lacking import closed_days, completed, ended_by, lacked, names_of, within
from loaders.write.packing import subject_text
from loaders.write.pictures import Members, Past
from loaders.write.plan import NodePlan, RunInfo
from loaders.write.retell import ABSENT, Picture, Story, bring, brought, tell
from loaders.write.stored import read_held
from loaders.write.told import Place, Told

# What becomes of a node of which nothing is told any more: it was never there.
NEVER: Final[Mapping[str, Any]] = {"founded": None, "closed": ALWAYS, "away": None, "left": None}
TOGETHER: Final = 5_000  # subjects that are told at once


@dataclass
class Retold:
    """What became of the subjects that were told again (`told`): of their nodes, and of everything else.

    `resting`: those whom no picture describes any more, and of whom some still tell (their runs, and where they do).
    """

    told: set[Key | None] = field(default_factory=set)
    resting: dict[Key | None, list[tuple[str, Place]]] = field(default_factory=dict)
    plan: NodePlan = field(default_factory=NodePlan)
    difference: Difference = field(default_factory=Difference)


class Again:
    """Tells subjects again for a run. `runs`: those whose pictures count; without this one, none is kept.

    `kept`: what the run tells is kept already; `numbers`: those of identifiers that it tells for the first time, by id.
    """

    def __init__(
        self,
        work: Work,
        run: RunInfo,
        known: Known,
        runs: Mapping[str, Past],
        *,
        kept: bool = False,
        numbers: Mapping[str, str] | None = None,
    ) -> None:
        self.work = work
        self.run = run
        self.known = known
        self.runs = runs
        self.own = None if kept else runs.get(run.id)
        self.at = self.own.at if self.own else None
        self.numbers = dict(numbers or {})
        self.refused: dict[str, frozenset[str]] = {}  # by complete run, what its refused rows say

    async def later(self, subjects: Iterable[Key | None], described: Collection[Key | None]) -> set[Key | None]:
        """Those whom later pictures may make the run tell otherwise; `described`: of whose nodes it tells.

        Raises GraphError.
        """
        if self.own is None:
            return set()
        members = await Members.read(self.work, self._others(), since=self.own.at)
        return members.told_after(self.own.order, subjects, described)

    async def tell(
        self, subjects: Iterable[Key | None], now: Mapping[Key | None, Told], *, without: str = ""
    ) -> Retold:
        """Tells subjects again with what the run tells of them `now`, and without the pictures of one run.

        Whoever has left is told again only where an earlier picture of the source tells of it; and nobody of whom the
        graph holds what stands in no picture that is kept. Raises GraphError.
        """
        retold = Retold()
        wanted = sorted(set(subjects), key=subject_text)
        if not wanted:
            return retold
        members = await Members.read(self.work, self._others(), without=without)
        sources = {run.source.id for run in self.runs.values()}
        # what stands since a run that was undone, as a later one tells it too, was told in a picture
        kept = members.pictured | {self.run.id}
        for some in cut(wanted, TOGETHER):
            pictures = await self._pictures(members, some, now)
            held = await self._held(pictures, sources)
            for key, ones in pictures.items():
                if all(one.run in kept or one.retracted for held_ones in held[key].values() for one in held_ones):
                    self._tell(key, ones, held[key], retold)
        ends = {one.claim.end for one in retold.difference.made if one.claim.end}
        await self.known.describe(self.work, ends)  # since when they were there, undated facts hold
        return retold

    async def lacking(self, subjects: Iterable[Key | None] | None = None) -> tuple[int, dict[Key | None, int]]:
        """How many open facts the run, which is complete, finds of these subjects, and whom or what of them it lacks.

        How many facts end by that is said of each. Without `subjects`: of all of whom its source told until then.
        Nobody who was closed on its day counts. Raises GraphError.
        """
        own = self.runs[self.run.id]
        members = await Members.read(self.work, self._others())
        wanted = members.told_until(own.order) if subjects is None else set(subjects)
        total, lacking = 0, {}
        for some in cut(sorted(wanted, key=subject_text), TOGETHER):
            for key, ones in (await self._pictures(members, some, {})).items():
                if within(closed_days(key, ones), own.as_of):
                    continue
                until = [one for one in ones if one.run.source.id == own.source.id and one.order <= own.order]
                there, ended = ended_by(key, until, own.run)
                total += there
                if ended or any(one.run.id == own.run and one.told.left == ABSENT for one in until):
                    lacking[key] = ended
        return total, lacking

    def _tell(
        self, key: Key | None, pictures: Sequence[Picture], held: Mapping[str, Sequence[Held]], retold: Retold
    ) -> None:
        story = tell(key, pictures)
        retold.told.add(key)
        saying = {(one.run.id, one.told.place) for one in pictures if one.told.claims or one.told.tells}
        if story.node is None and saying:  # a row that it is not in the field rests on nobody
            retold.resting[key] = sorted(saying)
        self._become(key, story, retold.plan)
        for source in sorted(story.stands.keys() | held.keys()):
            stands = story.stands[source].values() if source in story.stands else ()
            retold.difference.add(bring(source, stands, held.get(source, [])))

    async def _pictures(
        self, members: Members, subjects: Sequence[Key | None], now: Mapping[Key | None, Told]
    ) -> dict[Key | None, list[Picture]]:
        """All pictures of the subjects, with what the run tells of them now, and what complete ones lack."""
        pictures = await members.pictures(self.work, subjects, self.run.as_ofs)
        for key in subjects:
            one = now.get(key)
            if one is None:
                continue
            if one.left and self.run.source.id not in {picture.run.source.id for picture in pictures[key]}:
                del pictures[key]
            elif self.own is not None:
                pictures[key].append(Picture(self.run, number_of(self.run.id), self.own.at, one))
        lacking = [
            members.picture(run.run, lacked(run.source), self.run.as_ofs, whole=True)
            for run in members.runs.values()
            if run.complete
        ]
        await self._read_refused([one.run.id for one in lacking])
        await self._read_numbers(one for ones in pictures.values() for one in ones)
        return {key: self._completed(key, ones, lacking) for key, ones in pictures.items()}

    def _completed(self, key: Key | None, pictures: Sequence[Picture], lacking: Sequence[Picture]) -> list[Picture]:
        """With what complete ones lack, but not those of which a refused row means the subject."""
        names = names_of(pictures, self.numbers) if any(self.refused.values()) else set()
        return completed(key, pictures, [one for one in lacking if names.isdisjoint(self.refused[one.run.id])])

    async def _read_refused(self, runs: Iterable[str]) -> None:
        new: dict[str, frozenset[str]] = {run: frozenset() for run in runs if run not in self.refused}
        for row in await self.work.read("load/pictures/refused", rows=list(new)) if new else ():
            texts = {text for cells in row["cells"] for text in json.loads(cells).values() if text}
            new[row["run"]] = frozenset(map(matching_key, texts))
        self.refused |= new

    async def _read_numbers(self, pictures: Iterable[Picture]) -> None:
        """Of the identifiers that pictures tell, where refused rows may name them."""
        if any(self.refused.values()):
            claims = (claim for picture in pictures for claim in picture.told.claims)
            ends = {claim.end for claim in claims if claim.end and claim.end[0] == "Identifier"}
            new = [end for end in ends if end[1] not in self.numbers]
            await self.known.describe(self.work, new)
            self.numbers |= {end[1]: self.known.nodes[end]["value"] for end in new if end in self.known.nodes}

    def _others(self) -> dict[str, Past]:
        return {id: run for id, run in self.runs.items() if self.own is None or id != self.run.id}

    def _become(self, key: Key | None, story: Story, plan: NodePlan) -> None:
        held = self.known.nodes.get(key) if key else None
        if key is None or (story.node is None and held is None):
            return
        if story.node is None:
            changed = {name: value for name, value in NEVER.items() if held and held.get(name) != value}
        elif held is None:
            changed = {name: value for name, value in story.node.items() if value is not None}
        else:
            changed = brought(story.node, held, self.run)
        plan.become(key, held, changed, self.run)

    async def _held(
        self, subjects: Iterable[Key | None], sources: Iterable[str]
    ) -> defaultdict[Key | None, dict[str, Sequence[Held]]]:
        """What the graph holds of the subjects, by source."""
        there = [key for key in subjects if key is None or key in self.known.nodes]
        held: defaultdict[Key | None, dict[str, Sequence[Held]]] = defaultdict(dict)
        for source in sorted({*sources, self.run.source.id}):
            for key, ones in (await read_held(self.work, self.run, there, source)).items():
                held[key][source] = ones
        return held
