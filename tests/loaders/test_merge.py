"""Two organisations that are one: what becomes of both, of what leads to them, and of what is loaded afterwards."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.exchange import digest, read_records
from loaders.merge import NotMerged, merge
from loaders.undo import undo
from tests.conftest import ONE_ENGINE
from tests.loaders.test_load_run import facts, put, put_city
from tests.registries import REGISTRIES, credit_code, table
from tests.small_city import asking

FRAME = ("regions", "authorities", "trades", "units", "associations", "trade_supervision")
ROW = REGISTRIES["enterprises"][0]
WRONG, RIGHT = (credit_code("91", "210202", n) for n in (81, 82))
TYPED, CORRECTED = ({**ROW, "统一社会信用代码": code} for code in (WRONG, RIGHT))


async def said(graph: Graph) -> str:
    return digest(await read_records(graph, load_catalogue()))


async def test_a_corrected_code_makes_two_that_are_one_once_they_are_merged(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "enterprises", [TYPED], as_of="2018-12-31", settle=False)
    branch = table("党组织编号|党组织名称|党组织类型|覆盖单位", f"D9|大连丙丁会计师事务所党支部|党支部|{WRONG}")
    await put(graph, tmp_path, "party_organizations", branch, as_of="2018-12-31", settle=False)
    counted = table("单位|统计日期|正式党员", f"{WRONG}|2018-12-31|4")
    await put(graph, tmp_path, "headcounts", counted, settle=False)
    await put(graph, tmp_path, "enterprises", [CORRECTED], as_of="2019-01-31")
    async with asking(graph) as client:
        twins = (await client.get("/v1/findings", params={"check": "possible_duplicate"})).json()["items"]
        assert {one["subject"]["id"] for one in twins} == {f"uscc:{WRONG}", f"uscc:{RIGHT}"}
        before = await said(graph)
        report = await merge(graph, load_catalogue(), RIGHT, f"uscc:{WRONG}")
        assert report.run == "merge:1"
        for name in (RIGHT, WRONG, f"uscc:{WRONG}"):
            one = (await client.get(f"/v1/organizations/{name}", params={"as_of": "2019-01-31"})).json()
            assert (one["id"], one["coverage"]) == (f"uscc:{RIGHT}", "own_branch"), name
        assert (await client.get("/v1/findings", params={"check": "possible_duplicate"})).json()["items"] == []
        listed = (await client.get("/v1/organizations", params={"kind": "firm", "as_of": "2019-01-31"})).json()
        assert [item["id"] for item in listed["items"]] == [f"uscc:{RIGHT}"]
    standing = [f["end"] for f in await facts(graph, "COVERS") if f["retracted"] is None]
    assert standing == [f"uscc:{RIGHT}"]
    merged = await said(graph)
    await undo(graph, load_catalogue(), report.run)
    assert await said(graph) == before
    await merge(graph, load_catalogue(), RIGHT, WRONG)
    assert await said(graph) == merged
    # what is loaded afterwards under either number is told of the one
    again = await put(graph, tmp_path, "enterprises", [TYPED], as_of="2018-12-31")
    assert {kind: n for kind, n in again.changes.items() if kind != "unchanged" and n} == {}
    assert await said(graph) == merged


@ONE_ENGINE
async def test_who_moves_in_the_month_in_which_it_gets_its_code_stands_beside_its_twin_and_is_found(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    before = {**ROW, "统一社会信用代码": "", "注册地址": "大连市西岗区示例路1号"}
    await put(graph, tmp_path, "enterprises", [before], as_of="2018-12-31", settle=False)
    await put(graph, tmp_path, "enterprises", [{**CORRECTED, "注册地址": "大连市中山区示例路2号"}], as_of="2019-01-31")
    async with asking(graph) as client:
        twins = (await client.get("/v1/findings", params={"check": "possible_duplicate"})).json()["items"]
    assert len(twins) == 2
    assert f"uscc:{RIGHT}" in {one["subject"]["id"] for one in twins}


async def test_who_cannot_be_told_or_is_one_already_is_not_merged(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "enterprises", [TYPED, CORRECTED], as_of="2018-12-31", settle=False)
    before = await said(graph)
    for keep, other, why in (
        (WRONG, "大连无此事务所", "names nobody"),
        (ROW["企业名称"], WRONG, "names nobody or several"),
        (WRONG, f"uscc:{WRONG}", "one already"),
    ):
        with pytest.raises(NotMerged, match=why):
            await merge(graph, load_catalogue(), keep, other)
    assert await said(graph) == before
