"""Who wins: the one order in which conflicts between proposals are settled.

Rules propose positively: each proposal names a holder of a role for a subject over an interval. For each moment one
proposal per subject and role wins, by this order and no other (docs/domain.md 4):

1. precedence    of the rule: a decision, then the level rule or the territorial one; association before direct
2. rank          within the rule: supervising before affiliated for city and district, the other way for the province
3. existence     a holder that exists at that moment before one that does not
4. nearness      a list compared left to right: finest region, stated unit before the trade's, later decision
5. provisional   a firm proposal before a provisional one
6. id            of the holder

What lost is kept with the step of this list at which it lost. Equal proposals of two sources are one candidate with
the facts of both.
"""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from cypher.domain.vocabulary import ALWAYS, OPEN

STEPS: Final = ("precedence", "rank", "existence", "nearness", "provisional", "id")


@dataclass(frozen=True)
class Interval:
    """Half-open, ISO text: from `start` to before `end`."""

    start: str = ALWAYS
    end: str = OPEN

    def __bool__(self) -> bool:
        return self.start < self.end

    def intersect(self, *others: "Interval") -> "Interval":
        return Interval(max(i.start for i in (self, *others)), min(i.end for i in (self, *others)))

    def covers(self, moment: str) -> bool:
        return self.start <= moment < self.end


@dataclass(frozen=True)
class Proposal:
    """A holder proposed for a role over an interval; `facts` are `subject id|fact id` of every fact used."""

    role: str
    subject: str
    holder: str
    label: str
    rule: str | None
    rule_set: str
    precedence: int
    rank: int
    nearness: tuple[Any, ...]
    provisional: bool
    interval: Interval
    facts: tuple[str, ...]
    value: str | None = None

    def same_candidate(self, other: "Proposal") -> bool:
        """Whether the two say the same: such neighbours in time are one link, and the loser of them is no rival."""
        return (self.holder, self.rule, self.value, self.provisional) == (
            other.holder,
            other.rule,
            other.value,
            other.provisional,
        )


@dataclass(frozen=True)
class Loser:
    """A holder that was considered and passed over; `lost_because` is a step of STEPS."""

    holder: str
    label: str
    rule: str | None
    lost_because: str

    def as_map(self) -> dict[str, str | None]:
        return {
            "holder": self.holder,
            "label": self.label,
            "rule": self.rule,
            "lost_because": self.lost_because,
        }


@dataclass(frozen=True)
class Settled:
    """The winner of a role over an interval in which nothing about it changes."""

    winner: Proposal
    interval: Interval
    facts: tuple[str, ...]
    considered: tuple[Loser, ...] = ()


Lives = Mapping[str, Interval]


def pieces(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """The elementary intervals between all bounds: within one of them nothing begins or ends."""
    bounds = sorted({bound for i in intervals for bound in (i.start, i.end)})
    return (Interval(a, b) for a, b in itertools.pairwise(bounds))


def settle(proposals: Iterable[Proposal], lives: Lives) -> list[Settled]:
    """The winners of every subject and role (and rule set), neighbours in time joined, in order of time.

    `lives` gives the interval in which a holder exists; a holder that it does not name always exists.
    """
    grouped: dict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        if proposal.interval:
            grouped[proposal.subject, proposal.role, proposal.rule_set].append(proposal)
    return [settled for rivals in grouped.values() for settled in settle_role(rivals, lives)]


def settle_role(rivals: Sequence[Proposal], lives: Lives) -> list[Settled]:
    """The winners among rivals for one role of one subject."""
    won: list[Settled] = []
    bounds = [p.interval for p in rivals] + [lives[p.holder] for p in rivals if p.holder in lives]
    for piece in pieces(bounds):
        present = [p for p in rivals if p.interval.covers(piece.start)]
        if not present:
            continue
        keyed = sorted(((_key(p, lives, piece.start), p) for p in present), key=lambda pair: pair[0])
        best, winner = keyed[0]
        facts = [f for _, p in keyed if p.same_candidate(winner) for f in p.facts]
        losers = [
            Loser(p.holder, p.label, p.rule, _lost_at(best, key)) for key, p in keyed[1:] if p.holder != winner.holder
        ]
        _append(won, Settled(winner, piece, tuple(dict.fromkeys(facts)), tuple(dict.fromkeys(losers))))
    return won


def settle_each_holder(proposals: Iterable[Proposal], taken: Iterable[Settled], lives: Lives) -> list[Settled]:
    """For SUPPORT: every holder that is proposed and exists, while `taken` does not give it the other role."""
    superior: dict[str, list[Settled]] = defaultdict(list)
    for settled in taken:
        superior[settled.winner.subject].append(settled)
    grouped: dict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        living = replace(proposal, interval=proposal.interval.intersect(lives.get(proposal.holder, Interval())))
        if living.interval:
            grouped[proposal.subject, proposal.holder, proposal.rule_set].append(living)
    helping: list[Settled] = []
    for (subject, holder, _), same in grouped.items():
        held = [s.interval for s in superior[subject] if s.winner.holder == holder]
        mine: list[Settled] = []
        for piece in pieces([p.interval for p in same] + held):
            # engines give rows in any order; the facts of a link have one
            present = sorted((p for p in same if p.interval.covers(piece.start)), key=lambda p: (p.nearness, p.facts))
            if present and not any(i.covers(piece.start) for i in held):
                facts = dict.fromkeys(f for p in present for f in p.facts)
                _append(mine, Settled(present[0], piece, tuple(facts)))
        helping += mine
    return helping


def _key(proposal: Proposal, lives: Lives, moment: str) -> tuple[Any, ...]:
    exists = proposal.holder not in lives or lives[proposal.holder].covers(moment)
    return (
        proposal.precedence,
        proposal.rank,
        not exists,
        proposal.nearness,
        proposal.provisional,
        proposal.holder,
        proposal.value or "",
        proposal.facts,
    )


def _lost_at(best: tuple[Any, ...], key: tuple[Any, ...]) -> str:
    return next(step for step, a, b in zip(STEPS, best, key, strict=False) if a != b)


def _append(won: list[Settled], piece: Settled) -> None:
    last = won[-1] if won else None
    if last and last.interval.end == piece.interval.start and last.winner.same_candidate(piece.winner):
        facts = tuple(dict.fromkeys(last.facts + piece.facts))
        considered = tuple(dict.fromkeys(last.considered + piece.considered))
        won[-1] = Settled(last.winner, Interval(last.interval.start, piece.interval.end), facts, considered)
    else:
        won.append(piece)
