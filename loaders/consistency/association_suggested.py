"""Trades with many organisations whose association has no Party organisation that acts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any, Final

import networkx as nx

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import counted
from loaders.consistency._facts import ASSOCIATION, ends, existing, main_trades, own, starts
from loaders.consistency._tree import exists
from loaders.records import Found

LEADING: Final = ("committee", "general_branch")


def find(graph: "nx.MultiDiGraph[Any]", as_of: str) -> Iterable[Found]:
    """One per trade with an existing association; `detail.organizations` counts its population, associations aside."""
    many = int(load_parameters()["association_suggestion"].value)
    organizations = Counter(
        trade
        for id_, organization, _ in counted(graph, as_of)
        if organization.get("kind") != ASSOCIATION
        for trade in main_trades(graph, id_, as_of)
    )
    serving: defaultdict[str, list[str]] = defaultdict(list)
    for id_, organization in existing(graph, "Organization", as_of):
        if organization.get("kind") == ASSOCIATION:
            for trade in ends(graph, "Organization", id_, "SERVES_TRADE", as_of):
                serving[trade].append(id_)
    for trade, associations in sorted(serving.items()):
        if organizations[trade] >= many and not any(_acts(graph, one, as_of) for one in associations):
            detail = {"organizations": organizations[trade], "association": min(associations)}
            yield Found(trade, "Trade", {"name": own(graph, "Trade", trade).get("name"), **detail})


def _acts(graph: "nx.MultiDiGraph[Any]", association: str, as_of: str) -> bool:
    """Whether an existing committee or general branch sits with it that acts somewhere, itself or by its host."""
    hosted = starts(graph, "Organization", association, "HOSTED_BY", as_of)
    parties = [one for one in hosted if exists(own(graph, "PartyOrganization", one), as_of)]
    leading = [one for one in parties if own(graph, "PartyOrganization", one).get("kind") in LEADING]
    its = ends(graph, "Organization", association, "ACTS_IN", as_of)
    return any(its or ends(graph, "PartyOrganization", one, "ACTS_IN", as_of) for one in leading)
