"""What a run means to write: the nodes that its rows describe, and everything that they say as claims."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS, OPEN
from loaders.records import Key, Node
from loaders.resolve.known import NAMED, Known
from loaders.runs.former import UNTIL, WAS, former_text
from loaders.sources import Source, load_sources
from loaders.validate.rows import Given, telling
from loaders.write.compare import Claim


@dataclass(frozen=True)
class RunInfo:
    """The run that writes. `as_of` is "" where there is none; `older`: there is a newer picture of the source."""

    id: str
    revision: int | None  # the number of its command
    source: Source
    as_of: str
    older: bool
    as_ofs: Mapping[str, str]  # of every run, by id


@dataclass
class NodePlan:
    """What becomes of nodes: to write by label, and how many were new, changed or as they should be."""

    new: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    changed: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    founded: dict[Key, str | None] = field(default_factory=dict)
    refounded: set[Key] = field(default_factory=set)
    history: list[Claim] = field(default_factory=list)


def plan_nodes(run: RunInfo, rows: Sequence[Given], known: Known) -> NodePlan:
    """What the described nodes become. A source changes what it said itself or what a source of lower rank said."""
    plan = NodePlan()
    described: dict[Key, list[Given]] = defaultdict(list)
    identifiers: set[tuple[str, str, str]] = set()
    for row in rows:
        if row.subject is not None and isinstance(row.record.subject, Node):
            described[row.subject].append(row)
            identifiers |= {(key, i.scheme, i.value) for key, i in row.identifiers}
    for key, given in sorted(described.items()):
        first = min(given, key=lambda row: row.place.order)
        desired: dict[str, Any] = {}
        for row in sorted(given, key=lambda r: r.content, reverse=True):
            desired |= {"name": row.node.name, "name_key": matching_key(row.node.name), **row.node.properties}
        desired = {k: list(v) if isinstance(v, tuple) else v for k, v in desired.items()}
        held = known.nodes.get(key)
        if desired.get("closed") == OPEN and (held is None or "closed" not in held):
            del desired["closed"]  # it never was
        if held is None:
            plan.created += 1
            plan.founded[key] = desired.get("founded")
            plan.new[key[0]].append({"id": key[1], "properties": desired | _origin(run, first)})
            continue
        changed = _changed(run, key, desired, held, first, plan)
        plan.founded[key] = changed.get("founded", held.get("founded"))
        if "founded" in changed:
            plan.refounded.add(key)
        if changed:
            plan.updated += 1
            plan.changed[key[0]].append({"id": key[1], "properties": changed})
        else:
            plan.unchanged += 1
    for id, scheme, value in sorted(identifiers):
        plan.new["Identifier"].append({"id": id, "properties": {"scheme": scheme, "value": value}})
    return plan


def _changed(
    run: RunInfo, key: Key, desired: Mapping[str, Any], held: Mapping[str, Any], first: Given, plan: NodePlan
) -> dict[str, Any]:
    owner = load_sources().get(str(held.get("source") or ""))
    mine = owner is None or owner.id == run.source.id or owner.rank < run.source.rank
    then = run.as_ofs.get(str(held.get("recorded_run") or ""), "")
    changed = {}
    for name, value in desired.items():
        if held.get(name) == value:
            continue
        if held.get(name) is None or (mine and not run.older):
            changed[name] = value
    if changed.get("closed") == OPEN:
        changed["closed"] = None
        if then < run.as_of and held["closed"] < run.as_of:  # it has come back; else it was wrong that it was closed
            changed["away"] = ";".join(filter(None, (held.get("away"), f"{held['closed']}/{run.as_of}")))
    for name in ("name", "kind"):
        if name in changed and held.get(name) is not None and then < run.as_of and key[0] in NAMED:
            plan.history.append(
                Claim(
                    key,
                    "Statement",
                    (name, str(held[name])),
                    None,
                    {"attribute": name, "value": held[name]},
                    ALWAYS,
                    run.as_of,
                    first.place.order,
                )
            )
    if changed and mine and not run.older:
        changed |= _origin(run, first)
    return changed | _former(run, changed, held)


def _former(run: RunInfo, changed: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """What the node told before, beside what it tells now, with the revision from which on it does.

    Nobody ever saw what this very command recorded.
    """
    if not changed or held.get("recorded", 0) == run.revision:
        return {}
    former: dict[str, Any] = {"changed": run.revision}
    for name in changed:
        former[name + WAS] = [*held.get(name + WAS, ()), former_text(name, held.get(name))]
        former[name + UNTIL] = [*held.get(name + UNTIL, ()), run.revision]
    return former


def _origin(run: RunInfo, row: Given) -> dict[str, Any]:
    file, sheet, number = row.place.file, row.place.sheet, row.place.row
    return {"source": run.source.id, "file": file, "sheet": sheet, "row": number, "recorded_run": run.id}


def claims_of(row: Given) -> list[Claim]:
    """Everything that a row says of its subject, identifiers and other names included."""
    place = row.place.order
    claims = [
        Claim(row.subject, f.type, (end, *telling(f)), end, dict(f.properties), f.valid_from, f.valid_to, place)
        for f, end in zip(row.record.facts, row.ends, strict=True)
    ]
    for entry in row.record.entries:
        mark = entry.key
        claims.append(
            Claim(row.subject, entry.label, mark, None, entry.properties, entry.valid_from, entry.valid_to, place)
        )
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
