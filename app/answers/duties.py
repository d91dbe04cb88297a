"""The six duties of Party organisations by period, with their evidence or the lack of it, and the campaigns.

What the duties and campaigns are, and the sentence that each rests on, is in the article (docs/domain.md 8).
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from app.answers.evidence import read_files, show_fact
from app.answers.holders import Holder, read_holders
from app.answers.within import within
from app.http.reading import Reading
from cypher.graph import Row


def last_whole_year(day: str) -> int:
    """The newest calendar year that has ended on a day."""
    return int(day[:4]) - (day[5:] != "12-31")


async def read_bearers(reading: Reading, party: str | None) -> list[str]:
    """The ids of the Party organisations that have duties in the field on the day, in order."""
    bearers = [row["id"] for row in await reading.ask_once("duty_bearers", party=party)]
    own = await within(reading, bearers)
    return [one for one in bearers if one in own]


async def read_evidence(reading: Reading, parties: Sequence[str], year: int) -> dict[str, dict[str, list[Row]]]:
    """What Party organisations did of each duty in a year: facts that hold on any day of it, by party and duty."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    period = {"first": f"{year:04}-01-01", "behind": f"{year + 1:04}-01-01"}
    rows = await reading.ask_once("fulfilled", ids=list(parties), **period) if parties else []
    for row in sorted(rows, key=lambda r: (r["valid_from"], r["id"])):
        found[row["subject"]][row["holder"]].append(row)
    return found


async def read_duties(reading: Reading) -> list[Row]:
    """The duties as the graph has them, those of which nothing was ever loaded among them."""
    return await reading.ask_once("duties")


async def show_bearers(
    reading: Reading, parties: Sequence[str], year: int, evidence: dict[str, dict[str, list[Row]]]
) -> list[dict[str, Any]]:
    """Party organisations with each duty and what is seen of it in the year, in the order of `parties`."""
    duties = await read_duties(reading)
    facts = [fact for party in parties for rows in evidence[party].values() for fact in rows]
    names = {**await read_holders(reading, parties), **await read_named(reading)}
    files = await read_files(reading, facts)
    items = []
    for party in parties:
        told: list[dict[str, Any]] = [
            {"duty": names[d["id"]], "evidence": [show_fact(f, names, files) for f in evidence[party][d["id"]]]}
            for d in duties
        ]
        missing = [one["duty"]["id"] for one in told if not one["evidence"]]
        items.append({"party_organization": names[party], "period": str(year), "duties": told, "missing": missing})
    return items


async def read_campaigns(reading: Reading) -> list[dict[str, Any]]:
    """Each campaign with the Party organisations that took part up to the day, and those that still do."""
    campaigns, every = await reading.ask_once("campaigns"), await reading.ask_once("took_part")
    own = await within(reading, [fact["subject"] for fact in every])
    facts = [fact for fact in every if fact["subject"] in own]
    names = {**await read_holders(reading, [f["subject"] for f in facts]), **await read_named(reading)}
    files = await read_files(reading, facts)
    took: dict[str, list[Row]] = defaultdict(list)
    for fact in facts:
        if fact["valid_from"] <= reading.day:
            took[fact["holder"]].append(fact)
    return [
        {
            "id": c["id"],
            "title": names[c["id"]]["name"],
            "sentence": c["sentence"],
            "trades": c["trades"] or [],
            "took_part": len({f["subject"] for f in took[c["id"]]}),
            "taking_part": len({f["subject"] for f in took[c["id"]] if reading.day < f["valid_to"]}),
            "facts": [show_fact(fact, names, files) for fact in took[c["id"]]],
        }
        for c in campaigns
    ]


async def read_named(reading: Reading) -> dict[str, Holder]:
    """The duties and campaigns by id, as facts that end there show them."""
    duties, campaigns = await reading.ask_once("duties"), await reading.ask_once("campaigns")
    return {
        row["id"]: {
            "id": row["id"],
            "name": reading.of(row["name"], row["name_en"] or ""),
            "label": label,
            "kind": None,
        }
        for label, rows in (("Duty", duties), ("Campaign", campaigns))
        for row in rows
    }
