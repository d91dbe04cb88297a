"""Who is meant: the identity of the subjects that rows describe, and the nodes that rows refer to.

Identity (docs/domain.md 7): credit code, organisation code, registration number with its authority, the source's own
number, then name and region, each against the graph and against the same run; the first that hits decides, two hits
refuse the row. Both are settled for a whole run at once, rows with the stronger keys first, so that neither the order
of rows nor the size of batches can be seen in the result.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from cypher.catalogue import Catalogue
from cypher.graph import Graph
from loaders.identity import matching_key, organization_id
from loaders.known import NAMED, Key, Known, Wanted, identifier_ids
from loaders.records import Fact, Identifier, Node, Record, Reference
from loaders.rejects import Place, Reject, reject
from loaders.sources import Source
from loaders.sources._frame import Frame

# Schemes of which an organisation has one at a time: two different values are two organisations.
SINGLE: Final = ("uscc", "org")
# Properties that tell two facts with the same ends and start from each other.
TELLING: Final[Mapping[str, tuple[str, ...]]] = {"DECIDED": ("role",), "SUPERVISES_TRADE": ("level",)}


@dataclass(slots=True)
class Given:
    """One row on its way: what it says, and, once resolved, of whom and with whom. `refused` ends its way."""

    place: Place
    cells: Mapping[str, str]
    record: Record
    subject: Key | None = None
    identifiers: tuple[tuple[str, Identifier], ...] = ()  # with their ids
    ends: tuple[Key, ...] = ()  # of record.facts, in their order
    refused: Reject | None = None
    repeats: bool = False
    content: str = ""

    def refuse(self, code: str, column: str | None = None, **details: object) -> None:
        self.refused = reject(self.place, code, self.cells, column=column, texts=None, **details)


async def resolve(
    graph: Graph, catalogue: Catalogue, source: Source, frame: Frame, rows: Sequence[Given], *, batch: int
) -> Known:
    """Settles subject and ends of each row, marks those that are refused or repeated; returns what the graph knows."""
    known = Known()
    await _authorities(graph, catalogue, frame, rows, known, batch)
    await known.ask(graph, catalogue, _wanted(rows), batch)
    standing = [row for row in rows if row.refused is None]
    while True:
        _identify(source, frame, standing, known)
        _refer(frame, standing, known)
        conflicting = _repeated(source, standing)
        if not conflicting:
            return known
        # Nobody is identified by a row that conflicts with another: the rest is settled as if they were not there.
        standing = [row for row in standing if id(row) not in conflicting]
        for row in standing:
            row.subject, row.ends, row.content, row.refused = None, (), "", None


# -- keys ------------------------------------------------------------------------------------------------------------


async def _authorities(
    graph: Graph, catalogue: Catalogue, frame: Frame, rows: Sequence[Given], known: Known, batch: int
) -> None:
    """Gives every identifier its id; a registration number needs its authority's, which is therefore resolved first."""
    described = [row for row in rows if isinstance(row.record.subject, Node)]
    wanted = Wanted()
    for row in described:
        for identifier in _node(row).identifiers:
            if identifier.authority is not None:
                wanted.reference(identifier.authority)
    await known.ask(graph, catalogue, wanted, batch)
    finder = _Finder(frame, known, {})
    for row in described:
        ids = []
        for identifier in _node(row).identifiers:
            value = identifier.value
            if identifier.authority is not None:
                found = finder.find(identifier.authority)
                if len(found) != 1:
                    _refuse_reference(row, identifier.authority, found)
                    break
                value = f"{found[0][1]}.{value}"
            ids.append((_identifier_id(identifier.scheme, value), identifier))
        row.identifiers = tuple(ids)


def _identifier_id(scheme: str, value: str) -> str:
    """`scheme:value`, hashed where an id cannot hold the value; as the ids of organisations are made."""
    return organization_id(source=scheme, own_key=value)


def _node(row: Given) -> Node:
    assert isinstance(row.record.subject, Node)
    return row.record.subject


def _wanted(rows: Iterable[Given]) -> Wanted:
    wanted = Wanted()
    for row in rows:
        if row.refused is not None:
            continue
        subject = row.record.subject
        if isinstance(subject, Node):
            if subject.id is not None:
                wanted.ids[subject.label].add(subject.id)
            else:
                for identifier, _ in row.identifiers:
                    wanted.identifiers[subject.label].add(identifier)
                    wanted.ids[subject.label].add(identifier)
                names = [matching_key(subject.name), *map(matching_key, subject.former)]
                wanted.names[subject.label].update(names)
                wanted.other_names[subject.label].add(names[0])
        elif subject is not None:
            wanted.reference(subject)
        for fact in row.record.facts:
            wanted.reference(fact.end)
    return wanted


# -- identity --------------------------------------------------------------------------------------------------------


@dataclass
class _Class:
    """Rows that are one subject because they share their strongest key."""

    label: str
    level: int
    key: str
    rows: list[Given] = field(default_factory=list)
    keys: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: set[tuple[str, str | None]] = field(default_factory=set)
    former: set[str] = field(default_factory=set)
    id: str = ""

    def values(self, scheme: str) -> set[str]:
        return {key for keys in self.keys.values() for key in keys if key.startswith(scheme + ":")}


_LEVELS: Final = {"uscc": 0, "org": 1, "reg": 2}
_OWN, _NAME = 3, 4


def _identify(source: Source, frame: Frame, rows: Sequence[Given], known: Known) -> None:
    classes: dict[tuple[str, int, str], _Class] = {}
    for row in rows:
        subject = row.record.subject
        if not isinstance(subject, Node):
            continue
        if subject.id is not None:
            row.subject = (subject.label, subject.id)
            continue
        _class_of(row, subject, classes)
    identity = _Identity(source, frame, known)
    for _, one in sorted(classes.items(), key=lambda item: item[0]):
        identity.settle(one)
    identity.refuse_contradictions()


def _class_of(row: Given, subject: Node, classes: dict[tuple[str, int, str], _Class]) -> None:
    keys = [(_LEVELS.get(i.scheme, _OWN), key) for key, i in row.identifiers]
    name = matching_key(subject.name)
    strongest = min(keys) if keys else (_NAME, f"{name}|{subject.region or ''}")
    one = classes.setdefault((subject.label, *strongest), _Class(subject.label, *strongest))
    one.rows.append(row)
    for level, key in keys:
        one.keys[level].add(key)
    one.names.add((name, subject.region))
    one.former.update(map(matching_key, subject.former))


class _Identity:
    """Settles classes one by one, strongest first; remembers which keys the settled ones claim."""

    def __init__(self, source: Source, frame: Frame, known: Known) -> None:
        self.single = (*SINGLE, source.id)
        self.frame = frame
        self.known = known
        self.claimed: defaultdict[Key, set[str]] = defaultdict(set)
        self.settled: defaultdict[Key, list[_Class]] = defaultdict(list)
        self.regions: defaultdict[Key, set[str]] = defaultdict(set)

    def settle(self, one: _Class) -> None:
        for level in range(one.level, _NAME + 2):
            hits = sorted(i for i in self._hits(one, level) if not self._contradicts(one, i, level))
            if len(hits) > 1:
                for row in one.rows:
                    row.refuse("ambiguous_reference", _name_column(row), candidates="、".join(hits))
                return
            if hits:
                self._claim(one, hits[0])
                return
        self._claim(one, one.key if one.level < _NAME else self._name_id(one))

    def refuse_contradictions(self) -> None:
        """Several classes that came to one node but cannot be one organisation are all refused."""
        for key, classes in self.settled.items():
            clash = any(len({v for c in classes for v in c.values(s)}) > 1 for s in self.single)
            if len(classes) > 1 and clash:
                for one in classes:
                    for row in one.rows:
                        row.subject = None
                        row.refuse("ambiguous_reference", _name_column(row), candidates=key[1])

    def _claim(self, one: _Class, id: str) -> None:
        one.id = id
        self.settled[one.label, id].append(one)
        for keys in one.keys.values():
            for key in keys:
                self.claimed[one.label, key].add(id)
        for name, region in one.names:
            self.claimed[one.label, name].add(id)
            if region:
                self.regions[one.label, id].add(region)
        for row in one.rows:
            row.subject = (one.label, id)

    def _name_id(self, one: _Class) -> str:
        name, region = min(one.names, key=lambda n: (n[0], n[1] or ""))
        return organization_id(name=name, region=region)

    def _hits(self, one: _Class, level: int) -> set[str]:
        label = one.label
        if level < _NAME:
            hits = set()
            for key in one.keys.get(level, ()):
                hits |= self.known.by_identifier.get((label, key), set()) | self.claimed.get((label, key), set())
                if (label, key) in self.known.nodes:
                    hits.add(key)
            return hits
        hits = set()
        for name, region in one.names:
            if level == _NAME:
                found = self.known.by_name.get((label, name), set()) | self.claimed.get((label, name), set())
                hits |= self._near(label, found, name, region)
            else:
                found = set(self.known.by_other_name.get((label, name), set()))
                for former in one.former:
                    found |= self.known.by_name.get((label, former), set())
                hits |= self._near(label, found, name, region)
        return hits

    def _near(self, label: str, ids: set[str], name: str, region: str | None) -> set[str]:
        """Of nodes with one name those in this region; where none is exactly there, those that may be."""
        own = organization_id(name=name, region=region)
        if own in ids:
            return {own}
        if region is None:
            return ids
        places = {i: self.known.regions.get((label, i), frozenset()) | self.regions.get((label, i), set()) for i in ids}
        exact = {i for i in ids if region in places[i]}
        if exact:
            return exact
        above = set(self.frame.above(region))
        return {i for i in ids if not places[i] or any(p in above or region in self.frame.above(p) for p in places[i])}

    def _contradicts(self, one: _Class, id: str, level: int) -> bool:
        """Does the node have another value of a scheme of which there is only one?"""
        if level < 1:
            return False
        theirs = set(self.known.identifiers.get((one.label, id), ()))
        for other in self.settled.get((one.label, id), ()):
            theirs |= {key for keys in other.keys.values() for key in keys}
        for scheme in self.single:
            if _LEVELS.get(scheme, _OWN) >= level:
                continue
            mine = one.values(scheme)
            his = {key for key in theirs if key.startswith(scheme + ":")}
            if mine and his and not mine & his:
                return True
        return False


def _name_column(row: Given) -> str | None:
    """The column in which the subject's name stands, for a message about it."""
    name = matching_key(_node(row).name)
    return next((column for column, text in row.cells.items() if matching_key(text) == name), None)


# -- references ------------------------------------------------------------------------------------------------------


class _Finder:
    """Finds the nodes that references name, in the graph and among the subjects of the run."""

    def __init__(self, frame: Frame, known: Known, described: Mapping[Key, list[Given]]) -> None:
        self.frame = frame
        self.known = known
        self.described = described
        self.by_identifier: defaultdict[Key, set[str]] = defaultdict(set)
        self.by_name: defaultdict[Key, set[str]] = defaultdict(set)
        self.by_other_name: defaultdict[Key, set[str]] = defaultdict(set)
        self.found: dict[Reference, tuple[Key, ...]] = {}
        for (label, id), rows in described.items():
            for row in rows:
                node = _node(row)
                for key, identifier in row.identifiers:
                    self.by_identifier[label, key].add(id)
                    self.by_identifier[label, identifier.value].add(id)
                self.by_name[label, matching_key(node.name)].add(id)
                for name in (*node.former, *node.short):
                    self.by_other_name[label, matching_key(name)].add(id)

    def find(self, reference: Reference) -> tuple[Key, ...]:
        """The nodes that are meant: one where all is well."""
        if reference not in self.found:
            self.found[reference] = self._find(reference)
        return self.found[reference]

    def _find(self, reference: Reference) -> tuple[Key, ...]:
        for candidates in self._stages(reference):
            if candidates:
                return tuple(sorted(self._narrow(candidates, reference)))
        return ()

    def _stages(self, reference: Reference) -> Iterator[set[Key]]:
        text, known = reference.text, self.known
        yield {(la, text) for la in reference.labels if (la, text) in known.nodes or (la, text) in self.described}
        if reference.exact:
            return
        labels = [label for label in reference.labels if label in NAMED]
        codes = identifier_ids(text)
        yield {(la, i) for la in labels for c in codes for i in _of(known.by_identifier, self.by_identifier, la, c)}
        yield {(la, i) for la in labels for i in _of(known.by_value, self.by_identifier, la, text)}
        key = matching_key(text)
        yield {(la, i) for la in labels for i in _of(known.by_name, self.by_name, la, key)}
        yield {(la, i) for la in labels for i in _of(known.by_other_name, self.by_other_name, la, key)}

    def _narrow(self, candidates: set[Key], reference: Reference) -> set[Key]:
        """Of several with one name those of the kind that belongs here, then those nearest to the row's region."""
        if len(candidates) > 1 and reference.kinds:
            candidates = {c for c in candidates if self._kind(c) in reference.kinds} or candidates
        if len(candidates) > 1 and reference.region:
            for region in self.frame.above(reference.region):
                there = {c for c in candidates if region in self._regions(c)}
                if there:
                    return there
        return candidates

    def _kind(self, key: Key) -> Any:
        if key in self.known.nodes:
            return self.known.nodes[key].get("kind")
        return _node(self.described[key][0]).properties.get("kind")

    def _regions(self, key: Key) -> set[str]:
        regions = set(self.known.regions.get(key, ()))
        for row in self.described.get(key, ()):
            regions |= {f.end.text for f in row.record.facts if f.type in ("ACTS_IN", "LOCATED_IN")}
            regions |= {_node(row).region or ""} - {""}
        return regions


def _of(graph: Mapping[Key, set[str]], run: Mapping[Key, set[str]], label: str, key: str) -> set[str]:
    return graph.get((label, key), set()) | run.get((label, key), set())


def _refer(frame: Frame, rows: Sequence[Given], known: Known) -> None:
    """Resolves every reference; a row that fails takes those with it that refer to what it alone describes."""
    while True:
        alive = [row for row in rows if row.refused is None]
        described: dict[Key, list[Given]] = defaultdict(list)
        for row in alive:
            if row.subject is not None and isinstance(row.record.subject, Node):
                described[row.subject].append(row)
        finder = _Finder(frame, known, described)
        for row in alive:
            _settle_row(row, finder)
        if all(row.refused is None for row in alive):
            return


def _settle_row(row: Given, finder: _Finder) -> None:
    subject = row.record.subject
    if isinstance(subject, Reference):
        found = finder.find(subject)
        if len(found) != 1:
            _refuse_reference(row, subject, found)
            return
        row.subject = found[0]
    ends = []
    for fact in row.record.facts:
        found = finder.find(fact.end)
        if len(found) != 1:
            _refuse_reference(row, fact.end, found)
            return
        if found[0] == row.subject:
            row.refuse("self_reference", fact.end.column)
            return
        ends.append(found[0])
    row.ends = tuple(ends)


def _refuse_reference(row: Given, reference: Reference, found: Sequence[Key]) -> None:
    if found:
        candidates = "、".join(id for _, id in found)
        row.refuse("ambiguous_reference", reference.column, value=reference.text, candidates=candidates)
    else:
        code = "unknown_region" if reference.labels == ("Region",) else "unknown_reference"
        row.refuse(code, reference.column, value=reference.text)


# -- repeated rows ---------------------------------------------------------------------------------------------------


def _repeated(source: Source, rows: Sequence[Given]) -> set[int]:
    """Marks rows that say the same again; refuses all of those that say different things under one key.

    The identities (`id()`) of the rows refused: whom the others mean has to be settled again without them.
    """
    groups: defaultdict[tuple[object, ...], list[Given]] = defaultdict(list)
    for row in rows:
        row.repeats = False
        if row.refused is None:
            row.content = row.content or _content(row)
            groups[_row_key(source, row)].append(row)
    refused: set[int] = set()
    for group in groups.values():
        if len(group) == 1:
            continue
        if len({row.content for row in group}) == 1:
            for row in sorted(group, key=lambda r: (r.place.file, r.place.sheet or "", r.place.row))[1:]:
                row.repeats = True
        else:
            refused.update(map(id, group))
            numbers = sorted({row.place.row for row in group})
            for row in group:
                others = "、".join(str(n) for n in numbers if n != row.place.row)
                row.refuse("conflicting_rows", others=others or str(row.place.row))
    return refused


def _row_key(source: Source, row: Given) -> tuple[object, ...]:
    if source.per_subject:
        return (row.subject,)
    pairs = zip(row.record.facts, row.ends, strict=True)
    facts = tuple(sorted((f.type, end, f.valid_from or "", telling(f)) for f, end in pairs))
    entries = tuple(entry.key for entry in row.record.entries)
    return (row.subject, facts, entries, tuple(i for i, _ in row.identifiers))


def telling(fact: Fact) -> tuple[Any, ...]:
    """The values that tell this fact from another with the same type, ends and start."""
    names = TELLING.get(fact.type, ())
    return tuple(value for name, value in fact.properties if name in names)


def _content(row: Given) -> str:
    """What the row says, as text: without its place, with ids for the names that it uses."""
    record = row.record
    subject = record.subject
    said: list[Any] = [row.subject]
    if isinstance(subject, Node):
        said += [subject.name, dict(subject.properties), [i for i, _ in row.identifiers], subject.former, subject.short]
    said.append(
        sorted(
            [f.type, *end, f.valid_from or "", f.valid_to or "", sorted(map(list, f.properties))]
            for f, end in zip(record.facts, row.ends, strict=True)
        )
    )
    said.append([[e.label, e.key, dict(e.properties), e.valid_from, e.valid_to] for e in record.entries])
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
