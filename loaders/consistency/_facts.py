"""What holds on a day: the nodes of a label that exist, and whom their facts in force join."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import networkx as nx

from loaders.consistency._tree import exists, in_force

Properties = Mapping[str, Any]
JOINT: Final = "joint_branch"
UNIT: Final = "supervising_unit"
ASSOCIATION: Final = "association"


def existing(graph: "nx.MultiDiGraph[Any]", label: str, as_of: str) -> Iterator[tuple[str, Properties]]:
    """Id and properties of each node of a label that exists on the day."""
    for (its, id_), data in graph.nodes(data=True):
        if its == label and "properties" in data and exists(data["properties"], as_of):
            yield id_, data["properties"]


def own(graph: "nx.MultiDiGraph[Any]", label: str, id_: str) -> Properties:
    """The properties of a node; none of one that the file does not hold."""
    found: Properties = graph.nodes.get((label, id_), {}).get("properties", {})
    return found


def ends(graph: "nx.MultiDiGraph[Any]", label: str, id_: str, type_: str, as_of: str) -> list[str]:
    """The ids at which facts of a type in force end that start at a node: each once, sorted."""
    return sorted({end for end, _ in links(graph, label, id_, type_, as_of)})


def links(
    graph: "nx.MultiDiGraph[Any]", label: str, id_: str, type_: str, as_of: str
) -> Iterator[tuple[str, Properties]]:
    """The end and the properties of each fact or derived link of a type in force that starts at a node."""
    for _, (_, end), fact in graph.out_edges((label, id_), data=True):
        if fact["type"] == type_ and in_force(fact["properties"], as_of):
            yield end, fact["properties"]


def starts(graph: "nx.MultiDiGraph[Any]", label: str, id_: str, type_: str, as_of: str) -> list[str]:
    """The ids at which facts of a type in force start that end at a node: each once, sorted."""
    edges = graph.in_edges((label, id_), data=True)
    return sorted(
        {start for (_, start), _, fact in edges if fact["type"] == type_ and in_force(fact["properties"], as_of)}
    )


def covered_by(graph: "nx.MultiDiGraph[Any]", party: str, as_of: str) -> list[str]:
    """The existing organisations that a Party organisation covers, sorted."""
    covered = ends(graph, "PartyOrganization", party, "COVERS", as_of)
    return [id_ for id_ in covered if exists(own(graph, "Organization", id_), as_of)]


def covering(graph: "nx.MultiDiGraph[Any]", organization: str, as_of: str) -> dict[str, str]:
    """The existing Party organisations that cover an organisation, sorted, with their kinds."""
    parties = starts(graph, "Organization", organization, "COVERS", as_of)
    found = {id_: own(graph, "PartyOrganization", id_) for id_ in parties}
    return {id_: party["kind"] for id_, party in found.items() if exists(party, as_of)}


def building(graph: "nx.MultiDiGraph[Any]", organization: str, as_of: str) -> dict[str, str]:
    """Of those that cover an organisation the ones that make its class: the joint ones where it has none of its own."""
    parties = covering(graph, organization, as_of)
    return {id_: kind for id_, kind in parties.items() if kind != JOINT} or parties


def population(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterator[tuple[str, Properties]]:
    """Id and properties of each existing organisation that the official form speaks of, operating or not."""
    for id_, organization in existing(graph, "Organization", as_of):
        if organization.get("kind") != UNIT:
            yield id_, organization


def main_trades(graph: "nx.MultiDiGraph[Any]", organization: str, as_of: str) -> set[str]:
    """The trades that an organisation has as its main one; there should be one."""
    return {
        trade
        for _, (_, trade), fact in graph.out_edges(("Organization", organization), data=True)
        if fact["type"] == "IN_TRADE" and fact["properties"].get("main") and in_force(fact["properties"], as_of)
    }
