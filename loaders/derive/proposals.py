"""Derived links on their way: rows as proposals, roles and ties, and what the graph stores of a winner."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import ALWAYS, OPEN
from loaders.derive.precedence import Interval, Proposal, Settled
from loaders.derive.superiors import Hosted, Role, Tie

V = TypeVar("V")


def proposal_of(
    rule: str, precedence: int, rule_set: str, period: Interval, life: Interval, row: Mapping[str, Any]
) -> Proposal:
    """A row of a rule, while its rule set holds (`period`) and its subject exists (`life`)."""
    interval = Interval(
        max(period.start, life.start, *row["from_dates"]),
        min(period.end, life.end, *row["to_dates"]),
    )
    return Proposal(
        role=row["role"],
        subject=row["subject"],
        holder=row["holder"],
        label=row["label"],
        rule=rule,
        rule_set=rule_set,
        precedence=precedence,
        rank=row["rank"],
        nearness=tuple(row["nearness"]),
        provisional=bool(row["provisional"]),
        interval=interval,
        facts=tuple(row["facts"]),
        value=row["value"],
    )


def stored(settled: Settled) -> dict[str, Any]:
    """What a derived link stores, its runs excepted; the id is a hash of all of it and of its ends."""
    winner = settled.winner
    values: dict[str, Any] = {
        "rule": winner.rule,
        "rule_set": winner.rule_set,
        "rank": winner.rank,
        "value": winner.value,
        "provisional": winner.provisional,
        "valid_from": settled.interval.start,
        "valid_to": settled.interval.end,
        "facts": list(settled.facts),
        "considered": json.dumps([loser.as_map() for loser in settled.considered], ensure_ascii=False),
        "parameters": _parameters_used(winner.rule_set, winner.rule),
    }
    kept = {name: value for name, value in values.items() if value is not None}
    text = json.dumps([winner.role, winner.subject, winner.holder, kept], ensure_ascii=False, sort_keys=True)
    return {"id": "d:" + hashlib.sha256(text.encode()).hexdigest()[:24], **kept}


@cache
def _parameters_used(rule_set: str, rule: str | None) -> str:
    """The parameters that a link of this rule depends on, as JSON."""
    names = {"V0": ["rule_set_v1_from"], "V1": ["rule_set_v1_from"], "V2": ["rule_set_v2_from"]}.get(rule_set, [])
    if rule == "province":
        names = [*names, "consultation_expected"]
    used = {name: load_parameters()[name].value for name in names}
    return json.dumps(used, ensure_ascii=False, sort_keys=True)


def life_of(row: Mapping[str, Any]) -> Interval:
    """When a node exists."""
    return Interval(row["founded"] or ALWAYS, row["closed"] or OPEN)


def interval_of(row: Mapping[str, Any]) -> Interval:
    """When a fact or link holds."""
    return Interval(row["valid_from"], row["valid_to"])


def tie_of(row: Mapping[str, Any]) -> Tie:
    """A row of queries/derive/hosts."""
    return Tie(row["organization"], row["kind"], row["fact"], interval_of(row))


def hosted_of(row: Mapping[str, Any]) -> Hosted:
    """A row of queries/derive/hosted."""
    return Hosted(row["party"], row["kind"], row["fact"], interval_of(row))


def role_of(row: Mapping[str, Any]) -> Role:
    """A row of queries/derive/roles."""
    return Role(
        row["holder"],
        row["label"],
        row["rule"],
        row["rule_set"],
        bool(row["provisional"]),
        tuple(row["facts"]),
        interval_of(row),
    )


def decision_of(row: Mapping[str, Any]) -> Proposal:
    """A row of queries/derive/party_decisions."""
    return Proposal(
        role="SUPERIOR",
        subject=row["subject"],
        holder=row["holder"],
        label="PartyOrganization",
        rule="decision",
        rule_set="",
        precedence=0,
        rank=0,
        nearness=tuple(row["nearness"]),
        provisional=False,
        interval=Interval(max(row["from_dates"]), min(row["to_dates"])),
        facts=tuple(row["facts"]),
    )


def grouped(pairs: Iterable[tuple[str, V]]) -> dict[str, list[V]]:
    """The values of each key, in their order."""
    grouped: dict[str, list[V]] = defaultdict(list)
    for key, value in pairs:
        grouped[key].append(value)
    return grouped
