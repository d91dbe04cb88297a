"""Each offline check finds, is silent, and runs on the empty file; its twin in the graph returns the same."""

import contextlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.catalogue import load_catalogue
from cypher.graph import Graph, Row
from loaders.consistency import (
    UnreadableExport,
    check_offline,
    dangling_end,
    load_checks,
    newest_as_of,
    orphan,
    read_export,
)
from loaders.records import Found
from tests.derived import derive_and_read
from tests.engines.wiping import CITY, wipe
from tests.exported import read_records, with_links, write_file
from tests.oracle import Oracle
from tests.oracle.worlds import DAYS, on_an_engine, party_trees, tell_tally, worlds
from tests.stories import expand, load_stories, write_records

CHECKS = load_checks()
# Of a detail what a twin cannot say: it looks at one day, and the age of a gap at all before it.
ONLY_IN_THE_GRAPH = {"hard_gap": {"since"}}
DAY = "2008-03-31"
# What the file of each check looks like that has something to find, and what is found.
WRONG: dict[str, tuple[dict[str, Any], list[str]]] = {
    "cycle": ({"a": {"subordinate_to": "b"}, "b": {"subordinate_to": "a"}, "c": {"subordinate_to": "a"}}, ["a", "b"]),
    "several_superiors": ({"a": {"subordinate_to": ["b", "top"]}, "b": {"subordinate_to": "top"}}, ["a"]),
    "orphan": ({"a": {}, "b": {"subordinate_to": "top"}}, ["a"]),
    "several_roots": ({"a": {"subordinate_to": "b"}, "b": {}}, ["b"]),
    "period_reversed": ({"a": {"subordinate_to": "top 2006..2004"}, "b": {"subordinate_to": "top"}}, ["a"]),
    "dangling_end": ({"a": {"subordinate_to": "b"}, "b": {"subordinate_to": "top"}}, ["SUBORDINATE_TO:a:b"]),
}


def party_records(nodes: dict[str, Any]) -> list[dict[str, Any]]:
    """A city with a top and the Party organisations named; none of them is sound or wrong by itself."""
    frame: dict[str, Any] = {
        "210000": {"is": "province"},
        CITY: {"is": "city", "part_of": "210000"},
        "top": {"is": "committee", "territorial": "true", "acts_in": CITY},
        "bureau": {"is": "supervising_unit", "acts_in": CITY},
        "below": {"is": "branch", "subordinate_to": "top", "hosted_by": "bureau"},
    }
    return expand([{"nodes": frame}, {"nodes": {k: {"is": "branch", **v} for k, v in nodes.items()}}])


@pytest.mark.parametrize("name", WRONG)
def test_a_check_finds(name: str, tmp_path: Path) -> None:
    nodes, found = WRONG[name]
    records = party_records(nodes)
    if name == "dangling_end":
        records = [r for r in records if r.get("id") != "b"]
    [(_, rows)] = check_offline(read_records(records, tmp_path), names=[name]).items()
    wanted = {"SUBORDINATE_TO:b:top", *found} if name == "dangling_end" else set(found)
    assert {row.id for row in rows} == wanted


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_is_silent_where_all_is_well(name: str, tmp_path: Path) -> None:
    records = party_records(
        {"a": {"subordinate_to": "b", "hosted_by": "bureau"}, "b": {"subordinate_to": "top", "hosted_by": "bureau"}}
    )
    assert check_offline(read_records(records, tmp_path), names=[name]) == {name: []}


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_runs_on_a_file_that_holds_nothing(name: str, tmp_path: Path) -> None:
    header = {"format": "zuzhitu", "version": 1, "schema_version": 1, "city": CITY}
    [(_, rows)] = check_offline(read_records([header], tmp_path), DAY, [name]).items()
    assert [row.id for row in rows] == (["zuzhitu"] if name == "no_top" else [])  # what is not there has no top either


@pytest.mark.parametrize("name", CHECKS)
def test_the_texts_of_a_check_stand_once(name: str) -> None:
    statements = {statement.id: statement.header for statement in load_catalogue().of_kind("checks")}
    assert CHECKS[name].header is statements.get(name, dangling_end.HEADER)


def test_a_check_is_refused_that_has_two_headers_or_none_or_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(orphan, "HEADER", dangling_end.HEADER, raising=False)
        with pytest.raises(TypeError, match=r"orphan\.py holds a HEADER exactly where"):
            load_checks()
    with monkeypatch.context() as patched:
        patched.delattr(dangling_end, "HEADER")
        with pytest.raises(TypeError, match=r"dangling_end\.py holds a HEADER exactly where"):
            load_checks()
    monkeypatch.delattr(orphan, "find")
    with pytest.raises(TypeError, match=r"orphan\.py holds no find"):
        load_checks()


def test_every_check_with_a_twin_finds_in_a_story_and_is_silent_in_one() -> None:
    told = [e.answers.get("findings", {}) for story in load_stories() for e in story.expectations]
    for name in CHECKS.keys() - {"dangling_end"}:
        assert any(findings.get(name) for findings in told), name
        assert any(findings.get(name) == [] for findings in told), name


def test_every_check_of_the_graph_has_a_twin_or_says_why_not() -> None:
    for statement in load_catalogue().of_kind("checks"):
        assert statement.id in CHECKS or statement.check.twin, statement.name


def test_a_derived_superior_counts_only_where_none_is_recorded(tmp_path: Path) -> None:
    def derived(start: str, end: str, **properties: Any) -> dict[str, Any]:
        ends = {"from": ["PartyOrganization", start], "to": ["PartyOrganization", end]}
        valid = {"valid_from": "2003-07-01", "valid_to": "9999-12-31"}
        return {"relationship": "SUPERIOR", "id": f"d:{start}", **ends, "properties": {**valid, **properties}}

    hosted = {"hosted_by": "bureau"}
    records = party_records({"a": {"subordinate_to": "top", **hosted}, "b": hosted, "c": hosted})
    records += [derived("a", "b"), derived("b", "a"), derived("c", "top", retired_run="story:1")]
    found = check_offline(read_records(records, tmp_path), DAY)
    # a → b is not walked, as a → top is recorded: no circle, though they differ; c's link is retired
    assert {check: [f.id for f in rows] for check, rows in found.items() if rows} == {
        "orphan": ["c"],
        "superior_differs": ["a"],
    }


def test_the_date_is_the_newest_of_any_finished_run(tmp_path: Path) -> None:
    def run(number: int, state: str, as_of: str) -> dict[str, Any]:
        return {"node": "Run", "id": f"r:{number}", "properties": {"state": state, "as_of": as_of}}

    records = party_records({})
    assert newest_as_of(read_records(records, tmp_path)) == "2008-03-31"
    records += [run(2, "finished", "2008-04"), run(3, "failed", "2010-01-01"), run(4, "finished", "2008-04-29")]
    assert newest_as_of(read_records(records, tmp_path)) == "2008-04-30"
    records.append(run(5, "finished", "2030-12-31"))
    records[-1]["properties"]["accepted"] = 0
    assert newest_as_of(read_records(records, tmp_path)) == "2008-04-30"
    with pytest.raises(UnreadableExport, match="finish a load"):
        newest_as_of(read_records(records[:1], tmp_path))


HEADER = b'{"format": "zuzhitu", "version": 1, "schema_version": 1, "city": "210200"}\n'
NODE = b'{"node": "Region", "id": "210200", "properties": {}}\n'


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 0),
        (NODE, 1),
        (HEADER.replace(b'"version": 1', b'"version": 99'), 1),
        (HEADER + NODE + b'{"node": "Reg', 3),
        (HEADER + b"[]\n", 2),
        (HEADER + b"\xff\xfe\n", 2),
        (HEADER + b'{"something": 1}\n', 2),
        (HEADER + b'{"node": "Region", "properties": {}}\n', 2),
        (HEADER + NODE + NODE, 3),
        (HEADER + b'{"relationship": "PART_OF", "id": "f", "from": ["Region"], "to": [], "properties": {}}\n', 2),
    ],
)
def test_a_damaged_file_is_refused_with_line_and_remedy(content: bytes, line: int, tmp_path: Path) -> None:
    path = tmp_path / "damaged.jsonl"
    path.write_bytes(content)
    with pytest.raises(UnreadableExport) as refused:
        read_export(path)
    assert refused.value.line == line
    assert refused.value.remedy
    assert "damaged.jsonl" in str(refused.value)


def test_a_packed_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = write_file(party_records({"a": {"subordinate_to": "top"}}), tmp_path / "whole.jsonl.gz").read_bytes()
    cut = tmp_path / "cut.jsonl.gz"
    for length in range(0, len(whole), 7):
        cut.write_bytes(whole[:length])
        with pytest.raises(UnreadableExport):
            read_export(cut)
    with pytest.raises(UnreadableExport, match="cannot be opened"):
        read_export(tmp_path / "nowhere.jsonl.gz")


@given(content=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_file_raises_anything_but_unreadable(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "any.jsonl"
    path.write_bytes(HEADER + content)
    with contextlib.suppress(UnreadableExport):
        read_export(path)


TREES = 12


@pytest.mark.anyio
async def test_the_twins_find_the_same_in_any_tree(graph: Graph, tmp_path: Path) -> None:
    for number, records in enumerate(party_trees(TREES)):
        if number:
            await wipe(graph)
        await write_records(graph, records)
        offline = check_offline(read_records(records, tmp_path), DAY)
        for name in CHECKS.keys() - {"dangling_end"}:
            twin = load_catalogue()[f"checks/{name}"]
            params = {k: v for k, v in {"as_of": DAY, "city": CITY}.items() if k in twin.used}
            rows = await graph.read(twin, **params)
            assert _plain(_comparable(name, rows)) == _plain(_rows(offline[name])), f"{name} in tree {number}"


@given(records=worlds())
@on_an_engine(3)
async def test_the_twins_find_the_same_in_any_city(graph: Graph, tmp_path: Path, records: list[dict[str, Any]]) -> None:
    await wipe(graph)
    await write_records(graph, records)
    derived = await derive_and_read(graph)
    oracle = Oracle(records)
    differing, days = [], DAYS[3::5]
    for day in days:
        offline = check_offline(read_records(with_links(records, oracle, day), tmp_path), day)
        for name in CHECKS.keys() - {"dangling_end"}:
            found = _plain(_rows(offline[name]))
            if (rows := _plain(_comparable(name, await derived.found(name, day)))) != found:
                differing.append(f"{name} at {day}: engine {rows}, twin {found}")
    compared = len(days) * (len(CHECKS) - 1)
    tell_tally("twins", cities=1, days=len(days), compared=compared, different=len(differing))
    assert not differing, "\n".join(differing)


def _rows(found: Iterable[Found]) -> Iterable[dict[str, Any]]:
    return ({"id": f.id, "label": f.label, "detail": dict(f.detail)} for f in found)


def _comparable(name: str, rows: Iterable[Row]) -> Iterable[Row]:
    """Rows of the graph without what its twin cannot say."""
    unsaid = ONLY_IN_THE_GRAPH.get(name, set())
    return ({**row, "detail": {k: v for k, v in row["detail"].items() if k not in unsaid}} for row in rows)


def _plain(rows: Iterable[Any]) -> list[str]:
    """Rows as text; a list of a detail is a set, and stands in one order."""
    ordered = [
        {**row, "detail": {k: sorted(v, key=str) if isinstance(v, list) else v for k, v in row["detail"].items()}}
        for row in rows
    ]
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in ordered)
