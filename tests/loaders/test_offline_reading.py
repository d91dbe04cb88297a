"""An exported file as columns: whatever its blocks hold, and whatever is wrong with it, as if read line by line."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cypher.domain.vocabulary import SCHEMA_VERSION
from loaders.consistency import UnreadableExport, check_offline, read_export
from loaders.consistency._lines import refuse_damaged
from loaders.read import exported_lines
from tests.engines.wiping import CITY
from tests.exported import read_records
from tests.stories import load_stories

STORIES = {story.name: list(story.records) for story in load_stories()}
LINES = [
    json.dumps(record, ensure_ascii=False)
    for record in [
        {"format": "zuzhitu", "version": 2, "schema_version": SCHEMA_VERSION, "city": CITY},
        {"node": "Organization", "id": "a", "properties": {"kind": "firm", "name": "甲", "name_key": "甲"}},
        {"node": "Organization", "id": "b", "properties": {"kind": "firm", "name": "乙", "name_key": "乙"}},
        {"node": "Headcount", "id": "h", "properties": {"date": "2008", "members_full": 3, "measures": []}},
        {"node": "Source", "id": "registry", "properties": {"rank": 3}},
        {"node": "Region", "id": CITY, "properties": {"rank": "city", "depth": 1}},
        {"relationship": "HAS_HEADCOUNT", "id": None, "from": ["Organization", "a"], "to": ["Headcount", "h"]},
        {"relationship": "MEMBER_OF", "id": "f:1", "from": ["Organization", "a"], "to": ["Organization", "b"]},
        {"relationship": "SEAT", "id": "d:1", "from": ["Organization", "a"], "to": ["Region", CITY]},
        {"relationship": "SEAT", "id": "d:1", "from": ["Organization", "b"], "to": ["Region", CITY]},
        {"end": {"nodes": 5, "relationships": 4}},
    ]
    for record in [record if "relationship" not in record else {**record, "properties": {"derived_run": "r:1"}}]
]
FIELDS = ("node", "relationship", "id", "from", "to", "properties", "end")
VALUES: list[Any] = [None, 5, -1.5, True, "", "5", "x", [], ["a"], ["Organization", "a"], ["a", 5], [None, "a"], {}]
Damage = tuple[int, str, str, Any]  # of which line, what is done, to which field, which value


def damaged(lines: list[str], damage: Damage) -> list[str]:
    """Lines of which one was dropped, repeated, moved, cut, garbled, or says otherwise in one of its fields."""
    number, what, field, value = damage
    at = number % len(lines)
    line, before, after = lines[at], lines[:at], lines[at + 1 :]
    match what:
        case "drop":
            return before + after or [line]
        case "repeat":
            return [*before, line, line, *after]
        case "blank":
            return [*before, " \t", line, *after]
        case "move":
            return [*before, *after, line]
        case "cut":
            return [*before, line[: number % (len(line) + 1)], *after]
        case "garble" if line:
            return [*before, line.replace(line[number % len(line)], field[0], 1), *after]
        case "set" | "remove" if (record := _parsed(line)).get(field):
            record = {**record, field: value} if what == "set" else {k: v for k, v in record.items() if k != field}
            return [*before, json.dumps(record, ensure_ascii=False), *after]
    return lines


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return {}


DAMAGES = st.tuples(
    st.integers(0, 500),
    st.sampled_from(["drop", "repeat", "blank", "move", "cut", "garble", "set", "set", "set", "remove"]),
    st.sampled_from(FIELDS),
    st.sampled_from(VALUES),
)


@given(damages=st.lists(DAMAGES, max_size=3), length=st.sampled_from([64, 300, 1 << 20]))
@settings(max_examples=400, deadline=None)
def test_what_is_wrong_is_told_as_if_read_line_by_line(
    tmp_path_factory: pytest.TempPathFactory, damages: list[Damage], length: int
) -> None:
    lines = LINES
    for damage in damages:
        lines = damaged(lines, damage)
    path = tmp_path_factory.mktemp("damaged") / "any.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(exported_lines, "BLOCK_BYTES", length)
        told = _refusal(read_export, path)
    exact = _refusal(refuse_damaged, path)
    assert told == exact or (exact is None and "no export writes" in str(told))
    if not damages:
        assert told is None


def _refusal(read: Any, path: Path) -> str | None:
    try:
        read(path)
    except UnreadableExport as error:
        return f"{error.line} {error.zh} {error}"
    return None


@pytest.mark.parametrize("length", [1, 100, 5_000])
@pytest.mark.parametrize("name", list(STORIES)[::12])
def test_blocks_of_any_length_hold_the_same(
    name: str, length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = read_records(STORIES[name], tmp_path)
    monkeypatch.setattr(exported_lines, "BLOCK_BYTES", length)
    pieces = read_records(STORIES[name], tmp_path)
    assert pieces.counts == whole.counts
    assert check_offline(pieces) == check_offline(whole)


def test_a_value_that_no_export_writes_is_refused_with_its_line(tmp_path: Path) -> None:
    lines = [*LINES[:3], LINES[3].replace('"members_full": 3', '"members_full": "three"'), *LINES[4:]]
    path = tmp_path / "any.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnreadableExport, match="no export writes") as refused:
        read_export(path)
    assert refused.value.line == 4


def test_a_relationship_may_stand_before_its_ends(tmp_path: Path) -> None:
    header, *records = (json.loads(line) for line in LINES[:-1])
    turned = read_records([header, *reversed(records)], tmp_path)
    assert check_offline(turned, "2008-03-31") == check_offline(
        read_records([header, *records], tmp_path), "2008-03-31"
    )
    assert check_offline(turned, "2008-03-31", ["dangling_end"]) == {"dangling_end": []}


def test_a_relationship_without_an_end_is_told_with_the_end_that_is_missing(tmp_path: Path) -> None:
    records = [json.loads(line) for line in [*LINES[:2], *LINES[3:-1]]]
    [rows] = check_offline(read_records(records, tmp_path), "2008-03-31", ["dangling_end"]).values()
    assert [(row.id, row.label, dict(row.detail)) for row in rows] == [
        ("d:1", "SEAT", {"from": ["Organization", "b"], "to": ["Region", CITY], "missing": [["Organization", "b"]]}),
        *[
            (id_, type_, {"from": ["Organization", "a"], "to": end, "missing": [end]})
            for id_, type_, end in [("f:1", "MEMBER_OF", ["Organization", "b"])]
        ],
    ]
