"""The class of organisations over time, over columns: by whom they are covered, by counts, and while they operate."""

from collections.abc import Sequence
from typing import Any

import polars as pl
import pytest

from cypher.domain.vocabulary import JOINT, PARTY_ORGANIZATION_KINDS
from loaders.derive.coverage import CLASS_ORDER, FLAGS, OWN_CLASSES, operating_over_time
from tests.columns import coverage_of
from tests.stories import expand

Interval = dict[str, Any]
NO_MEMBERS = "full=0 probationary=0 untransferred=0"


def coverage(
    headcounts: Sequence[str] = (), statements: Sequence[str] = (), firm: str = "firm", **nodes: Any
) -> list[Interval]:
    """The intervals of `firm`, founded in 2001, among the nodes named; headcounts and statements are about it."""
    own = {"firm": {"is": firm, "founded": "2001", **nodes.pop("of_firm", {})}}
    about = {"headcounts": [f"firm {h}" for h in headcounts], "statements": [f"firm {s}" for s in statements]}
    return coverage_of(expand([{"nodes": {**own, **nodes}, **about}]))["firm"]


def told(intervals: list[Interval], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(one[c] for c in (*columns, "valid_from", "valid_to")) for one in intervals]


def flags(interval: Interval) -> set[str]:
    return {flag for flag in FLAGS if interval[flag]}


def covers(kind: str, **own: str) -> dict[str, str]:
    return {"is": kind, "covers": "firm", **own}


@pytest.mark.parametrize("kind", PARTY_ORGANIZATION_KINDS)
def test_the_kind_of_what_covers_it_says_the_class(kind: str) -> None:
    (one,) = coverage(party=covers(kind))
    assert one["class"] == ("joint" if kind == JOINT else OWN_CLASSES[kind])
    assert (one["party_organizations"], one["facts"]) == (["party"], ["party|COVERS:party:firm"])
    assert (one["severity"], one["severity_since"]) == (None, None)


@pytest.mark.parametrize("lower", CLASS_ORDER)
@pytest.mark.parametrize("higher", CLASS_ORDER)
def test_of_several_own_ones_the_highest_decides_and_all_are_named(higher: str, lower: str) -> None:
    a, b = higher.removeprefix("own_"), lower.removeprefix("own_")
    (one,) = coverage(a=covers(a), b=covers(b))
    assert one["class"] == min(higher, lower, key=CLASS_ORDER.index)
    assert one["party_organizations"] == ["a", "b"]


def test_own_beats_joint_which_is_not_named_beside_it() -> None:
    (one,) = coverage(["2001-01-01 full=3"], own=covers("branch"), joint=covers(JOINT))
    assert (one["class"], one["party_organizations"], flags(one)) == ("own_branch", ["own"], set())
    assert one["facts"] == ["joint|COVERS:joint:firm", "own|COVERS:own:firm"]


@pytest.mark.parametrize(
    ("counts", "class_", "flagged"),
    [
        ("full=3 groups=0", "uncovered_must", set()),
        ("full=3 groups=1", "uncovered_must", {"has_group"}),
        ("full=2 groups=1", "uncovered_few", set()),
        ("full=1", "uncovered_few", set()),
        ("full=0 probationary=1 untransferred=0", "uncovered_few", set()),
        ("full=0 untransferred=1", "uncovered_few", set()),
        (NO_MEMBERS, "uncovered_none", set()),
        ("full=0 probationary=0", "unknown", set()),
        ("full=0 untransferred=0", "unknown", set()),
        ("probationary=5 untransferred=5", "unknown", set()),
        ("employees=20 groups=1", "unknown", set()),
        ("full=>2 groups=>0", "uncovered_must", {"has_group"}),
        ("full=>1", "uncovered_few", set()),
        ("full=0 probationary=>0", "uncovered_few", set()),
        ("full=~3", "uncovered_must", {"uncertain"}),
        ("full=~2", "uncovered_few", {"uncertain"}),
        ("full=3 untransferred=~1", "uncovered_must", {"uncertain"}),
        ("full=3 employees=~20 groups=~1", "uncovered_must", {"has_group"}),
        ("full=3 instructors=1", "uncovered_must", {"instructor_sent"}),
        (f"{NO_MEMBERS} instructors=>0", "uncovered_none", {"instructor_sent"}),
        (f"{NO_MEMBERS} instructors=0", "uncovered_none", set()),
    ],
)
def test_the_counts_say_the_class_where_nothing_is_built(counts: str, class_: str, flagged: set[str]) -> None:
    before, one = coverage([f"2007-12-31 {counts}"])
    assert (before["class"], before["headcount"]) == ("unknown", None)
    assert (one["class"], flags(one)) == (class_, flagged)
    assert one["severity_since"] == "2007-12-31" or class_ == "unknown"


@pytest.mark.parametrize(
    ("counts", "flagged"),
    [
        ("full=3", {"has_three"}),
        ("full=>2", {"has_three"}),
        ("full=~3", {"has_three"}),
        ("full=2", set()),
        ("groups=1", set()),
        ("full=0 instructors=1", {"instructor_sent"}),
    ],
)
def test_a_joint_one_has_three_or_not_and_is_never_uncertain(counts: str, flagged: set[str]) -> None:
    one = coverage([f"2007-12-31 {counts}"], party=covers(JOINT))[-1]
    assert (one["class"], flags(one)) == ("joint", flagged)


def test_an_interval_has_the_counts_of_its_headcount_as_they_were_reported() -> None:
    before, one = coverage(["2007-12-31 full=>2 probationary=~1 employees=20"])
    names = ("members_full", "members_probationary", "members_untransferred", "employees")
    assert [one[n] for n in names] == [2, 1, None, 20]
    assert [one[f"{n}_bound"] for n in names] == ["more_than", "about", None, "exact"]
    assert {before[n] for n in names} | {before[f"{n}_bound"] for n in names} == {None}


def test_a_count_without_a_bound_is_exact() -> None:
    records = expand([{"nodes": {"firm": {"is": "firm"}}, "headcounts": ["firm 2007-12-31 full=3"]}])
    for record in records:
        record.get("properties", {}).pop("members_full_bound", None)
    one = coverage_of(records)["firm"][-1]
    assert (one["class"], one["members_full_bound"], one["employees_bound"]) == ("uncovered_must", "exact", None)


@pytest.mark.parametrize("ranks", [(1, 2), (2, 1)])
@pytest.mark.parametrize("dates", [("2007-12-31", "2007-12-31"), ("2007-12", "2007-12-31"), ("2007", "2007-12")])
def test_of_one_day_the_headcount_of_the_higher_rank_counts_whole(dates: list[str], ranks: tuple[int, int]) -> None:
    given = (f"{dates[0]} full=1 employees=20 source_rank={ranks[0]}", f"{dates[1]} full=3 source_rank={ranks[1]}")
    _, one = coverage(given)
    first = ranks[0] > ranks[1]
    assert (one["headcount"], one["valid_from"]) == ("h:1" if first else "h:2", "2007-12-31")
    assert (one["class"], one["employees"]) == (("uncovered_few", 20) if first else ("uncovered_must", None))


def test_the_newest_headcount_counts_whatever_its_rank_and_is_not_filled_from_an_older_one() -> None:
    found = coverage(["2006-12-31 full=3 employees=20 source_rank=2", "2007-12-31 probationary=1 source_rank=1"])
    assert told(found, "class", "headcount", "employees") == [
        ("unknown", None, None, "2001", "2006-12-31"),
        ("uncovered_must", "h:1", 20, "2006-12-31", "2007-12-31"),
        ("unknown", "h:2", None, "2007-12-31", "9999-12-31"),
    ]


LIST = "measures=instructors source=list"


def test_a_list_of_instructors_tells_them_alone_and_is_named_beside_the_headcount() -> None:
    found = coverage(["2006-12-31 full=3 employees=20", f"2007-12-31 instructors=2 {LIST}", "2008-06-30 full=1"])
    assert told(found, "class", "headcount", "told_elsewhere", "employees", "instructors") == [
        ("unknown", None, [], None, None, "2001", "2006-12-31"),
        ("uncovered_must", "h:1", [], 20, None, "2006-12-31", "2007-12-31"),
        ("uncovered_must", "h:1", ["h:2"], 20, 2, "2007-12-31", "2008-06-30"),
        ("uncovered_few", "h:3", [], None, None, "2008-06-30", "9999-12-31"),
    ]
    assert [one["severity_since"] for one in found[1:]] == ["2006-12-31", "2006-12-31", "2008-06-30"]


@pytest.mark.parametrize(("rank", "sent"), [(0, 1), (2, 5)])
def test_of_one_day_the_higher_rank_counts_for_what_both_speak_of(rank: int, sent: int) -> None:
    _, one = coverage(["2007-12-31 full=3 instructors=1", f"2007-12-31 instructors=5 {LIST} source_rank={rank}"])
    assert (one["members_full"], one["headcount"], one["instructors"]) == (3, "h:1", sent)
    assert one["told_elsewhere"] == (["h:2"] if sent == 5 else [])


def test_where_only_instructors_are_told_no_members_are_and_no_gap_has_a_first_day() -> None:
    _, one = coverage([f"2007-12-31 instructors=1 {LIST}"])
    assert (one["class"], one["headcount"], one["told_elsewhere"]) == ("unknown", None, ["h:1"])
    assert (flags(one), one["severity_since"]) == ({"instructor_sent"}, None)


def test_what_a_list_leaves_blank_of_what_it_speaks_of_is_unknown() -> None:
    found = coverage(["2006-12-31 full=0 groups=1 instructors=1", "2007-12-31 measures=groups,instructors groups=2"])
    assert (found[-1]["party_groups"], found[-1]["instructors"]) == (2, None)


@pytest.mark.parametrize(
    ("date", "day"), [("2008-02", "2008-02-29"), ("2007-06", "2007-06-30"), ("2007", "2007-12-31")]
)
def test_the_headcount_of_a_month_or_year_counts_from_its_last_day(date: str, day: str) -> None:
    assert told(coverage([f"{date} full=3"]), "headcount") == [(None, "2001", day), ("h:1", day, "9999-12-31")]


def test_a_gap_goes_on_while_counts_change_and_while_the_organisation_does_not_operate() -> None:
    found = coverage(
        ["2005-12-31 full=3", "2006-12-31 full=4", "2007-12-31 full=1"], ["operating=false 2006-03-01..2006-06-01"]
    )
    assert told(found[1:], "severity", "severity_since") == [
        ("hard", "2005-12-31", "2005-12-31", "2006-03-01"),
        ("hard", "2005-12-31", "2006-06-01", "2006-12-31"),
        ("hard", "2005-12-31", "2006-12-31", "2007-12-31"),
        ("soft", "2007-12-31", "2007-12-31", "9999-12-31"),
    ]


def test_a_gap_begins_anew_where_it_was_covered_in_between() -> None:
    found = coverage(["2001-06-30 full=3"], party=covers("branch", founded="2003", closed="2005"))
    assert told(found[1:], "class", "severity_since") == [
        ("uncovered_must", "2001-06-30", "2001-06-30", "2003"),
        ("own_branch", None, "2003", "2005"),
        ("uncovered_must", "2005", "2005", "9999-12-31"),
    ]


def test_no_first_day_is_told_of_what_was_never_reported_or_always_so() -> None:
    assert [one["severity_since"] for one in coverage()] == [None]
    always = coverage(["0001-01-01 full=3"], of_firm={"founded": "0001-01-01"})
    assert told(always, "class", "severity_since") == [("uncovered_must", None, "0001-01-01", "9999-12-31")]


def test_a_gap_is_no_older_than_its_organisation() -> None:
    assert told(coverage(["2000-06-30 full=3"]), "severity_since") == [("2001", "2001", "9999-12-31")]


def test_the_gap_of_one_organisation_is_not_that_of_the_next() -> None:
    nodes = {"a": {"is": "firm", "founded": "2001"}, "b": {"is": "firm", "founded": "2006-01-01"}}
    counted = ["a 2001-01-01 full=3", "b 2006-01-01 full=3"]
    found = coverage_of(expand([{"nodes": nodes, "headcounts": counted}]))
    assert [found[id_][-1]["severity_since"] for id_ in ("a", "b")] == ["2001-01-01", "2006-01-01"]


@pytest.mark.parametrize(
    "party",
    [
        covers("branch", founded="2003", closed="2005"),
        {"is": "branch", "covers": "firm 2003..2005"},
        {"is": "branch", "covers": "firm 2003..", "closed": "2005"},
        {"is": "branch", "covers": "firm 2002..2005", "founded": "2003"},
    ],
)
def test_it_is_covered_while_both_the_fact_and_the_party_organisation_hold(party: dict[str, str]) -> None:
    assert told(coverage(party=party), "class") == [
        ("unknown", "2001", "2003"),
        ("own_branch", "2003", "2005"),
        ("unknown", "2005", "9999-12-31"),
    ]


@pytest.mark.parametrize(
    "party",
    [
        covers("committee", territorial="true"),
        covers("branch", founded="2005", closed="2005"),
        {"is": "branch", "hosted_by": "firm"},
    ],
    ids=["territorial", "of no day", "only hosted"],
)
def test_who_does_not_cover(party: dict[str, str]) -> None:
    assert told(coverage(party=party), "class", "party_organizations") == [("unknown", [], "2001", "9999-12-31")]


def test_an_organisation_has_a_class_while_it_exists_and_only_one_of_the_population() -> None:
    counted = ["2000-06-30 full=1", "2009-06-30 full=1"]
    closed = coverage(counted, of_firm={"closed": "2008-03"}, party=covers("branch"))
    assert told(closed, "class", "headcount") == [("own_branch", "h:1", "2001", "2008-03")]
    assert coverage(of_firm={"closed": "2001"}) == []
    assert coverage(firm="supervising_unit") == []


def test_new_evidence_or_counts_begin_an_interval_and_nothing_else_does() -> None:
    found = coverage(
        ["2006-12-31 full=5", "2006-12-31 full=6 source_rank=0", "2000-12-31 full=5"],
        ["operating=true 2002..2004", "operating=true 2004.."],
        party=covers("branch", founded="1999"),
        above={"is": "committee", "territorial": "true", "covers": "firm 2003..2005"},
        joint=covers(JOINT, founded="2007"),
    )
    assert told(found, "headcount", "party_organizations") == [
        ("h:3", ["party"], "2001", "2006-12-31"),
        ("h:1", ["party"], "2006-12-31", "2007"),
        ("h:1", ["party"], "2007", "9999-12-31"),
    ]
    assert [len(one["facts"]) for one in found] == [1, 1, 2]


LIVES = {"subject": pl.UInt32, "lives_from": pl.Int32, "lives_to": pl.Int32, "operates": pl.Boolean}
STATEMENTS = {
    **{"subject": pl.UInt32, "id": pl.String, "operates": pl.Boolean, "source_rank": pl.Int32},
    **{"valid_from": pl.Int32, "valid_to": pl.Int32},
}
ONE = (1, 20010000, 20100000)


def operating(life: tuple[int, int, int], operates: bool, *said: tuple[Any, ...]) -> list[tuple[int, int]]:
    """When the first organisation operates, of its life and statements (id, operates, source rank, from, to)."""
    lives = pl.DataFrame([(*life, operates), (2, *life[1:], True)], schema=LIVES, orient="row")
    statements = pl.DataFrame([(1, *one) for one in said], schema=STATEMENTS, orient="row")
    spans = operating_over_time(lives, statements)
    assert spans.filter(subject=2).rows() == [(2, *life[1:])]
    return sorted(spans.filter(subject=1).select("operates_from", "operates_to").rows())


WHOLE = [(20010000, 20100000)]


@pytest.mark.parametrize(
    ("operates", "said", "spans"),
    [
        (True, [], WHOLE),
        (False, [], []),
        (False, [("s1", True, 1, 20030000, 20050000)], WHOLE),
        (True, [("s1", False, 1, 10101, 99991231)], []),
        (True, [("s1", True, 1, 10101, 99991231)], WHOLE),
        (True, [("s1", False, 1, 20030000, 20050000)], [(20010000, 20030000), (20050000, 20100000)]),
        (True, [("s1", False, 1, 20030000, 99991231)], [(20010000, 20030000)]),
        (
            True,
            [("s1", False, 1, 20030000, 20050000), ("s2", False, 1, 20050000, 20060000)],
            [(20010000, 20030000), (20060000, 20100000)],
        ),
        (True, [("s1", True, 1, 20030000, 20050000), ("s2", True, 1, 20050000, 20060000)], WHOLE),
        (
            True,
            [("s1", False, 9, 20030000, 20080000), ("s2", True, 1, 20040000, 20080000)],
            [(20010000, 20030000), (20040000, 20100000)],
        ),
        (True, [("s1", False, 1, 20030000, 20080000), ("s2", True, 2, 20030000, 20080000)], WHOLE),
        (True, [("s1", True, 1, 20030000, 20080000), ("s2", False, 1, 20030000, 20080000)], WHOLE),
    ],
    ids=[
        "unstated",
        "unstated, and the node says no",
        "a moment of which nothing is said",
        "never",
        "always",
        "not for a time",
        "no more",
        "not for two times in a row",
        "neighbours that say the same",
        "the latest to start",
        "of one start the higher rank",
        "of one rank the smallest id",
    ],
)
def test_when_an_organisation_operates(
    operates: bool, said: list[tuple[Any, ...]], spans: list[tuple[int, int]]
) -> None:
    assert operating(ONE, operates, *said) == spans
    assert operating(ONE, operates, *reversed(said)) == spans
