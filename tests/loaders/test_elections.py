"""Elections of Party organisations: dated values with the end of the term, stated or by the usual one."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import source_of
from loaders.exchange import export, import_, read_records
from loaders.undo import undo
from loaders.validate.validate import inspected
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import put, put_city
from tests.registries import table, write_csv

TERMS = statement(
    "MATCH (p:PartyOrganization)-[:HAS_STATEMENT]->(s:Statement) "
    "WHERE s.attribute = 'election' AND s.retracted_run IS NULL "
    "RETURN s.value AS elected, s.valid_from AS since, s.valid_to AS until, s.assumed_end AS assumed ORDER BY elected"
)
FRAME = ("regions", "authorities", "trades", "units", "associations", "social_organizations", "party_organizations")
ROWS = table(
    "党组织名称|选举日期|任期（年）|任期届满日期|书记",
    "D003|2004-07-01|||某某",
    "D003|2007-07|4年||某某",
    "大连甲乙律师事务所党支部|2004-02-29||2007-02-28|某某",
    "D001|2004-02-29|3年||某某",
)


async def test_a_term_runs_as_it_is_stated_else_as_long_as_is_usual_and_nobody_comes_in(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    report = await put(graph, tmp_path, "elections", ROWS, as_of="2008-03-31", settle=False)
    assert (report.counts.accepted, report.rejected_by_code) == (4, {})
    found = [(one["elected"], one["until"], bool(one["assumed"])) for one in await graph.read(TERMS)]
    assert sorted(found) == [
        ("2004-02-29", "2007-02-28", False),
        ("2004-02-29", "2007-03-01", False),
        ("2004-07-01", "2007-07-01", True),
        ("2007-07", "2011-07", False),
    ]
    records = await read_records(graph, load_catalogue())
    assert "某某" not in str(records)
    again = await put(graph, tmp_path, "elections", ROWS, as_of="2008-03-31", settle=False)
    assert {kind for kind, n in again.changes.items() if n} == {"unchanged"}
    exported = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    await undo(graph, load_catalogue(), again.run)
    await undo(graph, load_catalogue(), report.run)
    assert len(await graph.read(TERMS)) == 0
    await wipe(graph)
    assert await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz") == exported


@pytest.mark.parametrize("years", ["三", "约3", "0", "30", "三至五"])
async def test_years_that_are_none_are_refused(years: str, graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    row = table("党组织|换届日期|任期", f"D003|2007-07-01|{years}")
    report = await put(graph, tmp_path, "elections", row, as_of="2008-03-31", settle=False)
    assert report.rejected_by_code == ({} if years == "三" else {"bad_count": 1})


def test_a_list_of_elections_is_known_and_party_organisations_are_not_taken_for_it(tmp_path: Path) -> None:
    for heading, source in (
        ("序号|党组织名称|换届时间|任期届满时间", "elections"),
        ("党组织名称|党组织类型|换届日期|成立日期", "party_organizations"),
        ("党组织名称|覆盖单位", "coverage"),
    ):
        path = write_csv(tmp_path / "list.csv", table(heading, "|".join("甲" for _ in heading.split("|"))))
        assert source_of(inspected(path)).id == source, heading
