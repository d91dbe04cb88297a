"""Records -> the graph: what is new, what changed, what ended, what was wrong.

What the run tells of a subject is compared with what the graph holds of it from this source (compare.py) and only the
difference is written, so that loading a file twice changes nothing and a load that was cut off is simply run again. A
subject of whom a later picture tells, or who left or comes back, is told again from its first picture (again.py). What
is new is written before anything ends.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from cypher.domain.vocabulary import ALWAYS
from loaders.records import Key, Node
from loaders.resolve.known import Known
from loaders.runs.work import Work
from loaders.validate.rows import Given, rows_by_subject
from loaders.write.again import Again, Retold
from loaders.write.compare import Claim, Difference, Held, Made, compare
from loaders.write.pictures import Keeper, Past
from loaders.write.plan import NodePlan, RunInfo, change_of, plan_nodes
from loaders.write.stored import read_held
from loaders.write.told import Told, described, told_of
from loaders.write.writer import Writer

TOGETHER: Final = 5_000  # subjects that are compared and written at once


@dataclass
class Changes:
    """What a run changed: nodes, facts and dated values together."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    retracted: int = 0

    def as_dict(self) -> dict[str, int]:
        """The numbers by what they count."""
        return asdict(self)

    @property
    def any(self) -> bool:
        return bool(self.created or self.updated or self.ended or self.retracted)


@dataclass
class Written:
    """What was written. `facts`: the ids of all facts that the run holds to; `missing`: those without an end.

    `touched`: the nodes of which anything was written, or of what begins there, and whether it is another founding;
    `retold`: those who were told again; `former`: how many values that were told until now are kept as former ones.
    """

    changes: Changes = field(default_factory=Changes)
    facts: set[str] = field(default_factory=set)
    missing: list[Made] = field(default_factory=list)
    touched: dict[Key, bool] = field(default_factory=dict)
    retold: set[Key | None] = field(default_factory=set)
    former: int = 0

    def count(self, one: Difference, *, remember: bool) -> None:
        """Adds what a difference changes, and the ids of the facts that it holds to."""
        self.changes.created += len(one.made)
        self.changes.unchanged += len(one.unchanged)
        self.changes.ended += len(one.ended)
        self.changes.retracted += len(one.retracted)
        self.touch(m.claim.subject for m in one.made)
        self.touch(h.subject for h, _ in (*one.ended, *one.retracted))
        if remember:
            self.facts |= {m.id for m in one.made} | {h.id for h in one.unchanged} | {h.id for h, _ in one.ended}

    def plan(self, plan: NodePlan) -> None:
        """Adds what becomes of nodes."""
        self.changes.created += plan.created
        self.changes.updated += plan.updated
        self.changes.unchanged += plan.unchanged
        for nodes in (plan.new, plan.changed):
            self.touch((label, row["id"]) for label, rows in nodes.items() for row in rows)
        self.touch(plan.refounded, refounded=True)

    def add(self, other: "Written") -> None:
        """Adds what was written afterwards."""
        for name in ("created", "updated", "unchanged", "ended", "retracted"):
            setattr(self.changes, name, getattr(self.changes, name) + getattr(other.changes, name))
        for key, refounded in other.touched.items():
            self.touch([key], refounded=refounded)

    def touch(self, keys: Iterable[Key | None], *, refounded: bool = False) -> None:
        """Adds nodes of which something was written."""
        for key in keys:
            if key is not None:
                self.touched[key] = refounded or self.touched.get(key, False)


async def write(
    work: Work,
    run: RunInfo,
    rows: Sequence[Given],
    known: Known,
    *,
    remember: bool,
    left: Mapping[Key | None, Told] | None = None,
    runs: Mapping[str, Past] | None = None,
) -> Written:
    """Writes what the accepted rows say, and that some have left. Raises GraphError; may be run again.

    `left`: whom the run tells to be in the field no more; `runs`: those whose pictures count, with this one.
    Some thousand subjects at a time are compared with what the graph holds, while the engine writes those before them.
    `remember`: whether the ids of all facts that the run holds to are kept.
    """
    by_subject = rows_by_subject(rows)
    numbers = {key: identifier.value for row in rows for key, identifier in row.identifiers}
    again = Again(work, run, known, runs or {}, numbers=numbers)
    later = await again.later(by_subject, {key for key, own in by_subject.items() if any(map(_describes, own))})
    later |= {key for key in by_subject if key is not None and _was_away(known.nodes.get(key))}
    if any(one.complete for one in again.runs.values()):  # nothing of who was closed ended by what they lack
        later |= {key for key in by_subject if key is not None and _closes(run, key, by_subject[key], known)}
    now = {key: told_of(run.source, by_subject[key]) for key in later} | dict(left or {})
    retold = await again.tell(now, now)
    subjects = sorted((key for key in by_subject if key not in retold.told), key=lambda key: key or ("", ""))
    plan = plan_nodes(run, {key: described(by_subject[key]) for key in subjects if key is not None}, known)
    plan.identify(rows)
    plan.include(retold.plan)
    history: defaultdict[Key | None, list[Claim]] = defaultdict(list)
    for claim in plan.history:
        history[claim.subject].append(claim)
    written = Written(retold=retold.told, former=len(plan.history))
    written.plan(plan)
    written.count(retold.difference, remember=remember)
    last = Difference(ended=retold.difference.ended, retracted=retold.difference.retracted)
    async with Writer(work, run, plan, known, Keeper(work, run, again.at)) as writer:
        writer.nodes()
        for at in range(0, len(subjects), TOGETHER):
            work.say("write", at, len(subjects))
            told = {key: told_of(run.source, by_subject[key]) for key in subjects[at : at + TOGETHER]}
            held = await read_held(work, run, [s for s in told if s is None or s in known.nodes])
            one = await asyncio.to_thread(_compared, run, told, history, held)
            written.count(one, remember=remember)
            last.ended += one.ended
            last.retracted += one.retracted
            await writer.make(one.made, told)
        await writer.make(
            retold.difference.made, {key: one for key, one in now.items() if one.left or key in retold.told}
        )
        await writer.finish(last)
        await writer.mend()
    written.missing = [one for one in writer.missing if one.origin is None or one.origin[1] == run.id]
    return written


async def write_retold(work: Work, run: RunInfo, retold: Retold, known: Known) -> Written:
    """Writes what became of subjects that were told again. Raises GraphError; may be run again."""
    written = Written()
    written.plan(retold.plan)
    written.count(retold.difference, remember=False)
    async with Writer(work, run, retold.plan, known, Keeper(work, run, None)) as writer:
        writer.nodes()
        await writer.make(retold.difference.made, {})
        await writer.finish(retold.difference)
        await writer.mend()
    return written


def _describes(row: Given) -> bool:
    """Does the row tell of the node itself, and not of its facts and dated values alone?"""
    return isinstance(row.record.subject, Node) or bool(row.record.tells)


def _was_away(node: Mapping[str, object] | None) -> bool:
    """Had the node left, or was nothing told of it any more?"""
    return node is not None and (node.get("left") is not None or node.get("closed") == ALWAYS)


def _closes(run: RunInfo, key: Key, rows: Sequence[Given], known: Known) -> bool:
    """Do rows tell otherwise of a known node whether and when it closed?"""
    held = known.nodes.get(key)
    return held is not None and "closed" in change_of(run, key, described(rows), held)[0]


def _compared(
    run: RunInfo,
    told: Mapping[Key | None, Told],
    history: Mapping[Key | None, Sequence[Claim]],
    held: Mapping[Key | None, Sequence[Held]],
) -> Difference:
    """What the run changes of what the graph holds of some subjects."""
    difference = Difference()
    for subject, one in told.items():
        claims = [*one.claims, *history.get(subject, ())]
        source = run.source.id
        difference.add(compare(claims, held.get(subject, ()), source=source, as_of=run.as_of, states=one.states))
    return difference
