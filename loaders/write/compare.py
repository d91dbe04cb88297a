"""What a run changes of what the graph holds from its source, for the facts and dated values of one subject.

Two kinds of change (docs/domain.md 3): a later as-of that says otherwise means that the world changed (the old fact
ends on that as-of, the new one starts there); the same as-of that says otherwise means that the record was wrong (the
old fact is retracted and stated anew). Whoever compares does so in the order of the pictures. No database here.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.domain.properties import FACT
from cypher.domain.vocabulary import OPEN
from loaders.records import Key
from loaders.resolve.identity import fact_id

# What every fact and dated value carries beside what it says.
META: Final = frozenset(("id", "subject", "name_key", *FACT))
# Values of one date: another value for it is a correction, whenever it comes.
DATED: Final = ("Headcount", "ReportedFigure")


@dataclass(frozen=True, slots=True)
class Claim:
    """One fact (`end` is its other end) or dated value (`end` is None) as the run states it.

    `group`: the fact type or label. `mark`: what it is about (the other end, a date): two claims with one mark and
    different `properties` contradict each other. `place`: file, sheet, row.
    """

    subject: Key | None
    group: str
    mark: tuple[Any, ...]
    end: Key | None
    properties: Mapping[str, Any]
    valid_from: str | None
    valid_to: str | None
    place: tuple[str, str | None, int]


@dataclass(frozen=True, slots=True)
class Held:
    """One that the graph holds. `as_of` is that of the picture in which it stands; "" where it had none."""

    id: str
    subject: Key | None
    group: str
    mark: tuple[Any, ...]
    end: Key | None
    properties: Mapping[str, Any]
    valid_from: str
    valid_to: str
    assumed: bool
    as_of: str
    retracted: bool
    run: str = ""  # in whose picture it stands


@dataclass(frozen=True, slots=True)
class Made:
    """One to be written: `start` is None where the source gave none.

    `origin`: source and run of the picture that tells it, where that is not the run that writes.
    """

    id: str
    claim: Claim
    start: str | None
    end: str | None
    origin: tuple[str, str] | None = None


@dataclass
class Difference:
    """What to write, in the order in which it is written: first what is new, then what has ended or was wrong."""

    made: list[Made] = field(default_factory=list)
    ended: list[tuple[Held, str]] = field(default_factory=list)
    retracted: list[tuple[Held, str]] = field(default_factory=list)
    unchanged: list[Held] = field(default_factory=list)

    def add(self, other: "Difference") -> None:
        """Adds another one."""
        self.made += other.made
        self.ended += other.ended
        self.retracted += other.retracted
        self.unchanged += other.unchanged


def compare(
    claims: Iterable[Claim],
    held: Iterable[Held],
    *,
    source: str,
    as_of: str,
    states: Iterable[str],
    ends: Iterable[str] = (),
) -> Difference:
    """The difference for one subject of whom no picture is later.

    `states`: the groups that the run tells whole; `ends`: those of which whatever it does not tell has ended, though
    what it tells for the first time may have begun before.
    """
    difference = Difference()
    by_group: dict[str, list[Held]] = {}
    for one in held:
        by_group.setdefault(one.group, []).append(one)
    if not by_group:
        claims = list(claims)
        made = [Made(claim_id(one, one.valid_from, source), one, one.valid_from, one.valid_to) for one in claims]
        if len({one.id for one in made}) == len(made):  # most are new and say one thing once
            difference.made = made
            return difference
    ids = {one.id for group in by_group.values() for one in group}
    stated: dict[str, list[Claim]] = {}
    for claim in claims:
        stated.setdefault(claim.group, []).append(claim)
    whole = set(states)
    ending = whole | set(ends)
    for group in sorted(stated.keys() | (ending & by_group.keys())):
        run = _Run(source, as_of, group in whole, group in ending, ids, difference)
        run.group(sorted(stated.get(group, ()), key=_order), by_group.get(group, []))
    return difference


def _order(claim: Claim) -> tuple[str, ...]:
    return (repr(claim.mark), claim.valid_from or "", claim.valid_to or "", repr(sorted(claim.properties.items())))


@dataclass
class _Run:
    source: str
    as_of: str
    whole: bool
    ends: bool
    ids: set[str]
    difference: Difference

    def group(self, claims: list[Claim], held: list[Held]) -> None:
        living = [one for one in held if not one.retracted]
        before = any(one.as_of < self.as_of for one in living)
        ended = {one.mark for one in living if one.valid_to != OPEN and one.as_of < self.as_of}
        matched: set[str] = set()
        marks = {claim.mark for claim in claims}
        for claim in claims:
            same = [one for one in living if one.mark == claim.mark and one.id not in matched]
            found = _match(claim, same)
            if found is None:
                self._make(claim, (before and self.whole) or claim.mark in ended)
                continue
            matched.add(found.id)
            self._matched(claim, found, before)
        if not self.ends:
            return
        for one in living:
            if one.id in matched or one.valid_to != OPEN:
                continue
            otherwise = self.whole and one.mark in marks
            if not otherwise and one.as_of < self.as_of and one.valid_from < self.as_of:
                self.difference.ended.append((one, self.as_of))
            else:
                self.difference.retracted.append((one, "corrected"))

    def _matched(self, claim: Claim, found: Held, before: bool) -> None:
        if dict(claim.properties) != dict(found.properties):
            changed = claim.group not in DATED and claim.valid_from is None and found.as_of < self.as_of
            if changed and found.valid_from < self.as_of:
                self.difference.ended.append((found, self.as_of))
            else:
                self.difference.retracted.append((found, "corrected"))
            self._make(claim, changed or (before and self.whole))
        elif claim.valid_to is not None and claim.valid_to != found.valid_to:
            if found.valid_to == OPEN:
                self.difference.ended.append((found, claim.valid_to))
            else:  # an end is stated once: another one corrects the record
                self.difference.retracted.append((found, "corrected"))
                self._make(claim, False)
        elif claim.valid_to is None and claim.group not in DATED and found.valid_to != OPEN:
            # It ended, and is stated again since the same day and without an end: that it ended was wrong.
            self.difference.retracted.append((found, "corrected"))
            self._make(claim, False)
        else:
            self.difference.unchanged.append(found)

    def _make(self, claim: Claim, later: bool) -> None:
        start = claim.valid_from
        if start is None and later and claim.group not in DATED:
            start = self.as_of
        end = claim.valid_to
        id = unused(claim_id(claim, start, self.source), self.ids)
        self.ids.add(id)
        self.difference.made.append(Made(id, claim, start, end))


def _match(claim: Claim, held: list[Held]) -> Held | None:
    """The one that this claim states again: of its start where it gives one, else the one still open."""
    if claim.group in DATED:
        return held[0] if held else None
    if claim.valid_from is not None:
        found = [one for one in held if one.valid_from == claim.valid_from and not one.assumed]
    else:
        found = [one for one in held if one.valid_to in (OPEN, claim.valid_to)]
    wanted = claim.valid_to or OPEN
    return min(found, key=lambda one: (one.valid_to != wanted, not one.assumed, one.id), default=None)


def claim_id(claim: Claim, start: str | None, source: str) -> str:
    """The id of a fact (docs/architecture.md, Ids), or of a dated value, made alike."""
    subject = claim.subject[1] if claim.subject else ""
    if claim.end is not None:
        return fact_id(claim.group, subject, claim.end[1], start, source)
    told = "|".join((claim.group, subject, *map(str, claim.mark), start or "", source))
    return f"{claim.group.lower()}:" + hashlib.sha256(told.encode()).hexdigest()[:24]


def unused(id: str, taken: set[str]) -> str:
    """The id, or where it is taken (by one that was retracted) the id with the next number behind it."""
    if id not in taken:
        return id
    number = 2
    while f"{id}.{number}" in taken:
        number += 1
    return f"{id}.{number}"
