"""The seven rules as a reader meets them: the sentence each rests on, how much it decides, and examples."""

from typing import Any, Final

from app.answers.chains import Subject, read_chains
from app.http.reading import Reading
from cypher.domain.dates import day_before, whole_day
from cypher.domain.vocabulary import OPEN

EXAMPLES: Final = 3
TRIED: Final = 24  # candidates whose chain is looked at for an example


async def read_rules(reading: Reading) -> list[dict[str, Any]]:
    """Every rule by precedence and name, with its links counted in the graph.

    The links are those of the whole city: to a key that is bounded neither they nor examples are told.
    """
    links: dict[str, int] = {}
    in_force: dict[str, int] = {}
    whole = reading.subtree is None
    for row in await reading.ask("rule_links") if whole else ():
        links[row["rule"]] = links.get(row["rule"], 0) + row["links"]
        in_force[row["rule"]] = in_force.get(row["rule"], 0) + row["in_force"]
    rules = sorted(reading.catalogue.rulebook.cited.values(), key=lambda rule: (rule.header.precedence, rule.id))
    return [
        {
            "id": rule.id,
            "title": reading.of(rule.header.title, rule.header.title_en),
            "summary": reading.of(rule.header.summary, rule.header.summary_en),
            "sentence": reading.of(*rule.header.cited(None)),
            "sentence_of": {kind: reading.of(*rule.header.cited(kind)) for kind in rule.header.sentence_of},
            "rule_set": _rule_set(reading, rule.header.rule_sets),
            "rule_sets": list(rule.header.rule_sets),
            "precedence": rule.header.precedence,
            "settles": list(rule.settles),
            "links": links.get(rule.id, 0) if whole else None,
            "in_force": in_force.get(rule.id, 0) if whole else None,
            "examples": await read_examples(reading, rule.id) if links.get(rule.id) else [],
        }
        for rule in rules
    ]


def _rule_set(reading: Reading, sets: tuple[str, ...]) -> str:
    """The set that holds at the date where the rule belongs to it, else the first of its own."""
    return reading.rule_set if reading.rule_set in sets else sets[0]


async def read_examples(reading: Reading, rule: str) -> list[dict[str, str]]:
    """Up to three organisations whose chain uses the rule, each on a day of its own; complete chains first."""
    rows = await reading.ask("rule_examples", rule=rule, limit=TRIED)
    by_day: dict[str, list[Subject]] = {}
    order: dict[tuple[str, str], int] = {}
    for row in rows:
        day = _day(reading, row["valid_from"], row["valid_to"])
        key = (day, row["id"])
        if key not in order:
            order[key] = len(order)
            by_day.setdefault(day, []).append(Subject(row["id"], row["kind"], row["founded"], row["closed"]))
    ranked: list[tuple[bool, bool, int, str, str]] = []
    for day, subjects in by_day.items():
        for chain in (await read_chains(reading.on(day), subjects)).values():
            using = [link for link in (chain.lead, *chain.path) if link is not None and link.row["rule"] == rule]
            if using:
                contested = any(link.row["considered"] not in (None, "[]") for link in using)
                place = order[day, chain.subject.id]
                ranked.append((not chain.complete, not contested, place, chain.subject.id, day))
    return [{"organization": id, "as_of": day} for _, _, _, id, day in sorted(ranked)[:EXAMPLES]]


def _day(reading: Reading, start: str, end: str) -> str:
    """The date of the picture where the link holds then, else the last day on which it did."""
    if start <= reading.day < end:
        return reading.day
    return day_before(end) if end != OPEN else whole_day(start)
