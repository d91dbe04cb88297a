"""The filters of lists: a file of `cypher/filters/` is one, its stem the parameter, its body what must hold for `o`.

The catalogue puts the predicate of each filter into the queries that answer its lists, where their text says
`// filters`; one that is not asked for (null) lets everything pass. `takes` says what values a filter takes; what a
value means to a user, and how it is refused, is known to `app/answers/filters.py`.

A filter that `bounds` stands a second time, by the name `<stem>_within`, in what those queries and each that says
`// within` are for a key that is bounded: it keeps the answer within a subtree, beside whatever else is asked for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from cypher import tokens
from cypher.domain.vocabulary import COVERAGE_CLASSES, FORM_COLUMNS, FORM_ROWS, LEVELS, ORGANIZATION_KINDS
from cypher.errors import CatalogueDefect
from cypher.headers import read_header, read_text, split_header
from cypher.parts import load_parts, put_parts

FOLDER: Final = "filters"
MARK: Final = "// filters"
WITHIN: Final = "// within"
NULL: Final = "null"  # as a value of a filter: those that have none
GIVEN: Final = frozenset({"as_of", "city", "known"})  # parameters that every filter may use
# Lists of the API whose items are organisations, or that count them.
FilteredList = Literal["organizations", "units", "uncovered", "coverage", "form"]
# What a value may be: any text, (part of) a name, an organisation or Party organisation by whatever identifies it, a
# Party organisation or a region with all below it, a trade, a rule, true or false; or words of a closed list, of which
# several may be given.
Takes = Literal[
    "text",
    "name",
    "holder",
    "party",
    "region",
    "trade",
    "rule",
    "flag",
    "kinds",
    "classes",
    "levels",
    "form_rows",
    "form_columns",
]
WORDS: Final = {
    "kinds": ORGANIZATION_KINDS,
    "classes": COVERAGE_CLASSES,
    "levels": LEVELS,
    "form_rows": FORM_ROWS,
    "form_columns": FORM_COLUMNS,
}


class FilterHeader(BaseModel):
    """What a filter says of itself. `order`: its place among the parameters of a list, the smallest first.

    `bounds`: a key may be bounded by it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str
    title_en: str
    takes: Takes
    lists: tuple[FilteredList, ...] = Field(min_length=1)
    order: int
    bounds: bool = False


@dataclass(frozen=True)
class Filter:
    """One filter: `name` is its stem and its parameter, `predicate` what must hold for an organisation `o`."""

    name: str
    header: FilterHeader
    predicate: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of a statement that it fills.

        Of a name that is searched for: its words as they are given, as matching keys, and ids that it names otherwise.
        """
        return (self.name, f"{self.name}_key", f"{self.name}_ids") if self.header.takes == "name" else (self.name,)

    @cached_property
    def used(self) -> frozenset[str]:
        """Every parameter of its predicate, also those that every statement is given."""
        return frozenset(tokens.parameters(list(tokens.tokenize(self.predicate))))

    @cached_property
    def condition(self) -> str:
        """The filter as it stands in a statement: it holds for all where the filter is not asked for."""
        body = self.predicate.replace("\n", "\n    ")
        return f"AND (${self.name} IS NULL OR (\n    {body}\n  ))"

    @property
    def bound(self) -> "Filter":
        """The same as what bounds a key, under a name of its own."""
        name = f"{self.name}_within"
        return replace(self, name=name, predicate=re.sub(rf"\${self.name}\b", f"${name}", self.predicate))


def read_filters(root: Path) -> list[Filter]:
    """Every filter below `root/filters` by its order. Raises CatalogueDefect naming each defective file and line."""
    found: list[Filter] = []
    defects: list[str] = []
    for path in sorted((root / FOLDER).rglob("*.cypher")):
        try:
            found.append(_read_filter(path, root))
        except CatalogueDefect as defect:
            defects += defect.defects
    if defects:
        raise CatalogueDefect(defects)
    return sorted(found, key=lambda one: (one.header.order, one.name))


def put_filters(text: str, filters: Mapping[str, Sequence[Filter]]) -> tuple[str, list[Filter]]:
    """A statement with the predicates of filters in each place of its text (`// filters`, `// within`), and these."""
    put: list[Filter] = []
    for mark in reversed([t for t in tokens.tokenize(text) if is_mark(t, *filters)]):
        here = filters[mark.text.rstrip()]
        conditions = "\n  ".join(one.condition for one in here)
        text = text[: mark.start] + conditions + text[mark.start + len(mark.text) :]
        put += here
    return text, put


def is_mark(token: tokens.Token, *marks: str) -> bool:
    """Whether a token is one of these places for predicates."""
    return token.kind == "comment" and token.text.rstrip() in marks


def _read_filter(path: Path, root: Path) -> Filter:
    shown = path.relative_to(root.parent).as_posix()
    if path.parent != root / FOLDER:
        raise CatalogueDefect([f"{shown}:1: a filter lies in {FOLDER}/ itself"])
    lines, written = split_header(read_text(path, shown))
    body = put_parts(written, load_parts(root))
    header = read_header(shown, lines, FilterHeader)
    try:
        found = list(tokens.tokenize(body))
    except tokens.UnterminatedToken as error:
        raise CatalogueDefect([f"{shown}:{error.line}: {error}"]) from None
    one = Filter(path.stem, header, body.strip())
    used = tokens.parameters(found)
    last = found[-1].line if found else 1
    defects = [
        f"{shown}:{line}: ${p} is not declared" for p, line in used.items() if p not in GIVEN | {*one.parameters}
    ]
    defects += [f"{shown}:1: ${name} is not used" for name in one.parameters if name not in used]
    if writing := tokens.writing_keyword(found):
        defects.append(f"{shown}:{writing.line}: {writing.text} writes, and {FOLDER} only read")
    if not any(t.kind == "name" and t.text == "o" for t in found):
        defects.append(f"{shown}:{last}: there is no predicate about o below the header")
    if defects:
        raise CatalogueDefect(defects)
    return one
