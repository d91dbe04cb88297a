"""What a run means to write of the nodes that its rows describe."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS, OPEN
from loaders.records import Key
from loaders.resolve.known import NAMED, Known
from loaders.runs.former import UNTIL, WAS, former_text
from loaders.sources import Source, load_sources
from loaders.validate.rows import Given
from loaders.write.compare import Claim
from loaders.write.told import Place, Told

# Of which a source of lower rank is heard though another one counts.
DISPUTED: Final = ("name", "founded")


@dataclass(frozen=True)
class RunInfo:
    """A run, as the one that writes, or as one whose picture is told again.

    `as_of` is "" where there is none; `older`: there is a newer picture of the source; `first`: no run of the source
    came before it, so that the graph holds nothing of it.
    """

    id: str
    revision: int | None  # the number of its command
    source: Source
    as_of: str
    older: bool
    as_ofs: Mapping[str, str]  # of every run, by id
    first: bool = False

    def picture_of(self, properties: Mapping[str, Any]) -> str:
        """The as-of of the picture in which something stands that the graph holds."""
        run = properties.get("stated_run") or properties.get("recorded_run")
        return self.as_ofs.get(str(run or ""), "")


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

    def identify(self, rows: Iterable[Given]) -> None:
        """Adds the identifiers that rows state, each once."""
        found = {(key, i.scheme, i.value) for row in rows for key, i in row.identifiers}
        for id, scheme, value in sorted(found):
            self.new["Identifier"].append({"id": id, "properties": {"scheme": scheme, "value": value}})

    def include(self, other: "NodePlan") -> None:
        """Adds another plan, of other nodes."""
        for mine, others in ((self.new, other.new), (self.changed, other.changed)):
            for label, rows in others.items():
                mine[label] += rows
        self.created += other.created
        self.updated += other.updated
        self.unchanged += other.unchanged
        self.founded |= other.founded
        self.refounded |= other.refounded

    def become(self, key: Key, held: Mapping[str, Any] | None, changed: Mapping[str, Any], run: RunInfo) -> None:
        """Adds what changes of a node; `held` is None where it is new."""
        if held is None:
            self.created += 1
            self.founded[key] = changed.get("founded")
            self.new[key[0]].append({"id": key[1], "properties": dict(changed)})
            return
        self.founded[key] = changed.get("founded", held.get("founded"))
        if "founded" in changed:
            self.refounded.add(key)
        if changed:
            if "recorded_run" in changed and held.get("stated_run") is not None:
                changed = {"stated_run": None, **changed}
            self.updated += 1
            self.changed[key[0]].append({"id": key[1], "properties": dict(changed) | _former(run, changed, held)})
        else:
            self.unchanged += 1


def plan_nodes(run: RunInfo, told: Mapping[Key, Told], known: Known) -> NodePlan:
    """What the nodes become that a run describes, where no later picture tells of them."""
    plan = NodePlan()
    for key, one in sorted(told.items()):
        if one.node is not None or one.tells is not None:
            held = known.nodes.get(key)
            changed, history = change_of(run, key, one, held)
            plan.history += history
            plan.become(key, held, changed, run)
    return plan


def change_of(run: RunInfo, key: Key, told: Told, held: Mapping[str, Any] | None) -> tuple[dict[str, Any], list[Claim]]:
    """What a picture changes of a node as the pictures before it left it, and what it was called until then.

    A source changes what it said itself or what a source of lower rank said, and fills in what nobody said.
    """
    if told.left:
        return (_left(run, told, held or {}) if key[0] == "Organization" else {}), []
    if told.tells is not None and held is not None:
        return _told_otherwise(run, told, told.tells, held), []
    desired = dict(told.node or {})
    if desired.get("closed") == OPEN and (held is None or held.get("closed") is None):
        del desired["closed"]  # it never was
    if held is None:
        return desired | _origin(run, told.place), []
    owner = load_sources().get(str(held.get("source") or ""))
    mine = owner is None or owner.id == run.source.id or owner.rank < run.source.rank
    then = run.picture_of(held)
    if _ended_before(desired, held, run):
        del desired["closed"]
    changed = {
        name: value for name, value in desired.items() if held.get(name) != value and (mine or held.get(name) is None)
    }
    if held.get("left") is not None:  # whoever left is back in the field, unless it is told that it closed
        changed["left"] = None
        if (closed := desired.get("closed", OPEN)) != held["closed"]:
            changed["closed"] = closed
    if changed.get("closed") == OPEN:
        changed["closed"] = None
        if then < run.as_of and held["closed"] < run.as_of:  # it has come back; else it was wrong that it was closed
            changed["away"] = ";".join(filter(None, (held.get("away"), f"{held['closed']}/{run.as_of}")))
    history = [
        Claim(
            key,
            "Statement",
            (name, str(held[name])),
            None,
            {"attribute": name, "value": held[name]},
            ALWAYS,
            run.as_of,
            told.place,
        )
        for name in ("name", "kind")
        if name in changed and held.get(name) is not None and then < run.as_of and key[0] in NAMED
    ]
    if (disputed := _disputed(run, told, held, changed, mine=mine)) != held.get("disputed"):
        changed["disputed"] = disputed
    if changed and mine:
        changed |= _origin(run, told.place)
    return changed, history


def _ended_before(desired: Mapping[str, Any], held: Mapping[str, Any], run: RunInfo) -> bool:
    """Whether a picture tells an end without its day, so by its own as-of, of what had ended by then already."""
    closed = held.get("closed")
    return bool(closed and held.get("left") is None and desired.get("closed") == run.as_of and closed < run.as_of)


def _disputed(
    run: RunInfo, told: Told, held: Mapping[str, Any], changed: Mapping[str, Any], *, mine: bool
) -> str | None:
    """What other sources tell otherwise of what counts now, as JSON: property -> source -> value, file, sheet, row."""
    every: dict[str, dict[str, list[Any]]] = json.loads(held.get("disputed") or "{}")
    owner = str(held.get("source") or "")
    for name in DISPUTED:
        others = every.setdefault(name, {})
        value = (told.node or {}).get(name)
        if value is not None:
            others.pop(run.source.id, None)
            if not mine:
                others[run.source.id] = [value, *told.place]
            elif owner not in ("", run.source.id) and name in changed and held.get(name) is not None:
                others[owner] = [held[name], held.get("file"), held.get("sheet"), held.get("row")]
        counts = changed.get(name, held.get(name))
        every[name] = {source: said for source, said in others.items() if not _agree(name, said[0], counts)}
    disputed = {name: others for name, others in every.items() if others}
    return json.dumps(disputed, ensure_ascii=False, sort_keys=True) if disputed else None


def _agree(name: str, one: Any, other: Any) -> bool:
    """Do two tell the same, or one of them less of it?"""
    if name == "name":
        return matching_key(str(one)) == matching_key(str(other or ""))
    return str(one).startswith(str(other)) or str(other).startswith(str(one))


def _told_otherwise(run: RunInfo, told: Told, tells: Mapping[str, Any], held: Mapping[str, Any]) -> dict[str, Any]:
    """What changes by rows that do not describe the node: it goes on to be the one of the source that does."""
    changed = {name: value for name, value in tells.items() if held.get(name) != value}
    if "closed" in tells and held.get("left") is not None:
        changed["left"] = None  # it is said now why it is there no more
    if (disputed := _disputed(run, told, held, changed, mine=True)) != held.get("disputed"):
        changed["disputed"] = disputed
    return changed


def _left(run: RunInfo, told: Told, held: Mapping[str, Any]) -> dict[str, Any]:
    """Who is in the field no more is closed for every answer, and `left` says why."""
    if not held or held.get("closed") is not None:
        return {}
    return {"closed": run.as_of or ALWAYS, "left": told.left, **_origin(run, told.place)}


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


def _origin(run: RunInfo, place: Place) -> dict[str, Any]:
    file, sheet, number = place
    return {"source": run.source.id, "file": file, "sheet": sheet or None, "row": number, "recorded_run": run.id}
