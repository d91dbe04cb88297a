"""Recorded against derived: of each Party organisation the superior that was recorded beside the one that follows."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.answers.holders import read_holders
from app.http.reading import Reading
from cypher.graph import Row

Difference = Literal["agree", "differ", "only_recorded", "only_derived"]


@dataclass(frozen=True)
class Ties:
    """The derived and the recorded superior of Party organisations, by the id of who has one.

    Of several recorded ones one that exists leads, then the one of the smallest fact id (docs/domain.md 4).
    """

    derived: Mapping[str, Row]
    recorded: Mapping[str, Row]

    def kind(self, party: str) -> Difference:
        """How the two of a Party organisation that has one stand to each other."""
        derived, recorded = self.derived.get(party), self.recorded.get(party)
        if derived is None:
            return "only_recorded"
        if recorded is None:
            return "only_derived"
        return "agree" if derived["holder"] == recorded["holder"] else "differ"

    def of(self, party: str) -> Iterator[Row]:
        """What stands above a Party organisation."""
        yield from (ties[party] for ties in (self.derived, self.recorded) if party in ties)


async def read_ties(reading: Reading) -> Ties:
    """What is recorded and derived above every Party organisation; read once per state of the graph."""
    key = ("differences", reading.day)
    found: dict[str, dict[str, Row]] | None = reading.memory.get(key)
    if found is None:
        found = {"derived": {}, "recorded": {}}
        for row in sorted(await reading.ask("differences"), key=lambda row: (not row["exists"], row["id"])):
            found[row["type"]].setdefault(row["subject"], row)
        reading.memory.keep(key, found)
    return Ties(**found)


async def read_leads(reading: Reading) -> Mapping[str, set[str]]:
    """Who leads those that a Party organisation covers or sits with, by its id."""
    leads: dict[str, set[str]] = defaultdict(set)
    for row in await reading.ask_once("party_leads"):
        leads[row["id"]].add(row["lead"])
    return leads


async def show_differences(reading: Reading, parties: Sequence[str]) -> list[dict[str, Any]]:
    """Both superiors of some Party organisations, in that order, with how they differ."""
    ties, leads = await read_ties(reading), await read_leads(reading)
    ends = [tie["holder"] for party in parties for tie in ties.of(party)]
    names = await read_holders(reading, [*parties, *ends, *(lead for i in parties for lead in leads.get(i, ()))])
    passed = await _passed_over(reading, [party for party in parties if ties.kind(party) == "differ"])

    items = []
    for party in parties:
        derived, recorded, lead = ties.derived.get(party), ties.recorded.get(party), leads.get(party, set())
        how = _how(ties, derived, recorded, passed.get(party, frozenset()))
        items.append(
            {
                "party_organization": names[party],
                "kind": ties.kind(party),
                "derived": names[derived["holder"]] if derived else None,
                "recorded": names[recorded["holder"]] if recorded else None,
                "rule": derived and derived["rule"],
                "link": derived and derived["id"],
                "fact": recorded and recorded["id"],
                "how": how,
                "reason": reading.say(f"difference.{how}") if how else None,
                "lead": names[min(lead)] if len(lead) == 1 else None,
            }
        )
    return items


async def _passed_over(reading: Reading, parties: Sequence[str]) -> dict[str, frozenset[str]]:
    """Of some Party organisations those that were considered as superior and lost."""
    steps = await reading.ask("chain_steps", ids=list(parties), late=[]) if parties else []
    considered = {row["subject"]: json.loads(row["considered"] or "[]") for row in steps if row["type"] == "SUPERIOR"}
    return {i: frozenset(loser["holder"] for loser in losers) for i, losers in considered.items()}


def _how(ties: Ties, derived: Row | None, recorded: Row | None, passed: Collection[str]) -> str | None:
    """Where the recorded superior stands, seen from the derived one: None where they agree or one is missing."""
    if derived is None or recorded is None or derived["holder"] == recorded["holder"]:
        return None
    if recorded["holder"] in passed:
        return "passed_over"
    if recorded["holder"] in _above(ties, derived["holder"]):
        return "level_skipped"
    if derived["holder"] in _above(ties, recorded["holder"]):
        return "level_added"
    return "elsewhere"


def _above(ties: Ties, party: str) -> set[str]:
    """Everything above a Party organisation, derived and recorded."""
    found: set[str] = set()
    waiting = [party]
    while waiting:
        above = {tie["holder"] for tie in ties.of(waiting.pop())} - found
        found |= above
        waiting += above
    return found
