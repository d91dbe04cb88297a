"""Whom rows are about: the identity of what they describe, against the graph and against the same run.

Identity (docs/domain.md 7): credit code, organisation code, registration number with its authority, the source's own
number, then name and region; the first that hits decides, two hits refuse the row.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from cypher.domain.names import matching_key
from loaders.records import Key, Node
from loaders.reference.entries import Frame
from loaders.resolve.identity import organization_id
from loaders.resolve.known import Known
from loaders.sources import Source
from loaders.validate.rows import Given

# Schemes of which an organisation has one at a time: two different values are two organisations.
SINGLE: Final = ("uscc", "org")


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


def identify(source: Source, frame: Frame, rows: Sequence[Given], known: Known) -> None:
    """Gives each row that describes something its subject, or refuses it where two nodes could be meant."""
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


def recognise(source: Source, frame: Frame, rows: Sequence[Given], known: Known) -> None:
    """Gives each row that describes something the one subject that it can mean: whom the graph knows, else whom it may
    come to know by the strongest of its keys. None where it can mean several."""
    identity = _Identity(source, frame, known)
    for row in rows:
        classes: dict[tuple[str, int, str], _Class] = {}
        _class_of(row, row.node, classes)
        for one in classes.values():
            hits = next(filter(None, (identity.hits(one, level) for level in range(one.level, _NAME + 2))), [])
            if not hits:
                hits = [one.key if one.level < _NAME else identity.name_id(one)]
            if len(hits) == 1:
                row.subject = (one.label, hits[0])


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
            hits = self.hits(one, level)
            if len(hits) > 1:
                for row in one.rows:
                    row.refuse("ambiguous_reference", _name_column(row), candidates="、".join(hits))
                return
            if hits and _LEVELS["org"] < level < _NAME and not self._is_of(one, hits[0]):
                held = self.known.nodes.get((one.label, hits[0]), {}).get("name", "")
                for row in one.rows:
                    row.refuse("number_of_another", _number_column(row, level), candidates=f"{hits[0]} {held}")
                return
            if hits:
                self._claim(one, hits[0])
                return
        self._claim(one, one.key if one.level < _NAME else self.name_id(one))

    def hits(self, one: _Class, level: int) -> list[str]:
        """Whom the keys of a level lead to, but those who have another number of which there is only one."""
        return sorted(id for id in self._hits(one, level) if not self._contradicts(one, id, level))

    def refuse_contradictions(self) -> None:
        """Several classes that came to one node but cannot be one organisation are all refused."""
        for key, classes in self.settled.items():
            clash = any(len({v for c in classes for v in c.values(s)}) > 1 for s in self.single)
            if len(classes) > 1 and clash:
                for one in classes:
                    for row in one.rows:
                        row.subject = None
                        row.refuse("ambiguous_reference", _name_column(row), candidates=key[1])

    def _is_of(self, one: _Class, id: str) -> bool:
        """Has an organisation that a number leads to one of the names that the rows give it, now or formerly?

        Party organisations keep their number when their kind, and with it their name, changes.
        """
        held = self.known.nodes.get((one.label, id))
        if held is None or one.label != "Organization":
            return True
        names = {name for name, _ in one.names} | one.former
        return held.get("name_key") in names or any(
            id in self.known.by_other_name.get((one.label, name), ()) for name in names
        )

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

    def name_id(self, one: _Class) -> str:
        """The id of one that has nothing but its name."""
        name, region = min(one.names, key=lambda n: (n[0], n[1] or ""))
        return organization_id(name=name, region=region)

    def _hits(self, one: _Class, level: int) -> set[str]:
        label = one.label
        if level < _NAME:
            hits = set()
            for key in one.keys.get(level, ()):
                hits |= self.known.by_identifier.get((label, key), set()) | self.claimed.get((label, key), set())
                if self.known.is_there((label, key)):
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


def _number_column(row: Given, level: int) -> str | None:
    """The column in which the number of a level stands, for a message about it."""
    values = {matching_key(i.value) for _, i in row.identifiers if _LEVELS.get(i.scheme, _OWN) == level}
    return next((column for column, text in row.cells.items() if matching_key(text) in values), None)


def _name_column(row: Given) -> str | None:
    """The column in which the subject's name stands, for a message about it."""
    name = matching_key(row.node.name)
    return next((column for column, text in row.cells.items() if matching_key(text) == name), None)
