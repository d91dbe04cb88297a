"""Recorded against derived: of each Party organisation the superior that was recorded beside the one that follows."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from app.answers.holders import read_holders
from app.http.reading import Reading
from cypher.graph import Row

Difference = Literal["agree", "differ", "only_recorded", "only_derived"]
Ties = Mapping[str, Mapping[str, Sequence[Row]]]  # rows of `queries/differences` by Party organisation and type


async def read_ties(reading: Reading) -> Ties:
    """What is recorded and derived above every Party organisation; read once per state of the graph."""
    key = ("differences", reading.day)
    ties: dict[str, dict[str, list[Row]]] | None = reading.memory.get(key)
    if ties is None:
        ties = defaultdict(lambda: defaultdict(list))
        for row in sorted(await reading.ask("differences"), key=lambda r: (not r["exists"], r["id"] or r["holder"])):
            ties[row["subject"]][row["type"]].append(row)
        reading.memory.keep(key, ties)
    return ties


def below(ties: Ties, lead: str | None) -> Iterator[str]:
    """The Party organisations of which anything is recorded or derived, by id; of `lead` those that it leads alone."""
    for party in sorted(ties):
        led = lead is None or lead in {row["holder"] for row in ties[party].get("lead", ())}
        if led and kind_of(ties[party]) is not None:
            yield party


def kind_of(found: Mapping[str, Sequence[Row]]) -> Difference | None:
    """How the two stand to each other; None where neither is there.

    Of several recorded superiors one that exists leads, then the one of the smallest fact id (docs/domain.md 4).
    """
    derived, recorded = next(iter(found.get("derived", ())), None), next(iter(found.get("recorded", ())), None)
    if derived is None:
        return None if recorded is None else "only_recorded"
    if recorded is None:
        return "only_derived"
    return "agree" if derived["holder"] == recorded["holder"] else "differ"


async def show_differences(reading: Reading, ties: Ties, parties: Sequence[str]) -> list[dict[str, Any]]:
    """Both superiors of some Party organisations, in that order, with how they differ."""
    of = {party: {type_: next(iter(rows), None) for type_, rows in ties[party].items()} for party in parties}
    ends = [row["holder"] for rows in of.values() for row in rows.values() if row]
    names = await read_holders(reading, [*parties, *ends])

    def holder(row: Row | None) -> dict[str, Any] | None:
        return names[row["holder"]] if row else None

    items = []
    for party in parties:
        derived, recorded = of[party].get("derived"), of[party].get("recorded")
        leads = {row["holder"] for row in ties[party].get("lead", ())}
        how = _how(ties, derived, recorded)
        items.append(
            {
                "party_organization": names[party],
                "kind": kind_of(ties[party]),
                "derived": holder(derived),
                "recorded": holder(recorded),
                "rule": derived and derived["rule"],
                "link": derived and derived["id"],
                "fact": recorded and recorded["id"],
                "how": how,
                "reason": reading.say(f"difference.{how}") if how else None,
                "lead": holder(of[party].get("lead")) if len(leads) == 1 else None,
            }
        )
    return items


def _how(ties: Ties, derived: Row | None, recorded: Row | None) -> str | None:
    """Where the recorded superior stands, seen from the derived one: None where they agree or one is missing."""
    if derived is None or recorded is None or derived["holder"] == recorded["holder"]:
        return None
    passed = {loser["holder"] for loser in json.loads(derived["considered"] or "[]")}
    if recorded["holder"] in passed:
        return "passed_over"
    if recorded["holder"] in _above(ties, derived["holder"]):
        return "level_skipped"
    if derived["holder"] in _above(ties, recorded["holder"]):
        return "level_added"
    return "elsewhere"


def _above(ties: Ties, party: str) -> set[str]:
    """Everything above a Party organisation, derived or else recorded."""
    found: set[str] = set()
    waiting = [party]
    while waiting:
        of = ties.get(waiting.pop(), {})
        above = {row["holder"] for row in (*of.get("derived", ()), *of.get("recorded", ()))} - found
        found |= above
        waiting += above
    return found
