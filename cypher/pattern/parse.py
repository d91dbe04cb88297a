"""Text → patterns. What is not in the language is refused with its line and column.

    rule     = pattern (UNION ALL pattern)*
    pattern  = MATCH path [WHERE condition] RETURN expression AS name (, expression AS name)*
    path     = node (-[relationship]-> node | <-[relationship]- node)*
    node     = ( [name] [:Label] [{property: value, ...}] )
    relation = [name] :TYPE(|TYPE)* [*least..most] [{property: value, ...}]

Conditions and values: comparisons, AND, OR, NOT, IN a list or parameter, IS NULL, IS NOT NULL, CASE, coalesce(),
type(), day(), + and -, text, whole numbers, true, false, null, parameters, properties.
"""

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from cypher.pattern import tree
from cypher.pattern.tree import Expression, Pattern, Relationship
from cypher.pattern.unroll import unroll

TOKEN: Final = re.compile(
    r"(?P<space>\s+)|(?P<comment>//[^\n]*)|(?P<text>'[^'\\]*')|(?P<number>\d+)|(?P<parameter>\$\w+)"
    r"|(?P<name>[A-Za-z_]\w*)|(?P<mark><>|<=|>=|\.\.|[-<>=()\[\]{},:|*+.])"
)
WORDS: Final = frozenset(
    {
        *("MATCH", "WHERE", "RETURN", "AS", "UNION", "ALL", "AND", "OR", "NOT", "IN", "IS", "NULL"),
        *("CASE", "WHEN", "THEN", "ELSE", "END", "true", "false", "null"),
    }
)
COMPARISONS: Final = ("=", "<>", "<=", ">=", "<", ">")
FUNCTIONS: Final = {"type": 1, "day": 1, "coalesce": None}  # how many arguments; None: one or more
RETURNED: Final = ("subject", "holder", "rank", "nearness", "value", "provisional", "rule", "rule_set")
LONGEST: Final = 4  # relationships that `*a..b` may unroll to


class PatternDefect(ValueError):
    """What is no rule: `line` and `column` (1-based) say where."""

    def __init__(self, what: str, line: int, column: int) -> None:
        super().__init__(what)
        self.line = line
        self.column = column


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> tuple[Pattern, ...]:
    """The patterns of a rule, with paths of fixed length only: `*0..2` gives three. Raises PatternDefect."""
    reader = _Reader(text)
    return tuple(flat for pattern in reader.rule() for flat in unroll(pattern))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._tokenize())
        self.position = 0
        self.unnamed = 0
        self.labels: dict[str, str | None] = {}
        self.conditions: list[Expression] = []
        self.relationships: list[Relationship] = []

    # -- tokens ------------------------------------------------------------------------------------------------------

    def _tokenize(self) -> list[_Token]:
        found, at = [], 0
        while at < len(self.text):
            match = TOKEN.match(self.text, at)
            if match is None:
                self._refuse(f"{self.text[at]!r} is not in the rule language", at)
            kind = match.lastgroup or ""
            if kind not in ("space", "comment"):
                word = kind == "name" and match[0] in WORDS
                found.append(_Token("word" if word else kind, match[0], at))
            at = match.end()
        return [*found, _Token("end", "the end", len(self.text))]

    def _refuse(self, what: str, at: int | None = None) -> NoReturn:
        place = self.tokens[self.position].at if at is None else at
        line = self.text.count("\n", 0, place) + 1
        raise PatternDefect(what, line, place - self.text.rfind("\n", 0, place))

    @property
    def _next(self) -> _Token:
        return self.tokens[self.position]

    def _is(self, *texts: str) -> bool:
        return self._next.kind in ("mark", "word") and self._next.text in texts

    def _take(self, *texts: str) -> str | None:
        if not self._is(*texts):
            return None
        self.position += 1
        return self.tokens[self.position - 1].text

    def _need(self, *texts: str) -> str:
        found = self._take(*texts)
        if found is None:
            self._refuse(f"expected {' or '.join(texts)}, found {self._next.text}")
        return found

    def _name(self, what: str) -> str:
        return self._of_kind("name", what)

    def _of_kind(self, kind: str, what: str) -> str:
        if self._next.kind != kind:
            self._refuse(f"expected {what}, found {self._next.text}")
        self.position += 1
        return self.tokens[self.position - 1].text

    # -- patterns ----------------------------------------------------------------------------------------------------

    def rule(self) -> list[Pattern]:
        found = [self._pattern()]
        while self._take("UNION"):
            self._need("ALL")
            found.append(self._pattern())
        if self._next.kind != "end":
            self._refuse(f"{self._next.text} is not in the rule language")
        return found

    def _pattern(self) -> Pattern:
        self.labels, self.conditions, self.relationships = {}, [], []
        self._need("MATCH")
        self._path()
        if self._take("WHERE"):
            at = self._next.at
            condition = self._expression()
            self._known(condition, at)
            self.conditions += tree.conjuncts(condition)
        self._need("RETURN")
        returns: dict[str, Expression] = {}
        while True:
            at = self._next.at
            expression = self._expression()
            self._known(expression, at)
            self._need("AS")
            named = self._next.at
            name = self._name("a column")
            if name not in RETURNED or name in returns:
                self._refuse(f"a rule returns {', '.join(RETURNED)}, each once, and not {name}", named)
            returns[name] = expression
            if not self._take(","):
                break
        for column in ("subject", "holder"):
            value = returns.get(column)
            if not (isinstance(value, tree.Variable | tree.Parameter)):
                self._refuse(f"RETURN names no {column}")
        return Pattern(dict(self.labels), tuple(self.relationships), tuple(self.conditions), returns)

    def _path(self) -> None:
        left = self._node()
        while self._is("-", "<"):
            left = self._relationship(left)
        types = [r.types for r in self.relationships]
        flat = [t for each in types for t in each]
        if len(flat) != len(set(flat)):
            self._refuse("a relationship type may stand once in a path: give the choice a link of its own")
        if not self.relationships:
            self._refuse("a rule follows at least one relationship")

    def _relationship(self, left: str) -> str:
        back = self._take("<") is not None
        self._need("-")
        self._need("[")
        name = self._name("a name") if self._next.kind == "name" else self._anonymous("r")
        self._need(":")
        types = [self._name("a relationship type")]
        while self._take("|"):
            types.append(self._name("a relationship type"))
        least = most = 1
        if self._take("*"):
            least, most = int(self._of_kind("number", "a length")), 0
            self._need("..")
            most = int(self._of_kind("number", "a length"))
            if not least <= most <= LONGEST or most == 0:
                self._refuse(f"a length lies between 0 and {LONGEST}, the smaller first")
        properties = self._properties()
        self._need("]")
        self._need("-")
        if not back:
            self._need(">")
        right = self._node()
        start, end = (right, left) if back else (left, right)
        self.relationships.append(Relationship(name, tuple(types), properties, start, end, least, most))
        return right

    def _anonymous(self, kind: str) -> str:
        self.unnamed += 1
        return f"{kind}{self.unnamed}_"

    def _node(self) -> str:
        self._need("(")
        name = self._name("a name") if self._next.kind == "name" else self._anonymous("n")
        label = self._name("a label") if self._take(":") else None
        self.labels[name] = label or self.labels.get(name)
        self.conditions += [tree.Operation("=", tree.Property(name, key), value) for key, value in self._properties()]
        self._need(")")
        return name

    def _properties(self) -> tuple[tuple[str, Expression], ...]:
        found: list[tuple[str, Expression]] = []
        if self._take("{"):
            while True:
                key = self._name("a property")
                self._need(":")
                found.append((key, self._value()))
                if not self._take(","):
                    break
            self._need("}")
        return tuple(found)

    def _known(self, expression: Expression, at: int) -> None:
        known = {*self.labels, *(r.name for r in self.relationships)}
        unknown = sorted(tree.variables(expression) - known)
        if unknown:
            self._refuse(f"nothing in the path is called {unknown[0]}", at)

    # -- expressions -------------------------------------------------------------------------------------------------

    def _expression(self) -> Expression:
        left = self._conjunction()
        while self._take("OR"):
            left = tree.Operation("OR", left, self._conjunction())
        return left

    def _conjunction(self) -> Expression:
        left = self._negation()
        while self._take("AND"):
            left = tree.Operation("AND", left, self._negation())
        return left

    def _negation(self) -> Expression:
        return tree.Not(self._negation()) if self._take("NOT") else self._comparison()

    def _comparison(self) -> Expression:
        left = self._sum()
        operator = self._take(*COMPARISONS)
        if operator:
            return tree.Operation(operator, left, self._sum())
        if self._take("IN"):
            right = self._sum()
            if not isinstance(right, tree.ListOf | tree.Parameter):
                self._refuse("IN takes a list or a parameter")
            return tree.Operation("IN", left, right)
        if self._take("IS"):
            negated = self._take("NOT")
            self._need("NULL")
            return tree.Not(tree.IsNull(left)) if negated else tree.IsNull(left)
        return left

    def _sum(self) -> Expression:
        left = self._value()
        while operator := self._take("+", "-"):
            left = tree.Operation(operator, left, self._value())
        return left

    def _value(self) -> Expression:
        if self._take("("):
            inner = self._expression()
            self._need(")")
            return inner
        if self._take("["):
            return tree.ListOf(self._several("]"))
        if self._take("CASE"):
            return self._case()
        word = self._take("true", "false", "null")
        if word:
            return tree.Literal({"true": True, "false": False, "null": None}[word])
        match self._next.kind:
            case "text":
                return tree.Literal(self._of_kind("text", "text")[1:-1])
            case "number":
                return tree.Literal(int(self._of_kind("number", "a number")))
            case "parameter":
                return tree.Parameter(self._of_kind("parameter", "a parameter")[1:])
            case "name":
                return self._property_or_call()
        self._refuse(f"{self._next.text} is not in the rule language")

    def _property_or_call(self) -> Expression:
        at = self._next.at
        name = self._name("a name")
        if self._take("."):
            return tree.Property(name, self._name("a property"))
        if not self._take("("):
            return tree.Variable(name)
        if name not in FUNCTIONS:
            self._refuse(f"{name}() is not in the rule language", at)
        arguments = self._several(")")
        wanted = FUNCTIONS[name]
        if not arguments or (wanted is not None and len(arguments) != wanted):
            self._refuse(f"{name}() takes {wanted or 'at least 1'} argument(s)", at)
        return tree.Call(name, arguments)

    def _several(self, end: str) -> tuple[Expression, ...]:
        found: list[Expression] = []
        if self._take(end):
            return ()
        while True:
            found.append(self._expression())
            if not self._take(","):
                break
        self._need(end)
        return tuple(found)

    def _case(self) -> Expression:
        compared = None if self._is("WHEN") else self._expression()
        arms: list[tuple[Expression, Expression]] = []
        while self._take("WHEN"):
            condition = self._expression()
            if compared is not None:
                condition = tree.Operation("=", compared, condition)
            self._need("THEN")
            arms.append((condition, self._expression()))
        if not arms:
            self._refuse("a CASE has at least one WHEN")
        otherwise = self._expression() if self._take("ELSE") else tree.Literal(None)
        self._need("END")
        return tree.Case(tuple(arms), otherwise)
