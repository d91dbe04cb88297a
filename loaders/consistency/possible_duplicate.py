"""Organisations of one name: is one of them the other with a corrected code, or from before it moved?

Of the population alone, and only those that exist on the day. In one district they may be, and where the seat of one is
not known; in different ones where they have one main trade, unless a registry gave each a number of the same kind.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any, Final

import networkx as nx

from loaders.consistency._facts import ends, main_trades, own, population
from loaders.consistency._tree import in_force
from loaders.records import Found

DISTRICT: Final = 2  # the depth of a district


@dataclass(frozen=True)
class _Namesake:
    """An organisation whose name another one has, too: where it sits, its main trades, the kinds of its numbers."""

    id: str
    place: str
    districts: set[str]
    trades: set[str]
    schemes: set[str]

    def may_be(self, other: "_Namesake") -> bool:
        if not self.districts or not other.districts or self.districts & other.districts:
            return True
        return bool(self.trades & other.trades) and not self.schemes & other.schemes


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per organisation; `detail.twins` are the others: id, file and row."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for id_, organization in population(graph, as_of):
        named[organization.get("name_key", "")].append(id_)
    for ids in named.values():
        namesakes = [_namesake(graph, id_, as_of) for id_ in ids] if len(ids) > 1 else []
        twins: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in permutations(namesakes, 2):
            if one.may_be(other):
                twins[one.id].append(f"{other.id} {other.place}")
        for id_, others in twins.items():
            organization = own(graph, "Organization", id_)
            detail = {"name": organization.get("name"), "place": _place(organization), "twins": sorted(others)}
            yield Found(id_, "Organization", detail)


def _namesake(graph: "nx.MultiDiGraph[Any]", id_: str, as_of: str) -> _Namesake:
    numbers = ends(graph, "Organization", id_, "IDENTIFIED_BY", as_of)
    return _Namesake(
        id_,
        _place(own(graph, "Organization", id_)),
        _districts(graph, id_, as_of),
        main_trades(graph, id_, as_of),
        {own(graph, "Identifier", number).get("scheme", "") for number in numbers},
    )


def _place(organization: Mapping[str, Any]) -> str:
    return f"{organization.get('file', '')} {organization.get('row', 0)}"


def _districts(graph: "nx.MultiDiGraph[Any]", id_: str, as_of: str) -> set[str]:
    """The districts and streets in which an organisation sits."""
    found: set[str] = set()
    for _, seat, data in graph.out_edges(("Organization", id_), data=True):
        if data["type"] == "LOCATED_IN" and in_force(data["properties"], as_of):
            above = [end for _, end, part in graph.out_edges(seat, data=True) if part["type"] == "PART_OF"]
            found |= {region[1] for region in (seat, *above) if _depth(graph, region) >= DISTRICT}
    return found


def _depth(graph: "nx.MultiDiGraph[Any]", region: tuple[str, str]) -> int:
    return int(graph.nodes[region].get("properties", {}).get("depth", 0))
