"""The class of an organisation over time (docs/domain.md 5): the official classes as dated intervals.

An interval is one in which neither the class nor the headcount in force changes, so that every figure of the official
form can be read from the intervals of a day. Pure functions over what `queries/derive/coverage_inputs` returns.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cypher.domain.dates import last_day
from cypher.domain.vocabulary import ALWAYS, COUNTS, GAP_SEVERITIES, JOINT, OPEN
from loaders.derive.intervals import Interval, pieces

MUST_BUILD: Final = "must_build_members"
MEMBERS: Final = ("members_full", "members_probationary", "members_untransferred")
# The highest kind decides the class of what an own Party organisation covers.
OWN_CLASSES: Final = {
    "work_committee": "own_committee",
    "committee": "own_committee",
    "leading_group": "own_committee",
    "general_branch": "own_general_branch",
    "branch": "own_branch",
}
CLASS_ORDER: Final = ("own_committee", "own_general_branch", "own_branch")


@dataclass(frozen=True)
class Covering:
    """A Party organisation that covers the organisation, over the time in which both fact and it are in force."""

    party: str
    kind: str
    fact: str
    interval: Interval


@dataclass(frozen=True)
class Headcount:
    """One headcount; `counts` maps a name of COUNTS to its value, None where unknown; `day` is a whole day."""

    id: str
    day: str
    rank: int
    counts: Mapping[str, int | None]
    bounds: Mapping[str, str]

    def at_least(self, name: str) -> int | None:
        """The count that the classes use: more than n counts as n + 1, about n as n, unknown as None."""
        value = self.counts.get(name)
        return value + 1 if value is not None and self.bounds.get(name) == "more_than" else value


@dataclass(frozen=True)
class CoverageInterval:
    """The class of an organisation over an interval, with what it rests on."""

    interval: Interval
    cls: str
    has_three: bool
    has_group: bool
    instructor_sent: bool
    uncertain: bool
    headcount: Headcount | None
    parties: tuple[str, ...]
    facts: tuple[str, ...]
    severity: str | None
    severity_since: str | None = None

    def properties(self, subject: str) -> dict[str, Any]:
        """The properties of the `Coverage` node, its id and runs excepted; absent where unknown."""
        counts = self.headcount
        known = {n: v for n, v in (counts.counts if counts else {}).items() if v is not None}
        bounds = {f"{n}_bound": counts.bounds.get(n, "exact") for n in known} if counts else {}
        values: dict[str, Any] = {
            "subject": subject,
            "class": self.cls,
            "has_three": self.has_three,
            "has_group": self.has_group,
            "instructor_sent": self.instructor_sent,
            "uncertain": self.uncertain,
            "headcount": counts.id if counts else None,
            "severity": self.severity,
            "severity_since": self.severity_since,
            "party_organizations": list(self.parties),
            "facts": list(self.facts),
            "valid_from": self.interval.start,
            "valid_to": self.interval.end,
            **known,
            **bounds,
        }
        return {name: value for name, value in values.items() if value is not None}

    def node_id(self, subject: str) -> str:
        """The same content always has the same id."""
        text = json.dumps(self.properties(subject), ensure_ascii=False, sort_keys=True)
        return "c:" + hashlib.sha256(text.encode()).hexdigest()[:24]


def read_covering(row: Mapping[str, Any]) -> Covering:
    """One entry of `covers`."""
    fact = Interval(row["valid_from"], row["valid_to"])
    life = Interval(row["founded"] or ALWAYS, row["closed"] or OPEN)
    return Covering(row["party"], row["kind"], row["fact"], fact.intersect(life))


def read_headcount(row: Mapping[str, Any]) -> Headcount:
    """One entry of `headcounts`: the properties of a `Headcount` node."""
    return Headcount(
        id=row["id"],
        day=last_day(row["date"]),
        rank=row.get("source_rank") or 0,
        counts={name: row.get(name) for name in COUNTS},
        bounds={name: row[f"{name}_bound"] for name in COUNTS if row.get(f"{name}_bound")},
    )


def operating_over_time(life: Interval, statements: Sequence[Mapping[str, Any]], unstated: bool) -> list[Interval]:
    """When an organisation exists and operates (实体运营); of several statements the latest to start, then the rank.

    A moment that no statement speaks of is operating; `unstated` decides only where there is no statement at all.
    This is the one place that decides it: the intervals of `Coverage` are cut to it, and whoever asks whether an
    organisation operates on a day asks whether it has a class then.
    """
    if not statements:
        return [life] if life and unstated else []
    said = [
        (Interval(s["valid_from"], s["valid_to"]), s.get("rank") or 0, s["value"] == "true")
        for s in sorted(statements, key=lambda s: str(s["id"]))
    ]
    found: list[Interval] = []
    for piece in pieces([life, *(interval for interval, _, _ in said)]):
        present = [s for s in said if s[0].covers(piece.start)]
        latest = max(present, key=lambda s: (s[0].start, s[1]), default=None)
        if life.covers(piece.start) and (latest is None or latest[2]):
            if found and found[-1].end == piece.start:
                found[-1] = Interval(found[-1].start, piece.end)
            else:
                found.append(piece)
    return found


def coverage_over_time(
    life: Interval,
    operating: Sequence[Interval],
    covers: Sequence[Covering],
    headcounts: Sequence[Headcount],
    must_build: int,
) -> list[CoverageInterval]:
    """The intervals in which an organisation exists and operates, in order, without gaps within a span of `operating`.

    A gap goes on while the organisation does not operate: it is not shown then, and its first day stays.
    """
    whole = _over_life(life, covers, headcounts, must_build) if life else []
    cut = [(item, item.interval.intersect(span)) for span in operating for item in whole]
    return [_with_interval(item, interval) for item, interval in cut if interval]


def _over_life(
    life: Interval, covers: Sequence[Covering], headcounts: Sequence[Headcount], must_build: int
) -> list[CoverageInterval]:
    # On one date the higher source rank wins; a headcount is taken whole (docs/domain.md 3).
    newest: dict[str, Headcount] = {}
    for headcount in sorted(headcounts, key=lambda h: (h.day, h.rank, h.id)):
        newest[headcount.day] = headcount
    days = sorted(newest)
    bounds = [life] + [c.interval for c in covers if c.interval] + [Interval(day, OPEN) for day in days]
    found: list[CoverageInterval] = []
    for piece in pieces(bounds):
        if not life.covers(piece.start):
            continue
        count = next((newest[d] for d in reversed(days) if d <= piece.start), None)
        present = [c for c in covers if c.interval.covers(piece.start)]
        found.append(_classify(piece, present, count, must_build))
    return _date_severities(_joined(found))


def _classify(
    piece: Interval, covers: Sequence[Covering], count: Headcount | None, must_build: int
) -> CoverageInterval:
    own = [c for c in covers if c.kind != JOINT]
    joint = [c for c in covers if c.kind == JOINT]
    full = count.at_least("members_full") if count else None
    groups = count.at_least("party_groups") if count else None
    instructors = count.at_least("instructors") if count else None
    if own:
        cls = min((OWN_CLASSES[c.kind] for c in own), key=CLASS_ORDER.index)
    else:
        cls = "joint" if joint else _gap(count, must_build)
    about = count is not None and any(count.bounds.get(name) == "about" for name in MEMBERS)
    return CoverageInterval(
        interval=piece,
        cls=cls,
        has_three=cls == "joint" and full is not None and full >= must_build,
        has_group=cls == "uncovered_must" and groups is not None and groups > 0,
        instructor_sent=instructors is not None and instructors > 0,
        uncertain=about and cls in GAP_SEVERITIES,
        headcount=count,
        parties=tuple(sorted({c.party for c in own or joint})),
        facts=tuple(sorted({f"{c.party}|{c.fact}" for c in covers})),
        severity=GAP_SEVERITIES.get(cls),
    )


def _gap(count: Headcount | None, must_build: int) -> str:
    """The class where nothing is built; unknown where a count that would decide is missing."""
    full = count.at_least("members_full") if count else None
    if count is None or full is None:
        return "unknown"
    if full >= must_build:
        return "uncovered_must"
    if full > 0:
        return "uncovered_few"
    others = [count.at_least(name) for name in MEMBERS[1:]]
    if any(others):
        return "uncovered_few"
    return "unknown" if None in others else "uncovered_none"


def _joined(found: Sequence[CoverageInterval]) -> list[CoverageInterval]:
    joined: list[CoverageInterval] = []
    for item in found:
        if joined and _same(joined[-1], item):
            joined[-1] = _with_interval(joined[-1], Interval(joined[-1].interval.start, item.interval.end))
        else:
            joined.append(item)
    return joined


def _same(a: CoverageInterval, b: CoverageInterval) -> bool:
    return _with_interval(a, b.interval) == b


def _with_interval(item: CoverageInterval, interval: Interval) -> CoverageInterval:
    return CoverageInterval(**{**item.__dict__, "interval": interval})


def _date_severities(found: Sequence[CoverageInterval]) -> list[CoverageInterval]:
    """Adds the first day of the unbroken run of each severity; none where nothing was ever reported."""
    dated: list[CoverageInterval] = []
    since: str | None = None
    before: CoverageInterval | None = None
    for item in found:
        if before is None or before.severity != item.severity:
            since = item.interval.start
        reported = item.headcount is not None
        known = since if item.severity and reported and since != ALWAYS else None
        dated.append(CoverageInterval(**{**item.__dict__, "severity_since": known}))
        before = item
    return dated
