"""The catalogue: everything the database is asked, one statement per file, the path its only name.

Leading `//` lines of a file are its header in YAML; the rest is Cypher that can be pasted into any browser. The whole
catalogue is read when the program starts, and any defect stops it, naming file and line: an unknown header key, a
parameter that is used but not declared or declared but not used, a write in a kind that reads, a string without end.
The filters of lists (`cypher/filters/`) are no statements: they are predicates, put into the queries of their lists.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from cypher import tokens
from cypher.domain import vocabulary
from cypher.domain.parameters import load_parameters, set_parameters
from cypher.errors import CatalogueDefect, StatementFailed
from cypher.headers import Header, read_header, read_text, split_header
from cypher.parts import FOLDER as PARTS
from cypher.parts import load_parts, put_parts
from cypher.pattern.printing import cypher
from cypher.pattern.rules import Rulebook, load_rules
from cypher.predicates import FOLDER, MARK, WITHIN, Filter, FilteredList, is_mark, put_filters, read_filters

ROOT: Final = Path(__file__).parent
Kind = Literal["schema", "load", "rules", "checks", "queries", "upkeep"]
Population = Literal["organizations", "party_organizations", "regions", "trades", "facts", "graph", "sources"]


class CheckHeader(Header):
    """A check lists what is inconsistent; `twin` says why networkx has no offline twin of it, where it has none."""

    title_en: str
    summary: str
    summary_en: str
    remedy: str
    remedy_en: str
    severity: Literal["severe", "warning", "info"]
    population: Population
    twin: str = ""


class QueryHeader(Header):
    """`lists` names the lists of the API that a query answers: it has the filters of each of them."""

    lists: tuple[FilteredList, ...] = ()


RULES: Final = "rules"  # patterns, read by cypher/pattern/rules.py
HEADERS: Final[dict[str, type[Header]]] = {
    "schema": Header,
    "load": Header,
    "checks": CheckHeader,
    "queries": QueryHeader,
    "upkeep": Header,
}
READING: Final = frozenset({"checks", "queries"})
# Parameters that a whole kind gets without declaring them.
GIVEN: Final[dict[str, frozenset[str]]] = {
    "checks": frozenset({"as_of", "city", "known"}),
    "load": frozenset({"rows", "columns", "known", "revision"}),
    "upkeep": frozenset({"rows", "known", "revision"}),
    "queries": frozenset({"known"}),
    "schema": frozenset(),
}
DEFAULTS: Final = {"known": vocabulary.NEWEST, "revision": None}
RULE_PARAMS: Final = {
    "subjects": "ids of those whom the rule is asked about, such as ['org:DL0012395']",
    "city": "code of the city's region, such as '210200'",
    "known": f"the revision whose knowledge counts; {vocabulary.NEWEST} for all that is recorded",
    "city_wide": "trades that the rule set makes city-wide: [], in V2 ['law']",
}
BEGINS: Final = re.compile(r"^MATCH \((\w+):(\w+)\)", re.MULTILINE)
CHECK_COLUMNS: Final = ("id", "label", "detail")


@dataclass(frozen=True)
class Statement:
    """One statement: `name` is its path without ending (`checks/orphan`), `kind` its folder, `id` its stem."""

    name: str
    kind: str
    text: str
    header: Header
    used: frozenset[str]
    writes: bool
    engine: str | None = None  # schema only: the engine that this statement is for, None for both
    defaults: Mapping[str, Any] = field(default_factory=dict, compare=False)  # values of header.parameters
    filters: frozenset[str] = frozenset()  # parameters of the filters of its lists; null where one is not asked for
    conditions: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)  # by filter, as in the text
    # the same for a key that is bounded, by the filter that bounds it, where it looks at all organisations
    within: Mapping[str, "Statement"] = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        return self.name.rsplit("/", 1)[-1]

    @property
    def check(self) -> CheckHeader:
        """The header of a check; a TypeError for any other kind."""
        if not isinstance(self.header, CheckHeader):
            raise TypeError(f"{self.name} is no check")
        return self.header

    def asked(self, given: Mapping[str, Any]) -> "Statement":
        """The same without the conditions of the filters that are not asked for: an engine plans them nevertheless."""
        text = self.text
        for name, put in self.conditions.items():
            if given.get(name) is None:
                text = text.replace(put, "")
        return self if text == self.text else replace(self, text=text)

    def of_some(self) -> "Statement":
        """The same of the nodes alone whose ids are `$rows`: those that its first pattern begins at.

        StatementFailed where it begins otherwise.
        """
        text, found = BEGINS.subn(r"UNWIND $rows AS key\nMATCH (\1:\2 {id: key})", self.text, count=1)
        if not found:
            raise StatementFailed(self.name, "its first pattern does not begin at nodes of a label")
        return replace(self, name=f"{self.name} of some", text=text, used=self.used | {"rows"})


class Catalogue(Mapping[str, Statement]):
    """All statements by name; a variant of a template is named `load/fact:COVERS:PartyOrganization:Organization`.

    `rulebook` holds the rules as patterns; as statements they are what an engine would be asked for some subjects.
    """

    def __init__(self, statements: Mapping[str, Statement], rulebook: Rulebook, filters: Sequence[Filter]) -> None:
        self._statements = dict(statements)
        self._filters = tuple(filters)
        self.rulebook = rulebook

    def __getitem__(self, name: str) -> Statement:
        return self._statements[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._statements)

    def __len__(self) -> int:
        return len(self._statements)

    def variant(self, name: str, *names: str) -> Statement:
        """One variant of a template: `variant("load/fact", "COVERS", "PartyOrganization", "Organization")`."""
        return self._statements[":".join((name, *names))]

    def variants(self, name: str) -> list[Statement]:
        """Every variant of a template, in the order of vocabulary.py."""
        return [s for n, s in self._statements.items() if n.startswith(name + ":")]

    def filters_of(self, list_: FilteredList) -> list[Filter]:
        """The filters of a list, in the order of its parameters."""
        return [one for one in self._filters if list_ in one.header.lists]

    def of_kind(self, kind: Kind, folder: str | None = None) -> list[Statement]:
        """The statements of a kind by name; with `folder` (`queries/derive`) only those that lie directly in it."""
        found = [s for s in self._statements.values() if s.kind == kind]
        if folder is not None:
            found = [s for s in found if s.name.rsplit("/", 1)[0] == folder]
        return sorted(found, key=lambda s: s.name)


def load_catalogue(root: Path = ROOT) -> Catalogue:
    """Reads every `.cypher` file below `root`; once, unless parameters are set otherwise.

    Raises CatalogueDefect naming each defective file and line.
    """
    return _read_catalogue(root, tuple(set_parameters().items()))


@functools.cache
def _read_catalogue(root: Path, _parameters: tuple[tuple[str, Any], ...]) -> Catalogue:
    statements: dict[str, Statement] = {}
    defects: list[str] = []
    rulebook = Rulebook((), {})
    parts = load_parts(root)
    try:
        rulebook = load_rules(root / RULES)
        statements |= {s.name: s for s in _rules_printed(rulebook, parts)}
    except CatalogueDefect as defect:
        defects += defect.defects
    filters: list[Filter] = []
    try:
        filters = read_filters(root)
    except CatalogueDefect as defect:
        defects += defect.defects
    for path in sorted(root.rglob("*.cypher")):
        if path.relative_to(root).parts[0] in (RULES, FOLDER, PARTS):
            continue
        try:
            for statement in read_statement(path, root, filters):
                statements[statement.name] = statement
        except CatalogueDefect as defect:
            defects += defect.defects
    if defects:
        raise CatalogueDefect(defects)
    return Catalogue(statements, rulebook, filters)


def written(name: str, text: str) -> Statement:
    """A statement that only reads and whose text was put together by the program, its parts put in."""
    whole = put_parts(text, load_parts(ROOT))
    used = frozenset(tokens.parameters(list(tokens.tokenize(whole))))
    header = Header(title=name)
    return Statement(
        name=name, kind="queries", text=whole, header=header, used=used, writes=False, defaults=_given_defaults(used)
    )


def _rules_printed(rulebook: Rulebook, parts: Mapping[str, str]) -> Iterator[Statement]:
    """Each rule as Cypher for some subjects."""
    for link in rulebook.links:
        for rule in rulebook.rules[link.name]:
            text = put_parts(cypher(rule.patterns, link.subject, rulebook.derived), parts)
            used = frozenset(tokens.parameters(list(tokens.tokenize(text))))
            params = {name: what for name, what in RULE_PARAMS.items() if name in used}
            yield Statement(
                name=f"{RULES}/{rule.name}",
                kind=RULES,
                text=text,
                header=rule.header.model_copy(update={"params": params}),
                used=used,
                writes=False,
                defaults={**_given_defaults(used), **rule.defaults},
            )


def read_statement(path: Path, root: Path = ROOT, filters: Sequence[Filter] = ()) -> list[Statement]:
    """The statement of one file, or its variants where it is a template. Raises CatalogueDefect."""
    shown = path.relative_to(root.parent).as_posix()
    relative = path.relative_to(root).with_suffix("")
    kind = relative.parts[0]
    if kind not in HEADERS or len(relative.parts) < 2:
        raise CatalogueDefect([f"{shown}:1: statements lie in one of the folders {', '.join(HEADERS)}"])
    lines, written = split_header(read_text(path, shown))
    body = put_parts(written, load_parts(root))
    header = read_header(shown, lines, HEADERS[kind])
    try:
        found = list(tokens.tokenize(body))
    except tokens.UnterminatedToken as error:
        raise CatalogueDefect([f"{shown}:{error.line}: {error}"]) from None
    wanted = [f for f in filters if isinstance(header, QueryHeader) and {*f.header.lists} & {*header.lists}]
    writing = tokens.writing_keyword(found)
    defects = _defects(shown, kind, header, found, writing)
    defects += [f"{shown}:1: {f.name} is a filter of its lists" for f in wanted if {*f.parameters} & {*header.params}]
    if defects:
        raise CatalogueDefect(defects)
    engine = {".neo4j": "neo4j", ".embedded": "embedded"}.get(relative.suffix) if kind == "schema" else None
    known, used = load_parameters(), frozenset(tokens.parameters(found))
    name = relative.as_posix()
    plain = Statement(
        name=name,
        kind=kind,
        text=body.strip(),
        header=header,
        used=used,
        writes=writing is not None,
        engine=engine,
        defaults={**_given_defaults(used), **{p: known[p].value for p in header.parameters}},
    )
    if header.variants:
        each = _variants_of(header)
        texts = tokens.substitute(plain.text, each)
        return [
            replace(plain, name=":".join((name, *names.values())), text=text)
            for names, text in zip(each, texts, strict=True)
        ]
    if not any(is_mark(token, MARK, WITHIN) for token in found):
        return [plain]
    bounds = {f.name: f.bound for f in filters if f.header.bounds}
    within = {by: _filtered(plain, {MARK: [*wanted, bound], WITHIN: [bound]}) for by, bound in bounds.items()}
    return [replace(_filtered(plain, {MARK: wanted, WITHIN: []}), within=within)]


def _given_defaults(used: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in DEFAULTS.items() if name in used}


def _defects(
    shown: str, kind: str, header: Header, found: list[tokens.Token], writing: tokens.Token | None
) -> list[str]:
    defects = []
    used = tokens.parameters(found)
    given = GIVEN[kind]
    declared, known = set(header.params) | set(header.parameters), load_parameters()
    last = found[-1].line if found else 1
    undeclared = {name: line for name, line in used.items() if name not in declared | given}
    defects += [f"{shown}:{line}: ${name} is not declared" for name, line in undeclared.items()]
    defects += [f"{shown}:1: {name} is declared but not used" for name in sorted(declared - set(used))]
    defects += [f"{shown}:1: no {name} in parameters.toml" for name in header.parameters if name not in known]
    if kind in READING and writing:
        defects.append(f"{shown}:{writing.line}: {writing.text} writes, and {kind} only read")
    if not any(t.kind != "comment" for t in found):
        defects.append(f"{shown}:{last}: there is no statement below the header")
    marks = [token for token in found if is_mark(token, MARK)]
    listing = isinstance(header, QueryHeader) and bool(header.lists)
    if len(marks) != listing:
        line = marks[-1].line if marks else last
        defects.append(f"{shown}:{line}: {MARK} stands once in a query that answers lists, and in no other statement")
    if within := [token for token in found if is_mark(token, WITHIN) and (listing or kind != "queries")]:
        defects.append(f"{shown}:{within[0].line}: {WITHIN} stands in queries that answer no lists")
    if kind == "checks":
        names = {t.text for before, t in itertools.pairwise(found) if before.text.upper() == "AS"}
        defects += [f"{shown}:{last}: column {c} is not returned" for c in CHECK_COLUMNS if c not in names]
    return defects


def _variants_of(header: Header) -> list[dict[str, str]]:
    if header.variants == "nodes":
        return [{"LABEL": label} for label in vocabulary.LABELS]
    types = {
        "facts": vocabulary.FACTS,
        "derived": vocabulary.DERIVED,
        "relationships": vocabulary.FACTS | vocabulary.DERIVED,
        "holdings": vocabulary.HOLDINGS,
    }
    pairs = types[header.variants or ""].items()
    return [{"TYPE": name, "START": start, "END": end} for name, ends in pairs for start, end in ends]


def _filtered(query: Statement, filters: Mapping[str, Sequence[Filter]]) -> Statement:
    """The query with filters in its places for them; it takes their parameters beside its own."""
    text, put = put_filters(query.text, filters)
    used = query.used.union(*(f.used for f in put))
    taken = {name: f"{f.header.title_en}, null for all" for f in put for name in f.parameters}
    return replace(
        query,
        text=text,
        header=query.header.model_copy(update={"params": query.header.params | taken}),
        used=used,
        defaults={**query.defaults, **_given_defaults(used)},
        filters=frozenset(taken),
        conditions={f.name: f.condition for f in put},
    )
