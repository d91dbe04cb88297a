"""Whom rows refer to: a code or a name -> the node that is meant, in the graph or among the subjects of the run."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from cypher.domain.names import matching_key
from loaders.records import Key, Node, Reference, Warned
from loaders.reference.entries import Frame
from loaders.resolve.known import NAMED, Known, codes_in, identifier_ids
from loaders.validate.rows import Given

NAME_UNKNOWN: Final = "former_name_unknown"  # somebody is meant by the other name alone


class Finder:
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
                node = row.node
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

    def learn(self, row: Given) -> None:
        """By the name that a row tells of its subject later rows may name it."""
        if row.subject is not None and (key := row.record.tells.get("name_key")):
            self.by_other_name[row.subject[0], str(key)].add(row.subject[1])

    def _find(self, reference: Reference) -> tuple[Key, ...]:
        for candidates in self._stages(reference):
            if candidates:
                return tuple(sorted(self._narrow(candidates, reference)))
        return ()

    def _stages(self, reference: Reference) -> Iterator[set[Key]]:
        text, known = reference.text, self.known
        yield {(la, text) for la in reference.labels if known.is_there((la, text)) or (la, text) in self.described}
        if reference.exact:
            return
        labels = [label for label in reference.labels if label in NAMED]
        for number in reference.numbers:
            yield {(la, i) for la in labels for c in codes_in(number) for i in self._by_identifier(la, c)}
        codes = identifier_ids(text)
        yield {(la, i) for la in labels for c in codes for i in self._by_identifier(la, c)}
        yield {(la, i) for la in labels for i in _of(known.by_value, self.by_identifier, la, text)}
        for key in map(matching_key, (text, *reference.also)):
            yield {(la, i) for la in labels for i in _of(known.by_name, self.by_name, la, key)}
            yield {(la, i) for la in labels for i in _of(known.by_other_name, self.by_other_name, la, key)}

    def _by_identifier(self, label: str, code: str) -> set[str]:
        return _of(self.known.by_identifier, self.by_identifier, label, code)

    def _narrow(self, candidates: set[Key], reference: Reference) -> set[Key]:
        """Of several with one name those of the kind that belongs here, then those with the row's number, then those
        nearest to its region."""
        if len(candidates) > 1 and reference.kinds:
            candidates = {c for c in candidates if self._kind(c) in reference.kinds} or candidates
        if len(candidates) > 1 and reference.numbers:
            candidates = {c for c in candidates if self._has_number(c, reference)} or candidates
        if len(candidates) > 1 and reference.region:
            for region in self.frame.above(reference.region):
                there = {c for c in candidates if region in self._regions(c)}
                if there:
                    return there
        return candidates

    def _has_number(self, key: Key, reference: Reference) -> bool:
        label, id = key
        return any(id in _of(self.known.by_value, self.by_identifier, label, one) for one in reference.numbers)

    def _kind(self, key: Key) -> Any:
        if key in self.known.nodes:
            return self.known.nodes[key].get("kind")
        return self.described[key][0].node.properties.get("kind")

    def _regions(self, key: Key) -> set[str]:
        regions = set(self.known.regions.get(key, ()))
        for row in self.described.get(key, ()):
            regions |= {f.end.text for f in row.record.facts if f.type in ("ACTS_IN", "LOCATED_IN")}
            regions |= {row.node.region or ""} - {""}
        return regions


def _of(graph: Mapping[Key, set[str]], run: Mapping[Key, set[str]], label: str, key: str) -> set[str]:
    return graph.get((label, key), set()) | run.get((label, key), set())


def refer(frame: Frame, rows: Sequence[Given], known: Known) -> None:
    """Resolves every reference; a row that fails takes those with it that refer to what it alone describes."""
    while True:
        alive = [row for row in rows if row.refused is None]
        described: dict[Key, list[Given]] = defaultdict(list)
        for row in alive:
            if row.subject is not None and isinstance(row.record.subject, Node):
                described[row.subject].append(row)
        finder = Finder(frame, known, described)
        for row in sorted(alive, key=lambda row: row.day):
            _settle_row(row, finder)
            finder.learn(row)
        if all(row.refused is None for row in alive):
            return


def _settle_row(row: Given, finder: Finder) -> None:
    subject = row.record.subject
    if isinstance(subject, Reference):
        found = finder.find(subject)
        if len(found) != 1:
            refuse_reference(row, subject, found)
            return
        row.subject = found[0]
        if subject.also and not finder.find(replace(subject, also=())):
            row.warn(Warned(subject.column, subject.text, NAME_UNKNOWN))
    ends = []
    for fact in row.record.facts:
        found = finder.find(fact.end)
        if len(found) != 1:
            refuse_reference(row, fact.end, found)
            return
        if found[0] == row.subject:
            row.refuse("self_reference", fact.end.column)
            return
        ends.append(found[0])
    row.ends = tuple(ends)


def refuse_reference(row: Given, reference: Reference, found: Sequence[Key]) -> None:
    """Refuses a row for a reference that means nothing, or several things."""
    if found:
        candidates = "、".join(id for _, id in found)
        row.refuse("ambiguous_reference", reference.column, value=reference.text, candidates=candidates)
    else:
        code = "unknown_region" if reference.labels == ("Region",) else "unknown_reference"
        row.refuse(code, reference.column, value=reference.text)
