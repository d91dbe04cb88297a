"""Duties fulfilled and campaigns taken part in: facts that lead to the tables of the project."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.auto import source_of
from loaders.cells.periods import parse_period
from loaders.cells.values import CellError
from loaders.exchange import digest, export, import_, read_records
from loaders.reference.tables import FILES, read_table
from loaders.undo import undo
from loaders.validate.validate import inspected
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import put, put_city
from tests.registries import table, write_csv

FRAME = ("regions", "authorities", "trades", "units", "associations", "social_organizations", "party_organizations")
ARTICLE = Path(__file__).parents[2] / "docs" / "source" / "dalian-2008.txt"
DONE = statement(
    "MATCH (p:PartyOrganization)-[f:FULFILLED|TOOK_PART]->(e) WHERE f.retracted_run IS NULL "
    "RETURN e.id AS end, f.period AS period, f.document AS document, f.valid_from AS since, f.valid_to AS until "
    "ORDER BY end, since, document"
)
DUTIES = table(
    "党组织名称|职责|年度|佐证材料",
    "D003|发展党员|2007年度|律党〔2007〕6号",
    "D003|发展党员|2007年度|律党〔2007〕9号",
    "D003|接受领导与反映情况|2007年下半年|",
    "D004|党员教育管理|2008年第一季度|",
)
CAMPAIGNS = table(
    "党组织|活动|起始日期|终止日期",
    "D003|诚信、公正、优质服务活动|2006-03-01|",
    "D004|“我是党员我承诺”|2007|2008",
)


def test_every_entry_of_the_tables_rests_on_a_sentence_of_the_article() -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    for label in FILES:
        entries = read_table(label)
        assert len({entry.id for entry in entries}) == len(entries) == {"Duty": 6, "Campaign": 10}[label]
        assert [entry.id for entry in entries if entry.properties["sentence"] not in text] == []


@pytest.mark.parametrize(
    ("text", "said", "first", "behind"),
    [
        ("2007年度", "2007", "2007", "2008"),
        ("2007年上半年", "2007H1", "2007-01", "2007-07"),
        ("2007H2", "2007H2", "2007-07", "2008-01"),
        ("2007年第四季度", "2007Q4", "2007-10", "2008-01"),
        ("2008Q1", "2008Q1", "2008-01", "2008-04"),
        ("2007年12月", "2007-12", "2007-12", "2008-01"),
        ("2007-12-31", "2007-12-31", "2007-12-31", "2008-01-01"),
    ],
)
def test_a_period_is_what_reports_call_one(text: str, said: str, first: str, behind: str) -> None:
    assert parse_period(text) == (said, first, behind)


def test_what_is_no_period_is_refused() -> None:
    assert parse_period("—") is None
    for text in ("第一季度", "2007年第五季度", "1207Q1"):
        with pytest.raises(CellError):
            parse_period(text)


@ONE_ENGINE
async def test_duties_and_campaigns_come_in_and_go_as_any_fact(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    await derive_again(graph, load_catalogue())
    before = digest(await read_records(graph, load_catalogue()))
    dry = await put(graph, tmp_path, "duties", DUTIES, as_of="2008-03-31", dry_run=True)
    assert dry.counts.accepted == 4
    assert digest(await read_records(graph, load_catalogue())) == before
    done = await put(graph, tmp_path, "duties", DUTIES, as_of="2008-03-31")
    took = await put(graph, tmp_path, "campaigns", CAMPAIGNS, as_of="2008-03-31")
    assert (done.rejected_by_code, took.rejected_by_code) == ({}, {})
    assert [tuple(row.values()) for row in await graph.read(DONE)] == [
        ("i_promise", None, None, "2007", "2008"),
        ("lawyers_service", None, None, "2006-03-01", "9999-12-31"),
        ("members", "2007", "律党〔2007〕6号", "2007", "2008"),
        ("members", "2007", "律党〔2007〕9号", "2007", "2008"),
        ("members", "2008Q1", None, "2008-01", "2008-04"),
        ("reporting", "2007H2", None, "2007-07", "2008-01"),
    ]
    for source, rows in (("duties", DUTIES), ("campaigns", CAMPAIGNS)):
        again = await put(graph, tmp_path, source, rows[::-1], as_of="2008-03-31")
        assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}
    exported = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    for run in ("duties:2", "campaigns:2", "duties:1", "campaigns:1"):
        await undo(graph, load_catalogue(), run)
    assert digest(await read_records(graph, load_catalogue())) == before
    await wipe(graph)
    assert await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz") == exported
    assert len(await graph.read(DONE)) == 6


@ONE_ENGINE
async def test_what_is_in_no_table_and_what_lies_ahead_is_refused(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    rows = table("党组织|职责|履职期间", "D003|修路|2007", "D003|发展党员|2009", "大连律师协会党委|发展党员|2007")
    report = await put(graph, tmp_path, "duties", rows, as_of="2008-03-31", settle=False)
    assert report.rejected_by_code == {"future_date": 1, "unknown_reference": 1, "unknown_value": 1}


def test_lists_of_duties_and_campaigns_are_known(tmp_path: Path) -> None:
    for heading, source in (
        ("序号|党组织名称|职责|年度|佐证材料", "duties"),
        ("党组织|活动名称|起始日期|终止日期", "campaigns"),
        ("党组织名称|活动|开始时间", "campaigns"),
        ("党组织名称|党组织类型|活动区域", "party_organizations"),
    ):
        path = write_csv(tmp_path / "list.csv", table(heading, "|".join("甲" for _ in heading.split("|"))))
        assert source_of(inspected(path)).id == source, heading
