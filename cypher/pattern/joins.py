"""A pattern as joins over columns: every subject at once.

A proposal holds while all the relationships of its pattern do, and its evidence is all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final, cast

import polars as pl

from cypher.columns.columns import FACTS, NODE, Columns, holds_some_day
from cypher.pattern import tree
from cypher.pattern.tree import Expression, Pattern, Relationship

VALIDITY: Final = ("valid_from", "valid_to")
NEARNESS: Final = 2  # how many steps of nearness a rule may return
Through = tuple[Relationship, Mapping[str, pl.DataFrame]]
SCHEMA: Final[Mapping[str, Any]] = {
    "subject": NODE,
    "holder": NODE,
    "rank": pl.Int16,
    **{f"nearness{n}": pl.Int64 for n in range(NEARNESS)},
    "value": pl.String,
    "provisional": pl.Boolean,
    "rule": pl.String,
    "rule_set": pl.String,
    "valid_from": pl.Int32,
    "valid_to": pl.Int32,
    "facts": FACTS,
}


def propose(
    pattern: Pattern,
    columns: Columns,
    parameters: Mapping[str, Any],
    subject: str,
    *,
    among: pl.Series | None = None,
    through: Through | None = None,
) -> pl.DataFrame:
    """The proposals of a pattern (SCHEMA) for every subject of the label `subject`; what it does not return is null.

    `parameters`: the values of `$name`, ids of nodes as text; `among`: the only subjects (numbers) that are asked for;
    `through`: one relationship of the path with the only rows that it may run through, by type.
    """
    run = _Run(pattern, columns, parameters, subject, among, through)
    tables = run.tables()
    if tables is None:
        return pl.DataFrame(schema=dict(SCHEMA))
    joined = run.with_properties(_joined(tables))
    if several := pattern.conditions_on_several:
        joined = joined.filter(*(run.expression(c) for c in several))
    names = [r.name for r in pattern.relationships]
    return joined.select(
        *run.returned(),
        pl.max_horizontal(f"{n}.valid_from" for n in names).alias("valid_from"),
        pl.min_horizontal(f"{n}.valid_to" for n in names).alias("valid_to"),
        pl.concat_list(f"{n}.facts" for n in names).alias("facts"),
    ).filter(holds_some_day())


def subjects_through(
    pattern: Pattern,
    columns: Columns,
    parameters: Mapping[str, Any],
    subject: str,
    rows: Mapping[str, pl.DataFrame],
) -> Iterator[pl.Series]:
    """The subjects of the proposals of a pattern whose path runs through any of some rows, by type."""
    for relationship in pattern.relationships:
        own = {type_: rows[type_] for type_ in relationship.types if type_ in rows}
        if own:
            yield propose(pattern, columns, parameters, subject, through=(relationship, own))["subject"]


@dataclass(frozen=True)
class _Run:
    pattern: Pattern
    columns: Columns
    parameters: Mapping[str, Any]
    subject: str
    among: pl.Series | None
    through: Through | None

    @property
    def _relationships(self) -> set[str]:
        return {r.name for r in self.pattern.relationships}

    def tables(self) -> list[tuple[Relationship, pl.DataFrame]] | None:
        """The rows of each relationship; None as soon as one has none, for then nothing is proposed."""
        relationships = self.pattern.relationships
        if any(all(table.is_empty() for table in self._held(r).values()) for r in relationships):
            return None
        found = []
        for relationship in relationships:
            table = self._table(relationship)
            if table.is_empty():
                return None
            found.append((relationship, table))
        return found

    def _held(self, relationship: Relationship) -> Mapping[str, pl.DataFrame]:
        """The rows of a relationship of the path, by type."""
        if self.through is not None and relationship == self.through[0]:
            return self.through[1]
        return {type_: self.columns.relationship(type_) for type_ in relationship.types}

    def _table(self, relationship: Relationship) -> pl.DataFrame:
        """The rows of a relationship that can be part of a proposal, its columns named after it."""
        own = self.pattern.conditions_on.get(relationship.name, [])
        wanted = {p.name for c in own for p in tree.within(c) if isinstance(p, tree.Property)}
        wanted |= {name for name, _ in relationship.properties} | self.pattern.read_once_joined.get(
            relationship.name, set()
        )
        wanted -= {*VALIDITY, "id", "type"}
        parts = [
            table.lazy().select("start", "end", *VALIDITY, "facts", *sorted(wanted), pl.lit(type_).alias("type"))
            for type_, table in self._held(relationship).items()
        ]
        rows = pl.concat(parts)
        for name, value in relationship.properties:
            rows = rows.filter(pl.col(name) == self.expression(value))
        rows = rows.rename({c: f"{relationship.name}.{c}" for c in (*VALIDITY, "facts", "type", *sorted(wanted))})
        rows = rows.filter(*(self.expression(c) for c in own))
        if relationship.start == relationship.end:
            rows = rows.filter(pl.col("start") == pl.col("end")).rename({"start": relationship.start}).drop("end")
        else:
            rows = rows.rename({"start": relationship.start, "end": relationship.end})
        for node in dict.fromkeys((relationship.start, relationship.end)):
            allowed = self._allowed(node)
            if allowed is not None:
                rows = rows.join(allowed.lazy(), on=node, how="semi", maintain_order="left")
        return rows.collect()

    def _allowed(self, node: str) -> pl.DataFrame | None:
        """The nodes that a name of the path can stand for, where the path says anything of it."""
        nodes = self.columns.nodes
        conditions = [self.expression(c, of=node) for c in self.pattern.conditions_on.get(node, [])]
        labels = {self.pattern.labels[node]}
        if self.pattern.returns["subject"] == tree.Variable(node):
            labels.add(self.subject)
            if self.among is not None:
                nodes = nodes.filter(pl.col("node").is_in(self.among.implode()))
        conditions += [pl.col("label") == label for label in labels if label]
        if not conditions:
            return None
        return nodes.filter(*conditions).select(pl.col("node").alias(node))

    def with_properties(self, joined: pl.DataFrame) -> pl.DataFrame:
        """Adds the properties of nodes that conditions on several or the returned columns read."""
        nodes = self.columns.nodes
        added = [
            nodes[name].gather(joined[node]).alias(f"{node}.{name}")
            for node in self.pattern.labels
            for name in sorted(self.pattern.read_once_joined.get(node, ()))
        ]
        return joined.with_columns(added)

    def returned(self) -> list[pl.Expr]:
        """The columns of SCHEMA before validity and evidence."""
        found: dict[str, pl.Expr] = {}
        for name, value in self.pattern.returns.items():
            if isinstance(value, tree.ListOf):
                found |= {f"{name}{n}": self.expression(item) for n, item in enumerate(value.items)}
            elif name == "holder" and isinstance(value, tree.Parameter):
                found[name] = pl.lit(self.columns.node(self.parameters[value.name]))
            else:
                found[name] = self.expression(value)
        columns = [c for c in SCHEMA if c not in (*VALIDITY, "facts")]
        return [found.get(c, pl.lit(None)).cast(SCHEMA[c]).alias(c) for c in columns]

    def expression(self, expression: Expression, *, of: str | None = None) -> pl.Expr:
        """An expression over the joined path, or with `of` over the table of nodes for that node alone."""

        def go(inner: Expression) -> pl.Expr:
            return self.expression(inner, of=of)

        match expression:
            case tree.Literal(value):
                return pl.lit(value)
            case tree.Parameter(name):
                return pl.lit(self.parameters[name])
            case tree.Variable(name):
                return pl.col("node" if of else name)
            case tree.Property(variable, "id") if variable in self._relationships:
                return pl.col(f"{variable}.facts").list.first()
            case tree.Property(variable, name):
                return pl.col(name if of else f"{variable}.{name}")
            case tree.Operation("IN", left, tree.Parameter(name)):
                return go(left).is_in(list(self.parameters[name]))
            case tree.Operation("IN", left, tree.ListOf(items)):
                return reduce(pl.Expr.or_, (go(left) == go(item) for item in items))
            case tree.Operation(operator, left, right):
                return cast("pl.Expr", _OPERATORS[operator](go(left), go(right)))
            case tree.Not(inner):
                return ~go(inner)
            case tree.IsNull(inner):
                return go(inner).is_null()
            case tree.Call("type", (tree.Variable(name),)):
                return pl.col(f"{name}.type")
            case tree.Call("day", (date,)):
                return go(date)  # dates are day numbers here
            case tree.Call("coalesce", arguments):
                return pl.coalesce([go(a) for a in arguments])
            case tree.Case(arms, otherwise):
                return reduce(
                    lambda rest, arm: pl.when(go(arm[0])).then(go(arm[1])).otherwise(rest),
                    reversed(arms),
                    go(otherwise),
                )
        raise TypeError(f"{expression} has no meaning over columns")


_OPERATORS: Final[Mapping[str, Any]] = {
    "=": pl.Expr.__eq__,
    "<>": pl.Expr.__ne__,
    "<": pl.Expr.__lt__,
    ">": pl.Expr.__gt__,
    "<=": pl.Expr.__le__,
    ">=": pl.Expr.__ge__,
    "AND": pl.Expr.__and__,
    "OR": pl.Expr.__or__,
    "+": pl.Expr.__add__,
    "-": pl.Expr.__sub__,
}


def _joined(tables: Iterable[tuple[Relationship, pl.DataFrame]]) -> pl.DataFrame:
    """The tables joined on the nodes that they share: the smallest first, then whichever makes the fewest rows."""
    waiting = sorted(tables, key=lambda pair: pair[1].height)
    first, joined = waiting.pop(0)
    bound = {first.start, first.end}
    while waiting:
        best = min(waiting, key=lambda pair: _estimated_rows(joined, pair, bound))
        waiting.remove(best)
        relationship, table = best
        keys = sorted({relationship.start, relationship.end} & bound)
        joined = joined.join(table, on=keys, how="inner", maintain_order="left_right")
        bound |= {relationship.start, relationship.end}
    return joined


def _estimated_rows(joined: pl.DataFrame, pair: tuple[Relationship, pl.DataFrame], bound: set[str]) -> float:
    relationship, table = pair
    keys = {relationship.start, relationship.end} & bound
    if not keys:
        return float("inf")
    distinct = max(max(joined[k].n_unique(), table[k].n_unique()) for k in keys)
    return joined.height * table.height / max(1, distinct) / (1_000 if len(keys) == 2 else 1)
