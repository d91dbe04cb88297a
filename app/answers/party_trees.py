"""The Party tree: who follows whom, and what stands below one as a tree with totals (docs/domain.md 4).

A Party organisation stands below the one that its chain names next; an organisation below its derived superior.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.answers.census import read_census
from app.answers.chains import next_link, read_surroundings
from app.answers.groupings import show_totals
from app.answers.holders import read_holders
from app.answers.subtrees import read_leaves
from app.answers.within import EVERY, shown_of, within
from app.http.reading import Reading
from cypher.graph import Row


@dataclass(frozen=True)
class PartyTree:
    """`below`: the Party organisations that stand directly below one, by id; of those that exist on the day.

    For a key that is bounded: of those that it is shown, of which `own` stand in its subtree.
    """

    below: Mapping[str, Sequence[str]]
    own: Collection[str]

    def beneath(self, id_: str) -> list[str]:
        """A Party organisation and all that stand below it on any level, itself first; each once, in a circle too."""
        found = {id_: None}
        waiting = [id_]
        while waiting:
            more = [i for i in self.below.get(waiting.pop(), ()) if i not in found]
            found |= dict.fromkeys(more)
            waiting += more
        return list(found)


async def read_party_tree(reading: Reading) -> PartyTree:
    """The Party tree of the day; made once per state of the graph."""
    key = ("party tree", reading.day)
    kept: PartyTree | None = reading.memory.get(key)
    if kept is None:
        filters = dict.fromkeys(("q", "q_key", "q_ids", "kinds", "trade", "regions", "superior", "reading"))
        every = (await reading.ask("party_organizations", after="", limit=EVERY, **filters))[0]["ids"]
        ids = sorted(await shown_of(reading, every))
        around = await read_surroundings(reading, (), parties=ids)
        below: dict[str, list[str]] = defaultdict(list)
        for id_ in ids:
            link, _ = next_link(id_, around)
            if link is not None and id_ not in around.tops:
                below[link.end].append(id_)
        kept = PartyTree(dict(below), await within(reading, ids))
        reading.memory.keep(key, kept)
    return kept


async def read_party_subtree(reading: Reading, party: str, depth: int, limit: int) -> dict[str, Any]:
    """The node of a Party organisation with those below it to a depth, of each node `limit` children at most.

    A node's totals are those of the organisations whose superior it is or stands above; `party_organizations` counts
    the Party organisations below it on all levels.
    """
    tree = await read_party_tree(reading)
    groups: dict[str | None, list[Row]] = defaultdict(list)
    for group in await read_census(reading, "superior"):
        groups[group["value"]].append(group)

    async def node(id_: str, levels: int) -> dict[str, Any]:
        beneath = tree.beneath(id_)
        own = {"holder": (await read_holders(reading, [id_]))[id_], "relation": "party_organization"}
        totals = show_totals(reading, [group for i in beneath for group in groups.get(i, ())])
        counted = {**own, "totals": totals, "party_organizations": sum(i in tree.own for i in beneath[1:])}
        if not levels:
            return {**counted, "children_total": None, "children": []}
        parties = tree.below.get(id_, ())
        children = [await node(i, levels - 1) for i in parties[:limit]]
        total, leaves = await read_leaves(reading, limit - len(children), party=[id_])
        return {**counted, "children_total": len(parties) + total, "children": [*children, *leaves]}

    return await node(party, depth)
