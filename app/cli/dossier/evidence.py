"""What each link rests on and who was passed over; the class of coverage, since when, by which counts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, Element, both, element, table
from app.cli.dossier.parts import age, aside, colon, day, marks, named, pairs, period, properties, rule, value_of
from app.cli.dossier.sources import Sources
from app.cli.words import say
from cypher.domain.vocabulary import COUNTS

FACT_HEADS = ("fact", "ends", "period", "told", "source")


def evidence(dossier: Dossier, sources: Sources) -> Content:
    """Link by link: rule, sentence, parameters, facts with where they were read, and whoever was considered."""
    zh, en = dossier.chain.zh, dossier.chain.en
    found = [[zh["lead"], en["lead"]], *zip(zh["path"], en["path"], strict=True)]
    shown = [_link(number, one, other, sources) for number, (one, other) in enumerate(found) if one is not None]
    return shown or element("p", both(*say("nothing")))


def _link(number: int, link: Mapping[str, Any], en: Mapping[str, Any], sources: Sources) -> Element:
    by: Content = [rule(link["rule"]), aside(link["rule_set"])] if link["rule"] else both(*say("no_rule"))
    told: list[tuple[Content, Content]] = [
        (both(*say("rule")), by),
        (both(*say("period")), [period(link), marks(link, "provisional", "assumed_start")]),
    ]
    if link["recorded"]:
        told.append((both(*say("recorded")), named(link["recorded"])))
    if link["parameters"]:
        told.append(
            (both(*say("parameters")), [element("div", _parameter(*one)) for one in link["parameters"].items()])
        )
    ends = [link["from"]["name"], " → ", link["to"]["name"]]
    return element(
        "article",
        element("h3", both(*say(f"role.{link['role']}")), colon(), ends),
        element("blockquote", both(link["sentence"], en["sentence"])),
        pairs(told),
        _facts(link["facts"], sources),
        _considered(link, en),
        id=f"link-{number}",
    )


def _parameter(name: str, used: Mapping[str, Any]) -> Content:
    said = [both(*say(f"parameter.{name}")), colon(), value_of(name, used["value"])]
    return [said, aside(name), f"　{used['source']}", marks(used, "default")]


def _facts(facts: Sequence[Mapping[str, Any]], sources: Sources) -> Content:
    return table(map(say, FACT_HEADS), (_fact(fact, sources) for fact in facts), "facts") if facts else None


def _fact(fact: Mapping[str, Any], sources: Sources) -> Iterator[Content]:
    yield both(*say(f"type.{fact['type']}"))
    yield f"{fact['from']['name']} → {fact['to']['name']}"
    yield [period(fact), marks(fact, "assumed_start")]
    yield properties(fact["properties"])
    yield sources.mark(fact)


def _considered(link: Mapping[str, Any], en: Mapping[str, Any]) -> Content:
    if not link["considered"]:
        return None
    rows = [
        [named(one["holder"]), rule(one["rule"]), both(one["lost_because"], other["lost_because"])]
        for one, other in zip(link["considered"], en["considered"], strict=True)
    ]
    return table([say("considered"), say("rule"), say("why")], rows, "considered")


def coverage(dossier: Dossier, sources: Sources) -> Content:
    """The class on the day and for how long it holds; the counts behind it and how old they are."""
    detail = dossier.detail.zh
    return [_class(detail), _headcount(detail), _ties(detail)]


def _class(detail: Mapping[str, Any]) -> Element:
    state = detail["coverage_state"]
    if state is None:
        return element("p", both(*say("not_in_population")))
    said = marks(state, "has_three", "has_group", "instructor_sent", "uncertain")
    told: list[tuple[Content, Content]] = [
        (both(*say("class")), [element("strong", both(*say(f"class.{state['class']}"))), said]),
        (both(*say("period")), [period(state), _age(state["valid_from"], detail["as_of"])]),
    ]
    if state["gap_since"]:
        told.append((both(*say("gap_since")), [day(state["gap_since"]), _age(state["gap_since"], detail["as_of"])]))
    return pairs(told)


def _age(since: str | None, day: str | None) -> Content:
    return ["　", both(*say("age")), " ", both(*age(since, day))] if since and day else None


def _headcount(detail: Mapping[str, Any]) -> Element:
    counted = detail["headcount"]
    if counted is None:
        return element("p", both(*say("no_headcount")))
    told: list[tuple[Content, Content]] = [
        (
            both(*say("headcount")),
            [day(counted["date"]), _age(counted["date"], detail["as_of"]), aside(counted["source"])],
        )
    ]
    elsewhere = {name: other for other in counted["told_elsewhere"] for name in other["counts"]}
    for name in COUNTS:
        value = counted[name]
        bound = both(*say(f"bound.{counted[f'{name}_bound']}")) if value is not None else None
        other = elsewhere.get(name)
        origin: Content = ["　", day(other["date"]), aside(other["source"])] if other else None
        told.append((both(*say(name)), "—" if value is None else [bound, f" {value}", origin]))
    return pairs(told)


def _ties(detail: Mapping[str, Any]) -> Content:
    if not detail["party_organizations"]:
        return None
    rows = [
        [named(tie["party_organization"]), both(*say(f"relation.{tie['relation']}")), period(tie)]
        for tie in detail["party_organizations"]
    ]
    return table([say("party_organization"), say("what"), say("period")], rows, "ties")
