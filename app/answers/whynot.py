"""Why a rule gave nothing, or not the holder that one expected: which condition of its pattern no path meets.

Each pattern of the rule is followed from the organisation, relationship by relationship, as the auditor would in a
browser; where no path goes on, the relationships that came nearest are shown with the facts that they rest on.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from app.answers.conditions import found_in_words, in_words
from app.answers.evidence import read_facts, read_files, show_fact
from app.answers.holders import Holder, read_holders
from app.http.reading import Reading
from cypher.catalogue import Statement, written
from cypher.domain.parameters import city_wide
from cypher.graph import Row
from cypher.pattern.reach import Step, steps_of
from cypher.pattern.rules import Rule, RuleLink

ROLES: Final = {"LEAD": "lead", "SUPERIOR": "superior"}
NEAREST: Final = 5


@dataclass(frozen=True)
class Reached:
    """How far one pattern of a rule went: the steps that some path meets, and what came nearest at the next one."""

    rule: Rule
    steps: Sequence[Step]
    passed: int
    at: Sequence[str]  # where the last step that was met ended
    nearest: Sequence[Row]

    @property
    def whole(self) -> bool:
        return self.passed == len(self.steps)


async def read_why_not(reading: Reading, organization: str, rule: str | None, holder: str | None) -> dict[str, Any]:
    """Of a rule, or of all that settle a lead or a superior, each pattern with the first condition that failed.

    Raises GraphError.
    """
    asked = [(link, one) for link, one in _rules(reading) if rule is None or one.id == rule]
    reached = [
        await _reach(reading, link, one, number, organization, holder)
        for link, one in asked
        if _holds(reading, one)
        for number in range(len(one.patterns))
    ]
    links = await reading.ask("organization_links", id=organization)
    proposals = await asyncio.gather(*(_proposed(reading, one, organization) for _, one in asked))
    now = {row["type"]: row for row in links if row["valid_from"] <= reading.day < row["valid_to"]}
    facts = await read_facts(reading, {f for r in reached for row in r.nearest for f in _references(row)})
    names = await read_holders(reading, _named(reached, facts.values(), now.values(), proposals, holder))
    files = await read_files(reading, facts.values())
    return {
        "rules": [
            {
                "role": ROLES[link.type],
                "rule": one.id,
                "rule_title": reading.of(*_title(reading, one)),
                "holds": _holds(reading, one),
                "rule_sets": list(one.header.rule_sets),
                "proposed": [names[i] for i in sorted(set(found))],
                "winner": _winner(now.get(link.type), names),
                "reason": _reason(reading, link, one, found, now.get(link.type), holder),
                "patterns": [_show(reading, r, names, facts, files) for r in reached if r.rule.name == one.name],
            }
            for (link, one), found in zip(asked, proposals, strict=True)
        ],
        "expected": names[holder] if holder else None,
    }


def _rules(reading: Reading) -> Iterable[tuple[RuleLink, Rule]]:
    book = reading.catalogue.rulebook
    for link in book.links:
        if link.subject == "Organization" and link.type in ROLES:
            for rule in book.rules[link.name]:
                yield link, rule


def _holds(reading: Reading, rule: Rule) -> bool:
    return not rule.header.rule_sets or reading.rule_set in rule.header.rule_sets


def _title(reading: Reading, rule: Rule) -> tuple[str, str]:
    cited = reading.catalogue.rulebook.cited.get(rule.id)
    header = cited.header if cited else rule.header
    return header.title, header.title_en


async def _reach(
    reading: Reading, link: RuleLink, rule: Rule, number: int, organization: str, holder: str | None
) -> Reached:
    derived = reading.catalogue.rulebook.derived
    steps = list(steps_of(rule.patterns[number], link.subject, derived, expected=holder is not None))
    given = {**rule.defaults, "subject": organization, "holder": holder, "city_wide": list(city_wide(reading.rule_set))}
    at: list[str] = [organization]
    for passed, step in enumerate(steps):
        rows = await reading.ask_for(written(f"why-not/{rule.name}", step.text), **given)
        met = [row for row in rows if all(row["tests"])]
        if not met:
            nearest = sorted(rows, key=lambda row: (-sum(row["tests"]), str(row["id"])))[:NEAREST]
            return Reached(rule, steps, passed, at, nearest)
        ends = {end for row in met for end in (row["start"], row["end"])}
        at = sorted(ends - set(at)) or at
    return Reached(rule, steps, len(steps), at, ())


async def _proposed(reading: Reading, rule: Rule, organization: str) -> list[str]:
    """Whom the rule proposes on the day."""
    if not _holds(reading, rule):
        return []
    statement: Statement = reading.catalogue[f"rules/{rule.name}"]
    given = {"subjects": [organization], **statement.defaults, "city_wide": list(city_wide(reading.rule_set))}
    rows = await reading.ask_for(statement, **given)
    return [r["holder"] for r in rows if max(r["valid_froms"]) <= reading.day < min(r["valid_tos"])]


def _references(row: Row) -> list[str]:
    """The facts that a relationship of a path is or rests on, as `queries/facts` takes them."""
    return list(row["facts"]) if row["facts"] is not None else [f"{row['start']}|{row['id']}"]


def _named(
    reached: Sequence[Reached],
    facts: Iterable[Row],
    links: Iterable[Row],
    proposals: Sequence[Sequence[str]],
    holder: str | None,
) -> set[str]:
    found = {i for r in reached for row in r.nearest for i in (row["start"], row["end"])}
    found |= {i for r in reached for i in r.at} | {i for fact in facts for i in (fact["subject"], fact["holder"])}
    found |= {row["holder"] for row in links} | {i for one in proposals for i in one}
    return found | ({holder} if holder else set())


def _winner(row: Row | None, names: Mapping[str, Holder]) -> dict[str, Any] | None:
    return {"holder": names[row["holder"]], "rule": row["rule"]} if row else None


def _reason(
    reading: Reading, link: RuleLink, rule: Rule, proposed: Sequence[str], row: Row | None, holder: str | None
) -> str:
    """What became of what the rule proposed, in a sentence."""
    if not _holds(reading, rule):
        return reading.say("why.rule_set", rule_set=reading.rule_set, sets=", ".join(rule.header.rule_sets))
    expected = [i for i in proposed if holder is None or i == holder]
    if not expected:
        return reading.say("why.nothing" if not proposed else "why.another")
    if row is not None and row["rule"] == rule.id and row["holder"] in expected:
        return reading.say("why.won")
    passed = json.loads(row["considered"] or "[]") if row else []
    steps = [p["lost_because"] for p in passed if p["holder"] in expected and p["rule"] == rule.id]
    return reading.say(f"lost.{steps[0]}") if steps else reading.say("why.passed_over")


def _show(
    reading: Reading, reached: Reached, names: Mapping[str, Holder], facts: Mapping[str, Row], files: Any
) -> dict[str, Any]:
    step = None if reached.whole else reached.steps[reached.passed]
    tests = step.tests if step else ()
    return {
        "passed": reached.passed,
        "steps": len(reached.steps),
        "walk": ["|".join(one.types) for one in reached.steps],
        "at": [names[i] for i in reached.at[:NEAREST]],
        "failed": _failed(reading, reached, step, names) if step else None,
        "nearest": [
            {
                "type": row["type"],
                "from": names[row["start"]],
                "to": names[row["end"]],
                "value": row["value"],
                "fails": [t.text or t.kind for t, ok in zip(tests, row["tests"], strict=True) if not ok],
                "facts": [show_fact(facts[f], names, files) for f in _references(row) if f in facts],
            }
            for row in reached.nearest
        ],
    }


def _failed(reading: Reading, reached: Reached, step: Step, names: Mapping[str, Holder]) -> dict[str, Any]:
    """The condition at which the pattern stopped; of those that the nearest path fails the first."""
    name = reading.of("、", ", ").join(str(names[i]["name"]) for i in reached.at[:NEAREST])
    type_ = reading.of("或", " or ").join(say_type(reading, one) for one in step.types)
    if not reached.nearest:
        message = reading.say("why.no_relationship", name=name, type=type_)
        return {"code": "no_relationship", "condition": None, "found": {}, "message": message}
    row = reached.nearest[0]
    test = next(t for t, ok in zip(step.tests, row["tests"], strict=True) if not ok)
    reads = [one for t in step.tests for one in t.reads]
    found = {k: v for k, v in zip(reads, row["found"], strict=True) if k in test.reads}
    end, condition = names[row["end"]]["name"], reading.of(*(in_words(test.text, one) for one in (0, 1)))
    zh, en = ([found_in_words(k, v, one) for k, v in found.items()] for one in (0, 1))
    shown = reading.of("；".join(zh), "; ".join(en))
    message = reading.say(f"why.{test.kind}", found=shown, name=name, type=type_, condition=condition, end=end)
    return {"code": test.kind, "condition": test.text or None, "found": found, "message": message}


def say_type(reading: Reading, type_: str) -> str:
    """A type of relationship in words, with its name."""
    return f"{reading.say(f'type.{type_}')} {type_}"
