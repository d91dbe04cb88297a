"""Leaving the field, coming back, and taking a run back: what becomes of an organisation and of what was said of it."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.exchange import digest, read_records
from loaders.undo import NotUndone, RestedOn, undo
from tests.engines.wiping import statement
from tests.loaders.test_load_run import facts, put, put_city
from tests.registries import ACCOUNTANTS, REGISTRIES, SCHOOL, credit_code, table
from tests.small_city import asking

FRAME = ("regions", "authorities", "trades", "units", "associations")
FIRM = f"uscc:{ACCOUNTANTS}"
ROW = REGISTRIES["enterprises"][0]
OTHER = {**ROW, "企业名称": "大连戊己会计师事务所有限公司", "统一社会信用代码": credit_code("91", "210202", 77)}
NODE = statement("MATCH (o:Organization {id: $id}) RETURN o.closed AS closed, o.left AS left, o.away AS away", "id")


async def life(graph: Graph, id: str = FIRM) -> tuple[str | None, str | None, str | None]:
    """Since when it is closed, why it left, when it was away."""
    (row,) = await graph.read(NODE, id=id)
    return row["closed"], row["left"], row["away"]


async def said(graph: Graph) -> str:
    return digest(await read_records(graph, load_catalogue()))


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"地区": "沈阳", "注册地址": "沈阳市和平区南京街1号"}, "other_city"),
        ({"企业名称": "大连丙丁商贸有限公司", "经营范围": "五金销售"}, "plain_company"),
    ],
    ids=["another city", "another trade"],
)
async def test_who_left_the_field_is_out_of_the_population_until_it_is_back(
    cells: dict[str, str], reason: str, graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "enterprises", [ROW, OTHER], as_of="2018-12-31", settle=False)
    report = await put(graph, tmp_path, "enterprises", [{**ROW, **cells}, OTHER], as_of="2019-01-31")
    assert report.out_of_scope_by_reason == {reason: 1}
    assert await life(graph) == ("2019-01-31", reason, None)
    assert {f["until"] for f in await facts(graph, "LOCATED_IN", FIRM)} == {"2019-01-31"}
    async with asking(graph) as client:
        found = (await client.get("/v1/findings", params={"check": "left_field"})).json()["items"]
        assert [(one["subject"]["id"], one["severity"]) for one in found] == [(FIRM, "warning")]
        listed = (await client.get("/v1/organizations", params={"as_of": "2019-01-31", "kind": "firm"})).json()["items"]
        assert FIRM not in [one["id"] for one in listed]
        await put(graph, tmp_path, "enterprises", [ROW, OTHER], as_of="2019-03-31")
        assert await life(graph) == (None, None, "2019-01-31/2019-03-31")
        assert (await client.get("/v1/findings", params={"check": "left_field"})).json()["items"] == []
        there = (await client.get(f"/v1/organizations/{FIRM}", params={"as_of": "2019-04-01"})).json()
        assert there["in_force"] is True


async def test_who_lacks_in_a_complete_register_is_gone_and_a_refused_row_is_not_lacking(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "enterprises", [ROW, OTHER], as_of="2018-12-31", settle=False)
    refused = {**OTHER, "企业名称": "大连新名会计师事务所", "注册日期": "2018-13-45"}
    third = {**OTHER, "企业名称": "大连庚辛会计师事务所", "统一社会信用代码": credit_code("91", "210202", 78)}
    report = await put(graph, tmp_path, "enterprises", [refused, third], as_of="2019-01-31", complete=True)
    assert report.rejected_by_code == {"impossible_date": 1}
    assert (await life(graph), await life(graph, f"uscc:{OTHER['统一社会信用代码']}")) == (
        ("2019-01-31", "register", None),
        (None, None, None),
    )
    async with asking(graph) as client:
        found = (await client.get("/v1/findings", params={"check": "gone_from_register"})).json()["items"]
    assert [one["subject"]["id"] for one in found] == [FIRM]


async def test_many_vanish_only_where_it_is_said(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    many = [
        {**ROW, "企业名称": f"大连第{n}会计师事务所有限公司", "统一社会信用代码": credit_code("91", "210202", 100 + n)}
        for n in range(4)
    ]
    await put(graph, tmp_path, "enterprises", many, as_of="2018-12-31", settle=False)
    kept = await put(graph, tmp_path, "enterprises", many[:1], as_of="2019-01-31", complete=True, settle=False)
    assert kept.changes["ended"] == 0
    gone = await put(
        graph, tmp_path, "enterprises", many[:1], as_of="2019-01-31", complete=True, allow_shrink=True, settle=False
    )
    assert gone.changes["updated"] == 3
    assert (await life(graph, f"uscc:{many[3]['统一社会信用代码']}"))[1] == "register"


async def test_a_run_that_is_undone_leaves_what_there_was_and_can_be_loaded_again(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "enterprises", [ROW], as_of="2018-12-31")
    before = await said(graph)
    changed = [{**ROW, "企业名称": "大连新名会计师事务所", "注册地址": "大连市中山区人民路9号"}, OTHER]
    wrong = await put(graph, tmp_path, "enterprises", changed, as_of="2019-01-31")
    after = await said(graph)
    async with asking(graph) as client:
        path, params = f"/v1/organizations/{FIRM}/chain", {"as_of": "2019-01-31"}
        told = (await client.get(path, params=params)).json()
        report = await undo(graph, load_catalogue(), wrong.run)
        assert (report.run, report.counts.read) == ("undo:1", 0)
        assert report.turned is not None
        turned = report.turned["organizations"]
        named = {kind: [one["id"] for one in some["items"]] for kind, some in turned.items() if some["total"]}
        assert named == {"gone": [f"uscc:{OTHER['统一社会信用代码']}"], "renamed": [FIRM], "moved": [FIRM]}
        (moved,) = turned["moved"]["items"]
        assert (moved["from"], moved["to"]) == (["中山区 大连市中山区人民路9号"], [f"西岗区 {ROW['注册地址']}"])
        classes = {(one["subject"], one["class"], one["came"]) for one in report.turned["coverage"]["items"]}
        assert (f"uscc:{OTHER['统一社会信用代码']}", "unknown", False) in classes
        kept = (await client.get(f"/v1/runs/{report.run}")).json()
        assert kept["turned"] == report.turned
        assert await said(graph) == before
        known = (await client.get(path, params={**params, "known_at": wrong.run})).json()
        assert {**known, "revision": 0} == {**told, "revision": 0}
        listed = (await client.get("/v1/organizations", params={"kind": "firm", "as_of": "2019-01-31"})).json()
        assert [one["id"] for one in listed["items"]] == [FIRM]
        again = await put(graph, tmp_path, "enterprises", changed, as_of="2019-01-31")
        assert again.run == "enterprises:3"
        assert await said(graph) == after
    with pytest.raises(NotUndone, match="undone before"):
        await undo(graph, load_catalogue(), wrong.run)
    with pytest.raises(NotUndone, match="no such run"):
        await undo(graph, load_catalogue(), "enterprises:99")
    with pytest.raises(NotUndone, match="only a load"):
        await undo(graph, load_catalogue(), report.run)


@pytest.mark.parametrize("there", [False, True], ids=["never in the field", "once in the field"])
async def test_rows_out_of_scope_rest_on_no_run(there: bool, graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    away = {**ROW, "地区": "沈阳", "注册地址": "沈阳市和平区南京街1号"}
    await put(graph, tmp_path, "enterprises", [away, OTHER], as_of="2018-12-31", settle=False)
    months = [([ROW if there else away, OTHER], "2019-01-31"), ([away, OTHER], "2019-02-28")]
    runs = [await put(graph, tmp_path, "enterprises", rows, as_of=day) for rows, day in months]
    before = await said(graph)
    await undo(graph, load_catalogue(), runs[0].run)
    assert (await said(graph) != before) == there
    await put(graph, tmp_path, "enterprises", months[0][0], as_of=months[0][1])
    assert await said(graph) == before


async def test_a_run_is_not_undone_while_something_rests_on_it(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    first = await put(graph, tmp_path, "social_organizations", [REGISTRIES["social_organizations"][1]], settle=False)
    counted = table("单位|统计日期|正式党员", f"{SCHOOL}|2008-03-31|3")
    second = await put(graph, tmp_path, "headcounts", counted, settle=False)
    before = await said(graph)
    with pytest.raises(RestedOn) as refused:
        await undo(graph, load_catalogue(), first.run)
    shown = f"{REGISTRIES['social_organizations'][1]['社会组织名称']} uscc:{SCHOOL} ({second.run}, headcounts.csv:2)"
    assert shown in f"{refused.value}"
    assert [(one.node, one.run) for one in refused.value.resting] == [(f"Organization|uscc:{SCHOOL}", second.run)]
    with pytest.raises(RestedOn, match="regions:1"):
        await undo(graph, load_catalogue(), "regions:1")
    assert await said(graph) == before
    await undo(graph, load_catalogue(), second.run)
    await undo(graph, load_catalogue(), first.run)
    assert [f for f in await facts(graph, "SUPERVISED_BY", f"uscc:{SCHOOL}") if f["retracted"] is None] == []


async def test_a_dry_run_says_by_name_what_would_turn_and_leaves_nothing(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME, "trade_supervision")
    await put(graph, tmp_path, "enterprises", [ROW], as_of="2018-12-31")
    before = await read_records(graph, load_catalogue())
    moved = [{**ROW, "注册地址": "大连市中山区人民路9号"}, OTHER]
    dry = await put(graph, tmp_path, "enterprises", moved, as_of="2019-01-31", dry_run=True)
    assert await read_records(graph, load_catalogue()) == before
    turned = dry.turned or {}
    named = {kind: [one["name"] for one in told["items"]] for kind, told in turned["organizations"].items()}
    assert {kind: names for kind, names in named.items() if names} == {
        "new": [OTHER["企业名称"]],
        "moved": [ROW["企业名称"]],
    }
    assert {(one["subject"], one["came"]) for one in turned["links"]["items"] if one["type"] == "LEAD"} == {
        (f"uscc:{OTHER['统一社会信用代码']}", True)
    }
    found = [
        one["name"] for one in turned["findings"]["items"] if one["subject"] == f"uscc:{OTHER['统一社会信用代码']}"
    ]
    assert found
    assert set(found) == {OTHER["企业名称"]}
    both = [{**moved[0], "企业名称": "大连新名会计师事务所"}]
    dry_of_both = (await put(graph, tmp_path, "enterprises", both, as_of="2019-01-31", dry_run=True)).turned or {}
    told = {kind: [one["name"] for one in some["items"]] for kind, some in dry_of_both["organizations"].items()}
    assert (told["renamed"], told["moved"]) == ([both[0]["企业名称"]], [both[0]["企业名称"]])
    real = await put(graph, tmp_path, "enterprises", moved, as_of="2019-01-31")
    assert (real.run, real.counts, real.changes) == (dry.run, dry.counts, dry.changes)
