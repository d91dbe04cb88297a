"""The rules as patterns: a folder of `cypher/rules/` is a link, a file in it a rule, `link.yaml` what holds for all.

A link is derived after every link that its rules read, so the order of derivation is that of what they read. What is no
rule stops the program, naming file, line and column.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from cypher.domain.parameters import load_parameters, set_parameters
from cypher.domain.vocabulary import ORGANIZATION_KINDS
from cypher.errors import CatalogueDefect
from cypher.headers import Header, load_yaml, read_header, read_text, split_header
from cypher.pattern import tree
from cypher.pattern.check import RULE_SETS, defects_of, unknown_ends
from cypher.pattern.parse import PatternDefect, parse
from cypher.pattern.tree import Pattern

ROOT: Final = Path(__file__).parent.parent / "rules"
FILE: Final = "link.yaml"
GIVEN: Final = frozenset({"city", "city_wide"})  # parameters that every rule may use
ROLES: Final = ("LEAD", "SUPERIOR", "SUPPORT")  # the links that answers name a rule of
Settling = Literal["one", "each", "all", "best", "agree"]


class RuleLink(BaseModel):
    """A link that rules derive.

    `type`: of the relationship in the graph; `subject`: label of the nodes it starts at; `settle`: how proposals become
    links (loaders/derive/sweep.py); `existence`: whether a holder that exists goes before one that does not; `unless`:
    the link whose holders are left out; `while_subject_exists`: whether it ends with its subject.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    title: str
    title_en: str
    type: str
    subject: Literal["Organization", "PartyOrganization"]
    settle: Settling
    existence: bool = True
    unless: str | None = Field(default=None, alias="except")
    while_subject_exists: bool = False

    @property
    def reads_as(self) -> str:
        """The type by which rules read it: two links of one type start at nodes of different labels."""
        return self.name.upper()


class RuleHeader(Header):
    """What a rule says of itself; no rule set is every one.

    `sentence` quotes the source, `[D]` in front of a default of ours. Where the source has another sentence for some
    kinds of organisation, `sentence_of` holds it by kind. `texts` names the rule of another link (`lead/decision`) that
    says the same: this one has no texts of its own.
    """

    title: str = ""
    texts: str = ""
    summary: str = ""
    summary_en: str = ""
    sentence: str = ""
    sentence_en: str = ""
    sentence_of: dict[str, str] = Field(default_factory=dict)
    sentence_of_en: dict[str, str] = Field(default_factory=dict)
    precedence: int = Field(ge=0, le=100)
    rule_sets: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _texts_in_both_languages(self) -> Self:
        if self.sentence_of.keys() != self.sentence_of_en.keys() or self.sentence_of.keys() - set(ORGANIZATION_KINDS):
            raise ValueError("sentence_of and sentence_of_en hold the same kinds of organisation")
        own = [self.title, self.title_en, self.summary, self.summary_en, self.sentence, self.sentence_en]
        if any(own) == bool(self.texts) or not all(own[:2]) ^ bool(self.texts) or len({*map(bool, own[2:])}) > 1:
            raise ValueError("a rule has title, summary and sentence in both languages, or texts: the rule that has")
        return self

    def cited(self, kind: str | None) -> tuple[str, str]:
        """The sentence that speaks of a kind of subject, Chinese and English."""
        if kind in self.sentence_of:
            return self.sentence_of[kind], self.sentence_of_en[kind]
        return self.sentence, self.sentence_en


@dataclass(frozen=True)
class Rule:
    """One rule: `id` is its stem, `link` the folder that it lies in."""

    id: str
    link: str
    header: RuleHeader
    patterns: tuple[Pattern, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict, compare=False)  # values of header.parameters

    @property
    def name(self) -> str:
        """Its path below the folder of rules: `lead/province`."""
        return f"{self.link}/{self.id}"

    def returns(self, column: str) -> bool:
        """Whether the rule itself says a column."""
        return any(column in pattern.returns for pattern in self.patterns)

    def uses(self, parameter: str) -> bool:
        """Whether the rule reads a parameter."""
        return parameter in tree.parameters(self.patterns)


@dataclass(frozen=True)
class CitedRule:
    """A rule as answers name it: its stem, the header with its texts, and the roles that it settles in any folder."""

    id: str
    header: RuleHeader
    settles: tuple[str, ...]


@dataclass(frozen=True)
class Rulebook:
    """`links`: each after those that its rules read; `rules`: by the name of their link, by precedence and id."""

    links: tuple[RuleLink, ...]
    rules: Mapping[str, tuple[Rule, ...]]

    @cached_property
    def cited(self) -> Mapping[str, CitedRule]:
        """The rules that a role of an answer can name, by id: those of ROLES that cite a sentence."""
        headers: dict[str, RuleHeader] = {}
        settles: dict[str, set[str]] = {}
        for link in self.links:
            for rule in self.rules[link.name] if link.type in ROLES else ():
                if rule.header.sentence:
                    headers[rule.id] = rule.header
                settles.setdefault(rule.id, set()).add(link.type)
        return {id_: CitedRule(id_, h, tuple(sorted(settles[id_], key=ROLES.index))) for id_, h in headers.items()}

    @cached_property
    def derived(self) -> frozenset[str]:
        """The types of relationships that rules derive."""
        return frozenset(link.type for link in self.links)


def load_rules(root: Path = ROOT) -> Rulebook:
    """Reads every folder below `root`; once, unless parameters are set otherwise.

    Raises CatalogueDefect naming each defective file, line and column.
    """
    return _read_rules(root, tuple(set_parameters().items()))


@functools.cache
def _read_rules(root: Path, _parameters: tuple[tuple[str, Any], ...]) -> Rulebook:
    links: dict[str, RuleLink] = {}
    rules: dict[str, tuple[Rule, ...]] = {}
    defects: list[str] = []
    defects += [
        f"{_shown(p, root)}:1: a rule lies in the folder of its link"
        for p in sorted(root.rglob("*.cypher"))
        if p.parent.parent != root
    ]
    for folder in sorted(path for path in root.glob("*") if path.is_dir()):
        try:
            links[folder.name] = _read_link(folder / FILE, root)
        except CatalogueDefect as defect:
            defects += defect.defects
        found = []
        for path in sorted(folder.glob("*.cypher")):
            try:
                found.append(_read_rule(path, root))
            except CatalogueDefect as defect:
                defects += defect.defects
        rules[folder.name] = tuple(sorted(found, key=lambda rule: (rule.header.precedence, rule.id)))
    defects += _without_texts(rules, root)
    if defects:
        raise CatalogueDefect(defects)
    ordered = tuple(_in_order(links, rules))
    if defects := list(_without_meaning(links, rules, root)):
        raise CatalogueDefect(defects)
    return Rulebook(ordered, rules)


def _without_texts(rules: Mapping[str, Iterable[Rule]], root: Path) -> list[str]:
    """The rules that name another for its texts which has none, or has another id than answers know it by."""
    every = {rule.name: rule for found in rules.values() for rule in found}
    return [
        f"{_shown(root / f'{rule.name}.cypher', root)}:1: {rule.header.texts} is no rule {rule.id} with a sentence"
        for rule in every.values()
        if rule.header.texts
        and not ((named := every.get(rule.header.texts)) and named.header.sentence and named.id == rule.id)
    ]


def _without_meaning(links: Mapping[str, RuleLink], rules: Mapping[str, Iterable[Rule]], root: Path) -> Iterator[str]:
    """The links that the graph cannot hold, and the rules that say what columns do not hold or answers cannot tell."""
    types = {link.reads_as: link.type for link in links.values()}
    derived: dict[tuple[str, str], str] = {}
    for name, link in links.items():
        at = _shown(root / name / FILE, root)
        if why := unknown_ends(link.type, link.subject):
            yield f"{at}:1: {why}"
        if other := derived.get((link.type, link.subject)):
            yield f"{at}:1: {other} derives the {link.type} of a {link.subject} already"
        derived[link.type, link.subject] = name
        if link.unless is not None and link.unless not in types:
            yield f"{at}:1: except: no link is read as {link.unless}"
        if not rules[name]:
            yield f"{at}:1: the folder of a link holds a rule"
        for rule in rules[name]:
            shown = _shown(root / f"{rule.name}.cypher", root)
            for what in dict.fromkeys(w for p in rule.patterns for w in defects_of(p, link.subject, types)):
                yield f"{shown}:1: {what}"
            header = rule.header
            if strange := sorted(set(header.rule_sets) - set(RULE_SETS)):
                yield f"{shown}:1: rule_sets: there is no {', '.join(strange)}"
            told = header.sentence or header.texts or rule.returns("rule")
            if link.type in ROLES and not (told and (header.rule_sets or rule.returns("rule_set"))):
                yield f"{shown}:1: a rule of {link.type} cites a sentence (or texts) and names its rule_sets"


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root.parent.parent).as_posix()


def _read_link(path: Path, root: Path) -> RuleLink:
    shown = _shown(path, root)
    try:
        raw = load_yaml(read_text(path, shown))
        return RuleLink.model_validate({**raw, "name": path.parent.name})
    except FileNotFoundError:
        raise CatalogueDefect([f"{shown}:1: a folder of rules needs a {FILE} that says what they derive"]) from None
    except (yaml.YAMLError, TypeError) as error:
        raise CatalogueDefect([f"{shown}:1: no YAML: {error}"]) from None
    except ValidationError as error:
        places = [(".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()]
        raise CatalogueDefect([f"{shown}:1: {key}: {message}" for key, message in places]) from None


def _read_rule(path: Path, root: Path) -> Rule:
    shown = _shown(path, root)
    lines, body = split_header(read_text(path, shown))
    header = read_header(shown, lines, RuleHeader)
    try:
        patterns = parse(body)
    except PatternDefect as defect:
        raise CatalogueDefect([f"{shown}:{defect.line}:{defect.column}: {defect}"]) from None
    known, used = load_parameters(), tree.parameters(patterns)
    defects = [f"{shown}:1: no {name} in parameters.toml" for name in header.parameters if name not in known]
    defects += [f"{shown}:1: ${name} is not declared" for name in sorted(used - GIVEN - set(header.parameters))]
    defects += [f"{shown}:1: {name} is declared but not used" for name in sorted(set(header.parameters) - used)]
    if defects:
        raise CatalogueDefect(defects)
    defaults = {name: known[name].value for name in header.parameters}
    return Rule(path.stem, path.parent.name, header, patterns, defaults)


def _in_order(links: Mapping[str, RuleLink], rules: Mapping[str, Iterable[Rule]]) -> list[RuleLink]:
    """The links, each after those that it reads. Raises CatalogueDefect where they read each other in a circle."""
    by_type = {link.reads_as: name for name, link in links.items()}
    graph: dict[str, list[str]] = {}
    for name, link in sorted(links.items()):
        patterns = [pattern for rule in rules[name] for pattern in rule.patterns]
        types = {t for pattern in patterns for r in pattern.relationships for t in r.types}
        types |= {link.unless} if link.unless else set()
        graph[name] = sorted(by_type[t] for t in types if t in by_type)
    try:
        return [links[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise CatalogueDefect([f"cypher/rules:1: the links {circle} read each other in a circle"]) from None
