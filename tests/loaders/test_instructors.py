"""Lists of instructors: they tell how many were sent, beside the headcounts of registers that tell of members."""

import random
from pathlib import Path
from typing import Any

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.auto import source_of
from loaders.exchange import digest, export, import_, read_records
from loaders.undo import undo
from loaders.validate.validate import inspected
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import put, put_city
from tests.registries import LAW, SCHOOL, table, write_csv
from tests.small_city import asking

FRAME = ("regions", "authorities", "trades", "units", "associations", "social_organizations", "enterprises")
HEADCOUNTS = table(
    "单位|统计日期|从业人员|正式党员|预备党员|未转组织关系党员|党小组|党建工作指导员",
    f"{SCHOOL}|2008-03-31|12|3|0|0||0",
)
CLASS = statement(
    "MATCH (o:Organization {id: $id})-[:HAS_COVERAGE]->(c:Coverage) "
    "WHERE c.retired_run IS NULL AND c.valid_from <= $as_of AND $as_of < c.valid_to "
    "RETURN c.class AS class, c.members_full AS full, c.instructors AS instructors, c.instructor_sent AS sent, "
    "c.told_elsewhere AS elsewhere",
    "id",
    "as_of",
)


async def told(graph: Graph, day: str, organization: str = SCHOOL) -> dict[str, Any]:
    """What the class of a day says; `elsewhere` is how many headcounts tell something beside that of the members."""
    (row,) = await graph.read(CLASS, id=f"uscc:{organization}", as_of=day)
    return {**row, "elsewhere": len(row["elsewhere"] or ())}


async def said(graph: Graph) -> str:
    return digest(await read_records(graph, load_catalogue()))


@ONE_ENGINE
async def test_a_list_tells_instructors_alone_whatever_its_day_and_undone_leaves_nothing(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "headcounts", HEADCOUNTS, as_of="2008-03-31")
    before, alone = await said(graph), await told(graph, "2008-03-31")
    assert alone == {"class": "uncovered_must", "full": 3, "instructors": 0, "sent": False, "elsewhere": 0}
    rows = table("单位|统计日期|党建工作指导员", f"{SCHOOL}|2008-03-31|1", f"{SCHOOL}|2008-06|2", f"{LAW}|2008-06|1")
    report = await put(graph, tmp_path, "instructors", rows, as_of="2008-06-30")
    assert (report.counts.accepted, report.rejected_by_code) == (3, {})
    assert await told(graph, "2008-03-31") == {**alone, "instructors": 1, "sent": True, "elsewhere": 1}
    assert await told(graph, "2008-06-30") == {**alone, "instructors": 2, "sent": True, "elsewhere": 1}
    only = {"class": "unknown", "full": None, "instructors": 1, "sent": True, "elsewhere": 1}
    assert await told(graph, "2008-06-30", LAW) == only
    again = await put(graph, tmp_path, "instructors", rows, as_of="2008-06-30")
    assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}
    for run in (again.run, report.run):
        await undo(graph, load_catalogue(), run)
    assert await said(graph) == before
    assert await told(graph, "2008-06-30") == alone


@ONE_ENGINE
async def test_an_answer_names_the_headcount_that_each_count_is_of(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "headcounts", HEADCOUNTS, as_of="2008-03-31")
    rows = table("单位|统计日期|党建工作指导员", f"{SCHOOL}|2008-06-30|2", f"{LAW}|2008-06-30|约1")
    await put(graph, tmp_path, "instructors", rows, as_of="2008-06-30")
    async with asking(graph) as client:
        school, law = [(await client.get(f"/v1/organizations/{one}")).json()["headcount"] for one in (SCHOOL, LAW)]
        before = (await client.get(f"/v1/organizations/{SCHOOL}?as_of=2008-03-31")).json()["headcount"]
    assert (school["date"], school["source"], school["members_full"]) == ("2008-03-31", "headcounts", 3)
    (other,) = school["told_elsewhere"]
    assert (other["date"], other["source"], other["counts"]) == ("2008-06-30", "instructors", ["instructors"])
    assert (school["instructors"], before["instructors"], before["told_elsewhere"]) == (2, 0, [])
    assert (law["date"], law["source"], law["told_elsewhere"]) == ("2008-06-30", "instructors", [])
    assert (law["members_full"], law["instructors"], law["instructors_bound"]) == (None, 1, "about")


@ONE_ENGINE
async def test_a_headcount_grows_stale_beside_a_new_list_and_a_list_never_does(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await put(graph, tmp_path, "headcounts", [{**HEADCOUNTS[0], "统计日期": "2005-12-31"}], as_of="2005-12-31")
    rows = table("单位|统计日期|党建工作指导员", f"{SCHOOL}|2008-02-29|1", f"{LAW}|2004-12-31|1")
    await put(graph, tmp_path, "instructors", rows, as_of="2008-03-31")
    found = await graph.read(load_catalogue()["checks/headcount_stale"], as_of="2008-03-31")
    assert [(one["id"], one["detail"]["date"]) for one in found] == [(f"uscc:{SCHOOL}", "2005-12-31")]


@ONE_ENGINE
async def test_nobody_and_two_numbers_of_one_day_are_refused_and_who_was_sent_stays_out(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = table(
        "单位名称|统计日期|党建工作指导员（人数）|党建工作指导员姓名|联系电话|备注",
        f"{SCHOOL}|2008-03-31|1|王小明|13912345678|王小明已到任",
        f"{LAW}|2008-03-31|1|李建国||",
        f"{LAW}|2008-03-31|2|李建国||",
        "大连子丑职业培训学校|2008-06-30||张晓红||张晓红",
        "大连子丑职业培训学校|2008-07-31|赵志强|||",
        f"{LAW}|2008-07-31|孙志强、马卫东|||",
    )
    report = await put(graph, tmp_path, "instructors", rows, as_of="2008-07-31", settle=False)
    assert report.counts.accepted == 1
    assert report.rejected_by_code == {"conflicting_rows": 2, "missing_value": 1, "bad_count": 2}
    kept = str(await read_records(graph, load_catalogue()))
    assert [
        name for name in ("王小明", "李建国", "张晓红", "赵志强", "孙志强", "马卫东", "13912345678") if name in kept
    ] == []


def test_a_list_of_instructors_is_known_and_headcounts_are_not_taken_for_it(tmp_path: Path) -> None:
    for heading, source in (
        ("单位|统计日期|党建工作指导员", "instructors"),
        ("序号|单位名称|统计日期|党建工作指导员（人数）", "instructors"),
        ("单位名称|统计时间|党建指导员人数|指导员姓名|联系电话", "instructors"),
        ("单位|统计日期|党建工作指导员|从业人员", "headcounts"),
        ("单位名称|统计日期|正式党员数|党建指导员数", "headcounts"),
        ("单位|统计日期|正式党员", "headcounts"),
        ("单位|统计日期", "headcounts"),
        ("党组织名称|党组织类型|所在单位|组建方式|党建工作指导员|统计日期", "party_forms"),
    ):
        path = write_csv(tmp_path / "list.csv", table(heading, "|".join("甲" for _ in heading.split("|"))))
        assert source_of(inspected(path)).id == source, heading


@ONE_ENGINE
@pytest.mark.parametrize("seed", range(3))
async def test_headcounts_and_lists_in_any_order_come_to_the_same(seed: int, graph: Graph, tmp_path: Path) -> None:
    chance = random.Random(seed)
    days = ("2008-03-31", "2008-06-30", "2008-09-30", "2008-12-31")
    pictures = []
    for day in days:
        dates = [one for one in ("2008-03", *days) if one <= day]
        row = {**HEADCOUNTS[0], "统计日期": chance.choice(dates), "正式党员": chance.choice(("", "0", "3"))}
        pictures.append(("headcounts", [row], day))
        sent = f"{SCHOOL}|{chance.choice(dates)}|{chance.choice(('0', '1', '约2'))}"
        pictures.append(("instructors", table("单位|统计日期|党建工作指导员", sent), day))
    found = []
    for order in (pictures, chance.sample(pictures, len(pictures))):
        await wipe(graph)
        await put_city(graph, tmp_path, *FRAME)
        for source, rows, day in order:
            await put(graph, tmp_path, source, rows, as_of=day, settle=False)
        await derive_again(graph, load_catalogue())
        found.append((await said(graph), [await told(graph, day) for day in days]))
    assert found[0] == found[1]


@ONE_ENGINE
async def test_what_a_list_tells_goes_with_an_export(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = table("单位|统计日期|党建工作指导员", f"{SCHOOL}|2008-03-31|1")
    await put(graph, tmp_path, "instructors", rows, as_of="2008-03-31")
    exported = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    await wipe(graph)
    assert await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz") == exported
    assert (await told(graph, "2008-03-31"))["instructors"] == 1
    again = await put(graph, tmp_path, "instructors", rows, as_of="2008-03-31")
    assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}
