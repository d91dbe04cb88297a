"""Coverage: the class of an organisation on a day, the age of its gap, the population and the official form."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from tests.oracle.answers import Coverage
from tests.oracle.facts import ALWAYS, OPEN, Facts, first_day, last_day

MUST_BUILD = 3  # full members that must have an organisation
OWN = {
    "committee": "own_committee",
    "work_committee": "own_committee",
    "leading_group": "own_committee",
    "general_branch": "own_general_branch",
    "branch": "own_branch",
}
SEVERITIES = {
    "uncovered_must": "hard",
    "uncovered_few": "soft",
    "uncovered_none": "none",
    "unknown": "unknown",
}
MEMBERS = ["members_full", "members_probationary", "members_untransferred"]
MEASURES = [*MEMBERS, "party_groups", "employees", "instructors"]
CONSTANT_COLUMNS = [
    "total",
    "social_group",
    "foundation",
    "non_enterprise",
    "law",
    "accounting",
    "tax",
    "other_intermediary",
]


class Counting:
    """Counts organisations, never persons."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    def in_population(self, id_: str, day: str) -> bool:
        """ "every kind but supervising units; in force and operating at the date"."""
        return (
            self.facts.kind(id_, day) != "supervising_unit"
            and self.facts.exists("Organization", id_, day)
            and self.operating(id_, day)
        )

    def operating(self, id_: str, day: str) -> bool:
        """ "Unstated operating is operating; of overlapping statements the latest to start, then the higher rank." """
        stated = self.facts.stated(id_, "operating", day)
        if stated is not None:
            return stated == "true"
        if self.facts.statements(id_, "operating"):
            return True
        return self.facts.organizations[id_].get("operating") is not False

    def headcount(self, id_: str, day: str) -> Mapping[str, Any]:
        """The counts of a day, each with its bound: nothing is filled from another headcount that speaks of it."""
        counts = {}
        for measure in MEASURES:
            telling = self.telling(id_, day, measure)
            for key in (measure, f"{measure}_bound"):
                if telling and key in telling:
                    counts[key] = telling[key]
        return counts

    def telling(self, id_: str, day: str, measure: str) -> Mapping[str, Any] | None:
        """The headcount that tells a measure: of those that speak of it the newest at or before the day.

        On one date the larger Source.rank, then the smallest source. "A headcount of a month stands on its last day."
        """
        known = [h for h in self.facts.headcounts(id_) if last_day(h["date"]) <= day]
        known = [h for h in known if "measures" not in h or measure in h["measures"]]
        known.sort(key=lambda h: str(h["source"]))
        known.sort(key=lambda h: (last_day(h["date"]), h.get("source_rank") or 0), reverse=True)
        return known[0] if known else None

    def coverage(self, id_: str, day: str) -> Coverage | None:
        """The class and its flags; None outside the population."""
        return self._class(id_, day) if self.in_population(id_, day) else None

    def _class(self, id_: str, day: str) -> Coverage | None:
        """The class of whoever exists, operating or not: operating decides who is counted, not what is built."""
        if not self.facts.exists("Organization", id_, day) or self.facts.kind(id_, day) == "supervising_unit":
            return None
        headcount = self.headcount(id_, day)
        instructor = (_count(headcount, "instructors") or 0) > 0  # work coverage without organisation
        covering = self.facts.covering(id_, day)  # "Only COVERS counts"
        if covering:
            # "Own beats joint; the Party organisation's kind says which, not how many it covers."
            kind = self.facts.party[covering[0]]["kind"]
            if kind in OWN:
                return Coverage(OWN[kind], instructor_sent=instructor)
            three = (_count(headcount, "members_full") or 0) >= MUST_BUILD
            return Coverage("joint", has_three=three, instructor_sent=instructor)
        full, *others = (_count(headcount, name) for name in MEMBERS)
        if full is None:
            class_ = "unknown"  # a count that would decide is missing
        elif full >= MUST_BUILD:
            class_ = "uncovered_must"
        elif full > 0 or any(other for other in others):
            class_ = "uncovered_few"  # "1-2 full members, or none full and any probationary or untransferred"
        elif None in others:
            class_ = "unknown"
        else:
            class_ = "uncovered_none"  # every member count known and 0
        return Coverage(
            class_,
            has_group=class_ == "uncovered_must" and (_count(headcount, "party_groups") or 0) > 0,
            instructor_sent=instructor,
            # "about n counts as n and marks an unbuilt class uncertain"
            uncertain=any(headcount.get(f"{name}_bound") == "about" for name in MEMBERS),
        )

    def severity(self, id_: str, day: str) -> str | None:
        """hard, soft, none, unknown; None where there is no gap."""
        coverage = self._class(id_, day)
        return SEVERITIES.get(coverage.class_) if coverage else None

    def gap_since(self, id_: str, day: str) -> str | None:
        """ "first day of the unbroken run of the present severity; null where nothing was ever reported"."""
        present = self.severity(id_, day)
        if not self.in_population(id_, day) or present is None or self.telling(id_, day, MEMBERS[0]) is None:
            return None
        since = day
        for earlier in sorted(self._turns(id_, day), reverse=True):
            if self.severity(id_, earlier) != present:
                break
            since = earlier
        return None if since == ALWAYS else since

    def population(self, day: str) -> list[str]:
        """Ids, sorted."""
        return sorted(id_ for id_ in self.facts.organizations if self.in_population(id_, day))

    def form(self, day: str) -> dict[str, dict[str, int]]:
        """Column → row → number. It balances: units = own + joint + must + few + none; `unknown` stands beneath."""
        form: dict[str, Counter[str]] = {column: Counter() for column in CONSTANT_COLUMNS}
        joint: dict[str, set[str]] = {column: set() for column in CONSTANT_COLUMNS}
        for id_ in self.population(day):
            coverage = self.coverage(id_, day)
            assert coverage is not None
            for column in ("total", self._column(id_, day)):
                rows = form[column]
                if coverage.class_ == "unknown":  # outside the form's balance, printed beneath it
                    rows["unknown"] += 1
                    continue
                rows["units"] += 1
                rows[coverage.class_] += 1
                rows["joint_has_three"] += coverage.has_three
                rows["must_has_group"] += coverage.has_group
                rows["instructor_sent"] += coverage.instructor_sent
                headcount = self.headcount(id_, day)
                for name in ("employees", "instructors", "members_untransferred"):
                    rows[name] += _count(headcount, name) or 0
                rows["members"] += sum(_count(headcount, name) or 0 for name in MEMBERS)  # all three counts
                # "joint branches: those that cover a reporting unit"
                joint[column] |= {
                    p for p in self.facts.covering(id_, day) if self.facts.party[p]["kind"] == "joint_branch"
                }
        for column, branches in joint.items():
            form[column]["joint_branches"] = len(branches)
        return {column: dict(rows) for column, rows in form.items()}

    def _column(self, id_: str, day: str) -> str:
        kind = self.facts.kind(id_, day)
        if kind in ("association", "social_group"):  # 社会团体 includes associations
            return "social_group"
        if kind in ("foundation", "non_enterprise"):
            return kind
        trade = self.facts.main_trade(id_, day)
        return trade if trade in ("law", "accounting", "tax") else "other_intermediary"

    def _turns(self, id_: str, day: str) -> set[str]:
        """Every day up to `day` on which the class may have changed."""
        dates = [ALWAYS]
        for node in [self.facts.organizations[id_], *(self.facts.party[f.subject] for f in self._covers(id_))]:
            dates += [node.get("founded") or ALWAYS, node.get("closed") or OPEN]
            dates += [date for span in node.get("away", "").split(";") for date in span.split("/") if date]
        dates += [date for f in self._covers(id_) for date in (f.start, f.stop)]
        for statement in self.facts.statements(id_, "kind"):
            dates += [statement.get("valid_from", ALWAYS), statement.get("valid_to", OPEN)]
        days = {first_day(date) for date in dates} | {last_day(h["date"]) for h in self.facts.headcounts(id_)}
        return {turn for turn in days if turn <= day}

    def _covers(self, id_: str) -> list[Any]:
        return self.facts.ever_to(id_, "COVERS")


def _count(headcount: Mapping[str, Any], name: str) -> int | None:
    """ "more_than n counts as n+1, about n as n"; a blank is unknown, never 0."""
    value = headcount.get(name)
    if value is None:
        return None
    return int(value) + 1 if headcount.get(f"{name}_bound") == "more_than" else int(value)
