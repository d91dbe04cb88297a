"""Headcounts of the file, and the counts that are in force.

Each count is that of the newest headcount at or before the day that speaks of it, of one day of the larger
`source_rank`; a month or a year stands on its last day. A blank is not known, never 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import networkx as nx

from cypher.domain.vocabulary import COUNTS
from loaders.consistency._export import last_day
from loaders.consistency._facts import UNIT, existing
from loaders.consistency._tree import in_force

Properties = Mapping[str, Any]


def headcounts(graph: "nx.MultiDiGraph[Any]", organization: str) -> list[Properties]:
    """Every headcount of an organisation that was not retracted, in order of time; the last of a day counts there."""
    found = [
        {**graph.nodes[end]["properties"], "id": end[1]}
        for _, end, data in graph.out_edges(("Organization", organization), data=True)
        if data["type"] == "HAS_HEADCOUNT"
    ]
    found = [h for h in found if h.get("retracted_run") is None]
    found.sort(key=lambda h: str(h["source"]), reverse=True)
    return sorted(found, key=lambda h: (last_day(h["date"]), h.get("source_rank") or 0))


def counted(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterator[tuple[str, Properties, Properties]]:
    """Id, properties and counts in force (empty: none) of each organisation of the population of the day.

    `id` and `date` of the counts are of the headcount that tells the full members.
    """
    for id_, organization in existing(graph, "Organization", as_of):
        if organization.get("kind") != UNIT and operates(graph, id_, organization, as_of):
            known = [h for h in headcounts(graph, id_) if last_day(h["date"]) <= as_of]
            yield id_, organization, told_together(known)


def told_together(known: Sequence[Properties]) -> Properties:
    """The counts that headcounts tell together, the last first; empty where nobody tells any."""
    found: dict[str, Any] = {}
    for name in COUNTS:
        teller = next((h for h in reversed(known) if name in h.get("measures", COUNTS)), None)
        if teller is not None:
            found |= {key: teller[key] for key in (name, f"{name}_bound") if key in teller}
            if name == COUNTS[0]:
                found |= {"id": teller["id"], "date": teller["date"]}
    return found


def operates(graph: "nx.MultiDiGraph[Any]", id_: str, organization: Properties, as_of: str) -> bool:
    """Whether it operates: of what is stated for the day the latest to start, then the higher rank, the least id."""
    ends = (
        end for _, end, data in graph.out_edges(("Organization", id_), data=True) if data["type"] == "HAS_STATEMENT"
    )
    stated = [graph.nodes[end]["properties"] for end in sorted(ends)]
    stated = [said for said in stated if said["attribute"] == "operating" and said.get("retracted_run") is None]

    def start_and_rank(said: Properties) -> tuple[str, int]:
        source = graph.nodes.get(("Source", said["source"]), {}).get("properties", {})
        return said["valid_from"], source.get("rank", 0)

    if holding := [said for said in stated if in_force(said, as_of)]:
        return bool(max(holding, key=start_and_rank)["value"] == "true")  # of equal ones the first
    return bool(stated) or organization.get("operating") is not False


def at_least(headcount: Properties, name: str) -> int | None:
    """The least that a count means: more than n is n + 1; None where it is not known."""
    value = headcount.get(name)
    return None if value is None else int(value) + (headcount.get(f"{name}_bound") == "more_than")
