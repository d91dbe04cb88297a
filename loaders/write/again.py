"""Subjects whose pictures are told again: which they are, and what becomes of them and of what the graph holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.domain.vocabulary import ALWAYS
from loaders.records import Key
from loaders.resolve.known import Known
from loaders.runs.history import number_of
from loaders.runs.work import Work
from loaders.write.compare import Difference, Held
from loaders.write.merged import MERGE
from loaders.write.pictures import Members, Past
from loaders.write.plan import NodePlan, RunInfo
from loaders.write.retell import Picture, Story, bring, brought, tell
from loaders.write.stored import read_held
from loaders.write.told import Told

# What becomes of a node of which nothing is told any more: it was never there.
NEVER: Final[Mapping[str, Any]] = {"founded": None, "closed": ALWAYS, "away": None, "left": None}


@dataclass
class Retold:
    """What became of the subjects that were told again (`told`): of their nodes, and of everything else.

    `resting`: those whom no picture describes any more, and of whom some still tell (ids of their runs).
    """

    told: set[Key | None] = field(default_factory=set)
    resting: dict[Key | None, list[str]] = field(default_factory=dict)
    plan: NodePlan = field(default_factory=NodePlan)
    difference: Difference = field(default_factory=Difference)


class Again:
    """Tells subjects again for a run. `runs`: those whose pictures count; without this one, none is kept."""

    def __init__(self, work: Work, run: RunInfo, known: Known, runs: Mapping[str, Past]) -> None:
        self.work = work
        self.run = run
        self.known = known
        self.runs = runs
        self.own = runs.get(run.id) if run.source.id != MERGE.id else None  # a merge is kept before it is told
        self.at = self.own.at if self.own else None

    async def later(self, subjects: Iterable[Key | None]) -> set[Key | None]:
        """Those of whom a later picture tells. Raises GraphError."""
        if self.own is None:
            return set()
        members = await Members.read(self.work, self._others(), since=self.own.at)
        return members.told_after(self.own.order, subjects)

    async def tell(
        self, subjects: Iterable[Key | None], now: Mapping[Key | None, Told], *, without: str = ""
    ) -> Retold:
        """Tells subjects again with what the run tells of them `now`, and without the pictures of one run.

        Whoever has left is told again only where an earlier picture of the source tells of it; and nobody of whom the
        graph holds what stands in no picture that is kept. Raises GraphError.
        """
        retold = Retold()
        wanted = set(subjects)
        if not wanted:
            return retold
        members = await Members.read(self.work, self._others(), without=without)
        pictures = await members.pictures(self.work, wanted, self.run.as_ofs)
        for key, one in now.items():
            own = {picture.run.source.id for picture in pictures[key]}
            if one.left and self.run.source.id not in own:
                del pictures[key]
            elif self.own is not None:
                pictures[key].append(Picture(self.run, number_of(self.run.id), self.own.at, one))
        stories = {key: tell(key, ones) for key, ones in pictures.items()}
        held = await self._held(stories, {run.source.id for run in self.runs.values()})
        kept = {one.run for one in members.kept.values()} | {self.run.id, without}
        for key, story in stories.items():
            holds = held.get(key, {})
            if any(one.run not in kept for ones in holds.values() for one in ones if not one.retracted):
                continue
            retold.told.add(key)
            saying = {one.run.id for one in pictures[key] if one.told.claims or one.told.tells}
            if story.node is None and saying:  # a row that it is not in the field rests on nobody
                retold.resting[key] = sorted(saying)
            self._become(key, story, retold.plan)
            for source in sorted(story.stands.keys() | holds.keys()):
                stands = story.stands[source].values() if source in story.stands else ()
                retold.difference.add(bring(source, stands, holds.get(source, [])))
        return retold

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
    ) -> dict[Key | None, dict[str, Sequence[Held]]]:
        """What the graph holds of the subjects, by source."""
        there = [key for key in subjects if key is None or key in self.known.nodes]
        held: defaultdict[Key | None, dict[str, Sequence[Held]]] = defaultdict(dict)
        for source in sorted({*sources, self.run.source.id}):
            for key, ones in (await read_held(self.work, self.run, there, source)).items():
                held[key][source] = ones
        return held
