"""SQLite, in this process: the chain of an organisation as dictionaries, the way up by one recursive statement.

Nothing is sent anywhere, so a chain is a few small statements over covering indexes and tables without rowids, which is
what SQLite is best at; the whole database lies in memory.
"""

import json
import sqlite3
from pathlib import Path
from typing import Any, Final

from benchmarks.peers.relations import RELATIONS, UNIT, Relations

STATEMENTS: Final = Path(__file__).parent / "statements"
KEYS: Final = {"node": "n", "named": "node, valid_from", "step": "no", "fact": "no"}
KEYS_OF_LISTS: Final = {"evidence": "step, ord", "passed": "step, ord"}
Json = dict[str, Any]

IN_FORCE: Final = "valid_from <= :day AND :day < valid_to"
ALIVE: Final = "founded <= :day AND :day < closed"
SUBJECT: Final = f"SELECT n, id, kind, {ALIVE} AS alive FROM node WHERE id = :id"
NAMED: Final = f"SELECT told FROM named WHERE node = :n AND {IN_FORCE}"
FIRST: Final = f"SELECT *, {ALIVE} AS alive FROM step WHERE subject = :n AND type = :type AND {IN_FORCE} ORDER BY ord"
TRADE: Final = f"SELECT trade FROM trade WHERE node = :n AND {IN_FORCE} ORDER BY id LIMIT 1"
SEAT: Final = (
    f"SELECT r.id FROM seat s JOIN node r ON r.n = s.region WHERE s.node = :n AND {IN_FORCE} ORDER BY s.id LIMIT 1"
)
CLASS: Final = f"SELECT class FROM coverage WHERE node = :n AND {IN_FORCE} LIMIT 1"
FACTS: Final = "SELECT f.* FROM evidence e JOIN fact f ON f.no = e.fact WHERE e.step = :no ORDER BY e.ord"
PASSED: Final = "SELECT holder, rule, lost FROM passed WHERE step = :no ORDER BY ord"
CANDIDATES: Final = """
SELECT a.party, a.depth FROM seat s
JOIN (SELECT region AS of, region FROM seat WHERE node = :n UNION
      SELECT p.region, p.above FROM part_of p WHERE p.valid_from <= :day AND :day < p.valid_to) r ON r.of = s.region
JOIN candidate a ON a.region = r.region JOIN node q ON q.n = a.party
WHERE s.node = :n AND s.valid_from <= :day AND :day < s.valid_to AND a.valid_from <= :day AND :day < a.valid_to
  AND a.founded <= :day AND :day < a.closed
ORDER BY a.depth DESC, a.ord, q.id
"""


class SQLite:
    """A database in memory that holds the relations of a graph."""

    def __init__(self, relations: Relations) -> None:
        self.connection = sqlite3.connect(":memory:", cached_statements=64)
        self.connection.row_factory = sqlite3.Row
        self._path = (STATEMENTS / "sqlite_path.sql").read_text(encoding="utf-8")
        for name, columns in RELATIONS.items():
            described = ", ".join(columns)
            key = KEYS.get(name) or KEYS_OF_LISTS.get(name)
            tail = f", PRIMARY KEY ({key})) WITHOUT ROWID" if key else ")"
            self.connection.execute(f"CREATE TABLE {name} ({described}{tail}")
            marks = ", ".join("?" * len(columns))
            self.connection.executemany(f"INSERT INTO {name} VALUES ({marks})", relations.rows[name])
        self.connection.executescript((STATEMENTS / "sqlite_schema.sql").read_text(encoding="utf-8"))

    def chain(self, id_: str, day: int) -> Json | None:
        """The chain of an organisation on a day (its number); None where there is no such one."""
        found = self.connection.execute(SUBJECT, {"id": id_, "day": day}).fetchone()
        return None if found is None else _Chain(self, found, day).told()

    def path(self, n: int, day: int) -> list[sqlite3.Row]:
        """What the recursive statement finds."""
        return self.connection.execute(self._path, {"n": n, "day": day}).fetchall()


class _Chain:
    """One answer."""

    def __init__(self, database: SQLite, subject: sqlite3.Row, day: int) -> None:
        self.database, self.ask, self.day, self.subject = database, database.connection.execute, day, subject
        self.names: dict[int, Json] = {}

    def told(self) -> Json:
        n, alive = self.subject["n"], self.subject["alive"]
        lead = self._first("LEAD", n) if alive else None
        path, after, code = self._path(n) if alive else ([], None, "not_in_force")
        chief = self._chief(lead["holder"]) if lead else None
        links = [self._link(row, role, start, recorded) for row, role, start, recorded in path]
        if alive and lead is None:
            after, code = None, "no_lead"
        elif lead and code == "no_superior" and (not path or (len(path) == 1 and path[0][1] == "own")):
            code = "no_party_organization" if lead["kind"] == UNIT and chief is None else code
        elif lead and code is None and not lead["alive"]:
            after, code = None, "not_in_force"
        passed = {row["holder"] for row, *_ in path}
        supporting = self._all("SUPPORT", n) if alive else []
        broken = None
        if code:
            candidates = self._candidates(n) if code == "no_lead" else []
            broken = {"after": self._name(n if after is None else after)["id"], "code": code, "candidates": candidates}
        return {
            "organization": self._organization(n),
            "complete": code is None,
            "provisional": any(row["provisional"] for row in [lead, *(row for row, *_ in path)] if row is not None),
            "lead_on_path": None if lead is None else lead["holder"] in passed or chief in passed,
            "lead": self._link(lead, "lead", n, None) if lead else None,
            "path": links,
            "support": [{"party_organization": self._name(row["holder"])} for row in supporting if row["alive"]],
            "break": broken,
        }

    def _path(self, n: int) -> tuple[list[tuple[sqlite3.Row, str, int, int | None]], int | None, str | None]:
        """The links as far as they go, and after whom and why they stop."""
        path: list[tuple[sqlite3.Row, str, int, int | None]] = []
        at, seen = n, {n}
        for row in self.database.path(n, self.day):
            if not row["alive"]:
                return path, at, "not_in_force"
            if row["holder"] in seen:
                return path, at, "cycle"
            seen.add(row["holder"])
            role = "top" if row["top"] and row["role"] == "superior" else row["role"]
            path.append((row, role, at, row["recorded"]))
            at = row["holder"]
            if row["top"]:
                return path, None, None
        return path, at, "no_superior"

    def _organization(self, n: int) -> Json:
        given = {"n": n, "day": self.day}
        trade, region, class_ = (self.ask(text, given).fetchone() for text in (TRADE, SEAT, CLASS))
        own = self._name(n)
        return {
            **{"id": own["id"], "name": own["name"], "kind": own["kind"]},
            **{"trade": trade and trade[0], "region": region and region[0], "coverage": class_ and class_[0]},
        }

    def _link(self, row: sqlite3.Row, role: str, start: int, recorded: int | None) -> Json:
        return {
            **{"id": row["id"], "role": role, "from": self._name(start), "to": self._name(row["holder"])},
            **{"rule": row["rule"], "rule_set": row["rule_set"], "rank": row["rank"]},
            "parameters": json.loads(row["parameters"]),
            **{"provisional": bool(row["provisional"]), "valid_from": row["since"], "valid_to": row["until"]},
            "assumed_start": bool(row["assumed_start"]),
            "facts": [self._fact(fact) for fact in self.ask(FACTS, {"no": row["no"]})],
            "considered": [
                {"holder": self._name(holder), "rule": rule, "step": lost}
                for holder, rule, lost in self.ask(PASSED, {"no": row["no"]})
            ],
            "recorded": None if recorded is None else self._name(recorded),
        }

    def _fact(self, row: sqlite3.Row) -> Json:
        return {
            **{
                "id": row["id"],
                "type": row["type"],
                "from": self._name(row["subject"]),
                "to": self._name(row["holder"]),
            },
            **{"valid_from": row["valid_from"], "valid_to": row["valid_to"]},
            **{"assumed_start": bool(row["assumed_start"]), "properties": json.loads(row["properties"])},
            **{"source": row["source"], "run": row["run"]},
            "place": {"file": row["file"], "sha256": row["sha256"], "sheet": row["sheet"], "row": row["line"]},
        }

    def _name(self, n: int) -> Json:
        if n not in self.names:
            self.names[n] = json.loads(self.ask(NAMED, {"n": n, "day": self.day}).fetchone()[0])
        return self.names[n]

    def _all(self, type_: str, n: int) -> list[sqlite3.Row]:
        return self.ask(FIRST, {"n": n, "type": type_, "day": self.day}).fetchall()

    def _first(self, type_: str, n: int) -> sqlite3.Row | None:
        return next(iter(self._all(type_, n)), None)

    def _chief(self, unit: int) -> int | None:
        hosted = [row for row in self._all("HOSTED_BY", unit) if row["kind"] != "joint_branch"]
        chief = min(hosted, key=lambda row: not row["alive"], default=None)
        return chief["holder"] if chief else None

    def _candidates(self, n: int) -> list[Json]:
        found = self.ask(CANDIDATES, {"n": n, "day": self.day}).fetchall()
        return [self._name(row["party"]) for row in found if row["depth"] == found[0]["depth"]]
