"""Party organisations: where each sits, whom it covers, its members, its superior recorded and derived."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from app.answers.chains import Subject
from app.answers.duties import read_named
from app.answers.evidence import read_files, show_fact
from app.answers.holders import read_holders
from app.answers.organizations import read_findings_of
from app.answers.within import shown_facts, shown_of, within
from app.http.problems import Problem
from app.http.reading import Reading
from cypher.domain.dates import exists_at, shown
from cypher.graph import Row


async def read_parties(reading: Reading, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Party organisations as a list shows them, in the order of `ids`."""
    if not ids:
        return []
    ties: dict[tuple[str, str], list[Row]] = defaultdict(list)
    tied = await reading.ask("party_ties", ids=list(ids))
    hosts = await shown_of(reading, [row["holder"] for row in tied if row["type"] == "HOSTED_BY"])
    covered = await within(reading, [row["holder"] for row in tied if row["type"] == "COVERS"])
    for row in tied:
        if row["holder"] in (hosts if row["type"] == "HOSTED_BY" else covered):
            ties[row["subject"], row["type"]].append(row)
    steps: dict[tuple[str, str], list[str]] = defaultdict(list)
    above = [row for row in await reading.ask("chain_steps", ids=list(ids), late=[]) if row["type"] != "RULED"]
    # of several recorded superiors one that exists leads, then the smallest fact id (docs/domain.md 4)
    for row in sorted(above, key=lambda r: (not exists_at(r["founded"], r["closed"], reading.day), str(r["id"]))):
        steps[row["subject"], row["type"]].append(row["holder"])
    ended = [r["holder"] for rows in ties.values() for r in rows] + [i for s in steps.values() for i in s]
    names = await read_holders(reading, [*ids, *ended])
    territorial = {row["id"] for row in await reading.ask("party_lives", ids=list(ids)) if row["territorial"]}

    def first(found: Iterable[str]) -> dict[str, Any] | None:
        return next((names[i] for i in found), None)

    return [
        {
            **names[i],
            "territorial": i in territorial,
            "host": first(r["holder"] for r in ties[i, "HOSTED_BY"]),
            "covers": [names[c] for c in dict.fromkeys(r["holder"] for r in ties[i, "COVERS"])],
            "members": _sum(ties[i, "COVERS"], "members"),
            "members_full": _sum(ties[i, "COVERS"], "members_full"),
            "superior": first(steps[i, "SUPERIOR"]),
            "recorded": first(steps[i, "SUBORDINATE_TO"]),
        }
        for i in ids
    ]


async def read_party(reading: Reading, party: str) -> dict[str, Any]:
    """Everything about one Party organisation as of the date, but its chain."""
    life = (await reading.ask("party_lives", ids=[party]))[0]
    facts = sorted(
        await shown_facts(reading, await reading.ask("party_facts", id=party)),
        key=lambda f: (f["type"], f["valid_from"], f["id"]),
    )
    names = await read_holders(reading, [i for f in facts for i in (f["subject"], f["holder"])])
    names |= await read_named(reading) if {"FULFILLED", "TOOK_PART"} & {f["type"] for f in facts} else {}
    files = await read_files(reading, facts)
    in_force = [f for f in facts if f["valid_from"] <= reading.day < f["valid_to"]]
    return {
        **(await read_parties(reading, [party]))[0],
        "founded": life["founded"],
        "closed": life["closed"],
        "in_force": exists_at(life["founded"], life["closed"], reading.day),
        "acts_in": [names[f["holder"]] for f in in_force if f["type"] == "ACTS_IN"],
        "terms": [
            {**row, "until": shown(row["until"]), "assumed_end": bool(row["assumed_end"])}
            for row in await reading.ask("party_terms", id=party)
        ],
        "facts": [show_fact(fact, names, files) for fact in facts],
        "findings": await read_findings_of(reading, party),
    }


async def party_subject(reading: Reading, party: str) -> Subject:
    """A Party organisation whose chain is asked for. Raises Problem (404)."""
    rows = await reading.ask("party_lives", ids=[party])
    if not rows:
        raise Problem(404, "no_such_party_organization", id=party)
    return Subject(party, rows[0]["kind"], rows[0]["founded"], rows[0]["closed"], party=True)


def _sum(rows: Iterable[Row], name: str) -> int | None:
    """The sum of the known values of those covered, each once; null where none is known."""
    known = {row["holder"]: int(row[name]) for row in rows if row[name] is not None}
    return sum(known.values()) if known else None
