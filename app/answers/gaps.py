"""Organisations that nothing covers: how badly, since when, under whom, and why it is said."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.answers.chains import Subject, read_surroundings, walk_chains
from app.answers.evidence import show_break
from app.answers.holders import read_holders
from app.answers.organizations import list_item, read_organizations
from app.http.reading import Reading, together
from cypher.domain.parameters import load_parameters


async def read_gaps(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    """The gaps of some uncovered organisations, in the order of `ids`; a few statements however many there are."""
    if not ids:
        return []
    rows, found, around = await together(
        reading,
        read_organizations(reading, ids),
        reading.ask("uncovered_rows", ids=list(ids)),
        read_surroundings(reading, ids),
    )
    states = {row["id"]: row for row in found}
    chains = walk_chains((Subject(i, rows[i]["kind"], rows[i]["founded"], rows[i]["closed"]) for i in ids), around)
    wanted = [i for chain in chains.values() for i in chain.names()]
    names = await read_holders(reading, [*wanted, *(chain.superior for chain in chains.values())])
    return [
        {
            "organization": list_item(rows[i]),
            "severity": states[i]["severity"],
            "members_full": states[i]["members_full"],
            "members_full_bound": _bound(states[i]),
            "has_group": bool(states[i]["has_group"]),
            "instructor_sent": bool(states[i]["instructor_sent"]),
            "uncertain": bool(states[i]["uncertain"]) or chains[i].uncertain_above,
            "lead": names[lead.end] if (lead := chains[i].lead) else None,
            "superior": names[superior] if (superior := chains[i].superior) else None,
            "break": show_break(reading, chains[i].broken, names),
            "gap_since": states[i]["gap_since"],
            "reason": reason_of(reading, states[i]),
        }
        for i in ids
    ]


def reason_of(reading: Reading, state: Mapping[str, Any]) -> str:
    """Why an organisation is in its class, in words."""
    full = state["members_full"]
    code = f"reason.{state['class']}"
    if state["class"] == "uncovered_few" and full == 0 and state["members_full_bound"] != "more_than":
        code = "reason.uncovered_few_none_full"
    shown = {"more_than": f"{full}+", "about": f"≈{full}"}.get(state["members_full_bound"], full)
    must = load_parameters()["must_build_members"].value
    text = reading.say(code, full=shown, must=must)
    if state["about"]:
        text += reading.say("reason.about")
    return text + reading.say("reason.uncertain") if state["uncertain"] and not state["about"] else text


def _bound(state: Mapping[str, Any]) -> str | None:
    return None if state["members_full"] is None else state["members_full_bound"] or "exact"
