"""What does not agree: the superiors of its Party organisations as recorded and as derived, and the findings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.cli.dossier.gathered import Dossier
from app.cli.dossier.markup import Content, both, element, table
from app.cli.dossier.parts import aside, colon, named, rule
from app.cli.dossier.sources import Sources
from app.cli.words import say

DIFFERENCE_HEADS = ("party_organization", "recorded", "derived", "kind", "why")
FINDING_HEADS = ("severity", "check", "subject", "detail", "opened", "accepted")


def differences(dossier: Dossier, sources: Sources) -> Content:
    """A row for each Party organisation that covers it or sits with it."""
    rows: list[list[Content]] = [
        [
            named(one["party_organization"]),
            named(one["recorded"]),
            [named(one["derived"]), [" ", rule(one["rule"])] if one["rule"] else None],
            both(*say(f"difference.{one['kind']}")),
            both(one["reason"], other["reason"]) if one["reason"] else "—",
        ]
        for answer in dossier.differences
        for one, other in zip(answer.zh["items"], answer.en["items"], strict=True)
    ]
    return table(map(say, DIFFERENCE_HEADS), rows, "differences") if rows else element("p", both(*say("nothing")))


def findings(dossier: Dossier, sources: Sources) -> Content:
    """A row for each open finding about it or one of its Party organisations."""
    rows = [
        _row(one, other)
        for answer in dossier.findings
        for one, other in zip(answer.zh["items"], answer.en["items"], strict=True)
    ]
    shown, total = len(rows), sum(answer.zh["total"] for answer in dossier.findings)
    more = element("p", f"{shown} / {total}") if shown < total else None
    return [table(map(say, FINDING_HEADS), rows, "findings"), more] if rows else element("p", both(*say("nothing")))


def _row(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[Content]:
    yield both(*say(f"severity.{one['severity']}"))
    yield [both(one["title"], other["title"]), aside(one["check"])]
    yield named(one["subject"])
    yield _explained(one["explained"], other["explained"]) or "—"
    yield one["opened_run"] or "—"
    yield _accepted(one["accepted"]) if one["accepted"] else "—"


def _accepted(told: Mapping[str, Any]) -> Content:
    """Why a finding may stand, by which document, until when; said where the day has passed."""
    over = "" if told["in_force"] else both(*say("accepted_over"))
    until = [both(*say("accepted_until")), f" {told['until']} ", over]
    return [f"{told['reason']} {told['document']} ", until, aside(told["run"])]


def _explained(zh: Sequence[Mapping[str, str]], en: Sequence[Mapping[str, str]]) -> Content:
    """The parts of a detail, one behind the other."""
    return [
        [both(one["title"], other["title"]), colon(), both(one["value"], other["value"]), "　"]
        for one, other in zip(zh, en, strict=True)
    ]
