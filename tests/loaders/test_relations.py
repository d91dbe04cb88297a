"""Sources of one relation a row: memberships, supervision and affiliation, coverage; what a later file says of it."""

from pathlib import Path

import pytest

from cypher.graph import Graph
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement
from tests.loaders.test_load_run import put, put_city
from tests.registries import LAW, SCHOOL, table

STANDING = statement(
    "MATCH (a)-[f]->(b) WHERE f.source = $source AND f.retracted_run IS NULL RETURN b.id AS end, type(f) AS type, "
    "f.valid_from AS since, f.valid_to AS until ORDER BY end, type, since",
    "source",
)
ROWS = {
    "memberships": table("协会|会员单位|入会日期|退会日期", f"大连市律师协会|{SCHOOL}|2004-03|2007-05-12"),
    "supervision": table(
        "组织|业务主管单位|行政挂靠单位|起始日期|终止日期", f"{SCHOOL}|大连市民政局|大连市中山区财政局|2004-03|"
    ),
    "coverage": table("党组织|覆盖单位|起始日期|终止日期", f"D004|{SCHOOL}|2006|"),
}
SAID = {
    "memberships": {("MEMBER_OF", "2004-03", "2007-05-12")},
    "supervision": {("SUPERVISED_BY", "2004-03", "9999-12-31"), ("AFFILIATED_TO", "2004-03", "9999-12-31")},
    "coverage": {("COVERS", "2006", "9999-12-31")},
}


@pytest.mark.parametrize("source", ROWS)
async def test_a_row_is_one_relation_which_a_complete_file_that_lacks_it_ends(
    source: str, graph: Graph, tmp_path: Path
) -> None:
    async def said() -> list[tuple[str, str, str]]:
        found = await graph.read(STANDING, source=source)
        return [(row["end"], row["type"], row["since"], row["until"]) for row in found]

    await put_city(graph, tmp_path)
    report = await put(graph, tmp_path, source, ROWS[source], as_of="2008-03-31", settle=False)
    assert (report.counts.accepted, report.rejected_by_code) == (1, {})
    before = await said()
    assert {(type, since, until) for _, type, since, until in before} == SAID[source]
    await put(graph, tmp_path, source, ROWS[source], as_of="2008-06-30", settle=False)
    assert await said() == before
    other = {**ROWS[source][0], "会员单位": LAW, "组织": LAW, "覆盖单位": LAW}
    lacks = [{name: other[name] for name in ROWS[source][0]}]
    await put(graph, tmp_path, source, lacks, as_of="2008-12-31", complete=True, allow_shrink=True, settle=False)
    ended = {until for end, _, _, until in await said() if until != "9999-12-31"}
    assert ended == ({"2007-05-12"} if source == "memberships" else {"2008-12-31"})


@ONE_ENGINE
async def test_a_row_may_list_whom_a_party_organisation_covers_and_another_one_of_them_again(
    graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path)
    rows = table(
        "党组织|覆盖单位|起始日期", f"D004|{SCHOOL}；{LAW}|2006", f"D004|{LAW}|2006", f"D003|{LAW}; 大连无名会|2006"
    )
    report = await put(graph, tmp_path, "coverage", rows, as_of="2008-03-31", settle=False)
    assert (report.counts.accepted, report.rejected_by_code) == (2, {"unknown_reference": 1})
    found = await graph.read(STANDING, source="coverage")
    assert [row["end"] for row in found] == sorted(f"uscc:{code}" for code in (SCHOOL, LAW))
