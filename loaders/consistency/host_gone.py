"""Party organisations none of whose hosts exists on the day."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from loaders.consistency._facts import ends, existing, own
from loaders.consistency._tree import exists
from loaders.records import Found


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per Party organisation; `detail.hosts` are the ids of its hosts."""
    for id_, party in existing(graph, "PartyOrganization", as_of):
        hosts = ends(graph, "PartyOrganization", id_, "HOSTED_BY", as_of)
        if hosts and not any(exists(own(graph, "Organization", host), as_of) for host in hosts):
            yield Found(id_, "PartyOrganization", {"name": party.get("name"), "hosts": hosts})
