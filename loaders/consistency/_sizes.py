"""How many members a Party organisation has, where the headcounts of those that it alone is built for can tell."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import at_least, counted
from loaders.consistency._facts import building

Size = tuple[int | None, int | None]  # full and probationary members, None where not known


def sizes(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterator[tuple[str, str, list[Size]]]:
    """Id and kind of each Party organisation, and the size of each organisation whose class it alone makes."""
    found: defaultdict[tuple[str, str], list[Size]] = defaultdict(list)
    for id_, _, headcount in counted(graph, as_of):
        parties = building(graph, id_, as_of)
        if len(parties) == 1:
            size = (at_least(headcount, "members_full"), at_least(headcount, "members_probationary"))
            found[next(iter(parties.items()))].append(size)
    for (party, kind), covered in sorted(found.items()):
        yield party, kind, covered


def on_which_kinds_rest(size: Size) -> Size:
    """The members that count for a kind: by default all, where the parameter says so the full ones alone."""
    return (size[0], 0) if load_parameters()["party_kind_basis"].value == "full" else size


def known_members(covered: list[Size]) -> int:
    """Their sum; what is not known counts as none."""
    return sum(number or 0 for size in covered for number in size)
