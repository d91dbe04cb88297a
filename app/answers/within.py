"""What a key that is bounded to a subtree is shown of single things; of everything where none bounds the answer.

In the subtree stand, on the day, the organisations of its region or those that its lead leads, and the Party
organisations that cover or sit with one of them or act in the region. Of others those are shown that stand on the
chains of these: who leads, who is above, who supports, who was passed over or may be asked in place of nobody, and the
units and associations with which such Party organisations sit.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from app.answers.chains import read_surroundings
from app.answers.details import texts_in
from app.answers.holders import Holder, read_holders
from app.http.reading import Reading
from cypher.graph import Row

AT_ONCE: Final = 2_000  # organisations whose chains are looked at together
EVERY: Final = 2**31 - 1
BODIES: Final = ("supervising_unit", "association")
KEPT_APART: Final = ("Organization", "PartyOrganization")  # the labels of what a subtree parts


async def within(reading: Reading, ids: Iterable[str]) -> set[str]:
    """Those of some ids that stand in the subtree; all where none bounds the answer."""
    asked = set(ids)
    if reading.subtree is None:
        return asked
    organizations, parties = await _in_subtree(reading)
    return {i for i in asked if i in organizations or i in parties}


async def _in_subtree(reading: Reading) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the organisations and of the Party organisations of the subtree; read once, as `_on_chains`."""
    key = ("in subtree", reading.day)
    kept: tuple[frozenset[str], frozenset[str]] | None = reading.memory.get(key)
    if kept is None:
        regions = (await reading.bounds()).get("region_within")
        organizations = (await reading.ask("organizations", after="", limit=EVERY))[0]["ids"]
        parties = await reading.ask("parties_within", regions=regions)
        kept = frozenset(organizations), frozenset(row["id"] for row in parties)
        reading.memory.keep(key, kept)
    return kept


async def shown_of(reading: Reading, ids: Iterable[str]) -> set[str]:
    """Those of some ids that stand in the subtree or on its chains; all where none bounds the answer."""
    asked = set(ids)
    found = await within(reading, asked)
    return found if found == asked else found | (asked & await _on_chains(reading))


async def _on_chains(reading: Reading) -> frozenset[str]:
    """Who stands on the chains of the subtree; read once per state of the graph, day and subtree."""
    key = ("on chains", reading.day)
    kept: frozenset[str] | None = reading.memory.get(key)
    if kept is None:
        own, parties = await _in_subtree(reading)
        organizations = sorted(own)
        found: set[str] = set()
        for at in range(0, max(1, len(organizations)), AT_ONCE):
            some = organizations[at : at + AT_ONCE]
            around = await read_surroundings(reading, some, parties=parties if not at else ())
            for row in (row for rows in around.rows.values() for row in rows):
                found |= {row["holder"], *_passed_over(row)}
            found |= {one for several in around.candidates.values() for one in several}
        ties = await reading.ask("party_ties", ids=sorted(found | parties))
        hosts = await read_holders(reading, [row["holder"] for row in ties if row["type"] == "HOSTED_BY"])
        kept = frozenset(i for i in found if i) | {i for i, host in hosts.items() if host["kind"] in BODIES}
        reading.memory.keep(key, kept)
    return kept


def _passed_over(row: Row) -> set[str]:
    losers = row.get("considered")
    return {loser["holder"] for loser in json.loads(losers)} if losers else set()


async def shown_facts(reading: Reading, facts: Collection[Row]) -> list[Row]:
    """Those of some facts that are shown: both ends are, or one stands in the subtree and names a body by the other.

    A body: a unit, an association, a Party organisation. An end that is a region, a trade or a duty is always shown.
    """
    if reading.subtree is None:
        return list(facts)
    names = await read_holders(reading, [i for fact in facts for i in (fact["subject"], fact["holder"])])
    parted = {i for i, holder in names.items() if holder["label"] in KEPT_APART}
    own, shown = await within(reading, parted), await shown_of(reading, parted)

    def is_shown(one: str, other: str) -> bool:
        return one not in parted or one in shown or (other in own and _is_body(names[one]))

    return [
        fact
        for fact in facts
        if is_shown(fact["subject"], fact["holder"]) and is_shown(fact["holder"], fact["subject"])
    ]


def _is_body(holder: Holder) -> bool:
    return holder["label"] == "PartyOrganization" or holder["kind"] in BODIES


async def shown_details(reading: Reading, details: Collection[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Details of findings without whoever is not shown: null where one is named, left out of a list."""
    if reading.subtree is None:
        return [dict(detail) for detail in details]
    named = {_named(text) for detail in details for text in texts_in(detail)}
    holders = await read_holders(reading, named)
    parted = {i for i, holder in holders.items() if holder["label"] in KEPT_APART}
    hidden = parted - await shown_of(reading, parted)
    return [{name: _without(value, hidden) for name, value in detail.items()} for detail in details]


def _named(text: str) -> str:
    """The id that a text of a detail is or begins with."""
    return text.partition(" ")[0]


def _without(value: Any, hidden: Collection[str]) -> Any:
    if isinstance(value, list):
        return [_without(one, hidden) for one in value if not any(_named(t) in hidden for t in texts_in(one))]
    return None if any(_named(text) in hidden for text in texts_in(value)) else value
