"""Changes of names: each day shows the name of the day, and every name that was told finds the organisation."""

import random
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import source_of
from loaders.exchange import digest, export, import_, read_records
from loaders.returned.outcomes import read_outcomes
from loaders.runs.work import Work
from loaders.undo import undo
from loaders.validate.validate import inspected
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import put, put_city
from tests.registries import LAW, REGISTRIES, table, write_csv
from tests.small_city import asking

FRAME = ("regions", "authorities", "trades", "units", "associations")
ROW, SCHOOL = (dict(row) for row in REGISTRIES["social_organizations"][:2])
FIRST, SECOND, THIRD = "大连甲乙律师事务所", "大连丙丁律师事务所", "大连乙甲律师事务所"
NODE = statement("MATCH (o:Organization {id: $id}) RETURN o.name AS name, o.source AS source", "id")
HEADING = "原名称|现名称|变更日期|统一社会信用代码|文号"


async def names_on(graph: Graph, *days: str) -> list[str]:
    async with asking(graph) as client:
        found = [(await client.get(f"/v1/organizations/uscc:{LAW}", params={"as_of": day})).json() for day in days]
        held = [
            (await client.get("/v1/organizations", params={"as_of": day, "kind": "firm"})).json()["items"]
            for day in days
        ]
    for one, items in zip(found, held, strict=True):
        assert one["name"] in [item["name"] for item in items if item["id"] == f"uscc:{LAW}"] or not items
    return [one["name"] for one in found]


async def said(graph: Graph) -> str:
    return digest(await read_records(graph, load_catalogue()))


@ONE_ENGINE
async def test_of_three_names_of_a_register_each_day_shows_its_own(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    for name, day in ((THIRD, "2006-12-31"), (FIRST, "2007-12-31"), (SECOND, "2008-12-31")):
        await put(graph, tmp_path, "social_organizations", [{**ROW, "社会组织名称": name}], as_of=day)
    assert await names_on(graph, "2006-12-31", "2008-01-31", "2008-12-31") == [THIRD, FIRST, SECOND]


@ONE_ENGINE
async def test_a_name_holds_from_the_day_of_the_change_and_the_former_one_finds(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [ROW], as_of="2006-12-31")
    before = await said(graph)
    rows = table(
        "变更前名称|变更后名称|更名时间|文号",
        f"{SECOND}|{THIRD}|2008-02|司〔2008〕2号",  # of whom the row below tells that name
        f"{FIRST}|{SECOND}|2007-05-12|司〔2007〕5号",
    )
    report = await put(graph, tmp_path, "renamings", rows, as_of="2008-03-31")
    assert (report.counts.accepted, report.rejected_by_code) == (2, {})
    (node,) = await graph.read(NODE, id=f"uscc:{LAW}")
    assert (node["name"], node["source"]) == (THIRD, "social_organizations")
    days = ("2006-12-31", "2007-05-11", "2007-05-12", "2008-01-31", "2008-02-01", "2008-12-31")
    assert await names_on(graph, *days) == [FIRST, FIRST, SECOND, SECOND, THIRD, THIRD]
    for name in (FIRST, SECOND, THIRD):
        counted = await put(
            graph, tmp_path, "headcounts", table("单位|统计日期|正式党员", f"{name}|2008-03-31|4"), settle=False
        )
        assert counted.rejected_by_code == {}, name
    again = await put(graph, tmp_path, "renamings", rows[::-1], as_of="2008-03-31")
    assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}
    exported = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    for run in (again.run, report.run, *(f"headcounts:{n}" for n in (3, 2, 1))):
        await undo(graph, load_catalogue(), run)
    assert await said(graph) == before
    await wipe(graph)
    assert await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz") == exported


@ONE_ENGINE
async def test_a_list_that_comes_after_the_register_says_from_which_day_on(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [ROW], as_of="2006-12-31", settle=False)
    renamed = {**ROW, "社会组织名称": SECOND}
    await put(graph, tmp_path, "social_organizations", [renamed], as_of="2008-03-31", settle=False)
    rows = table(HEADING, f"{FIRST}|{SECOND}|2007-05-12|{LAW}|")
    await put(graph, tmp_path, "renamings", rows, as_of="2008-06-30")
    assert await names_on(graph, "2007-05-11", "2007-06-01", "2008-06-30") == [FIRST, SECOND, SECOND]


@ONE_ENGINE
async def test_who_is_known_by_the_new_name_alone_is_found_and_nobody_is_refused(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "social_organizations", [ROW], as_of="2008-03-31", settle=False)
    rows = table("原名称|现名称|变更日期", f"大连旧名律师事务所|{FIRST}|2005", f"大连丑寅商会|{FIRST[:-2]}会|2005")
    report = await put(graph, tmp_path, "renamings", rows, as_of="2008-03-31")
    assert (report.counts.accepted, report.rejected_by_code) == (1, {"unknown_reference": 1})
    assert dict(report.warned_by_code) == {"former_name_unknown": 1}
    came = await read_outcomes(Work(graph, load_catalogue()), report.run)
    (warned,) = [one.outcome for one in came if one.outcome.kind == "warned"]
    assert any(FIRST in name for name in warned.candidates)
    assert await names_on(graph, "2004-12-31", "2008-03-31") == ["大连旧名律师事务所", FIRST]


def test_lists_as_they_arrive_are_known_and_registers_are_not_taken_for_them(tmp_path: Path) -> None:
    for heading, source in (
        ("序号|变更前名称|变更后名称|变更时间", "renamings"),
        ("原单位名称|现单位名称|更名日期|统一社会信用代码", "renamings"),
        ("社会组织名称|登记管理机关|原名称|变更日期", "social_organizations"),
        ("机构名称|登记机关|原名称|成立时间", "social_organizations"),
        ("单位名称|行政区划|曾用名", "units"),
    ):
        path = write_csv(tmp_path / "list.csv", table(heading, "|".join("甲" for _ in heading.split("|"))))
        assert source_of(inspected(path)).id == source, heading


@ONE_ENGINE
@pytest.mark.parametrize("seed", range(3))
async def test_pictures_and_lists_in_any_order_come_to_the_same(seed: int, graph: Graph, tmp_path: Path) -> None:
    chance = random.Random(seed)
    months = ("2008-06-30", "2008-07-31", "2008-08-31", "2008-09-30")
    pictures = [
        ("social_organizations", [{**ROW, "社会组织名称": chance.choice((FIRST, SECOND, THIRD))}, SCHOOL], day)
        for day in months
    ]
    for day in chance.sample(months, 2):
        date = chance.choice(("2008-05-12", "2008-06", "2007"))
        pictures.append(("renamings", table(HEADING, f"{FIRST}|{chance.choice((SECOND, THIRD))}|{date}|{LAW}|"), day))
    found = []
    for order in (sorted(pictures, key=lambda one: one[2]), chance.sample(pictures, len(pictures))):
        await wipe(graph)
        await put_city(graph, tmp_path, *FRAME)
        await put(graph, tmp_path, "social_organizations", [ROW, SCHOOL], as_of="2008-03-31", settle=False)
        for source, rows, day in order:
            await put(graph, tmp_path, source, rows, as_of=day, settle=False)
        found.append(await said(graph))
    assert found[0] == found[1]
