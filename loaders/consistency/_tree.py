"""The Party tree that the checks walk, on one day.

A node is a Party organisation that exists on that day. Its superiors are those of the recorded `SUBORDINATE_TO` in
force; where none is in force, those of the derived `SUPERIOR`, current and in force. A recorded superior that does not
exist on the day still keeps the derived one away, but leads nowhere: whoever is asked to answer must exist.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

OPEN: Final = "9999-12-31"
Properties = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Tree:
    """`links`: edges (subordinate → superior) between existing ones; `gone`: superiors named that do not exist."""

    links: "nx.DiGraph[str]"
    gone: dict[str, list[str]]


def build_tree(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Tree:
    """The tree of the day; every existing Party organisation is a node of it, linked or not."""
    links: nx.DiGraph[str] = nx.DiGraph()
    gone: dict[str, list[str]] = {}
    existing = {id_ for id_, properties in party_organizations(graph) if exists(properties, as_of)}
    links.add_nodes_from(existing)
    for id_ in existing:
        named = _named(graph, id_, "SUBORDINATE_TO", as_of) or _named(graph, id_, "SUPERIOR", as_of)
        links.add_edges_from((id_, superior) for superior in named if superior in existing)
        gone[id_] = sorted(superior for superior in named if superior not in existing)
    return Tree(links, gone)


def party_organizations(graph: "nx.MultiDiGraph[Any]") -> Iterator[tuple[str, Properties]]:
    """Id and properties of each Party organisation that the file holds."""
    for (label, id_), data in graph.nodes(data=True):
        if label == "PartyOrganization" and "properties" in data:
            yield id_, data["properties"]


def properties_of(graph: "nx.MultiDiGraph[Any]", id_: str) -> Properties:
    """The properties of a Party organisation."""
    found: Properties = graph.nodes["PartyOrganization", id_]["properties"]
    return found


def tops(graph: "nx.MultiDiGraph[Any]", as_of: str) -> set[str]:
    """The territorial committees that exist and act in the city, no work committee: there should be exactly one."""
    return {
        id_
        for id_, properties in party_organizations(graph)
        if exists(properties, as_of)
        and properties.get("kind") == "committee"
        and properties.get("territorial") is True
        and any(region == graph.graph.get("city") for region, _ in _regions(graph, "PartyOrganization", id_, as_of))
    }


def is_beyond(graph: "nx.MultiDiGraph[Any]", id_: str, as_of: str) -> bool:
    """Whether a Party organisation stands above the city: it, or a unit that it sits with, acts in a province.

    Nothing is recorded above such a one, as the graph holds one city.
    """
    hosts = [host for label, host in _ends(graph, id_, "HOSTED_BY", as_of) if label == "Organization"]
    places = [
        _regions(graph, "PartyOrganization", id_, as_of),
        *(_regions(graph, "Organization", h, as_of) for h in hosts),
    ]
    return any(rank == "province" for place in places for _, rank in place)


def exists(properties: Mapping[str, Any], as_of: str) -> bool:
    """Whether a node is founded and not closed on a day; unknown counts as always, and as never."""
    return (properties.get("founded") or "") <= as_of and not has_ceased(properties, as_of)


def has_ceased(properties: Mapping[str, Any], as_of: str) -> bool:
    """Whether a node was closed by a day: for good, or until it came back later (`away`)."""
    away = [span.split("/") for span in (properties.get("away") or "").split(";") if span]
    return as_of >= (properties.get("closed") or OPEN) or any(start <= as_of < end for start, end in away)


def in_force(properties: Properties, as_of: str) -> bool:
    """Whether a fact (not retracted) or a derived link (not retired) holds on a day."""
    return is_known(properties) and bool(properties["valid_from"] <= as_of < properties["valid_to"])


def is_known(properties: Properties) -> bool:
    """Whether a fact was not retracted, a derived link not retired."""
    return properties.get("retracted_run") is None and properties.get("retired_run") is None


def _named(graph: "nx.MultiDiGraph[Any]", id_: str, type_: str, as_of: str) -> set[str]:
    return {end for label, end in _ends(graph, id_, type_, as_of) if label == "PartyOrganization"}


def _ends(graph: "nx.MultiDiGraph[Any]", id_: str, type_: str, as_of: str) -> Iterator[tuple[str, str]]:
    for _, end, data in graph.out_edges(("PartyOrganization", id_), data=True):
        if data["type"] == type_ and in_force(data["properties"], as_of):
            yield end


def _regions(graph: "nx.MultiDiGraph[Any]", label: str, id_: str, as_of: str) -> list[tuple[str, str | None]]:
    return [
        (end[1], graph.nodes[end].get("properties", {}).get("rank"))
        for _, end, data in graph.out_edges((label, id_), data=True)
        if data["type"] == "ACTS_IN" and in_force(data["properties"], as_of)
    ]
