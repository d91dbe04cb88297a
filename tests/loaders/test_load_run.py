"""Loading registries into real graphs: what comes in, what is refused, what changes."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again, is_underived
from loaders.auto import is_loaded, load_auto
from loaders.exchange import digest, read_records
from loaders.load import load
from loaders.runs.history import keep_run, now
from loaders.runs.lock import free, this_process
from loaders.runs.report import Report
from loaders.runs.work import Work
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement
from tests.registries import REGISTRIES, SCHOOL, credit_code, write_csv

FACTS = statement(
    "MATCH (a)-[f]->(b) WHERE f.source IS NOT NULL "
    "RETURN a.id AS start, type(f) AS type, b.id AS end, f.valid_from AS since, f.valid_to AS until, "
    "f.assumed_start AS assumed, f.retracted_run AS retracted, f.id AS id, f.row AS row, f.level AS level, "
    "f.source AS source "
    "ORDER BY start, type, end, since, id"
)
NODES = statement(
    "MATCH (n) WHERE n:Organization OR n:PartyOrganization OR n:Region OR n:Trade "
    "RETURN labels(n)[0] AS label, n.id AS id, n.name AS name, n.kind AS kind, n.founded AS founded, "
    "n.closed AS closed ORDER BY id"
)
REJECTS = statement(
    "MATCH (r:Reject) RETURN r.run AS run, r.row AS row, r.column AS column, r.code AS code, r.value AS value "
    "ORDER BY run, row"
)


NAMESAKES = statement("MATCH (o:Organization) WHERE o.name = '大连辰巳促进会' RETURN o.id AS id")


async def put(
    graph: Graph, folder: Path, source: str, rows: Sequence[dict[str, str]] | None = None, /, **options: object
) -> Report:
    """Loads rows (by default those of tests/registries.py) as a file of the source."""
    path = write_csv(folder / f"{source}.csv", rows if rows is not None else REGISTRIES[source])
    report: Report = await load(graph, load_catalogue(), source, [path], **options)  # type: ignore[arg-type]
    assert report.counts.conserved
    return report


async def put_city(graph: Graph, folder: Path, *sources: str) -> dict[str, Report]:
    return {source: await put(graph, folder, source, settle=False) for source in sources or REGISTRIES}


async def facts(graph: Graph, type: str, start: str | None = None) -> list[dict[str, object]]:
    return [f for f in await graph.read(FACTS) if f["type"] == type and start in (None, f["start"])]


async def test_every_registry_of_the_small_city_comes_in(graph: Graph, tmp_path: Path) -> None:
    reports = await put_city(graph, tmp_path)
    assert {s: (r.counts.accepted, dict(r.rejected_by_code)) for s, r in reports.items()} == {
        s: (len(rows), {}) for s, rows in REGISTRIES.items()
    }
    assert {s: r.state for s, r in reports.items()} == dict.fromkeys(REGISTRIES, "finished")
    assert [r.revision for r in reports.values()] == list(range(1, len(REGISTRIES) + 1))


async def test_twice_is_once(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path)
    before = await graph.read(FACTS), await graph.read(NODES)
    for source, report in (await put_city(graph, tmp_path)).items():
        changed = {k: v for k, v in report.changes.items() if k != "unchanged" and v}
        assert changed == {}, source
    assert (await graph.read(FACTS), await graph.read(NODES)) == before


async def test_an_authority_is_the_unit_that_is_loaded_later(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "units")
    named = [n for n in await graph.read(NODES) if n["name"] == "大连市民政局"]
    assert len(named) == 1
    assert {str(f["end"]) for f in await facts(graph, "IDENTIFIED_BY", str(named[0]["id"]))} == {
        "authority:210200.civil",
        "units:U001",
    }


@pytest.mark.parametrize("batch_size", [1, 2, 1000])
async def test_neither_order_nor_batches_show(graph: Graph, tmp_path: Path, batch_size: int) -> None:
    await put_city(graph, tmp_path)
    whole = _bare(await graph.read(FACTS)), await graph.read(NODES)
    from tests.engines.wiping import wipe

    await wipe(graph)
    for source, rows in REGISTRIES.items():
        await put(graph, tmp_path, source, rows[::-1], settle=False, batch_size=batch_size)
    assert (_bare(await graph.read(FACTS)), await graph.read(NODES)) == whole


def _bare(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if k != "row"} for row in rows]


async def test_conflicting_rows_identify_nobody(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units", "associations", "social_organizations")
    school = {**REGISTRIES["social_organizations"][1], "登记证号": ""}
    other = {**school, "统一社会信用代码": credit_code("52", "210202", 77)}
    unnumbered = {**school, "统一社会信用代码": "", "实体运营": "否"}
    conflicting = [other, {**other, "成立登记日期": "2002-02"}]
    rows = [*conflicting, unnumbered]
    report = await put(graph, tmp_path, "social_organizations", rows, as_of="2008-03-31", settle=False)
    assert dict(report.rejected_by_code) == {"conflicting_rows": 2}
    assert report.counts.accepted == 1
    schools = [n["id"] for n in await graph.read(NODES) if n["name"] == school["社会组织名称"]]
    assert schools == [f"uscc:{SCHOOL}"]


async def test_who_is_named_as_an_authority_too_is_told_from_its_namesake_of_another_district(
    graph: Graph, tmp_path: Path
) -> None:
    def society(name: str, district: str, **cells: str) -> dict[str, str]:
        school = dict.fromkeys(REGISTRIES["social_organizations"][0], "")
        return {**school, "社会组织名称": name, "社会组织类型": "社会团体", "所在区划": district, **cells}

    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units")
    one = society("大连辰巳促进会", "中山区", 登记管理机关="大连市民政局")
    await put(graph, tmp_path, "social_organizations", [one], settle=False)
    # its name is asked for as that of an authority first, and only then as that of a subject
    named = society("大连午未学会", "中山区", 登记管理机关="大连辰巳促进会", 登记证号="X1")
    await put(graph, tmp_path, "social_organizations", [{**one, "所在区划": "西岗区"}, named], settle=False)
    assert len(await graph.read(NAMESAKES)) == 2


async def test_what_a_load_left_underived_needs_deriving_only(graph: Graph, tmp_path: Path) -> None:
    files = [write_csv(tmp_path / f"{source}.csv", rows) for source, rows in REGISTRIES.items()]
    catalogue = load_catalogue()
    assert not await is_underived(graph, catalogue)
    await put_city(graph, tmp_path)
    assert (await is_loaded(graph, catalogue, files), await is_underived(graph, catalogue)) == (True, True)
    changes, *_ = await derive_again(graph, catalogue)
    assert changes.created
    assert (await is_loaded(graph, catalogue, files), await is_underived(graph, catalogue)) == (True, False)


async def test_a_load_that_dies_while_writing_leaves_a_failed_run_and_nothing_to_derive(
    graph: Graph, tmp_path: Path
) -> None:
    catalogue = load_catalogue()
    await put_city(graph, tmp_path)
    await derive_again(graph, catalogue)
    before = await read_records(graph, catalogue)

    def die(stage: str, done: int, total: int) -> None:
        if stage.startswith("load/"):
            raise InterruptedError

    more = [{**REGISTRIES["units"][0], "单位编号": "U900", "单位名称": "大连市新设局"}]
    with pytest.raises(InterruptedError):
        await put(graph, tmp_path, "units", [*REGISTRIES["units"], *more], progress=die)
    assert not await is_underived(graph, catalogue)
    assert await read_records(graph, catalogue) == before
    changes, *_ = await derive_again(graph, catalogue)
    assert (changes.created, changes.retired) == (0, 0)
    assert digest(await read_records(graph, catalogue)) == digest(before)
    states = {r["id"]: r["state"] for r in await graph.read(catalogue["load/frame/runs"])}
    assert states["units:2"] == "failed"


def a_dead_process() -> str:
    """A process as the lock names it, which has ended."""
    program = "from loaders.runs.lock import this_process; print(this_process())"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


async def test_what_fails_beside_a_batch_on_its_way_is_the_failure_that_is_told(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("loaders.write.write._compared", fails)
        with pytest.raises(ZeroDivisionError):
            await put(graph, tmp_path, "regions", settle=False)
    assert (await put(graph, tmp_path, "regions", settle=False)).state == "finished"


@ONE_ENGINE
async def test_a_load_whose_last_write_fails_has_failed_and_a_dry_run_that_fails_leaves_none(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = load_catalogue()
    with monkeypatch.context() as broken:
        broken.setattr("loaders.load._kept", lambda *_: {"report": "\ud800"})  # no message can hold it
        with pytest.raises(UnicodeEncodeError):
            await put(graph, tmp_path, "regions", settle=False)
        broken.setattr("loaders.load.read_turned", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            await put(graph, tmp_path, "regions", settle=False, dry_run=True)
    (state,) = await graph.read(catalogue["load/frame/graph"])
    assert (state["loading"], state["revision"] or 0) == (None, 0)
    assert [(r["id"], r["state"]) for r in await graph.read(catalogue["load/frame/runs"])] == [("regions:1", "failed")]
    assert (await put(graph, tmp_path, "regions", settle=False)).run == "regions:2"


async def test_the_runs_of_a_command_are_finished_together_or_not_at_all(graph: Graph, tmp_path: Path) -> None:
    catalogue, begun = load_catalogue(), 0
    files = [write_csv(tmp_path / f"{source}.csv", REGISTRIES[source]) for source in ("regions", "trades")]

    def interrupt(stage: str, done: int, total: int) -> None:
        nonlocal begun
        begun += stage == "read"
        if begun == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        await load_auto(graph, catalogue, files, progress=interrupt)
    (state,) = await graph.read(catalogue["load/frame/graph"])
    assert (state["loading"], state["revision"] or 0) == (None, 0)
    assert {r["id"]: r["state"] for r in await graph.read(catalogue["load/frame/runs"])} == {
        "regions:1": "failed",
        "trades:1": "failed",
    }
    reports = await load_auto(graph, catalogue, files)
    assert [(r.run, r.state, r.revision) for r in reports] == [
        ("regions:2", "finished", 2),  # no revision has the number of one that died
        ("trades:2", "finished", 2),
    ]
    runs = await graph.read(catalogue["load/frame/runs"])
    assert {r["id"]: r["state"] for r in runs if r["number"] == 2} == {"regions:2": "finished", "trades:2": "finished"}


async def test_a_graph_that_a_dead_process_holds_is_given_back(graph: Graph, tmp_path: Path) -> None:
    catalogue = load_catalogue()
    await put_city(graph, tmp_path, "regions")
    await graph.write(catalogue["upkeep/lock/take"], run="regions:2", holder=a_dead_process(), over=None)
    await keep_run(Work(graph, catalogue, "regions:2"), source="regions", number=2, state="open", started=now())
    await free(Work(graph, catalogue))
    (state,) = await graph.read(catalogue["load/frame/graph"])
    assert (state["loading"], state["holder"], state["revision"]) == (None, None, 1)
    assert {r["id"]: r["state"] for r in await graph.read(catalogue["load/frame/runs"])} == {
        "regions:1": "finished",
        "regions:2": "failed",
    }
    await graph.write(catalogue["upkeep/lock/take"], run="regions:3", holder=this_process(), over=None)
    await free(Work(graph, catalogue))  # who lives keeps it
    assert (await graph.read(catalogue["load/frame/graph"]))[0]["loading"] == "regions:3"
