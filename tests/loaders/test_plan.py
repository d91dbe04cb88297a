"""What described nodes become, who may change what, what is kept of it; what a row claims. Without an engine."""

import itertools
from collections.abc import Sequence
from typing import Any

import pytest

from cypher.domain.names import matching_key
from cypher.domain.vocabulary import ALWAYS
from loaders.cells.rejects import Place
from loaders.records import Entry, Fact, Identifier, Key, Node, Record, Reference
from loaders.resolve.known import Known
from loaders.runs.former import UNTIL, WAS
from loaders.sources import load_sources
from loaders.validate.rows import Given
from loaders.write.compare import Claim
from loaders.write.plan import NodePlan, RunInfo, plan_nodes
from loaders.write.told import claims_of, described

SCHOOL: Key = ("Organization", "uscc:52210200MJ0000001X")
BUREAU: Key = ("Organization", "units:U005")
NAME, FORMER = "大连新名职业培训学校", "大连旧名职业培训学校"
BEFORE, NOW = "2007-12-31", "2008-03-31"
AS_OFS = {f"{source}:{n}": day for source in load_sources() for n, day in ((1, BEFORE), (2, NOW))}


def run(source: str = "social_organizations", as_of: str = NOW) -> RunInfo:
    """The second run of a source."""
    return RunInfo(f"{source}:2", 2, load_sources()[source], as_of, False, AS_OFS)


def plan_of(by: RunInfo, rows: Sequence[Given], known: Known) -> NodePlan:
    """What becomes of the nodes that rows describe."""
    subjects = {given.subject for given in rows if given.subject}
    return plan_nodes(by, {key: described([one for one in rows if one.subject == key]) for key in subjects}, known)


def row(line: int = 2, key: Key = SCHOOL, content: str = "", name: str = NAME, **properties: Any) -> Given:
    """A row that describes a node."""
    given = Given(Place("schools.csv", None, line), {}, Record(Node(key[0], name, properties)), key)
    given.content = content
    return given


def stored(source: str | None = "social_organizations", run: int = 1, name: str | None = NAME, **own: Any) -> Known:
    """The graph that holds the school as a run of a source wrote it."""
    named = {"name": name, "name_key": matching_key(name)} if name else {}
    return Known(nodes={SCHOOL: {**named, "source": source, "recorded_run": f"{source}:{run}", **own}})


def changed(plan: NodePlan) -> dict[str, Any]:
    """The properties that are written of the school, without those that every source writes of itself.

    Beside each stands what was told before, up to the revision of this run.
    """
    written = [one["properties"] for one in (*plan.new["Organization"], *plan.changed["Organization"])]
    assert len(written) <= 1
    now = {k: v for one in written for k, v in one.items() if k != "changed" and not k.endswith((WAS, UNTIL))}
    for one in (one for one in written if "changed" in one):  # none where the node is new
        assert one["changed"] == 2
        assert all(one[name + UNTIL] == [2] for name in now)
        assert all(len(one[name + WAS]) == 1 for name in now)
    return {k: v for k, v in now.items() if k not in ORIGIN}


def origin(plan: NodePlan) -> dict[str, Any]:
    """Where what is written of the school says that it comes from."""
    return {
        k: v
        for one in (*plan.new["Organization"], *plan.changed["Organization"])
        for k, v in one["properties"].items()
        if k in ORIGIN
    }


ORIGIN = {"source": "social_organizations", "file": "schools.csv", "sheet": None, "row": 2} | {
    "recorded_run": "social_organizations:2"
}


def counts(plan: NodePlan) -> tuple[int, int, int]:
    return plan.created, plan.updated, plan.unchanged


def test_a_node_that_is_new_is_written_whole_with_its_origin() -> None:
    plan = plan_of(run(), [row(kind="non_enterprise", founded="2001-03", aliases=("甲", "乙"))], Known())
    told = {"kind": "non_enterprise", "founded": "2001-03", "aliases": ["甲", "乙"]}
    properties = {"name": NAME, "name_key": matching_key(NAME), **told, **ORIGIN}
    assert dict(plan.new) == {"Organization": [{"id": SCHOOL[1], "properties": properties}]}
    assert counts(plan) == (1, 0, 0)
    assert plan.founded == {SCHOOL: "2001-03"}
    assert (plan.refounded, plan.history) == (set(), [])


def test_a_node_that_is_as_it_should_be_is_not_written() -> None:
    plan = plan_of(run(), [row(kind="association")], stored(kind="association", founded="1999", class_="joint"))
    assert (plan.new, plan.changed, counts(plan), plan.founded) == ({}, {}, (0, 0, 1), {SCHOOL: "1999"})


@pytest.mark.parametrize(
    ("owner", "by", "may"),
    [
        ("social_organizations", run(), True),
        ("enterprises", run(), True),
        ("associations", run(), False),
        ("units", run(), False),
        ("trade_supervision", run("units"), False),
        ("a source that is no more", run(), True),
        (None, run(), True),
    ],
    ids=["itself", "lower rank", "higher rank", "highest rank", "equal rank", "gone", "none"],
)
def test_a_source_changes_what_it_said_itself_or_what_one_of_lower_rank_said(
    owner: str | None, by: RunInfo, may: bool
) -> None:
    known = stored(owner, kind="association")
    plan = plan_of(by, [row(kind="social_group")], known)
    assert changed(plan) == ({"kind": "social_group"} if may else {})
    assert origin(plan) == ({**ORIGIN, "source": by.source.id, "recorded_run": by.id} if may else {})
    assert counts(plan) == ((0, 1, 0) if may else (0, 0, 1))


def test_who_may_change_nothing_fills_what_is_unknown_and_the_origin_stays() -> None:
    plan = plan_of(run(), [row(kind="social_group", founded="2001")], stored("units", kind="association"))
    assert (changed(plan), origin(plan)) == ({"founded": "2001"}, {})


def test_what_a_row_does_not_say_stays() -> None:
    plan = plan_of(run(), [row(kind="association")], stored(kind="social_group", founded="1999"))
    assert changed(plan) == {"kind": "association"}


@pytest.mark.parametrize(
    ("known", "by", "kept"),
    [
        (stored(name=FORMER), run(), ["name"]),
        (stored(kind="association"), run(), ["kind"]),
        (stored(name=FORMER, kind="association"), run(), ["name", "kind"]),
        (stored(name=FORMER, run=2), run(), []),
        (stored(name=FORMER), run(as_of=BEFORE), []),
        (stored("units", name=FORMER), run(), []),
        (stored(name=None), run(), []),
        (stored(kind="social_group", address="甲街1号"), run(), []),
    ],
    ids=["name", "kind", "both", "same picture", "same as-of", "not its own", "unknown before", "nothing of these"],
)
def test_the_name_and_kind_of_an_earlier_picture_are_kept_with_their_time(
    known: Known, by: RunInfo, kept: list[str]
) -> None:
    plan = plan_of(by, [row(kind="social_group", address="乙街2号")], known)
    then = known.nodes[SCHOOL]
    assert plan.history == [
        Claim(
            SCHOOL,
            "Statement",
            (attribute, then[attribute]),
            None,
            {"attribute": attribute, "value": then[attribute]},
            ALWAYS,
            NOW,
            ("schools.csv", "", 2),
        )
        for attribute in kept
    ]


def test_no_former_name_of_a_region_is_kept() -> None:
    region: Key = ("Region", "210282")
    held = {"name": "普兰店市", "source": "regions", "recorded_run": "regions:1"}
    plan = plan_of(run("regions"), [row(key=region, name="普兰店区")], Known(nodes={region: held}))
    assert (plan.updated, plan.history) == (1, [])


@pytest.mark.parametrize(
    ("known", "founded", "refounded"),
    [
        (stored(founded="1999"), "2001-03", True),
        (stored(), "2001-03", True),
        (stored(founded="2001-03", kind="association"), "2001-03", False),
        (stored("units", founded="1999"), "1999", False),
    ],
    ids=["another", "known now", "the same", "not its own"],
)
def test_a_founding_that_changed_is_told(known: Known, founded: str, refounded: bool) -> None:
    plan = plan_of(run(), [row(kind="social_group", founded="2001-03")], known)
    assert plan.founded == {SCHOOL: founded}
    assert plan.refounded == ({SCHOOL} if refounded else set())


def test_several_rows_about_one_node_make_one_whatever_their_order() -> None:
    rows = [
        row(9, content="a", kind="association"),
        row(2, content="b", kind="social_group", founded="2001"),
        row(5, content="c", kind="firm", closed="2007"),
    ]
    for given in itertools.permutations(rows):
        plan = plan_of(run(), given, Known())
        assert counts(plan) == (1, 0, 0)
        told = {"kind": "association", "founded": "2001", "closed": "2007"}
        assert changed(plan) == {"name": NAME, "name_key": matching_key(NAME), **told}
        assert origin(plan) == ORIGIN


def test_a_row_that_describes_nobody_makes_no_node() -> None:
    about = Reference(("Organization",), NAME, "单位")
    place = Place("headcounts.csv", None, 2)
    rows = [Given(place, {}, Record(about), SCHOOL), Given(place, {}, Record(None))]
    plan = plan_of(run(), rows, Known())
    assert (plan.new, plan.changed, counts(plan)) == ({}, {}, (0, 0, 0))


def test_identifiers_are_written_once_each() -> None:
    rows = [row(2), row(3)]
    for given in rows:
        given.identifiers = (("uscc:52", Identifier("uscc", "52")), ("org:MJ", Identifier("org", "MJ")))
    plan = NodePlan()
    plan.identify(rows)
    assert plan.new["Identifier"] == [
        {"id": "org:MJ", "properties": {"scheme": "org", "value": "MJ"}},
        {"id": "uscc:52", "properties": {"scheme": "uscc", "value": "52"}},
    ]


def test_a_row_claims_its_facts_dated_values_identifiers_and_other_names() -> None:
    end = Reference(("Organization",), "大连市教育局", "业务主管单位")
    decided = (("document", "大委〔2006〕3号"), ("role", "lead"))
    record = Record(
        Node("Organization", NAME, {}, former=(FORMER,), short=("新校",)),
        (Fact("SUPERVISED_BY", end, "2001-03", "2007"), Fact("DECIDED", end, properties=decided)),
        (Entry("Headcount", ("2008-03",), {"date": "2008-03", "members_full": 3}, "2008", "2009"),),
    )
    one = Given(Place("schools.xlsx", "表一", 7), {}, record, SCHOOL, ends=(BUREAU, BUREAU))
    one.identifiers = (("reg:U005.7", Identifier("reg", "7", properties=(("authority", "units:U005"),))),)
    place, number = ("schools.xlsx", "表一", 7), ("Identifier", "reg:U005.7")
    former, short = ({"attribute": f"{a}_name", "value": v} for a, v in (("former", FORMER), ("short", "新校")))
    assert claims_of(one) == [
        Claim(SCHOOL, "SUPERVISED_BY", (BUREAU,), BUREAU, {}, "2001-03", "2007", place),
        Claim(SCHOOL, "DECIDED", (BUREAU, "lead"), BUREAU, dict(decided), None, None, place),
        Claim(SCHOOL, "Headcount", ("2008-03",), None, record.entries[0].properties, "2008", "2009", place),
        Claim(SCHOOL, "IDENTIFIED_BY", (number,), number, {"authority": "units:U005"}, None, None, place),
        Claim(SCHOOL, "Statement", ("former_name", FORMER), None, former, None, None, place),
        Claim(SCHOOL, "Statement", ("short_name", "新校"), None, short, None, None, place),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"closed": BEFORE}, {"left": None}),
        ({"closed": "2005-06"}, {"left": None, "closed": "2005-06"}),
        ({}, {"left": None, "closed": None, "away": f"{BEFORE}/{NOW}"}),
    ],
    ids=["on the day it left", "before", "not at all"],
)
def test_who_had_left_is_back_unless_it_is_told_that_it_closed(
    said: dict[str, str], expected: dict[str, str | None]
) -> None:
    plan = plan_of(run(), [row(**said)], stored(closed=BEFORE, left="other_city"))
    assert changed(plan) == expected
