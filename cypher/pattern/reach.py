"""How far a pattern reaches from one subject: each relationship asked for by itself, with what must hold of it.

The statement of a step finds the paths that meet everything so far, and of the next relationship every one that is
there, in force or not; its `tests` say which conditions of the rule each of them meets. The first step that none meets
whole is where a rule gave nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from cypher.pattern import tree
from cypher.pattern.printing import Printer
from cypher.pattern.tree import Expression, Pattern, Relationship, variables

HOLDER: Final = "holder"  # the parameter that names the holder that is expected, where one is
OTHER: Final = "other_end"
MOST: Final = 100  # paths that one step looks at
Kind = Literal["in_force", "property", "end", "condition", "holder"]


@dataclass(frozen=True)
class Test:
    """One condition of a step: `text` as the rule has it; `reads` names what it is about, with what is found there."""

    kind: Kind
    text: str
    cypher: str
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One relationship of a pattern: the statement that looks for it, and what it tests.

    The statement takes `$subject`, `$as_of`, `$known` and what the rule takes; it returns [type, id, start, end, value,
    facts, tests, found], a row for each relationship that is there.
    """

    types: tuple[str, ...]
    text: str
    tests: tuple[Test, ...]


def steps_of(pattern: Pattern, subject: str, derived: Collection[str], *, expected: bool = False) -> Iterator[Step]:
    """The steps of a pattern in the order in which they can be followed from the subject (a node labelled `subject`).

    `expected`: the holder must be `$holder`.
    """
    if expected:
        wanted = tree.Operation("=", pattern.returns["holder"], tree.Parameter(HOLDER))
        pattern = replace(pattern, conditions=(*pattern.conditions, wanted))
    printer = Printer(pattern, subject, derived)
    walk = list(printer.walk())
    bound = {printer.subject}
    lines = ["UNWIND [$subject] AS subject_id", f"MATCH ({printer.subject}:{subject} {{id: subject_id}})"]
    waiting = list(pattern.conditions)
    for relationship in walk:
        met = [c for c in pattern.conditions if c not in waiting]
        before = [f"{printer.is_there(r)} AND in_force({r.name})" for r in walk[: walk.index(relationship)]]
        where = " AND ".join([*before, *map(printer.text, met)])
        testable = bound | {relationship.name, relationship.start, relationship.end}
        own = [c for c in waiting if variables(c) <= testable]
        yield _step(printer, [*lines, *([f"WHERE {where}"] if where else [])], relationship, bound, own)
        lines.append(f"MATCH {printer.step(relationship, bound)}")
        bound |= testable
        waiting = [c for c in waiting if c not in own]


def _step(
    printer: Printer, lines: list[str], relationship: Relationship, bound: set[str], conditions: list[Expression]
) -> Step:
    forward = relationship.start in bound
    at, end = (relationship.start, relationship.end) if forward else (relationship.end, relationship.start)
    both = end in bound
    other = OTHER if both else end
    inner = f"[{relationship.name}:{'|'.join(relationship.types)}]"
    raw = f"MATCH ({at})-{inner}->({other})" if forward else f"MATCH ({at})<-{inner}-({other})"
    there = f"{printer.is_there(relationship)} AND in_force({relationship.name})"
    tests = [Test("in_force", "", there)]
    for name, wanted in relationship.properties:
        said = tree.Property(relationship.name, name)
        tests.append(_test("property", printer, tree.Operation("=", said, wanted)))
    if both:
        tests.append(Test("end", f"{end}", f"{other}.id = {end}.id"))
    for condition in conditions:
        holds = isinstance(condition, tree.Operation) and condition.right == tree.Parameter(HOLDER)
        tests.append(_test("holder" if holds else "condition", printer, condition))
    start, stop = (at, other) if forward else (other, at)
    derived = relationship.types[0] in printer.derived
    facts, value = (f"{relationship.name}.{name}" if derived else "null" for name in ("facts", "value"))
    read = [name for test in tests for name in test.reads]
    returned = [
        f"type({relationship.name}) AS type",
        f"{relationship.name}.id AS id",
        f"{start}.id AS start",
        f"{stop}.id AS end",
        f"{value} AS value",
        f"{facts} AS facts",
        f"[{', '.join(f'coalesce({t.cypher}, false)' for t in tests)}] AS tests",
        f"[{', '.join(f'toString({name})' for name in read)}] AS found",
    ]
    text = "\n".join([*lines, raw, f"RETURN {', '.join(returned)}", f"LIMIT {MOST}"])
    return Step(relationship.types, text, tuple(tests))


def _test(kind: Kind, printer: Printer, condition: Expression) -> Test:
    text = printer.text(condition)
    read = dict.fromkeys(
        printer.text(e) for e in tree.within(condition) if isinstance(e, tree.Property | tree.Variable)
    )
    return Test(kind, text, text, tuple(read))
