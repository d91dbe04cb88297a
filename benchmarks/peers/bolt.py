"""One bare Cypher statement that returns the links of a chain, by the plain driver on a session that is kept.

It is asked in two shapes, and the one that is faster on an engine counts there: three parts joined by UNION ALL, or one
pattern. Rows are links with their holders, rule, validity, the ids of their facts and who was passed over; what the API
tells beside (the facts themselves with names and places, the sentence of the rule) is none of them.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

import neo4j

from cypher.domain.dates import shown
from cypher.graph import Address

SHAPES: Final = ("union", "steps")
TRIED: Final = 40
STATEMENTS: Final = Path(__file__).parent / "statements"
Row = Mapping[str, Any]


class Bolt:
    """The statement over one session."""

    def __init__(self, session: neo4j.Session) -> None:
        self.session = session
        self.texts = {name: (STATEMENTS / f"bolt_{name}.cypher").read_text(encoding="utf-8") for name in SHAPES}
        self.shape = SHAPES[0]

    def ask(self, id_: str, day: str) -> list[neo4j.Record]:
        """The rows of an organisation on a day."""
        return list(self.session.run(self.texts[self.shape], id=id_, day=day))

    def links(self, id_: str, day: str) -> list[Row]:
        """What the rows say, each link once, as `told_link` tells it of an answer."""
        found: dict[str, Row] = {}
        for row in self.ask(id_, day):
            for link in _links(row.data()) if self.shape == "steps" else [dict(row)]:
                found[link["id"]] = _told(link)
        return list(found.values())

    def choose(self, ids: Sequence[str], day: str) -> str:
        """Takes the shape that is faster here; its name."""
        taken = {}
        for name in (*SHAPES, *SHAPES):  # the first time it is planned
            self.shape, spent = name, []
            for id_ in ids[:TRIED]:
                began = time.perf_counter()
                self.ask(id_, day)
                spent.append(time.perf_counter() - began)
            taken[name] = median(spent)
        self.shape = min(taken, key=lambda name: taken[name])
        return self.shape


@contextmanager
def bolt(address: Address) -> Iterator[Bolt]:
    """The statement over the graph at an address."""
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver,
        driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        yield Bolt(session)


def _links(row: Row) -> Iterator[Row]:
    for up in ("", "up_"):
        link = row[f"{up}link"]
        if link is not None:
            start, holder = row[f"{up}start"], row[f"{up}holder"]
            facts = link.get("facts", [f"{holder if row[f'{up}type'] == 'COVERS' else start}|{link['id']}"])
            told = {
                "start": start,
                "holder": holder,
                "name": row[f"{up}name"],
                "kind": row[f"{up}kind"],
                "facts": facts,
            }
            dates = {"since": link.get("since", link["valid_from"]), "until": link.get("until", link["valid_to"])}
            yield {**dict.fromkeys(("rule", "rule_set", "rank", "considered", "parameters")), **link, **dates, **told}


def _told(row: Row) -> Row:
    passed = json.loads(row["considered"] or "[]")
    return {
        **{"id": row["id"], "from": row["start"], "to": (row["holder"], row["name"], row["kind"])},
        **{"rule": row["rule"], "rule_set": row["rule_set"], "rank": row["rank"]},
        **{"parameters": json.loads(row["parameters"] or "{}"), "provisional": bool(row.get("provisional"))},
        **{"valid_from": shown(row["since"]), "valid_to": shown(row["until"])},
        "facts": [reference.rpartition("|")[2] for reference in row["facts"]],
        "considered": [(one["holder"], one["rule"], one["lost_because"]) for one in passed],
    }
