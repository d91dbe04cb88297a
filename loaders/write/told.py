"""What one picture tells of one subject, whatever rows it took: what a run writes, and what is kept of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cypher.domain.names import matching_key
from loaders.records import Node
from loaders.sources import Source
from loaders.validate.rows import Given, telling
from loaders.write.compare import Claim

Place = tuple[str, str | None, int]  # file, sheet, row


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one subject.

    `node`: its properties, name and matching key included; None where no row describes it. `claims`: its facts and
    dated values. `states`: the groups of them that are told whole. `left`: why it is in the field no more; "" where it
    is. `tells`: properties of the node by rows that do not describe it; None where there are none.
    """

    node: Mapping[str, Any] | None
    claims: tuple[Claim, ...]
    states: frozenset[str]
    place: Place
    left: str = ""
    tells: Mapping[str, Any] | None = None


def described(rows: Sequence[Given]) -> Told:
    """What the rows of one subject tell of its node alone."""
    first = min(rows, key=lambda row: row.place.order)
    describing = [row for row in rows if isinstance(row.record.subject, Node)]
    node: dict[str, Any] = {}
    for row in sorted(describing, key=lambda row: row.content, reverse=True):
        node |= {"name": row.node.name, "name_key": matching_key(row.node.name), **row.node.properties}
    own = _as_held(node)
    tells: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: (row.day, row.content)):
        tells |= row.record.tells
    return Told(own or None, (), frozenset(), first.place.order, tells=tells or None)


def _as_held(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties as the graph gives them back: several values as a list."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def told_of(source: Source, rows: Sequence[Given]) -> Told:
    """What the rows of one subject tell of it."""
    return replace(
        described(rows),
        claims=tuple(
            _each_once([claim for row in rows for claim in claims_of(row)]) if len(rows) > 1 else claims_of(rows[0])
        ),
        # of identifiers a row states only the schemes that it gives
        states=frozenset(state for row in rows for state in row.record.states) if source.per_subject else frozenset(),
    )


def _each_once(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Without those that an earlier one says too: two rows may list one organisation, each among others."""
    said = set()
    for claim in claims:
        own = (claim.group, claim.mark, claim.valid_from, claim.valid_to, repr(sorted(claim.properties.items())))
        if own not in said:
            said.add(own)
            yield claim


def gone(reason: str, place: Place) -> Told:
    """That the subject is in the field no more."""
    return Told(None, (), frozenset(), place, reason)


def claims_of(row: Given) -> list[Claim]:
    """Everything that a row says of its subject, identifiers and other names included."""
    place = row.place.order
    claims = [
        Claim(row.subject, f.type, (end, *telling(f)), end, dict(f.properties), f.valid_from, f.valid_to, place)
        for f, end in zip(row.record.facts, row.ends, strict=True)
    ]
    for entry in row.record.entries:
        mark, own = entry.key, _as_held(entry.properties)
        claims.append(Claim(row.subject, entry.label, mark, None, own, entry.valid_from, entry.valid_to, place))
    node = row.record.subject
    if isinstance(node, Node):
        for key, identifier in row.identifiers:
            end = ("Identifier", key)
            claims.append(
                Claim(row.subject, "IDENTIFIED_BY", (end,), end, dict(identifier.properties), None, None, place)
            )
        for attribute, names in (("former_name", node.former), ("short_name", node.short)):
            for name in names:
                values = {"attribute": attribute, "value": name}
                claims.append(Claim(row.subject, "Statement", (attribute, name), None, values, None, None, place))
    return claims
