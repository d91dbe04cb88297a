"""Two kinds of change: the world changed, or the record was wrong; and what is absent, blank or older."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.load import load
from loaders.runs.history import newest_as_of
from loaders.runs.work import Work
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement
from tests.loaders.test_load_run import FACTS, NODES, REJECTS, facts, put, put_city
from tests.registries import ACCOUNTANTS, REGISTRIES, SCHOOL, credit_code, table, write_csv
from tests.small_city import asking

Row = dict[str, str]
LAWYERS = "大连甲乙律师事务所"
STATEMENTS = statement(
    "MATCH (s:Statement) RETURN s.subject AS subject, s.attribute AS attribute, s.value AS value, "
    "s.valid_from AS since, s.valid_to AS until, s.retracted_run AS retracted ORDER BY subject, attribute, since, value"
)
EVERYTHING = statement(
    "MATCH (n) RETURN properties(n) AS properties UNION ALL MATCH ()-[r]->() RETURN properties(r) AS properties"
)
HEADCOUNTS = statement(
    "MATCH (:Organization)-[:HAS_HEADCOUNT]->(h:Headcount) RETURN h.subject AS subject, h.date AS date, "
    "h.members_full AS full, h.employees AS employees, h.employees_bound AS bound, "
    "h.members_untransferred AS untransferred, h.retracted_run AS retracted ORDER BY subject, date, retracted"
)


MESSAGES = statement("MATCH (r:Reject) RETURN r.message_zh AS message_zh")


def changed(row: Row, **cells: str) -> Row:
    return {**row, **cells}


FRAME = ("regions", "authorities", "trades", "units", "associations")
SCHOOL_ROW = REGISTRIES["social_organizations"][1]
SCHOOL_ID = f"uscc:{SCHOOL}"


async def supervisors(graph: Graph) -> list[tuple[object, ...]]:
    found = await facts(graph, "SUPERVISED_BY", SCHOOL_ID)
    return [(f["end"], f["since"], f["until"], f["assumed"], f["retracted"]) for f in found]


async def standing(graph: Graph) -> tuple[object, ...]:
    """The one that nobody retracted."""
    ((*said, _, _),) = [one for one in await supervisors(graph) if one[-1] is None]
    return tuple(said)


async def test_a_later_picture_that_says_otherwise_ends_the_fact_and_starts_another(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2007-12-31", settle=False)
    assert await supervisors(graph) == [("units:U005", "2001-03", "9999-12-31", True, None)]
    later = changed(SCHOOL_ROW, 业务主管单位="大连市中山区财政局")
    report = await put(graph, tmp_path, "social_organizations", [later], as_of="2008-03-31", settle=False)
    assert (report.changes["created"], report.changes["ended"], report.changes["retracted"]) == (1, 1, 0)
    assert await supervisors(graph) == [
        ("units:U004", "2008-03-31", "9999-12-31", False, None),
        ("units:U005", "2001-03", "2008-03-31", True, None),
    ]
    again = await put(graph, tmp_path, "social_organizations", [later], as_of="2008-03-31", settle=False)
    assert {k: n for k, n in again.changes.items() if k != "unchanged" and n} == {}


async def test_a_dated_fact_that_a_complete_file_lacked_comes_back_when_it_is_stated_again(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path)
    rows = [*REGISTRIES["consultations"], {**REGISTRIES["consultations"][0], "日期": "2006-01-02"}]

    async def load(rows: list[Row], **how: object) -> dict[str, int]:
        report = await put(graph, tmp_path, "consultations", rows, settle=False, **how)
        return {name: n for name, n in report.changes.items() if n and name != "unchanged"}

    async def ends() -> list[tuple[object, object]]:
        found = await facts(graph, "CONSULTED")
        return [(f["since"], f["until"]) for f in found if f["retracted"] is None]

    assert await load(rows, as_of="2008-04-30") == {"created": 1}
    # without writing it tells what it would end
    assert await load(rows[:1], as_of="2008-06-30", complete=True, dry_run=True) == {"ended": 1}
    assert await load(rows[:1], as_of="2008-06-30", complete=True) == {"ended": 1}
    assert await ends() == [("2004-05-06", "9999-12-31"), ("2006-01-02", "2008-06-30")]
    assert await load(rows, as_of="2008-06-30", complete=True) == {"created": 1, "retracted": 1}
    assert await ends() == [("2004-05-06", "9999-12-31"), ("2006-01-02", "9999-12-31")]
    assert await load(rows, as_of="2008-07-31", complete=True) == {}


async def test_rows_that_conflict_name_each_other_with_the_file(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    files = [
        write_csv(tmp_path / f"{name}.csv", [changed(SCHOOL_ROW, 业务主管单位=unit)])
        for name, unit in (("甲", "大连市中山区财政局"), ("乙", "大连市司法局"))
    ]
    report = await load(graph, load_catalogue(), "social_organizations", files, settle=False)
    assert dict(report.rejected_by_code) == {"conflicting_rows": 2}
    said = {r["message_zh"].partition("另见行 ")[2] for r in await graph.read(MESSAGES)}
    assert said == {"2 (甲.csv)", "2 (乙.csv)"}


async def test_the_same_picture_that_says_otherwise_was_wrong_before(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2008-03-31", settle=False)
    other = changed(SCHOOL_ROW, 业务主管单位="大连市中山区财政局")
    report = await put(graph, tmp_path, "social_organizations", [other], as_of="2008-03-31", settle=False)
    assert (report.changes["created"], report.changes["ended"], report.changes["retracted"]) == (1, 0, 1)
    assert await supervisors(graph) == [
        ("units:U004", "2001-03", "9999-12-31", True, None),
        ("units:U005", "2001-03", "9999-12-31", True, "social_organizations:2"),
    ]
    back = await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2008-03-31", settle=False)
    assert (back.changes["created"], back.changes["retracted"]) == (1, 1)
    living = [s for s in await supervisors(graph) if s[4] is None]
    assert living == [("units:U005", "2001-03", "9999-12-31", True, None)]
    ids = [f["id"] for f in await facts(graph, "SUPERVISED_BY", SCHOOL_ID)]
    assert len(ids) == len(set(ids)) == 3


async def test_an_older_picture_changes_the_past_and_nothing_that_a_newer_one_said(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2008-03-31", settle=False)
    before = await supervisors(graph)
    older = changed(SCHOOL_ROW, 社会组织名称="大连旧名学校")
    await put(graph, tmp_path, "social_organizations", [older], as_of="2005-12-31", settle=False)
    assert [one for one in await supervisors(graph) if one[-1] is None] == before
    named = [s for s in await graph.read(STATEMENTS) if s["subject"] == SCHOOL_ID and s["attribute"] == "name"]
    assert [(s["value"], s["until"]) for s in named] == [("大连旧名学校", "2008-03-31")]
    assert [n["name"] for n in await graph.read(NODES) if n["id"] == SCHOOL_ID] == [SCHOOL_ROW["社会组织名称"]]


async def test_a_blank_says_nothing(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2007-12-31", settle=False)
    blank = changed(SCHOOL_ROW, 业务主管单位="", 成立登记日期="", 实体运营="")
    report = await put(graph, tmp_path, "social_organizations", [blank], as_of="2008-03-31", settle=False)
    assert {k: n for k, n in report.changes.items() if k != "unchanged" and n} == {}
    assert [(n["founded"]) for n in await graph.read(NODES) if n["id"] == SCHOOL_ID] == ["2001-03"]


async def test_a_new_name_leaves_the_old_one_with_its_time(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2007-12-31", settle=False)
    named = changed(SCHOOL_ROW, 社会组织名称="大连新名职业培训学校")
    await put(graph, tmp_path, "social_organizations", [named], as_of="2008-03-31", settle=False)
    assert [n["name"] for n in await graph.read(NODES) if n["id"] == SCHOOL_ID] == ["大连新名职业培训学校"]
    old = [s for s in await graph.read(STATEMENTS) if s["subject"] == SCHOOL_ID and s["attribute"] == "name"]
    assert [(s["value"], s["since"], s["until"]) for s in old] == [
        (SCHOOL_ROW["社会组织名称"], "0001-01-01", "2008-03-31")
    ]
    counted = table("单位|统计日期|正式党员", f"{SCHOOL_ROW['社会组织名称']}|2008-03-31|3")
    assert (await put(graph, tmp_path, "headcounts", counted, settle=False)).counts.accepted == 1


async def test_who_was_closed_and_is_in_order_again_has_come_back_or_never_was_closed(
    graph: Graph, tmp_path: Path
) -> None:
    async def lived(*days: str) -> list[tuple[object, ...]]:
        found = []
        for day in days:
            one = (await client.get(f"/v1/organizations/{SCHOOL_ID}", params={"as_of": day})).json()
            found.append((one["in_force"], one["closed"], one["coverage"]))
        return found

    closed = changed(SCHOOL_ROW, 登记状态="注销", 注销日期="2008-05-12")
    await put_city(graph, tmp_path)
    async with asking(graph) as client:
        await put(graph, tmp_path, "social_organizations", [closed], as_of="2008-06-30")
        assert await lived("2008-05-01", "2008-06-30") == [
            (True, "2008-05-12", "uncovered_none"),
            (False, "2008-05-12", None),
        ]
        await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2008-06-30")  # it was wrong
        assert await lived("2008-06-30") == [(True, None, "uncovered_none")]
        await put(graph, tmp_path, "social_organizations", [closed], as_of="2008-06-30")
        await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2008-12-31")
        assert await lived("2008-05-01", "2008-06-30", "2008-12-31") == [
            (True, None, "uncovered_none"),
            (False, "2008-05-12", None),
            (True, None, "uncovered_none"),
        ]
        again = await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2009-03-31")
        assert {k: n for k, n in again.changes.items() if k != "unchanged" and n} == {}
        await put(graph, tmp_path, "social_organizations", [changed(closed, 注销日期="2009-05-12")], as_of="2009-06-30")
        assert [there for there, *_ in await lived("2008-06-30", "2009-01-31", "2009-06-30")] == [False, True, False]


@pytest.mark.parametrize(
    "days", [("2008-06-30", "2008-07-31", "2008-08-31"), ("2008-08-31", "2008-06-30", "2008-07-31")]
)
async def test_who_ended_without_a_day_ended_by_the_first_picture_that_says_so(
    graph: Graph, tmp_path: Path, days: tuple[str, ...]
) -> None:
    ended = changed(SCHOOL_ROW, 登记状态="注销")
    await put_city(graph, tmp_path)
    async with asking(graph) as client:
        for day in days:
            await put(graph, tmp_path, "social_organizations", [ended], as_of=day)
        assert (await client.get(f"/v1/organizations/{SCHOOL_ID}")).json()["closed"] == "2008-06-30"
        dated = changed(ended, 注销日期="2008-06-12")
        await put(graph, tmp_path, "social_organizations", [dated], as_of="2008-09-30")
        assert (await client.get(f"/v1/organizations/{SCHOOL_ID}")).json()["closed"] == "2008-06-12"


async def test_a_founding_that_becomes_known_moves_the_undated_facts(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    unknown = changed(SCHOOL_ROW, 成立登记日期="", 业务主管单位="大连市财政局")
    await put(graph, tmp_path, "social_organizations", [unknown], as_of="2008-03-31", settle=False)
    assert (await supervisors(graph))[0][:3] == ("units:U002", "1950-03", "9999-12-31")
    known = changed(unknown, 成立登记日期="2001-03")
    await put(graph, tmp_path, "social_organizations", [known], as_of="2008-03-31", settle=False)
    assert (await standing(graph)) == ("units:U002", "2001-03", "9999-12-31")
    units = [changed(r, 成立日期="2004-01-01") if r["单位编号"] == "U002" else r for r in REGISTRIES["units"]]
    await put(graph, tmp_path, "units", units, as_of="2008-03-31", settle=False)
    assert (await standing(graph)) == ("units:U002", "2004-01-01", "9999-12-31")


async def test_not_operating_from_the_day_that_says_so(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2007-12-31", settle=False)
    idle = changed(SCHOOL_ROW, 实体运营="否")
    await put(graph, tmp_path, "social_organizations", [idle], as_of="2008-03-31", settle=False)
    said = [s for s in await graph.read(STATEMENTS) if s["subject"] == SCHOOL_ID]
    assert [(s["value"], s["since"], s["until"]) for s in said] == [
        ("true", "2001-03", "2008-03-31"),
        ("false", "2008-03-31", "9999-12-31"),
    ]


async def test_a_corrected_headcount_replaces_the_wrong_one(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME, "social_organizations")
    first = table("单位|统计日期|从业人员|正式党员|未转组织关系党员", f"{SCHOOL}|2008-03|约20|5|—")
    await put(graph, tmp_path, "headcounts", first, settle=False)
    assert [list(h.values()) for h in await graph.read(HEADCOUNTS)] == [
        [SCHOOL_ID, "2008-03", 5, 20, "about", None, None]
    ]
    second = table("单位|统计日期|从业人员|正式党员|未转组织关系党员", f"{SCHOOL}|2008-03|约20|6|—")
    report = await put(graph, tmp_path, "headcounts", second, settle=False)
    assert (report.changes["created"], report.changes["retracted"]) == (1, 1)
    assert [(h["full"], h["retracted"]) for h in await graph.read(HEADCOUNTS) if h["retracted"] is None] == [(6, None)]


async def test_rows_of_facts_only_add(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path)
    report = await put(graph, tmp_path, "trade_supervision", REGISTRIES["trade_supervision"][:1], settle=False)
    assert report.changes["ended"] == report.changes["retracted"] == 0
    assert len(await facts(graph, "SUPERVISES_TRADE")) == 3


async def test_when_too_much_would_vanish_nothing_does(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = REGISTRIES["social_organizations"]
    await put(graph, tmp_path, "social_organizations", rows, as_of="2007-12-31", settle=False)
    partly = await put(graph, tmp_path, "social_organizations", rows[1:], as_of="2008-01-31", settle=False)
    assert partly.changes["ended"] == 0
    report = await put(
        graph, tmp_path, "social_organizations", rows[1:], as_of="2008-03-31", complete=True, settle=False
    )
    assert (report.changes["ended"], report.findings["new"]) == (0, 1)


async def test_only_a_few_may_vanish_and_only_of_this_source(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = REGISTRIES["trade_supervision"]
    await put(graph, tmp_path, "trade_supervision", rows, as_of="2007-12-31", settle=False)
    report = await put(graph, tmp_path, "trade_supervision", rows[1:], as_of="2008-03-31", complete=True, settle=False)
    assert report.changes["ended"] == 1
    ended = [f for f in await graph.read(FACTS) if f["until"] == "2008-03-31"]
    assert [(f["type"], f["end"]) for f in ended] == [("SUPERVISES_TRADE", "law")]


async def test_a_dry_run_writes_nothing_and_says_the_same(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    everything = statement("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY label")
    before = await graph.read(everything)
    dry = await put(graph, tmp_path, "social_organizations", dry_run=True)
    assert await graph.read(everything) == before
    wet = await put(graph, tmp_path, "social_organizations", settle=False)
    assert (dry.counts, dict(dry.changes), dry.digest) == (wet.counts, dict(wet.changes), wet.digest)


async def test_what_is_refused_has_its_place_and_remedy(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = [
        changed(SCHOOL_ROW, 业务主管单位="没有的局"),
        changed(SCHOOL_ROW, 统一社会信用代码="", 社会组织名称="甲", 成立登记日期="2009-01-01"),
        changed(SCHOOL_ROW, 统一社会信用代码="", 社会组织名称="乙", 成立登记日期="2001-02-30"),
        changed(SCHOOL_ROW, 统一社会信用代码="", 社会组织名称="丙", 所在区划="没有的区"),
        changed(SCHOOL_ROW, 统一社会信用代码="", 社会组织名称="丁", 登记证号="7", 实体运营="也许"),
        changed(SCHOOL_ROW, 统一社会信用代码="", 社会组织名称="", 登记证号="8"),
        changed(SCHOOL_ROW, 统一社会信用代码="", 社会组织名称="戊", 登记证号="9", 行业="没有的行业"),
    ]
    report = await put(graph, tmp_path, "social_organizations", rows, as_of="2008-03-31", settle=False)
    assert report.counts.rejected == len(rows)
    assert [(r["row"], r["column"], r["code"]) for r in await graph.read(REJECTS)] == [
        (2, "业务主管单位", "unknown_reference"),
        (3, "成立登记日期", "future_date"),
        (4, "成立登记日期", "impossible_date"),
        (5, "所在区划", "unknown_region"),
        (6, "实体运营", "bad_yes_no"),
        (7, "社会组织名称", "missing_value"),
        (8, "行业", "unknown_trade"),
    ]


async def test_the_same_row_again_is_repeated_and_another_one_conflicts(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = [SCHOOL_ROW, REGISTRIES["social_organizations"][0], SCHOOL_ROW]
    report = await put(graph, tmp_path, "social_organizations", rows, settle=False)
    assert (report.counts.accepted, report.counts.repeated) == (2, 1)
    rows[2] = changed(SCHOOL_ROW, 业务主管单位="大连市财政局")
    report = await put(graph, tmp_path, "social_organizations", rows, settle=False)
    assert (report.counts.accepted, report.rejected_by_code) == (1, {"conflicting_rows": 2})


async def test_no_person_is_anywhere(graph: Graph, tmp_path: Path) -> None:
    rows = [changed(SCHOOL_ROW, 法定代表人="张三丰", 住所="大连市中山区人民路1号 13800138000", 业务主管单位="张三丰局")]
    await put_city(graph, tmp_path, *FRAME)
    report = await put(graph, tmp_path, "social_organizations", rows, settle=False)
    assert report.files[0].dropped == ("法定代表人",)
    texts = [str(row["properties"]) for row in await graph.read(EVERYTHING)]
    assert len(texts) > 50
    assert not [t for t in texts if "张三丰" in t.replace("张三丰局", "")]
    assert not [t for t in texts if "13800138000" in t]


@pytest.mark.parametrize("complete", [False, True])
async def test_a_run_that_accepted_no_row_moves_no_date(graph: Graph, tmp_path: Path, complete: bool) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [SCHOOL_ROW], as_of="2007-12-31")
    empty = await put(graph, tmp_path, "social_organizations", [], as_of="2025-12-31", complete=complete)
    assert (empty.as_of, empty.counts.accepted) == ("2025-12-31", 0)  # the run still says what it was told
    state = (await graph.read(load_catalogue()["queries/state"], run=None))[0]
    assert (state["as_of"], await newest_as_of(Work(graph, load_catalogue()))) == ("2007-12-31", "2007-12-31")
    # nor does it make a later picture an old one
    later = changed(SCHOOL_ROW, 业务主管单位="大连市中山区财政局")
    await put(graph, tmp_path, "social_organizations", [later], as_of="2008-03-31", settle=False)
    assert ("units:U004", "2008-03-31") in [(end, since) for end, since, *_ in await supervisors(graph)]


NOTICED = statement(
    "MATCH (f:Finding) WHERE f.check IN ['ambiguous_trade', 'unknown_authority_code', 'vanishing_facts'] "
    "RETURN f.check AS check, f.subject AS subject, f.resolved_run AS resolved ORDER BY check, subject, f.opened_run"
)


async def noticed(graph: Graph) -> list[tuple[object, ...]]:
    return [(f["check"], f["subject"], f["resolved"]) for f in await graph.read(NOTICED)]


async def test_a_trade_that_can_be_told_now_is_no_finding(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades")
    firm = changed(REGISTRIES["enterprises"][0], 企业名称="大连丙丁律师事务所会计师事务所", 经营范围="")
    other = changed(firm, 统一社会信用代码=credit_code("91", "210202", 9))
    await put(graph, tmp_path, "enterprises", [firm, other], settle=False)
    subjects = sorted([f"uscc:{ACCOUNTANTS}", f"uscc:{other['统一社会信用代码']}"])
    assert await noticed(graph) == [("ambiguous_trade", s, None) for s in subjects]
    told = changed(firm, 企业名称="大连丙丁会计师事务所")
    report = await put(graph, tmp_path, "enterprises", [told], settle=False)
    assert report.findings == {"new": 0, "resolved": 1}
    # what the run did not load stays
    resolved = dict.fromkeys(subjects) | {f"uscc:{ACCOUNTANTS}": "enterprises:2"}
    assert await noticed(graph) == [("ambiguous_trade", s, resolved[s]) for s in subjects]


@ONE_ENGINE
async def test_a_trade_that_another_register_tells_is_no_finding_whenever_it_is_loaded(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    name, code = "大连丙丁律师事务所会计师事务所", ACCOUNTANTS
    firm = changed(REGISTRIES["enterprises"][0], 企业名称=name, 经营范围="")
    await put(graph, tmp_path, "enterprises", [firm], settle=False)
    assert await noticed(graph) == [("ambiguous_trade", f"uscc:{code}", None)]
    listed = table(
        "社会组织名称|统一社会信用代码|登记管理机关|社会组织类型|行业", f"{name}|{code}|大连市民政局|中介组织|会计"
    )
    report = await put(graph, tmp_path, "social_organizations", listed, settle=False)
    assert (report.counts.accepted, report.findings) == (1, {"new": 0, "resolved": 1})
    again = await put(graph, tmp_path, "enterprises", [firm], settle=False)
    assert again.findings == {"new": 0, "resolved": 0}
    assert await noticed(graph) == [("ambiguous_trade", f"uscc:{code}", report.run)]


@pytest.mark.parametrize("how", ["known", "complete", "partial"])
async def test_an_authority_code_that_is_known_or_met_no_more_is_no_finding(
    graph: Graph, tmp_path: Path, how: str
) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades")
    firm = changed(REGISTRIES["enterprises"][0], 统一社会信用代码=credit_code("91", "210231", 9))
    await put(graph, tmp_path, "enterprises", [firm], as_of="2007-12-31", settle=False)
    assert await noticed(graph) == [("unknown_authority_code", "210231", None)]
    if how == "known":
        rows = [*REGISTRIES["authorities"], changed(REGISTRIES["authorities"][3], 机关代码="210231")]
        await put(graph, tmp_path, "authorities", rows, settle=False)
        expected = "authorities:2"
    else:
        await put(
            graph,
            tmp_path,
            "enterprises",
            REGISTRIES["enterprises"],
            as_of="2008-03-31",
            complete=how == "complete",
            settle=False,
        )
        expected = "enterprises:2" if how == "complete" else None
    assert await noticed(graph) == [("unknown_authority_code", "210231", expected)]


async def test_facts_that_no_longer_vanish_are_no_finding(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = REGISTRIES["social_organizations"]
    await put(graph, tmp_path, "social_organizations", rows, as_of="2007-12-31", complete=True, settle=False)
    await put(graph, tmp_path, "social_organizations", rows[:1], as_of="2008-01-31", complete=True, settle=False)
    assert await noticed(graph) == [("vanishing_facts", "social_organizations", None)]
    await put(graph, tmp_path, "social_organizations", rows, as_of="2007-12-31", complete=True, settle=False)
    assert await noticed(graph) == [("vanishing_facts", "social_organizations", None)]  # an older picture ends nothing
    await put(graph, tmp_path, "social_organizations", rows, as_of="2008-02-29", complete=True, settle=False)
    assert await noticed(graph) == [("vanishing_facts", "social_organizations", "social_organizations:4")]


async def test_a_name_that_fits_nobody_is_refused_with_the_nearest_three(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units")
    slip = changed(SCHOOL_ROW, 业务主管单位="大连市中山区劳动和社会保证局")
    report = await put(graph, tmp_path, "social_organizations", [slip], settle=False)
    assert report.rejected_by_code == {"unknown_reference": 1}
    ((message,),) = [row.values() for row in await graph.read(MESSAGES)]
    assert message.startswith(
        "找不到“大连市中山区劳动和社会保证局”；相近的有：大连市中山区劳动和社会保障局（units:U005）、"
    )
    far = changed(SCHOOL_ROW, 业务主管单位="XYZ司令部")
    await put(graph, tmp_path, "social_organizations", [far], settle=False)
    assert "找不到“XYZ司令部”" in {row["message_zh"] for row in await graph.read(MESSAGES)}
