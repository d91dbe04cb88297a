"""The same files again: repeated without being read, and told as if they had been."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import load_auto
from loaders.exchange import digest, read_records
from loaders.load import load
from loaders.runs.report import Report
from loaders.undo import undo
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement
from tests.registries import REGISTRIES, write_csv

SOURCE = "social_organizations"
FORGET = statement("MATCH (r:Run) SET r.stands = null RETURN count(r) AS runs")
KEPT = {
    label: statement(f"MATCH (n:{label} {{run: $of}}) RETURN properties(n) AS own ORDER BY n.id")
    for label in ("Picture", "Reject", "Outcome")
}
FIRM = dict.fromkeys(REGISTRIES[SOURCE][0], "") | {"登记管理机关": "大连市民政局", "社会组织类型": "社会团体"}
# refused for itself, out of scope, warned of, repeated, no data
ODD = [
    FIRM | {"社会组织名称": "大连卯辰学会", "成立登记日期": "1999-13-40", "所在区划": "中山区"},
    FIRM | {"社会组织名称": "沈阳辰巳学会", "登记管理机关": "沈阳市民政局", "所在区划": "沈阳市"},
    FIRM | {"社会组织名称": "大连巳午学会", "成立登记日期": "2001-02", "注销日期": "1999-01", "所在区划": "中山区"},
    REGISTRIES[SOURCE][0],
    FIRM | {"社会组织名称": "合计", "登记管理机关": "", "社会组织类型": ""},
]
SOME = ("regions", "authorities", "trades", "units", "associations", "headcounts")
UNKNOWN = FIRM | {"社会组织名称": "大连申酉学会", "业务主管单位": "大连市没有局", "所在区划": "中山区"}


class Told:
    """The stages that a load told."""

    def __init__(self) -> None:
        self.stages: set[str] = set()

    def __call__(self, stage: str, done: int, total: int) -> None:
        self.stages.add(stage)

    @property
    def has_read(self) -> bool:
        return bool(self.stages & {"read", "resolve"})


async def again(graph: Graph, files: Sequence[Path], **options: Any) -> tuple[dict[str, Report], bool]:
    """Loads files by their headings; the reports by source, and whether any file was read."""
    told = Told()
    loaded = await load_auto(graph, load_catalogue(), files, as_of="2008-03-31", progress=told, **options)
    return {report.source: report for report in loaded}, told.has_read


def city(folder: Path, odd: Sequence[Mapping[str, str]] = ODD, sources: Collection[str] = REGISTRIES) -> list[Path]:
    rows = {source: own for source, own in REGISTRIES.items() if source in sources}
    rows[SOURCE] = [*REGISTRIES[SOURCE], *odd]
    return [write_csv(folder / f"{source}.csv", own) for source, own in rows.items()]


async def said(graph: Graph) -> str:
    return digest(await read_records(graph, load_catalogue()))


def bare(report: Report) -> Report:
    """What two runs of the same say alike. Of how much is as it was a run that reads counts others' facts, too."""
    assert report.changes["unchanged"]
    return replace(report, run="", revision=0, same_as=None, changes={**report.changes, "unchanged": 0})


async def kept(graph: Graph, run: str) -> dict[str, Any]:
    """What is kept of a run beside itself, but for its name and number; of pictures, of whom they tell."""
    found: dict[str, Any] = {}
    for label, asked in KEPT.items():
        rows = [row["own"] for row in await graph.read(asked, of=run)]
        own = [{k: v for k, v in row.items() if k not in ("run", "recorded")} for row in rows]
        found[label] = [{**row, "id": row["id"].replace(run, "")} for row in own]
    found["Picture"] = sorted(subject for one in found["Picture"] for subject in one["subjects"])
    assert found["Picture"]
    return found


async def test_repeated_they_are_told_as_if_they_were_read(graph: Graph, tmp_path: Path) -> None:
    files = city(tmp_path)
    first, read = await again(graph, files)
    assert read
    assert first[SOURCE].rejected_by_code
    assert first[SOURCE].skipped_by_reason
    assert first[SOURCE].out_of_scope_by_reason
    assert first[SOURCE].warned_by_code
    held = await said(graph)
    repeated, read = await again(graph, files)
    assert not read
    await graph.write(FORGET)  # as a graph of an older program has none
    whole, read = await again(graph, files)
    assert read
    for source, report in whole.items():
        assert repeated[source].same_as == first[source].run
        assert report.same_as is None
        assert bare(repeated[source]) == bare(report)
        assert await kept(graph, repeated[source].run) == await kept(graph, report.run), source
    assert await said(graph) == held
    assert [r.revision for r in (first[SOURCE], repeated[SOURCE], whole[SOURCE])] == [1, 2, 3]


@ONE_ENGINE
@pytest.mark.parametrize("reads", [False, True])
async def test_the_second_tells_on_until_it_is_undone_too(reads: bool, graph: Graph, tmp_path: Path) -> None:
    files = city(tmp_path, sources=SOME)
    first, _ = await again(graph, files)
    held = await said(graph)
    if reads:
        await graph.write(FORGET)
    repeated, read = await again(graph, files)
    assert read is reads
    await undo(graph, load_catalogue(), first["headcounts"].run)
    assert await said(graph) == held
    await undo(graph, load_catalogue(), repeated["headcounts"].run)
    assert await said(graph) != held


@ONE_ENGINE
async def test_who_was_not_known_may_be_by_now(graph: Graph, tmp_path: Path) -> None:
    files = city(tmp_path, [UNKNOWN])
    first, _ = await again(graph, files)
    assert first[SOURCE].rejected_by_code == {"unknown_reference": 1}
    second, read = await again(graph, files)
    assert read
    assert second[SOURCE].rejected_by_code == {"unknown_reference": 1}
    third, read = await again(graph, files)  # of what changed nothing all comes to the same
    assert not read
    assert bare(third[SOURCE]) == bare(second[SOURCE])


@ONE_ENGINE
async def test_a_day_that_was_to_come_may_have_come(graph: Graph, tmp_path: Path) -> None:
    files = city(
        tmp_path, [FIRM | {"社会组织名称": "大连戌亥学会", "成立登记日期": "2088-01-01", "所在区划": "中山区"}]
    )
    for _ in range(3):
        loaded, read = await again(graph, files)
        assert read
        assert loaded[SOURCE].rejected_by_code == {"date_after_today": 1}
        assert loaded[SOURCE].same_as is None


@ONE_ENGINE
@pytest.mark.parametrize("what", ["content", "name", "as_of", "complete", "dry_run", "in between", "undone"])
async def test_they_are_read_where_anything_is_another(what: str, graph: Graph, tmp_path: Path) -> None:
    files = city(tmp_path, sources=SOME)
    first, _ = await again(graph, files)
    (path,) = [file for file in files if file.stem == SOURCE]
    how: dict[str, Any] = {"as_of": "2008-03-31"}
    if what == "content":
        write_csv(path, [*REGISTRIES[SOURCE], *ODD[1:]])
    elif what == "name":
        path = path.rename(path.with_name("once more.csv"))
    elif what == "as_of":
        how["as_of"] = "2008-04-30"
    elif what in ("complete", "dry_run"):
        how[what] = True
    elif what == "in between":
        await load(graph, load_catalogue(), "regions", [write_csv(tmp_path / "more.csv", REGISTRIES["regions"])])
    else:
        await undo(graph, load_catalogue(), first["headcounts"].run)
    told = Told()
    await load(graph, load_catalogue(), SOURCE, [path], progress=told, **how)
    assert told.has_read
