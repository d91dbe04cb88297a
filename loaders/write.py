"""Records -> the graph: what is new, what changed, what ended, what was wrong.

The run's records are compared with what the graph holds from this source (loaders.difference) and only the difference
is written, so that loading a file twice changes nothing and a load that was cut off is simply run again. What is new
is written before anything ends.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from cypher.vocabulary import ALWAYS, FACTS, OPEN
from loaders.difference import DATED, META, Claim, Difference, Held, Made, compare
from loaders.identity import matching_key
from loaders.known import NAMED, Key, Known, cut
from loaders.records import Node
from loaders.resolve import TELLING, Given, telling
from loaders.sources import Source, load_sources

# Properties of nodes that say where they come from, not what they are.
ORIGIN: Final = ("source", "file", "sheet", "row", "recorded_run")
ENTRY_MARKS: Final[Mapping[str, tuple[str, ...]]] = {
    "Headcount": ("date",),
    "ReportedFigure": ("measure", "trade", "reading", "as_of", "text"),
}
Variant = tuple[str, str, str]  # type, label of the start, label of the end


@dataclass(frozen=True)
class RunInfo:
    """The run that writes. `as_of` is "" where there is none; `older`: there is a newer picture of the source."""

    id: str
    source: Source
    as_of: str
    older: bool
    as_ofs: Mapping[str, str]  # of every run, by id


@dataclass
class NodePlan:
    """What becomes of nodes: to write by label, and how many were new, changed or as they should be."""

    rows: defaultdict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    founded: dict[Key, str | None] = field(default_factory=dict)
    refounded: set[Key] = field(default_factory=set)
    history: list[Claim] = field(default_factory=list)


@dataclass
class Changes:
    """What a run changed: nodes, facts and dated values together."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0
    retracted: int = 0

    @property
    def any(self) -> bool:
        return bool(self.created or self.updated or self.ended or self.retracted)


@dataclass
class Written:
    """What was written. `facts`: the ids of all facts that the run holds to; `missing`: those without an end."""

    changes: Changes
    facts: set[str] = field(default_factory=set)
    missing: list[Made] = field(default_factory=list)


async def write(
    graph: Graph,
    catalogue: Catalogue,
    run: RunInfo,
    rows: Sequence[Given],
    known: Known,
    *,
    batch: int,
    dry_run: bool = False,
    progress: Callable[[str, int, int], None] | None = None,
) -> Written:
    """Writes what the accepted rows say. With `dry_run` it only counts. Raises GraphError; may be run again."""
    plan = plan_nodes(run, rows, known)
    claims: defaultdict[Key | None, list[Claim]] = defaultdict(list)
    states: defaultdict[Key | None, set[str]] = defaultdict(set)
    for row in rows:
        claims[row.subject] += claims_of(row)
        states[row.subject] |= states_of(row)
    for claim in plan.history:
        claims[claim.subject].append(claim)
    held = await read_held(graph, catalogue, run, [s for s in claims if s is None or s in known.nodes], batch)
    difference = Difference()
    for subject in sorted(claims, key=lambda s: s or ("", "")):
        one = compare(
            claims[subject],
            held.get(subject, ()),
            source=run.source.id,
            as_of=run.as_of,
            older=run.older,
            states=states[subject] if run.source.per_subject else (),
        )
        difference.made += one.made
        difference.ended += one.ended
        difference.retracted += one.retracted
        difference.unchanged += one.unchanged
    changes = Changes(
        plan.created + len(difference.made),
        plan.updated,
        plan.unchanged + len(difference.unchanged),
        len(difference.ended),
        len(difference.retracted),
    )
    written = Written(changes)
    written.facts |= {m.id for m in difference.made} | {h.id for h in difference.unchanged}
    written.facts |= {h.id for h, _ in difference.ended}
    if not dry_run:
        writer = _Writer(graph, catalogue, run, batch, progress)
        await writer.nodes(plan)
        written.missing = await writer.make(difference.made, plan, known)
        await writer.finish(difference)
        await writer.mend(plan)
    return written


# -- nodes -----------------------------------------------------------------------------------------------------------


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
        first = min(given, key=_place)
        desired: dict[str, Any] = {}
        for row in sorted(given, key=lambda r: r.content, reverse=True):
            node = row.record.subject
            assert isinstance(node, Node)
            desired |= {"name": node.name, "name_key": matching_key(node.name), **node.properties}
        desired = {k: list(v) if isinstance(v, tuple) else v for k, v in desired.items()}
        held = known.nodes.get(key)
        if held is None:
            plan.created += 1
            plan.founded[key] = desired.get("founded")
            plan.rows[key[0]].append({"id": key[1], "properties": desired | _origin(run, first)})
            continue
        changed = _changed(run, key, desired, held, first, plan)
        plan.founded[key] = changed.get("founded", held.get("founded"))
        if "founded" in changed:
            plan.refounded.add(key)
        if changed:
            plan.updated += 1
            plan.rows[key[0]].append({"id": key[1], "properties": changed})
        else:
            plan.unchanged += 1
    for id, scheme, value in sorted(identifiers):
        plan.rows["Identifier"].append({"id": id, "properties": {"scheme": scheme, "value": value}})
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
                    _place(first),
                )
            )
    if changed and mine and not run.older:
        changed |= _origin(run, first)
    return changed


def _origin(run: RunInfo, row: Given) -> dict[str, Any]:
    file, sheet, number = row.place.file, row.place.sheet, row.place.row
    return {"source": run.source.id, "file": file, "sheet": sheet, "row": number, "recorded_run": run.id}


def _place(row: Given) -> tuple[str, str, int]:
    return (row.place.file, row.place.sheet or "", row.place.row)


# -- facts and dated values ------------------------------------------------------------------------------------------


def claims_of(row: Given) -> list[Claim]:
    """Everything that a row says of its subject, identifiers and other names included."""
    place = _place(row)
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


def states_of(row: Given) -> set[str]:
    """The groups whose whole set a row states; of identifiers it states only the schemes that it gives."""
    return set(row.record.states)


async def read_held(
    graph: Graph, catalogue: Catalogue, run: RunInfo, subjects: Iterable[Key | None], batch: int
) -> dict[Key | None, list[Held]]:
    """What the graph holds from this source of these subjects (None: the reported figures, which have none)."""
    held: dict[Key | None, list[Held]] = defaultdict(list)
    by_label: dict[str, list[str]] = defaultdict(list)
    for subject in subjects:
        if subject is None:
            for row in await graph.read(catalogue["load/held/figures"], source=run.source.id):
                held[None].append(_held_entry(None, "ReportedFigure", row["properties"], run))
        else:
            by_label[subject[0]].append(subject[1])
    for label, ids in by_label.items():
        for keys in cut(ids, batch):
            statement = catalogue.variant("load/held/facts", label)
            for row in await graph.read(statement, rows=keys, source=run.source.id):
                held[label, row["subject"]].append(_held_fact((label, row["subject"]), row, run))
            if label in NAMED:
                statement = catalogue.variant("load/held/entries", label)
                for row in await graph.read(statement, rows=keys, source=run.source.id):
                    subject = (label, row["subject"])
                    held[subject].append(_held_entry(subject, row["label"], row["properties"], run))
    return held


def _held_fact(subject: Key, row: Mapping[str, Any], run: RunInfo) -> Held:
    properties, end = row["properties"], (row["label"], row["end"])
    told = tuple(properties[name] for name in TELLING.get(row["type"], ()) if name in properties)
    return _held(subject, row["type"], (end, *told), end, properties, run)


def _held_entry(subject: Key | None, label: str, properties: Mapping[str, Any], run: RunInfo) -> Held:
    if label == "Statement":
        attribute = properties["attribute"]
        mark: tuple[Any, ...] = (attribute,) if attribute == "operating" else (attribute, properties["value"])
    else:
        mark = tuple(properties.get(name, "") for name in ENTRY_MARKS[label])
    return _held(subject, label, mark, None, properties, run)


def _held(
    subject: Key | None,
    group: str,
    mark: tuple[Any, ...],
    end: Key | None,
    properties: Mapping[str, Any],
    run: RunInfo,
) -> Held:
    own = {k: v for k, v in properties.items() if k not in META}
    return Held(
        properties["id"],
        subject,
        group,
        mark,
        end,
        own,
        properties.get("valid_from", ALWAYS),
        properties.get("valid_to", OPEN),
        bool(properties.get("assumed_start")),
        run.as_ofs.get(properties["recorded_run"], ""),
        properties.get("retracted_run") is not None,
    )


# -- writing ---------------------------------------------------------------------------------------------------------


class _Writer:
    """Sends the plan in batches."""

    def __init__(
        self,
        graph: Graph,
        catalogue: Catalogue,
        run: RunInfo,
        batch: int,
        progress: Callable[[str, int, int], None] | None,
    ) -> None:
        self.graph = graph
        self.catalogue = catalogue
        self.run = run
        self.batch = batch
        self.progress = progress

    async def nodes(self, plan: NodePlan) -> None:
        for label, rows in plan.rows.items():
            await self._send(("load/write/node", label), rows)

    async def make(self, made: Sequence[Made], plan: NodePlan, known: Known) -> list[Made]:
        """Writes new facts and dated values; those whose end is no longer there are returned."""
        facts: defaultdict[Variant, list[Made]] = defaultdict(list)
        entries: defaultdict[tuple[str, str | None], list[Made]] = defaultdict(list)
        for one in made:
            subject, end = one.claim.subject, one.claim.end
            if end is not None and subject is not None:
                facts[one.claim.group, subject[0], end[0]].append(one)
            else:
                entries[one.claim.group, subject[0] if subject else None].append(one)

        def founded(key: Key | None) -> str | None:
            if key is None:
                return None
            return plan.founded.get(key, known.nodes.get(key, {}).get("founded"))

        missing: list[Made] = []
        for variant, ones in sorted(facts.items()):
            rows = [
                {
                    "id": m.id,
                    "start": m.claim.subject[1],
                    "end": m.claim.end[1],
                    "properties": self._properties(m, founded(m.claim.subject), founded(m.claim.end)),
                }
                for m in ones
                if m.claim.subject and m.claim.end
            ]
            written = await self._send(("load/write/fact", *variant), rows)
            if written != len(rows):
                lost = {row["id"] for row in await self._ask(("load/write/fact_missing", *variant), rows)}
                missing += [m for m in ones if m.id in lost]
        for (label, subject_label), ones in sorted(entries.items(), key=repr):
            dated: list[dict[str, Any]] = [
                {
                    "id": m.id,
                    "subject": m.claim.subject[1] if m.claim.subject else None,
                    "properties": self._properties(m, founded(m.claim.subject), None),
                }
                for m in ones
            ]
            if subject_label is None:
                await self._send(("load/write/node", label), dated)
            else:
                await self._send((f"load/write/{label.lower()}", subject_label), dated)
        return missing

    def _properties(self, made: Made, one: str | None, other: str | None) -> dict[str, Any]:
        claim = made.claim
        file, sheet, row = claim.place
        properties: dict[str, Any] = {
            **{k: list(v) if isinstance(v, tuple) else v for k, v in claim.properties.items()},
            "source": self.run.source.id,
            "file": file,
            "sheet": sheet or None,
            "row": row,
            "recorded_run": self.run.id,
        }
        if claim.subject is not None and claim.end is None:
            properties["subject"] = claim.subject[1]
        if claim.group == "Statement":
            properties["name_key"] = matching_key(str(claim.properties["value"]))
        if claim.group not in DATED:
            properties["valid_from"] = made.start or max(one or ALWAYS, other or ALWAYS)
            properties["valid_to"] = made.end or OPEN
            properties["assumed_start"] = made.start is None
        return properties

    async def finish(self, difference: Difference) -> None:
        """Ends and retracts; after everything new is there."""
        for name, pairs, value in (
            ("end", difference.ended, "valid_to"),
            ("retract", difference.retracted, "reason"),
        ):
            facts: defaultdict[Variant, list[dict[str, Any]]] = defaultdict(list)
            entries: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
            for held, said in pairs:
                start = held.subject
                if held.end is None or start is None:
                    entries[held.group].append({"id": held.id, value: said})
                else:
                    row = {"id": held.id, "start": start[1], "end": held.end[1], value: said}
                    facts[held.group, start[0], held.end[0]].append(row)
            for variant, rows in sorted(facts.items()):
                await self._send((f"load/write/fact_{name}", *variant), rows, run=self.run.id)
            for label, rows in sorted(entries.items()):
                await self._send((f"load/write/entry_{name}", label), rows, run=self.run.id)

    async def mend(self, plan: NodePlan) -> None:
        """Undated facts count from the later founding of their ends: where a founding changed, they move."""
        by_label: defaultdict[str, list[str]] = defaultdict(list)
        for label, id in sorted(plan.refounded):
            by_label[label].append(id)
        for label, ids in by_label.items():
            for type, pairs in FACTS.items():
                for start, end in pairs:
                    if start == label:
                        await self._keys(("upkeep/starts/out", type, start, end), ids)
                    if end == label:
                        await self._keys(("upkeep/starts/in", type, start, end), ids)
            if label in NAMED:
                await self._keys(("upkeep/starts/statements", label), ids)

    async def _keys(self, variant: tuple[str, ...], ids: list[str]) -> None:
        statement = self.catalogue.variant(*variant)
        for keys in cut(ids, self.batch):
            await self.graph.write(statement, None, rows=keys, always=ALWAYS)

    async def _ask(self, variant: tuple[str, ...], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        statement = self.catalogue.variant(*variant)
        found = []
        for at in range(0, len(rows), self.batch):
            found += await self.graph.read(statement, rows=rows[at : at + self.batch])
        return found

    async def _send(self, variant: tuple[str, ...], rows: Sequence[dict[str, Any]], **params: Any) -> int:
        statement = self.catalogue.variant(*variant)
        written = 0
        for at in range(0, len(rows), self.batch):
            for row in await self.graph.write(statement, rows[at : at + self.batch], **params):
                written += row["written"]
            if self.progress is not None:
                self.progress(":".join(variant), min(at + self.batch, len(rows)), len(rows))
        return written
