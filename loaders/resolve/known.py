"""What the graph knows of the nodes that a run speaks of: asked in batches, never row by row."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS
from loaders.cells.codes import is_credit_code
from loaders.cells.values import narrow
from loaders.records import Key, Reference
from loaders.runs.work import Work

T = TypeVar("T")
NAMED: Final = ("Organization", "PartyOrganization")
# Sources whose rows carry numbers of their own, by which other files may refer to them.
OWN_SCHEMES: Final = ("units", "party_organizations")
_ID: Final = re.compile(r"[A-Za-z0-9._-]+:[A-Za-z0-9._:-]+")
_ORGANIZATION_CODE: Final = re.compile(r"[0-9A-Z]{8}[0-9X]")


@dataclass
class Wanted:
    """Keys to ask for, by label. `subjects`: those of them by which the run's own subjects are known again."""

    ids: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    identifiers: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    other_names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    subjects: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def reference(self, reference: Reference) -> None:
        """Everything by which this text could name a node."""
        for label in reference.labels:
            if reference.exact:
                self.ids[label].add(reference.text)
                continue
            if label not in NAMED:
                self.ids[label].add(reference.text)
                continue
            if _ID.fullmatch(reference.text):
                self.ids[label].add(reference.text)
            self.identifiers[label].update(identifier_ids(reference.text))
            if any(c.isdigit() for c in reference.text):
                self.values[label].add(reference.text)
            for number in reference.numbers:
                self.identifiers[label].update(codes_in(number))
                self.values[label].add(number)
            for key in map(matching_key, (reference.text, *reference.also)):
                self.names[label].add(key)
                self.other_names[label].add(key)


def identifier_ids(text: str) -> tuple[str, ...]:
    """The identifiers that a text could be: a credit code, an organisation code, a number of a source's own."""
    code = narrow(text).replace("-", "").upper()
    if not code.isascii():
        return ()
    return (*(f"{scheme}:{narrow(text)}" for scheme in OWN_SCHEMES), *codes_in(text))


def codes_in(text: str) -> tuple[str, ...]:
    """The identifier that a text is where it is a credit code or an organisation code."""
    code = narrow(text).replace("-", "").upper()
    if is_credit_code(code):
        return (f"uscc:{code}",)
    return (f"org:{code}",) if _ORGANIZATION_CODE.fullmatch(code) else ()


@dataclass
class Known:
    """What was found so far. `nodes` holds the properties of every node that any key led to.

    By its keys nobody is found of whom nothing is told any more (closed before it began).
    `regions` and `identifiers` tell of several with one name which is meant, and of a subject who it is: they are asked
    for only where a key is a subject's, or leads to more than one node.
    """

    nodes: dict[Key, dict[str, Any]] = field(default_factory=dict)
    by_identifier: defaultdict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_value: defaultdict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_name: defaultdict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_other_name: defaultdict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    regions: dict[Key, frozenset[str]] = field(default_factory=dict)
    identifiers: dict[Key, frozenset[str]] = field(default_factory=dict)
    asked: set[tuple[str, str, str]] = field(default_factory=set)

    async def ask(self, work: Work, wanted: Wanted) -> None:
        """Asks for what was not asked before, then for the nodes that were found."""
        found: set[Key] = set()
        by_id: defaultdict[Key, set[str]] = defaultdict(set)
        asked = (
            ("id", wanted.ids, by_id),
            ("identifier", wanted.identifiers, self.by_identifier),
            ("value", wanted.values, self.by_value),
            ("name", wanted.names, self.by_name),
            ("other_name", wanted.other_names, self.by_other_name),
        )
        for name, keys, table in asked:
            for label, texts in keys.items():
                new = sorted(text for text in texts if (name, label, text) not in self.asked)
                self.asked.update((name, label, text) for text in new)
                for key, id_ in await self._pairs(work, f"load/find/{name}", label, new):
                    found.add((label, id_))
                    table[label, key].add(id_)
        await self.describe(work, found)
        for table in (self.by_identifier, self.by_value, self.by_name, self.by_other_name):
            for (label, _), ids in table.items():
                ids -= {id_ for id_ in ids if not self.is_there((label, id_))}
        # of all keys, as one that was asked for before may be a subject's now, or one label's of several
        closer: set[Key] = set()
        for name, keys, table in asked:
            meant: defaultdict[str, set[Key]] = defaultdict(set)
            for label, texts in keys.items():
                for key in texts:
                    ids = {key} if name == "id" and (label, key) in self.nodes else table.get((label, key), set())
                    nodes = {(label, id_) for id_ in ids}
                    meant[_code(key) if name == "identifier" else key] |= nodes
                    if key in wanted.subjects[label]:
                        closer |= nodes
            closer |= {one for several in meant.values() if len(several) > 1 for one in several}
        await self._look_closer(work, closer)

    def is_there(self, key: Key) -> bool:
        """Does the graph tell anything of the node?"""
        return key in self.nodes and self.nodes[key].get("closed") != ALWAYS

    @staticmethod
    async def _pairs(work: Work, name: str, label: str, keys: Sequence[str]) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for rows in cut(keys, work.batch):
            for row in await work.read(name, label, rows=rows):
                pairs += zip(row["keys"], row["ids"], strict=True)
        return pairs

    async def describe(self, work: Work, found: Iterable[Key]) -> None:
        """Asks for the properties of nodes. Raises GraphError."""
        for label, ids in by_label(key for key in found if key not in self.nodes).items():
            for rows in cut(ids, work.batch):
                for row in await work.read("load/find/node", label, rows=rows):
                    self.nodes |= zip([(label, id_) for id_ in row["ids"]], row["properties"], strict=True)

    async def _look_closer(self, work: Work, found: Iterable[Key]) -> None:
        for label, ids in by_label(key for key in found if key[0] in NAMED and key not in self.identifiers).items():
            self.identifiers |= {(label, id_): frozenset() for id_ in ids}
            for rows in cut(ids, work.batch):
                for name, table in (("regions", self.regions), ("identifiers", self.identifiers)):
                    for row in await work.read(f"load/find/{name}", label, rows=rows):
                        table |= zip([(label, id_) for id_ in row["ids"]], map(frozenset, row[name]), strict=True)


def _code(identifier: str) -> str:
    """The text that an identifier was read from, whichever scheme it was taken for."""
    return identifier.partition(":")[2].replace("-", "").upper()


def by_label(keys: Iterable[Key]) -> dict[str, list[str]]:
    """The ids of nodes by their label, in order."""
    ordered: defaultdict[str, list[str]] = defaultdict(list)
    for label, id_ in sorted(keys):
        ordered[label].append(id_)
    return ordered


def cut(items: Sequence[T], size: int) -> Iterable[list[T]]:
    """The list in pieces of at most `size`."""
    return (list(items[at : at + size]) for at in range(0, len(items), size))
