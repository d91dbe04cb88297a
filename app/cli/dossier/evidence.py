"""What each link rests on and who was passed over; the class of coverage, since when, by which counts."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, Element, both, element, table
from app.cli.dossier.parts import age, aside, code, marks, named, pairs, period
from app.cli.words import say
from cypher.domain.vocabulary import COUNTS

FACT_HEADS = ("fact", "ends", "period", "told", "source", "file", "sheet", "row")


def evidence(dossier: Dossier) -> Content:
    """Link by link: rule, sentence, parameters, facts with their places, and whoever was considered."""
    zh, en = dossier.chain.zh, dossier.chain.en
    found = [[zh["lead"], en["lead"]], *zip(zh["path"], en["path"], strict=True)]
    shown = [_link(number, one, other) for number, (one, other) in enumerate(found) if one is not None]
    return shown or element("p", both(*say("nothing")))


def _link(number: int, link: Mapping[str, Any], en: Mapping[str, Any]) -> Element:
    rule: Content = [both(link["rule_title"], en["rule_title"]), aside(link["rule"])] if link["rule"] else "—"
    told: list[tuple[Content, Content]] = [
        (both(*say("rule")), rule),
        (both(*say("rule_set")), link["rule_set"] or "—"),
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
        element("h3", both(*say(f"role.{link['role']}")), "：", ends),
        element("blockquote", both(link["sentence"], en["sentence"])),
        pairs(told),
        table([say(head) for head in FACT_HEADS], map(_fact, link["facts"])) if link["facts"] else None,
        _considered(link, en),
        id=f"link-{number}",
    )


def _parameter(name: str, used: Mapping[str, Any]) -> Content:
    return [code(name), f" = {used['value']}　{used['source']}", marks(used, "default")]


def _fact(fact: Mapping[str, Any]) -> Iterator[Content]:
    where = fact["place"]
    yield [both(*say(f"type.{fact['type']}")), " ", code(fact["id"])]
    yield f"{fact['from']['name']} → {fact['to']['name']}"
    yield [period(fact), marks(fact, "assumed_start")]
    yield "；".join(f"{name}: {_said(value)}" for name, value in fact["properties"].items()) or "—"
    yield _origin(fact["source"], fact["run"])
    yield [where["file"] or "—", aside(where["sha256"] and f"sha256 {where['sha256']}")]
    yield where["sheet"] or "—"
    yield "—" if where["row"] is None else str(where["row"])


def _origin(source: str | None, run: str | None) -> str:
    """The run, which names its source; where another command told it, both."""
    if source and run and not run.startswith(f"{source}:"):
        return f"{source} ({run})"
    return run or source or "—"


def _said(value: str | bool) -> str:
    return value if isinstance(value, str) else " ".join(say("yes" if value else "no"))


def _considered(link: Mapping[str, Any], en: Mapping[str, Any]) -> Content:
    if not link["considered"]:
        return None
    rows = [
        [named(one["holder"]), one["rule"] or "—", both(one["lost_because"], other["lost_because"])]
        for one, other in zip(link["considered"], en["considered"], strict=True)
    ]
    return table([say("considered"), say("rule"), say("why")], rows)


def coverage(dossier: Dossier) -> Content:
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
        told.append((both(*say("gap_since")), [state["gap_since"], _age(state["gap_since"], detail["as_of"])]))
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
            [counted["date"], _age(counted["date"], detail["as_of"]), "　", counted["source"] or "—"],
        )
    ]
    elsewhere = {name: other for other in counted["told_elsewhere"] for name in other["counts"]}
    for name in COUNTS:
        value = counted[name]
        bound = both(*say(f"bound.{counted[f'{name}_bound']}")) if value is not None else None
        other = elsewhere.get(name)
        origin = f"　{other['date']}　{other['source'] or '—'}" if other else None
        told.append((both(*say(name)), "—" if value is None else [bound, f" {value}", origin]))
    return pairs(told)


def _ties(detail: Mapping[str, Any]) -> Content:
    if not detail["party_organizations"]:
        return None
    rows = [
        [named(tie["party_organization"]), both(*say(f"relation.{tie['relation']}")), period(tie)]
        for tie in detail["party_organizations"]
    ]
    return table([say("party_organization"), say("what"), say("period")], rows)
