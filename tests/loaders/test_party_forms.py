"""Party-organisation forms: one row tells a Party organisation, its unit, its superior and the unit's people."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import source_of
from loaders.exchange import digest, read_records
from loaders.undo import undo
from loaders.validate.validate import inspected
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import NODES, facts, put, put_city
from tests.registries import ACCOUNTANTS, LAW, table, write_csv

FRAME = ("regions", "authorities", "trades", "units", "associations", "social_organizations", "enterprises")
COUNTED = statement(
    "MATCH (o:Organization)-[:HAS_HEADCOUNT]->(h:Headcount) WHERE h.retracted_run IS NULL "
    "RETURN o.id AS id, h.date AS date, h.members_full AS full, h.employees AS employees, h.source AS source, "
    "h.valid_to AS until ORDER BY id, date"
)
HEADINGS = "党组织名称|党组织类别|上级党组织名称|书记姓名|联系电话|单位名称|统一社会信用代码"
HEADINGS += "|建立党组织情况|在岗职工数|正式党员数|统计时间"
FORMS = table(
    HEADINGS,
    f"大连甲乙律师事务所党支部|党支部|大连市律师行业党委|王建国|13912345678|大连甲乙律师事务所|{LAW}|单独组建|约20|5|2008-03-31",
    f"丙丁会计师联合支部|党支部|大连市律师行业党委|李爱民|13912345679|大连丙丁会计师事务所有限公司|{ACCOUNTANTS}|联合组建|12|2|",
    "大连市律师行业党委|党委||赵永红|13912345670|大连市律师协会|||||",
)


@ONE_ENGINE
async def test_a_row_tells_the_party_organisation_its_unit_its_superior_and_the_people(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    report = await put(graph, tmp_path, "party_forms", FORMS, as_of="2008-04-30")
    assert (report.counts.accepted, report.rejected_by_code) == (3, {})
    found = [tuple(one.values()) for one in await graph.read(COUNTED)]
    law, firm = f"uscc:{LAW}", f"uscc:{ACCOUNTANTS}"
    assert sorted(found) == sorted(
        [(law, "2008-03-31", 5, 20, "party_forms", None), (firm, "2008-04-30", 2, 12, "party_forms", None)]
    )
    records = await read_records(graph, load_catalogue())
    assert not any(word in str(records) for word in ("王建国", "李爱民", "赵永红", "1391234567"))
    kinds = {n["name"]: n["kind"] for n in await graph.read(NODES) if n["label"] == "PartyOrganization"}
    assert kinds["丙丁会计师联合支部"] == "joint_branch"
    covered = [f["end"] for f in await facts(graph, "COVERS")]
    assert sorted(covered) == sorted([law, firm]), "the association is not covered by its committee"
    assert len(await facts(graph, "SUBORDINATE_TO")) == 2
    assert len(await facts(graph, "HOSTED_BY")) == 3
    again = await put(graph, tmp_path, "party_forms", FORMS, as_of="2008-04-30")
    assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}


@ONE_ENGINE
async def test_forms_of_two_in_one_unit_may_tell_its_people_both_but_not_otherwise(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = table(
        "党组织名称|党组织类型|所在单位|正式党员|统计日期",
        f"第一党支部委员会|党支部|{LAW}|5|2008-03-31",
        f"第二党支部委员会|党支部|{LAW}|5|2008-03-31",
    )
    report = await put(graph, tmp_path, "party_forms", rows, as_of="2008-04-30", settle=False)
    assert report.counts.accepted == 2
    assert [one["full"] for one in await graph.read(COUNTED)] == [5]
    report = await put(
        graph, tmp_path, "party_forms", [rows[0], rows[1] | {"正式党员": "6"}], as_of="2008-05-31", settle=False
    )
    assert report.rejected_by_code == {"conflicting_rows": 2}
    assert [one["full"] for one in await graph.read(COUNTED)] == [5]


@ONE_ENGINE
@pytest.mark.parametrize("date", ["", "2008-02-29"])
async def test_a_count_stands_on_a_day(date: str, graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    row = table("党组织名称|党组织类型|所在单位|正式党员|统计日期", f"第一党支部委员会|党支部|{LAW}|5|{date}")
    report = await put(graph, tmp_path, "party_forms", row, settle=False)
    assert report.rejected_by_code == ({} if date else {"missing_value": 1})


@ONE_ENGINE
async def test_forms_in_any_order_come_to_the_same(graph: Graph, tmp_path: Path) -> None:
    pictures = {
        "2007-12-31": [FORMS[0] | {"统计时间": "2007-12-31", "正式党员数": "4"}, *FORMS[1:]],
        "2008-04-30": FORMS,
        "2008-12-31": [FORMS[0] | {"上级党组织名称": "", "统计时间": "2008-12-31"}],
    }
    digests = []
    for order in (sorted(pictures), sorted(pictures, reverse=True), ["2008-04-30", "2008-12-31", "2007-12-31"]):
        await wipe(graph)
        await put_city(graph, tmp_path, *FRAME)
        for day in order:
            report = await put(graph, tmp_path, "party_forms", pictures[day], as_of=day, settle=False)
            counts = report.counts
            assert counts.read == counts.accepted + counts.rejected + counts.repeated == len(pictures[day])
        assert len(await graph.read(COUNTED)) == 5
        digests.append(digest(await read_records(graph, load_catalogue())))
    assert len(set(digests)) == 1


@ONE_ENGINE
async def test_a_form_that_is_undone_leaves_nothing_of_the_unit(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    report = await put(graph, tmp_path, "party_forms", FORMS, as_of="2008-04-30")
    await undo(graph, load_catalogue(), report.run)
    assert await graph.read(COUNTED) == []
    assert await facts(graph, "COVERS", f"uscc:{LAW}") == []


def test_a_form_is_known_by_its_headings_and_a_list_of_party_organisations_is_not_taken_for_it(tmp_path: Path) -> None:
    for heading, source in (
        (HEADINGS, "party_forms"),
        ("党组织名称|党组织类型|所在单位|正式党员数|预备党员数", "party_forms"),
        ("党组织名称|党组织类型|所在单位|隶属党组织|成立日期", "party_organizations"),
        ("单位|统计日期|正式党员", "headcounts"),
    ):
        path = write_csv(tmp_path / "list.csv", table(heading, "|".join("甲" for _ in heading.split("|"))))
        assert source_of(inspected(path)).id == source, heading
