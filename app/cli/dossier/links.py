"""Who answers, and the chain drawn as a chain: a box for each holder, an arrow for each link."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, Element, both, element
from app.cli.dossier.parts import code, colon, marks, named, pairs, period, rule
from app.cli.dossier.sources import Sources
from app.cli.words import say


def who(dossier: Dossier, sources: Sources) -> Content:
    """The unit that leads and by which rule, or that nobody does."""
    zh, en = dossier.chain.zh, dossier.chain.en
    yes = "complete" if zh["complete"] else "incomplete"
    off = {"lead_off_path": zh["lead_on_path"] is False}
    state = element("p", both(*say(yes)), marks(zh, "provisional", "uncertain"), marks(off, "lead_off_path"))
    lead, lead_en = zh["lead"], en["lead"]
    if lead is None:
        return [element("p", element("strong", both(*say("no_lead")))), state, _break(zh, en)]
    return [
        element("p", element("strong", lead["to"]["name"]), "　", code(lead["to"]["id"])),
        pairs(
            [
                (both(*say("rule")), rule(lead["rule"])),
                (both(*say("sentence")), both(lead["sentence"], lead_en["sentence"])),
                (both(*say("period")), period(lead)),
            ]
        ),
        state,
    ]


def chain(dossier: Dossier, sources: Sources) -> Content:
    """From the organisation up to the top, beside it who helps; where it breaks, why, and who might be asked."""
    zh, en = dossier.chain.zh, dossier.chain.en
    return [
        element("ol", _steps(zh, en), class_="links"),
        _break(zh, en),
        [
            element(
                "p",
                both(*say("support")),
                colon(),
                named(one["party_organization"]),
                "　",
                both(one["reason"], other["reason"]),
            )
            for one, other in zip(zh["support"], en["support"], strict=True)
        ],
    ]


def _steps(zh: Mapping[str, Any], en: Mapping[str, Any]) -> Iterator[Element]:
    on_path = {link["to"]["id"] for link in zh["path"]}
    if zh["lead"] and zh["lead"]["to"]["id"] not in on_path:
        role = element("a", both(*say("role.lead")), href="#link-0")
        yield element("li", _box(zh["lead"]["to"], "holder aside"), role)
    yield element("li", _box(zh["organization"], "holder subject"))
    for number, (link, other) in enumerate(zip(zh["path"], en["path"], strict=True), 1):
        title: Content = [" · ", both(link["rule_title"], other["rule_title"])] if link["rule_title"] else None
        words = element("a", both(*say(f"role.{link['role']}")), title, href=f"#link-{number}")
        said = marks(link, "provisional", "assumed_start")
        yield element("li", words, said, " ", element("small", period(link)), class_="link")
        yield element("li", _box(link["to"], "holder"))


def _box(holder: Mapping[str, Any], class_: str) -> Element:
    kind = both(*say(f"kind.{holder['kind']}")) if holder["kind"] else None
    return element(
        "div",
        element("div", element("strong", holder["name"])),
        element("div", kind, " ", code(holder["id"])),
        class_=class_,
    )


def _break(zh: Mapping[str, Any], en: Mapping[str, Any]) -> Content:
    broken = zh["break"]
    if broken is None:
        return None
    some: list[Content] = [[" ", named(one)] for one in broken["candidates"]]
    return element(
        "div",
        element("strong", both(*say("break"))),
        "　",
        both(broken["message"], en["break"]["message"]),
        element("p", both(*say("candidates")), colon(), some) if some else None,
        class_="break",
    )
