"""What a rule may speak of: types, labels and properties that columns have, so that it means there what it says.

A pattern that parses can still mean one thing over columns and another as Cypher, or nothing at all. Such a rule is
refused when the program starts.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from cypher.columns.columns import FACT_PROPERTIES, NODE_PROPERTIES
from cypher.domain.vocabulary import DERIVED, FACTS, UNRULED
from cypher.pattern import tree
from cypher.pattern.joins import NEARNESS
from cypher.pattern.tree import Expression, Pattern

LABELS: Final = ("Organization", "PartyOrganization", "Region", "Trade")
RULE_SETS: Final = ("V0", "V1", "V2")
TIMES: Final = frozenset({"id", "valid_from", "valid_to"})
OF_A_LINK: Final = frozenset({"value", "rank", "rule", "rule_set", "provisional"})
OF_A_NODE: Final = frozenset(NODE_PROPERTIES) - {"label"} | {"id"}


def defects_of(pattern: Pattern, subject: str, links: Mapping[str, str]) -> Iterator[str]:
    """What a pattern says that columns do not hold, in words.

    `subject`: the label of the link's subjects; `links`: the types by which rules read links -> those in the graph.
    """
    facts = set(FACTS) - UNRULED
    names = [r.name for r in pattern.relationships]
    yield from (f"{name} names two things" for name in sorted(set(names)) if names.count(name) > 1)
    yield from (f"{name} names a node and a relationship" for name in sorted(set(names) & set(pattern.labels)))
    if not names:
        yield "a path of no relationship proposes nothing"
    for relationship in pattern.relationships:
        derived = {t for t in relationship.types if t in links}
        yield from (f"there is no type {t}" for t in relationship.types if t not in facts | set(links))
        if derived and derived != set(relationship.types):
            yield f"{'|'.join(relationship.types)} mixes facts and derived links"
    for label in pattern.labels.values():
        if label is not None and label not in LABELS:
            yield f"there is no label {label}"
    yield from _returned(pattern, subject)
    yield from _properties(pattern, links)


def _returned(pattern: Pattern, subject: str) -> Iterator[str]:
    """Subject and holder are nodes, the holder may be `$city`; nearness is a list of so many steps."""
    whose, holder = pattern.returns["subject"], pattern.returns["holder"]
    if not (isinstance(whose, tree.Variable) and whose.name in pattern.labels):
        yield "the subject is a node of the path"
    elif pattern.labels[whose.name] not in (None, subject):
        yield f"the subjects of this link are {subject}, not {pattern.labels[whose.name]}"
    if not (holder == tree.Parameter("city") or (isinstance(holder, tree.Variable) and holder.name in pattern.labels)):
        yield "the holder is a node of the path, or $city"
    nearness = pattern.returns.get("nearness", tree.ListOf(()))
    if not isinstance(nearness, tree.ListOf) or len(nearness.items) > NEARNESS:
        yield f"nearness is a list of at most {NEARNESS}"


def _properties(pattern: Pattern, links: Mapping[str, str]) -> Iterator[str]:
    types = {r.name: r.types for r in pattern.relationships}
    tops: list[Expression] = [*pattern.conditions, *pattern.returns.values()]
    for relationship in pattern.relationships:
        own = set(FACT_PROPERTIES) if relationship.types[0] in FACTS else OF_A_LINK
        yield from (f"{relationship.name} has no {name}" for name, _ in relationship.properties if name not in own)
        tops += [value for _, value in relationship.properties]
    for read in (e for top in tops for e in tree.within(top) if isinstance(e, tree.Property)):
        if read.variable in types:
            link = types[read.variable][0] in links
            known = TIMES | (OF_A_LINK if link else set(FACT_PROPERTIES))
        elif read.variable in pattern.labels:
            known = OF_A_NODE
        else:
            yield f"nothing in the path is called {read.variable}"
            continue
        if read.name not in known:
            yield f"{read.variable} has no {read.name} that a rule can read; there are {', '.join(sorted(known))}"


def unknown_ends(type_: str, subject: str) -> str | None:
    """Why a link of this type cannot start at this label, in words; None where it can."""
    if subject in (start for start, _ in DERIVED.get(type_, ())):
        return None
    return f"vocabulary.DERIVED has no {type_} of a {subject}"
