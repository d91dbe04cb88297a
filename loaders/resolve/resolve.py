"""Who is meant: the subjects of a run's rows (subjects.py) and the nodes they refer to (references.py).

Both are settled for a whole run at once, rows with the stronger keys first, so that neither the order of rows nor the
size of batches can be seen in the result.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import OPEN
from loaders.records import Entry, Node
from loaders.reference.entries import Frame
from loaders.resolve.identity import organization_id
from loaders.resolve.known import Known, Wanted
from loaders.resolve.references import Finder, refer, refuse_reference
from loaders.resolve.subjects import identify, recognise
from loaders.resolve.suggestions import suggest
from loaders.runs.work import Work
from loaders.sources import Source
from loaders.validate.rows import Given, telling


async def resolve(work: Work, source: Source, frame: Frame, rows: Sequence[Given]) -> Known:
    """Settles subject and ends of each row, marks those that are refused or repeated; returns what the graph knows."""
    known = Known()
    await _authorities(work, frame, rows, known)
    await known.ask(work, _wanted(rows))
    standing = [row for row in rows if row.refused is None]
    while True:
        identify(source, frame, standing, known)
        refer(frame, standing, known)
        conflicting = _repeated(source, standing)
        if not conflicting:
            await suggest(work, rows)
            return known
        # Nobody is identified by a row that conflicts with another: the rest is settled as if they were not there.
        standing = [row for row in standing if id(row) not in conflicting]
        for row in standing:
            row.subject, row.ends, row.content, row.refused = None, (), b"", None


async def resolve_known(work: Work, source: Source, frame: Frame, rows: Sequence[Given], known: Known) -> None:
    """Gives each row, of what the graph does not keep, the subject that it would be about; none where it is unclear."""
    await _authorities(work, frame, [row for row in rows if row.refused is None], known)
    standing = [row for row in rows if row.refused is None]
    await known.ask(work, _wanted(standing))
    recognise(source, frame, standing, known)


# -- keys ------------------------------------------------------------------------------------------------------------


async def _authorities(work: Work, frame: Frame, rows: Sequence[Given], known: Known) -> None:
    """Gives every identifier its id; a registration number needs its authority's, which is therefore resolved first."""
    described = [row for row in rows if row.refused is None and isinstance(row.record.subject, Node)]
    wanted = Wanted()
    for row in described:
        for identifier in row.node.identifiers:
            if identifier.authority is not None:
                wanted.reference(identifier.authority)
    await known.ask(work, wanted)
    finder = Finder(frame, known, {})
    for row in described:
        ids = []
        for identifier in row.node.identifiers:
            value = identifier.value
            if identifier.authority is not None:
                found = finder.find(identifier.authority)
                if len(found) != 1:
                    refuse_reference(row, identifier.authority, found)
                    break
                value = f"{found[0][1]}.{value}"
            ids.append((_identifier_id(identifier.scheme, value), identifier))
        row.identifiers = tuple(ids)


def _identifier_id(scheme: str, value: str) -> str:
    """`scheme:value`, hashed where an id cannot hold the value; as the ids of organisations are made."""
    return organization_id(source=scheme, own_key=value)


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
                own = wanted.subjects[subject.label]
                for key, identifier in row.identifiers:
                    wanted.identifiers[subject.label].add(key)
                    wanted.ids[subject.label].add(key)
                    own.update((key, identifier.value))
                names = [matching_key(subject.name), *map(matching_key, subject.former)]
                wanted.names[subject.label].update(names)
                wanted.other_names[subject.label].add(names[0])
                own.update(names, map(matching_key, subject.short))
        elif subject is not None:
            wanted.reference(subject)
        for fact in row.record.facts:
            wanted.reference(fact.end)
    return wanted


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
    conflicts = []
    for group in groups.values():
        if len({row.content for row in group}) > 1:
            conflicts.append(group)
            continue
        for row in sorted(group, key=lambda row: row.place.order)[1:]:
            row.repeats = True
    conflicts += _disagreeing(row for group in groups.values() for row in group)
    for group in conflicts:
        places = sorted({row.place.order for row in group})
        for row in group:
            others = [_place_beside(at, row) for at in places if at != row.place.order]
            row.refuse("conflicting_rows", others="、".join(others))
    return {id(row) for group in conflicts for row in group}


def _disagreeing(rows: Iterable[Given]) -> list[list[Given]]:
    """Rows that state different values of one date of somebody at the other end of their facts."""
    groups: defaultdict[tuple[object, ...], list[tuple[Given, Entry]]] = defaultdict(list)
    for row in rows:
        for entry in row.record.entries:
            if entry.of is not None:
                groups[row.subject_of(entry), entry.label, entry.key].append((row, entry))
    return [
        [row for row, _ in group]
        for group in groups.values()
        if any(entry.properties != group[0][1].properties for _, entry in group)
    ]


def _place_beside(at: tuple[str, str, int], row: Given) -> str:
    """The number of a row as another row names it, with the file where it stands in another one."""
    file, sheet, number = at
    return str(number) if (file, sheet) == row.place.order[:2] else f"{number} ({file}{f' [{sheet}]' if sheet else ''})"


def _row_key(source: Source, row: Given) -> tuple[object, ...]:
    if source.per_subject:
        return (row.subject,)
    pairs = zip(row.record.facts, row.ends, strict=True)
    facts = tuple(sorted((f.type, end, f.valid_from or "", telling(f)) for f, end in pairs))
    entries = tuple(entry.key for entry in row.record.entries)
    return (row.subject, facts, entries, tuple(i for i, _ in row.identifiers))


def _content(row: Given) -> bytes:
    """What the row says, as a hash: without its place, with ids for the names that it uses."""
    record = row.record
    subject = record.subject
    said: list[Any] = [row.subject]
    if isinstance(subject, Node):
        # that it is not closed goes without saying
        own = {name: value for name, value in subject.properties.items() if value != OPEN}
        said += [subject.name, own, [i for i, _ in row.identifiers], subject.former, subject.short]
    said.append(
        sorted(
            [f.type, *end, f.valid_from or "", f.valid_to or "", sorted(map(list, f.properties))]
            for f, end in zip(record.facts, row.ends, strict=True)
        )
    )
    said.append([[e.label, e.key, dict(e.properties), e.valid_from, e.valid_to] for e in record.entries])
    if record.tells:
        said.append(dict(record.tells))
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).digest()
