"""Recorded against derived: of each Party organisation the superior that was recorded beside the one that follows."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from app.answers.holders import read_holders
from app.http.reading import Reading

Difference = Literal["agree", "differ", "only_recorded", "only_derived"]


class Tie(NamedTuple):
    """A superior; `id` is that of the link or fact."""

    holder: str
    id: str
    rule: str | None


class Tied(NamedTuple):
    """What stands above a Party organisation, those that exist first, then by id; who leads what it covers."""

    derived: tuple[Tie, ...] = ()
    recorded: tuple[Tie, ...] = ()
    lead: tuple[str, ...] = ()


Ties = Mapping[str, Tied]
NOTHING: Final = Tied()


async def read_ties(reading: Reading) -> Ties:
    """What is recorded and derived above every Party organisation; read once per state of the graph."""
    key = ("differences", reading.day)
    ties: Ties | None = reading.memory.get(key)
    if ties is None:
        found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for row in sorted(await reading.ask("differences"), key=lambda r: (not r["exists"], r["id"] or r["holder"])):
            tie = row["holder"] if row["type"] == "lead" else Tie(row["holder"], row["id"], row["rule"])
            found[row["subject"]][row["type"]].append(tie)
        ties = {i: Tied(**{type_: tuple(rows) for type_, rows in of.items()}) for i, of in found.items()}
        reading.memory.keep(key, ties)
    return ties


def below(ties: Ties, lead: str | None) -> Iterator[str]:
    """The Party organisations of which anything is recorded or derived, by id; of `lead` those that it leads alone."""
    for party in sorted(ties):
        if (lead is None or lead in ties[party].lead) and kind_of(ties[party]) is not None:
            yield party


def kind_of(found: Tied) -> Difference | None:
    """How the two stand to each other; None where neither is there.

    Of several recorded superiors one that exists leads, then the one of the smallest fact id (docs/domain.md 4).
    """
    derived, recorded = _first(found.derived), _first(found.recorded)
    if derived is None:
        return None if recorded is None else "only_recorded"
    if recorded is None:
        return "only_derived"
    return "agree" if derived.holder == recorded.holder else "differ"


async def show_differences(reading: Reading, ties: Ties, parties: Sequence[str]) -> list[dict[str, Any]]:
    """Both superiors of some Party organisations, in that order, with how they differ."""
    ends = [tie.holder for i in parties for tie in (_first(ties[i].derived), _first(ties[i].recorded)) if tie]
    names = await read_holders(reading, [*parties, *ends, *(lead for i in parties for lead in ties[i].lead)])
    passed = await _passed_over(reading, [i for i in parties if kind_of(ties[i]) == "differ"])

    items = []
    for party in parties:
        tied = ties[party]
        derived, recorded = _first(tied.derived), _first(tied.recorded)
        how = _how(ties, derived, recorded, passed.get(party, frozenset()))
        items.append(
            {
                "party_organization": names[party],
                "kind": kind_of(tied),
                "derived": names[derived.holder] if derived else None,
                "recorded": names[recorded.holder] if recorded else None,
                "rule": derived and derived.rule,
                "link": derived and derived.id,
                "fact": recorded and recorded.id,
                "how": how,
                "reason": reading.say(f"difference.{how}") if how else None,
                "lead": names[tied.lead[0]] if len(tied.lead) == 1 else None,
            }
        )
    return items


def _first(ties: Sequence[Tie]) -> Tie | None:
    return ties[0] if ties else None


async def _passed_over(reading: Reading, parties: Sequence[str]) -> dict[str, frozenset[str]]:
    """Of some Party organisations those that were considered as superior and lost."""
    steps = await reading.ask("chain_steps", ids=list(parties), late=[]) if parties else []
    considered = {row["subject"]: json.loads(row["considered"] or "[]") for row in steps if row["type"] == "SUPERIOR"}
    return {i: frozenset(loser["holder"] for loser in losers) for i, losers in considered.items()}


def _how(ties: Ties, derived: Tie | None, recorded: Tie | None, passed: Collection[str]) -> str | None:
    """Where the recorded superior stands, seen from the derived one: None where they agree or one is missing."""
    if derived is None or recorded is None or derived.holder == recorded.holder:
        return None
    if recorded.holder in passed:
        return "passed_over"
    if recorded.holder in _above(ties, derived.holder):
        return "level_skipped"
    if derived.holder in _above(ties, recorded.holder):
        return "level_added"
    return "elsewhere"


def _above(ties: Ties, party: str) -> set[str]:
    """Everything above a Party organisation, derived or else recorded."""
    found: set[str] = set()
    waiting = [party]
    while waiting:
        of = ties.get(waiting.pop(), NOTHING)
        above = {tie.holder for tie in (*of.derived, *of.recorded)} - found
        found |= above
        waiting += above
    return found
