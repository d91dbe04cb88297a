"""A rule as a tree: patterns of nodes and relationships, what must hold of them, and what is proposed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias


@dataclass(frozen=True)
class Literal:
    """Text in single quotes, a whole number, true, false or null."""

    value: str | int | bool | None


@dataclass(frozen=True)
class Parameter:
    """`$name`: a value that whoever runs the rule gives."""

    name: str


@dataclass(frozen=True)
class Variable:
    """A node or a relationship itself."""

    name: str


@dataclass(frozen=True)
class Property:
    """`variable.name`."""

    variable: str
    name: str


@dataclass(frozen=True)
class Operation:
    """A comparison (`=`, `<>`, `<`, `>`, `<=`, `>=`), `AND`, `OR`, `IN`, `+` or `-` of two expressions."""

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True)
class Not:
    """`NOT (of)`."""

    of: "Expression"


@dataclass(frozen=True)
class IsNull:
    """`of IS NULL`."""

    of: "Expression"


@dataclass(frozen=True)
class ListOf:
    """`[a, b]`."""

    items: tuple["Expression", ...]


@dataclass(frozen=True)
class Call:
    """`type(r)`, `coalesce(a, b)` or `day(date)`: a date as a number, 20080331 for 2008-03-31."""

    function: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True)
class Case:
    """`CASE WHEN condition THEN value ... ELSE otherwise END`."""

    arms: tuple[tuple["Expression", "Expression"], ...]
    otherwise: "Expression"


Expression: TypeAlias = Literal | Parameter | Variable | Property | Operation | Not | IsNull | ListOf | Call | Case


@dataclass(frozen=True)
class Relationship:
    """A directed relationship of one of `types` from the node `start` to the node `end`.

    `least` and `most` are its lengths: both 1 once a pattern is unrolled.
    """

    name: str
    types: tuple[str, ...]
    properties: tuple[tuple[str, Expression], ...]
    start: str
    end: str
    least: int = 1
    most: int = 1


@dataclass(frozen=True)
class Pattern:
    """One MATCH of one connected path, its conditions and the columns that it returns.

    `labels`: node → label, None where the rule names none; `conditions` hold all at once.
    """

    labels: Mapping[str, str | None]
    relationships: tuple[Relationship, ...]
    conditions: tuple[Expression, ...]
    returns: Mapping[str, Expression] = field(default_factory=dict)

    @cached_property
    def conditions_on(self) -> Mapping[str, list[Expression]]:
        """By node or relationship, the conditions that speak of it alone."""
        found: dict[str, list[Expression]] = {}
        for condition in self.conditions:
            if len(named := variables(condition)) == 1:
                found.setdefault(named.pop(), []).append(condition)
        return found

    @cached_property
    def conditions_on_several(self) -> list[Expression]:
        """The conditions that can only be tested once the path is joined."""
        return [c for c in self.conditions if len(variables(c)) != 1]

    @cached_property
    def read_once_joined(self) -> Mapping[str, set[str]]:
        """By node or relationship, its properties that those conditions and the returned columns read."""
        found: dict[str, set[str]] = {}
        for top in (*self.conditions_on_several, *self.returns.values()):
            for e in within(top):
                if isinstance(e, Property):
                    found.setdefault(e.variable, set()).add(e.name)
        return found


def children(expression: Expression) -> Iterator[Expression]:
    """The expressions directly below one."""
    match expression:
        case Operation(_, left, right):
            yield left
            yield right
        case Not(of) | IsNull(of):
            yield of
        case ListOf(items):
            yield from items
        case Call(_, arguments):
            yield from arguments
        case Case(arms, otherwise):
            for condition, value in arms:
                yield condition
                yield value
            yield otherwise
        case _:
            return


def within(expression: Expression) -> Iterator[Expression]:
    """An expression and everything below it."""
    yield expression
    for child in children(expression):
        yield from within(child)


def variables(expression: Expression) -> set[str]:
    """The nodes and relationships that an expression speaks of."""
    return {
        e.name if isinstance(e, Variable) else e.variable
        for e in within(expression)
        if isinstance(e, Variable | Property)
    }


def parameters(patterns: tuple[Pattern, ...]) -> frozenset[str]:
    """The names of the parameters that patterns use."""
    return frozenset(e.name for e in expressions(patterns) if isinstance(e, Parameter))


def expressions(patterns: tuple[Pattern, ...]) -> Iterator[Expression]:
    """Every expression of patterns, and everything below each."""
    for pattern in patterns:
        tops = [*pattern.conditions, *pattern.returns.values()]
        tops += [value for r in pattern.relationships for _, value in r.properties]
        for top in tops:
            yield from within(top)


def conjuncts(expression: Expression) -> Iterator[Expression]:
    """What AND joins, one by one."""
    match expression:
        case Operation("AND", left, right):
            yield from conjuncts(left)
            yield from conjuncts(right)
        case _:
            yield expression


def renamed(expression: Expression, names: Mapping[str, str]) -> Expression:
    """The expression with nodes and relationships called otherwise."""
    match expression:
        case Variable(name):
            return Variable(names.get(name, name))
        case Property(variable, name):
            return Property(names.get(variable, variable), name)
        case Operation(operator, left, right):
            return Operation(operator, renamed(left, names), renamed(right, names))
        case Not(of):
            return Not(renamed(of, names))
        case IsNull(of):
            return IsNull(renamed(of, names))
        case ListOf(items):
            return ListOf(tuple(renamed(i, names) for i in items))
        case Call(function, arguments):
            return Call(function, tuple(renamed(a, names) for a in arguments))
        case Case(arms, otherwise):
            return Case(tuple((renamed(c, names), renamed(v, names)) for c, v in arms), renamed(otherwise, names))
        case _:
            return expression
