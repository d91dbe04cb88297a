"""Which columns of a file a source reads: by their headings, by usual synonyms, and which unknown one may be meant."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from typing import Final

from loaders.cells.persons import mask_heading
from loaders.read.facts import FileFacts
from loaders.read.headings import Header
from loaders.sources import Source, load_sources
from loaders.sources._synonyms import synonyms_of

_NEAR: Final = 0.66  # of 1: one character of three or four may be another


@cache
def known_columns() -> frozenset[str]:
    """Every heading that any source declares."""
    return frozenset(column for source in load_sources().values() for column in source.columns)


@cache
def known_headings() -> frozenset[str]:
    """Every heading that some source reads, under its own name or a usual synonym."""
    columns = known_columns()
    return columns | {word for column in columns for word in synonyms_of(column)}


def meant_by(source: Source, facts: FileFacts) -> dict[str, str]:
    """Of the headings of a file those that a source reads as a column of another name; each column once."""
    free = [word for word in facts.columns if word not in source.columns]
    found: dict[str, str] = {}
    for column in source.columns:
        if column not in facts.columns:
            word = next((word for word in synonyms_of(column) if word in free and word not in found), None)
            if word is not None:
                found[word] = column
    return found


def as_read_by(source: Source, facts: FileFacts) -> FileFacts:
    """The file with its columns named as the source names them."""
    meant = meant_by(source, facts)
    if not meant:
        return facts
    headers = tuple(_renamed(header, meant) for header in facts.headers)
    return replace(facts, headers=headers, read_as=meant)


def _renamed(header: Header, meant: Mapping[str, str]) -> Header:
    """A heading keeps its name where the sheet has the other one, too."""
    own = {word: column for word, column in meant.items() if column not in header.names}
    return replace(header, names=tuple(own.get(name, name) if name else None for name in header.names))


def near(source: Source, facts: FileFacts) -> dict[str, str]:
    """Unknown headings of a file, and which column of the source that the file lacks each may mean."""
    free = [column for column in source.columns if column not in facts.columns]
    written = {word: column for column in free for word in (column, *synonyms_of(column))}
    found: dict[str, str] = {}
    for word in sorted(facts.columns - known_headings()):
        if close := get_close_matches(word, written, n=1, cutoff=_NEAR):
            found[word] = written[close[0]]
    return found


def near_missing(source: Source, facts: FileFacts, missing: Collection[str]) -> tuple[str, str]:
    """Which unknown headings may mean what a source lacks, to be said behind that, in both languages; else nothing."""
    pairs = [
        f"--map '{mask_heading(word)}={column}'" for word, column in near(source, facts).items() if column in missing
    ]
    if not pairs:
        return "", ""
    shown = " ".join(pairs)
    return f"；表中有近似的，若是同一列：{shown}", f"; the file has one that is near, if it is the same: {shown}"


@dataclass(frozen=True)
class Fit:
    """How well the headings of a file fit a source: the header set that is nearest, and what it lacks of it."""

    source: Source
    missing: tuple[str, ...]
    headers: frozenset[str]
    read: int

    @property
    def size(self) -> int:
        return len(self.headers)


def fits(facts: FileFacts) -> list[Fit]:
    """Every source, the best first: nothing missing, the largest header set, the most columns that it reads."""
    found = []
    for source in load_sources().values():
        columns = as_read_by(source, facts).columns
        best = min(source.header_sets, key=lambda headers: (len(headers - columns), -len(headers)))
        missing = tuple(column for column in source.columns if column in best - columns)
        found.append(Fit(source, missing, best, len(columns & set(source.columns))))
    return sorted(found, key=lambda fit: (len(fit.missing), -fit.size, -fit.read))
