"""A pattern as the engines get it: Cypher for some subjects, with the time and the evidence that a rule implies.

Every relationship of the pattern is one that the graph still holds; the row has the bounds of all of them
(`valid_from`, `valid_to`: the proposal holds from the latest to the earliest) and every fact that it rests on. The
subject is found first, then one relationship after the other: a path that begins at a trade would read all that pursue
it.
"""

from collections.abc import Collection, Iterator
from typing import Final

from cypher.pattern import tree
from cypher.pattern.tree import Expression, Pattern, Relationship

COLUMNS: Final = ("rank", "nearness", "value", "provisional", "rule", "rule_set")


def cypher(patterns: tuple[Pattern, ...], subject: str, derived: Collection[str]) -> str:
    """The statement for `$subjects`, a list of ids of nodes labelled `subject`.

    `derived`: the types of relationships that rules derive; the others are facts.
    """
    return "\nUNION ALL\n".join(Printer(pattern, subject, derived).statement() for pattern in patterns)


class Printer:
    """One pattern as Cypher: as a whole, and in its parts."""

    def __init__(self, pattern: Pattern, subject: str, derived: Collection[str]) -> None:
        self.pattern = pattern
        self.derived = derived
        value = pattern.returns["subject"]
        assert isinstance(value, tree.Variable)
        self.subject = value.name
        self.labels = {**pattern.labels, self.subject: subject}
        self.relationships = {r.name for r in pattern.relationships}

    def statement(self) -> str:
        lines = [
            "UNWIND $subjects AS subject_id",
            f"MATCH ({self.subject}:{self.labels[self.subject]} {{id: subject_id}})",
        ]
        bound = {self.subject}
        for relationship in self.walk():
            lines.append(f"MATCH {self.step(relationship, bound)}")
            bound |= {relationship.start, relationship.end}
        conditions = [self.is_there(r) for r in self.pattern.relationships]
        conditions += [self.text(c) for c in self.pattern.conditions]
        lines += [f"WHERE {' AND '.join(conditions)}", f"RETURN {self._returned()}"]
        return "\n".join(lines)

    def walk(self) -> Iterator[Relationship]:
        """The relationships in the order in which they can be followed from the subject, as written where they can."""
        waiting, bound = list(self.pattern.relationships), {self.subject}
        while waiting:
            following = next(r for r in waiting if {r.start, r.end} & bound)
            waiting.remove(following)
            bound |= {following.start, following.end}
            yield following

    def step(self, relationship: Relationship, bound: set[str]) -> str:
        """A relationship as it is matched where one of its ends or both are `bound`."""
        properties = ", ".join(f"{name}: {self.text(value)}" for name, value in relationship.properties)
        inner = f"{relationship.name}:{'|'.join(relationship.types)}" + (f" {{{properties}}}" if properties else "")
        if relationship.start in bound:
            return f"({relationship.start})-[{inner}]->{self._node(relationship.end, bound)}"
        return f"({relationship.end})<-[{inner}]-{self._node(relationship.start, bound)}"

    def _node(self, name: str, bound: set[str]) -> str:
        label = self.labels[name]
        return f"({name}:{label})" if label and name not in bound else f"({name})"

    def is_there(self, relationship: Relationship) -> str:
        """The predicate of cypher/parts/ for it."""
        part = "current" if relationship.types[0] in self.derived else "known"
        return f"{part}({relationship.name})"

    def _facts(self, relationship: Relationship) -> str:
        if relationship.types[0] in self.derived:
            return f"{relationship.name}.facts"
        return f"[{relationship.start}.id + '|' + {relationship.name}.id]"

    def _returned(self) -> str:
        returns = self.pattern.returns
        columns = [f"{self.text(returns[c])} AS {c}" for c in ("subject", "holder")]
        columns += [f"{self.text(returns[c]) if c in returns else 'null'} AS {c}" for c in COLUMNS]
        walked = self.pattern.relationships
        for bound in ("valid_from", "valid_to"):
            columns.append(f"[{', '.join(f'{r.name}.{bound}' for r in walked)}] AS {bound}s")
        columns.append(f"{' + '.join(self._facts(r) for r in walked)} AS facts")
        return ",\n       ".join(columns)

    def text(self, expression: Expression) -> str:
        """An expression in Cypher; a node or a relationship stands for its id."""
        match expression:
            case tree.Literal(None):
                return "null"
            case tree.Literal(bool() as value):
                return str(value).lower()
            case tree.Literal(int() as value):
                return str(value)
            case tree.Literal(value):
                return f"'{value}'"
            case tree.Parameter(name):
                return f"${name}"
            case tree.Variable(name):
                return f"{name}.id"
            case tree.Property(variable, name):
                return f"{variable}.{name}"
            case tree.Operation(operator, left, right):
                return f"({self.text(left)} {operator} {self.text(right)})"
            case tree.Not(tree.IsNull(of)):
                return f"{self.text(of)} IS NOT NULL"
            case tree.Not(of):
                return f"NOT ({self.text(of)})"
            case tree.IsNull(of):
                return f"{self.text(of)} IS NULL"
            case tree.ListOf(items):
                return f"[{', '.join(map(self.text, items))}]"
            case tree.Call("type", (tree.Variable(name),)):
                return f"type({name})"
            case tree.Call("day", (date,)):
                return f"toInteger(left(replace({self.text(date)}, '-', '') + '0000', 8))"
            case tree.Call(function, arguments):
                return f"{function}({', '.join(map(self.text, arguments))})"
            case tree.Case(arms, otherwise):
                told = " ".join(f"WHEN {self.text(c)} THEN {self.text(v)}" for c, v in arms)
                return f"CASE {told} ELSE {self.text(otherwise)} END"
        raise TypeError(f"{expression} has no text")
