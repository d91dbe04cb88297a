"""A subject's pictures told again from the first to the last, whatever the order in which they were loaded.

What a picture changes depends on those before it (compare.py, plan.py). Where one comes that is not the newest of its
subject, or one is taken back, all of them are told again, and what the graph holds is brought to what they come to:
so any order of the same pictures gives the same present and the same history (docs/domain.md 3). No database here.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from cypher.domain.vocabulary import ALWAYS, FACTS, OPEN
from loaders.records import Key
from loaders.sources import Source
from loaders.write.compare import DATED, Difference, Held, Made, claim_id, compare, unused
from loaders.write.plan import RunInfo, change_of
from loaders.write.told import Told

ABSENT: Final = "register"  # a complete picture of its source lacks the subject
RETOLD: Final = "retold"  # why a fact is retracted that a picture loaded later places otherwise


@dataclass(frozen=True)
class Picture:
    """What a run tells of a subject. `at`: the as-of by which it is ordered, also where the run has none of its own.

    `whole`: the run is complete, so that whatever fact of its source it does not tell has ended.
    """

    run: RunInfo
    number: int
    at: str
    told: Told
    whole: bool = False

    @property
    def order(self) -> tuple[str, int, str, int]:
        return order_of(self.at, self.run.source, self.number)


def order_of(at: str, source: Source, number: int) -> tuple[str, int, str, int]:
    """The order of pictures: by as-of; on one day the source of higher rank last, of one source the later run."""
    return (at, source.rank, source.id, number)


@dataclass
class Story:
    """What pictures of one subject come to: its node (None: none describes it) and by source what stands."""

    node: dict[str, Any] | None = None
    stands: defaultdict[str, dict[str, tuple[Held, Made]]] = field(default_factory=lambda: defaultdict(dict))


def tell(key: Key | None, pictures: Iterable[Picture]) -> Story:
    """Tells the pictures of one subject in their order."""
    story = Story()
    describing: set[str] = set()  # sources by whose newest picture the subject is in the field
    ahead: dict[str, Any] = {}  # what is told of the node before a picture describes it
    for picture in sorted(pictures, key=lambda one: one.order):
        run, told = picture.run, picture.told
        claims = list(told.claims)
        if told.left:
            describing.discard(run.source.id)
        if told.node is not None:
            describing.add(run.source.id)
        if told.tells is not None and story.node is None:
            ahead |= told.tells
        elif key is not None and _changes_node(told, describing):
            before = story.node if story.node is not None else ahead or None
            changed, history = change_of(run, key, told, before)
            if story.node is not None or told.node is not None:
                story.node = {**(before or {}), **changed}
            claims += history
        stands = story.stands[run.source.id]
        # what was counted on a day was counted, though its subject has left since
        there = {held.group for held, _ in stands.values()} - set(DATED)
        states = there if told.left else told.states
        ends = FACTS if picture.whole else ()
        held = [one for one, _ in stands.values()]
        _apply(stands, compare(claims, held, source=run.source.id, as_of=run.as_of, states=states, ends=ends), run)
    return story


def _changes_node(told: Told, describing: Collection[str]) -> bool:
    """May a picture change the node, where these sources have it in the field?"""
    return (
        told.node is not None or told.tells is not None or bool(told.left and (told.left != ABSENT or not describing))
    )


def _apply(stands: dict[str, tuple[Held, Made]], difference: Difference, run: RunInfo) -> None:
    for made in difference.made:
        claim = made.claim
        held = Held(
            made.id,
            claim.subject,
            claim.group,
            claim.mark,
            claim.end,
            claim.properties,
            made.start or ALWAYS,
            made.end or OPEN,
            made.start is None and claim.group not in DATED,
            run.as_of,
            False,
        )
        stands[made.id] = (held, replace(made, origin=(run.source.id, run.id)))
    for held, until in difference.ended:
        _, made = stands[held.id]
        stands[held.id] = (replace(held, valid_to=until), replace(made, end=until))
    for held, _ in difference.retracted:
        del stands[held.id]


def bring(source: str, stands: Iterable[tuple[Held, Made]], held: Sequence[Held]) -> Difference:
    """What is to be written of one source, so that the graph, which holds `held`, holds what stands and no more."""
    difference = Difference()
    taken = {one.id for one in held}
    there: defaultdict[tuple[Any, ...], list[Held]] = defaultdict(list)
    for one in sorted(held, key=lambda one: one.id):
        if not one.retracted:
            there[_same(one)].append(one)
    for told, made in stands:
        same = there.get(_same(told), [])
        found = min(same, key=lambda one: (one.valid_to != told.valid_to, one.valid_to != OPEN), default=None)
        if found is None or found.valid_to not in (told.valid_to, OPEN):
            id = unused(claim_id(made.claim, made.start, source), taken)
            taken.add(id)
            difference.made.append(replace(made, id=id))
            continue
        same.remove(found)
        if found.valid_to == told.valid_to:
            difference.unchanged.append(found)
        else:
            difference.ended.append((found, told.valid_to))
    difference.retracted += [(one, RETOLD) for ones in there.values() for one in ones]
    return difference


def _same(one: Held) -> tuple[Any, ...]:
    """What two have in common that say the same since the same day, in pictures of the same day."""
    said = json.dumps(dict(one.properties), ensure_ascii=False, sort_keys=True)
    return (one.group, one.mark, one.end, "" if one.assumed else one.valid_from, one.as_of, said)


def brought(story: Mapping[str, Any], held: Mapping[str, Any], run: RunInfo) -> dict[str, Any]:
    """What changes of a node that the graph holds so that it is as in the story; `run` writes it."""
    names = {name for name in (*story, *held) if name in story or not _is_kept(name)}
    changed = {name: story.get(name) for name in names if name != "recorded_run" and story.get(name) != held.get(name)}
    origin = str(story.get("recorded_run"))
    if run.picture_of(held) != run.as_ofs.get(origin, "") or changed.keys() & {"source", "file", "sheet", "row"}:
        changed |= {"recorded_run": run.id, "stated_run": origin if origin != run.id else None}
    return changed


def _is_kept(name: str) -> bool:
    """Is it a property that no picture tells?"""
    return name in ("id", "recorded", "changed", "stated_run") or name.endswith(("_was", "_until"))
