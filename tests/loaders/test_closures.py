"""Lists of who was deregistered or abolished: they end whom they name, as the register that describes it would."""

import random
from pathlib import Path

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
from tests.registries import LAW, REGISTRIES, table, write_csv

FRAME = ("regions", "authorities", "trades", "units", "associations")
OTHERS = (*FRAME, "social_organizations", "enterprises", "party_organizations")
LAW_ID = f"uscc:{LAW}"
NODE = statement("MATCH (o:Organization {id: $id}) RETURN o.closed AS closed, o.away AS away, o.source AS source", "id")
PARTY = statement("MATCH (o:PartyOrganization {id: $id}) RETURN o.closed AS closed", "id")
SAID = statement(
    "MATCH (s:Statement) WHERE s.attribute = 'closing' AND s.retracted_run IS NULL "
    "RETURN s.subject AS subject, s.value AS value, s.valid_from AS since, s.document AS document ORDER BY subject"
)
LIST = table("注销单位|统一社会信用代码|注销日期|文号", f"大连甲乙律师事务所|{LAW}|2008-05-12|大司〔2008〕7号")


async def life(graph: Graph) -> tuple[str | None, str | None, str | None]:
    (row,) = await graph.read(NODE, id=LAW_ID)
    return row["closed"], row["away"], row["source"]


async def said(graph: Graph) -> str:
    return digest(await read_records(graph, load_catalogue()))


@ONE_ENGINE
async def test_a_list_ends_whom_it_names_and_says_how_and_by_what(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *OTHERS)
    await derive_again(graph, load_catalogue())
    before = await said(graph)
    rows = table(
        "注销单位|统一社会信用代码|注销日期|撤销日期|终止方式|文号",
        f"改了名的所|{LAW}|2008-05-12|||大司〔2008〕7号",
        "D004|||2008-06||",
        "大连丙丁会计师事务所有限公司|||2008-06|吊销|",
    )
    report = await put(graph, tmp_path, "closures", rows, as_of="2008-06-30")
    assert (report.counts.accepted, report.rejected_by_code) == (3, {})
    assert await life(graph) == ("2008-05-12", None, "social_organizations")
    (party,) = await graph.read(PARTY, id="party_organizations:D004")
    assert party["closed"] == "2008-06"
    assert {(one["value"], one["since"], one["document"]) for one in await graph.read(SAID)} == {
        ("abolished", "2008-06", None),
        ("deregistered", "2008-05-12", "大司〔2008〕7号"),
        ("revoked", "2008-06", None),
    }
    again = await put(graph, tmp_path, "closures", rows, as_of="2008-06-30")
    assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}
    for run in (again.run, report.run):
        await undo(graph, load_catalogue(), run)
    assert await said(graph) == before


@ONE_ENGINE
async def test_who_is_listed_as_normal_later_is_back_and_the_register_goes_on_to_describe(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    row = REGISTRIES["social_organizations"][0]
    await put(graph, tmp_path, "social_organizations", [row], as_of="2008-03-31", settle=False)
    await put(graph, tmp_path, "closures", LIST, as_of="2008-06-30", settle=False)
    await put(graph, tmp_path, "social_organizations", [{**row, "登记状态": ""}], as_of="2008-06-30", settle=False)
    assert await life(graph) == ("2008-05-12", None, "social_organizations")
    await put(graph, tmp_path, "social_organizations", [row], as_of="2008-09-30", settle=False)
    assert await life(graph) == (None, "2008-05-12/2008-09-30", "social_organizations")


@ONE_ENGINE
async def test_nobody_and_two_dates_are_refused_with_who_is_near(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *OTHERS)
    rows = table(
        "注销单位|注销日期|撤销日期",
        "大连甲乙律师事务|2008-05-12|",
        "大连子丑职业培训学校|2008-05-12|",
        "大连子丑职业培训学校|2008-05-13|",
        f"{LAW}||",
    )
    report = await put(graph, tmp_path, "closures", rows, as_of="2008-06-30", settle=False)
    assert report.rejected_by_code == {"conflicting_rows": 2, "missing_value": 1, "unknown_reference": 1}
    messages = await graph.read(statement("MATCH (r:Reject) RETURN r.code AS code, r.message_zh AS said"))
    assert any("大连甲乙律师事务所" in one["said"] for one in messages if one["code"] == "unknown_reference")


def test_lists_as_they_arrive_are_known_and_registers_are_not_taken_for_them(tmp_path: Path) -> None:
    for heading, source in (
        ("序号|社会组织名称|统一社会信用代码|注销日期", "closures"),
        ("企业名称|统一社会信用代码|吊销日期|吊销原因", "closures"),
        ("党组织名称|撤销日期|文号", "closures"),
        ("单位名称|注销时间", "closures"),
        ("社会组织名称|登记管理机关|注销日期|统一社会信用代码", "social_organizations"),
        ("机构名称|登记机关|成立时间|注销时间", "social_organizations"),
        ("企业名称|注册日期|登记状态|注销日期", "enterprises"),
        ("党组织名称|党组织类型|撤销日期", "party_organizations"),
        ("单位名称|行政区划|撤销日期", "units"),
    ):
        path = write_csv(tmp_path / "list.csv", table(heading, "|".join("甲" for _ in heading.split("|"))))
        assert source_of(inspected(path)).id == source, heading


@ONE_ENGINE
@pytest.mark.parametrize("seed", range(3))
async def test_pictures_and_lists_in_any_order_come_to_the_same(seed: int, graph: Graph, tmp_path: Path) -> None:
    chance = random.Random(seed)
    row, school, *_ = (dict(one) for one in REGISTRIES["social_organizations"])
    months = ("2008-06-30", "2008-07-31", "2008-08-31", "2008-09-30")
    pictures = [
        ("social_organizations", [{**row, "登记状态": chance.choice(("正常", "注销", ""))}, school], day)
        for day in months
    ]
    for day in chance.sample(months, 2):
        date = chance.choice(("2008-05-12", "2008-06", "2007"))
        pictures.append(("closures", [{**LIST[0], "注销日期": date}], day))
    found = []
    for order in (sorted(pictures, key=lambda one: one[2]), chance.sample(pictures, len(pictures))):
        await wipe(graph)
        await put_city(graph, tmp_path, *FRAME)
        await put(graph, tmp_path, "social_organizations", [row, school], as_of="2008-03-31", settle=False)
        for source, rows, day in order:
            await put(graph, tmp_path, source, rows, as_of=day, settle=False)
        found.append((await said(graph), await life(graph)))
    assert found[0] == found[1]


@ONE_ENGINE
async def test_what_was_ended_goes_with_an_export(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME, "social_organizations")
    await put(graph, tmp_path, "closures", LIST, as_of="2008-06-30", settle=False)
    exported = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    await wipe(graph)
    assert await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz") == exported
    await put(graph, tmp_path, "social_organizations", as_of="2007-12-31", settle=False)
    assert (await life(graph))[0] == "2008-05-12"
