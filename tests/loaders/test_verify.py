"""What an import takes: all that an export of this program writes, and nothing else. Each forged file is a real export
with one thing changed."""

import copy
import gzip
import itertools
import json
import re
import string
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as given_any
from hypothesis import settings
from hypothesis import strategies as st

from cypher.catalogue import load_catalogue
from cypher.domain import vocabulary
from cypher.domain.properties import COUNTED, NODES, OWN, RELATIONSHIPS, required_of
from cypher.graph import Graph
from loaders.cells.rejects import CODES, Place, reject
from loaders.consistency import UnreadableExport, read_export
from loaders.exchange import export, import_, read_file
from loaders.resolve.identity import organization_id
from loaders.sources import consultations, decisions
from loaders.verify import values
from loaders.verify.file import verify
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement, wipe
from tests.exported import write_file
from tests.loaders.test_load_run import put, put_city
from tests.registries import REGISTRIES

CITY = "210200"
ANY = statement("MATCH (n) WHERE NOT n:Graph RETURN count(n) AS n")
PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
Record = dict[str, Any]
Forge = Callable[[list[Record]], Record | None]


@pytest.fixture(scope="module")
async def records(engine_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> list[Record]:
    """A real export of the small city, with refused rows and derived links."""
    folder = tmp_path_factory.mktemp("city")
    await wipe(engine_graph)
    await put_city(engine_graph, folder)
    await put(
        engine_graph, folder, "units", [REGISTRIES["units"][0], {**REGISTRIES["units"][1], "成立日期": "1950-13"}]
    )
    await export(engine_graph, load_catalogue(), folder / "city.jsonl.gz")
    return list(read_file(folder / "city.jsonl.gz"))


# -- what is taken -----------------------------------------------------------------------------------------------------


async def test_a_file_that_ends_at_any_line_is_refused(records: list[Record], tmp_path: Path) -> None:
    lines = gzip.decompress(write_file(records, tmp_path / "city.jsonl.gz").read_bytes()).splitlines()
    for kept in (1, len(lines) // 2, len(lines) - 1):
        (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines[:kept])))
        with pytest.raises(UnreadableExport, match="cut off"):
            verify(tmp_path / "cut.jsonl.gz", CITY)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b"\n".join([*lines[:-2], lines[-1]])))
    with pytest.raises(UnreadableExport, match="its last line says"):
        verify(tmp_path / "cut.jsonl.gz", CITY)


async def test_what_an_export_writes_is_taken(records: list[Record], tmp_path: Path) -> None:
    verify(write_file(records, tmp_path / "city.jsonl.gz"), CITY)
    verify(write_file(records, tmp_path / "city.jsonl.gz"), None)
    kinds = {r.get("node") or r.get("relationship") for r in records[1:]}
    assert kinds >= {"Reject", "Finding", "Coverage", "HAS_STATEMENT", "LEAD"}


@ONE_ENGINE
async def test_the_example_city_is_taken(city: Graph, tmp_path: Path) -> None:
    await export(city, load_catalogue(), tmp_path / "city.jsonl.gz")
    verify(tmp_path / "city.jsonl.gz", CITY)


async def test_an_empty_graph_can_be_restored(graph: Graph, tmp_path: Path) -> None:
    await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    assert (await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz")).nodes == 1  # the one of the graph


async def test_a_link_that_was_retired_and_derived_again_stays_two(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path)
    *others, trade_committee, branch = REGISTRIES["party_organizations"]
    for closed in ("2006-02-28", "2006-01-31", "2006-02-28"):
        rows = [*others, {**trade_committee, "撤销日期": closed}, branch]
        await put(graph, tmp_path, "party_organizations", rows, as_of="2008-03-31")
    first = await export(graph, load_catalogue(), tmp_path / "first.jsonl.gz")
    assert read_export(tmp_path / "first.jsonl.gz").counts["relationships"] == first.relationships
    links = [(r["relationship"], r["id"]) for r in read_file(tmp_path / "first.jsonl.gz") if r.get("from") and r["id"]]
    assert len(links) > len(set(links))
    await wipe(graph)
    await import_(graph, load_catalogue(), tmp_path / "first.jsonl.gz")
    second = await export(graph, load_catalogue(), tmp_path / "second.jsonl.gz")
    assert first == second
    assert _lines(tmp_path / "first.jsonl.gz") == _lines(tmp_path / "second.jsonl.gz")


@pytest.mark.parametrize(("source", "column"), [("regions", "区划代码"), ("trades", "行业代码")])
async def test_a_code_that_no_id_can_be_is_refused_before_it_is_in_a_graph(
    graph: Graph, tmp_path: Path, source: str, column: str
) -> None:
    report = await put(graph, tmp_path, source, [{**REGISTRIES[source][0], column: "甲 1"}])
    assert dict(report.rejected_by_code) == {"bad_code": 1}


def test_a_number_that_reads_as_a_phone_without_its_spaces_is_in_no_id() -> None:
    assert organization_id(source="units", own_key="U001") == "units:U001"
    assert "13800138000" not in organization_id(source="units", own_key="1380 013 8000")


PARTS = (
    *(
        "王小明",
        "联系人：",
        "联系人",
        "负责人",
        "法定代表人为",
        "13812345678",
        "210202198001011231",
        "电话：",
        "0411-88888888",
    ),
    *("大连", "律师事务所", "(", "）", "、", " ", '"', "辽宁省", "a@b.cn", "Li Ming", "·", "校长", "N/A", "先生", "："),
)
WORDS = {  # that a message may hold
    name
    for texts in CODES.values()
    for said in asdict(texts).values()
    for _, name, _, _ in string.Formatter().parse(said)
    if name
}
TEXT = st.lists(st.sampled_from(PARTS), max_size=5).map("".join)


@settings(max_examples=500, deadline=None)
@given_any(code=st.sampled_from(sorted(CODES)), cells=st.lists(TEXT, min_size=3, max_size=3), said=TEXT)
def test_whatever_stands_in_a_refused_row_what_is_kept_of_it_is_taken(code: str, cells: list[str], said: str) -> None:
    row = dict(zip(("单位名称", "所在省份", "联系电话"), cells, strict=True))
    details = dict.fromkeys(WORDS - {"value", "column"}, said)
    kept = reject(Place("a.csv", None, 3), code, row, column="单位名称", **details)
    tests = {name: values.test_of(kind) for name, kind in NODES["Reject"].items()}
    for name in ("column", "value", "message_zh", "message_en", "remedy_zh", "remedy_en"):
        assert tests[name](getattr(kept, name)), name
    assert tests["cells"](json.dumps(dict(kept.cells), ensure_ascii=False))


def _lines(path: Path) -> list[str]:
    return [line for line in gzip.decompress(path.read_bytes()).decode().splitlines() if '"node":"Graph"' not in line]


# -- what is refused ---------------------------------------------------------------------------------------------------


def of(records: list[Record], name: str) -> Record:
    """The first node of a label, or relationship of a type."""
    return next(r for r in records if name in (r.get("node"), r.get("relationship")))


def given(name: str, /, **properties: Any) -> Forge:
    """The first of a label or type with other properties; None takes one away."""

    def forge(records: list[Record]) -> Record:
        record = of(records, name)
        changed = {**record["properties"], **properties}
        record["properties"] = {key: value for key, value in changed.items() if value is not None}
        return record

    return forge


def put_in(name: str, /, **parts: Any) -> Forge:
    """The first of a label or type with other parts."""

    def forge(records: list[Record]) -> Record:
        record = of(records, name)
        record.update(parts)
        return record

    return forge


def header(**parts: Any) -> Forge:
    def forge(records: list[Record]) -> Record:
        records[0].update(parts)
        return records[0]

    return forge


def twice(name: str) -> Forge:
    def forge(records: list[Record]) -> Record:
        record = of(records, name)
        records.insert(records.index(record), copy.deepcopy(record))
        return record

    return forge


def of_another_city(records: list[Record]) -> Record:
    of(records, "Graph")["properties"]["city"] = records[0]["city"] = "110100"
    return records[0]


def of_no_region(records: list[Record]) -> Record:
    records[:] = [r for r in records if (r.get("node"), r.get("id")) != ("Region", CITY)]
    ends = ("from", "to")
    records[:] = [r for r in records if all(r.get(end) != ["Region", CITY] for end in ends)]
    return records[0]


def a_node_behind(records: list[Record]) -> Record:
    records.append({"node": "Trade", "id": "tax", "properties": {"name": "税务", "name_key": "税务"}})
    return records[-1]


def at_revision_0(records: list[Record]) -> Record:
    of(records, "Graph")["properties"]["revision"] = 0
    for record in records:
        for name in ("recorded", "changed", "ended", "retracted", "retired", "resolved"):
            record.get("properties", {}).pop(name, None)
    first = next(r for r in records if r.get("node") == "Organization")
    first["properties"]["recorded"] = 1
    return first


def without_an_end(records: list[Record]) -> Record:
    link = of(records, "COVERS")
    records.remove(next(r for r in records if [r.get("node"), r.get("id")] == link["to"]))
    return next(r for r in records if link["to"] in (r.get("from"), r.get("to")))


def without_its_own_node(records: list[Record]) -> None:
    records.remove(of(records, "Graph"))


IDENTITY = "210202198001011231"
FORGED: Mapping[str, tuple[Forge, str]] = {
    # the file
    "another format": (header(format="other"), "not the header"),
    "another version": (header(version=99), "version 99"),
    "a version that is no number": (header(version=True), "version True"),
    "another schema": (header(schema_version=99999), "schema_version"),
    "a schema that is no number": (header(schema_version="1"), "schema_version"),
    "another city": (of_another_city, "its city is 110100, the graph's 210200"),
    "no region": (of_no_region, "no region of the file"),
    "no code": (header(city=["210200"]), "no code of a region"),
    "two cities": (given("Graph", city="210202"), "not that of the header"),
    "the graph's own node is missing": (without_its_own_node, "cut off"),
    "two graphs": (put_in("Graph", id="another"), "the one node of the graph"),
    # a node
    "an unknown label": (put_in("Run", node="Nope"), "no such label: Nope"),
    "a label that is a list": (put_in("Run", node=["Run"]), "no such label"),
    "an id of another form": (put_in("Organization", id="甲 乙"), "no id"),
    "an id that is a number": (put_in("Organization", id=7), "no id"),
    "an id of a person": (put_in("Organization", id=f"units:{IDENTITY}"), "no id"),
    "an id among the properties": (given("Organization", id="x:2"), "no property id"),
    "more parts": (put_in("Organization", labels=["Person"]), "nothing else"),
    "properties that are a list": (put_in("Organization", properties=[]), "no object"),
    "a node twice": (twice("Organization"), "stands twice"),
    "a node behind relationships": (a_node_behind, "before relationships"),
    # a relationship
    "an unknown type": (put_in("LEAD", relationship="KNOWS"), "no such type: KNOWS"),
    "a pair of labels outside the list": (
        put_in("LEAD", **{"from": ["Region", "210202"]}),
        "does not lead from Region",
    ),
    "an end of no form": (put_in("LEAD", to="uscc:1"), r"\[label, id\]"),
    "a fact without id": (put_in("COVERS", id=None), "no id"),
    "a link with an id": (put_in("HAS_HEADCOUNT", id="x:1"), "no id"),
    "a fact twice": (twice("COVERS"), "stands twice"),
    "a link twice": (twice("HAS_STATEMENT"), "stands twice"),
    "an end that is no node": (without_an_end, "no node of the file"),
    # persons
    "a legal representative": (
        given("Organization", legal_representative="王小明"),
        "no property legal_representative",
    ),
    "a contact": (given("PartyOrganization", contact="王小明"), "no property contact"),
    "a phone": (given("COVERS", phone="13812345678"), "no property phone"),
    "a heading": (given("Organization", **{"法定代表人": "王小明"}), "no property 法定代表人"),
    "a name of a person": (given("Organization", name="王小明"), "name of .* with no person"),
    "a name with an identity number": (given("Organization", name=f"大连律师事务所{IDENTITY}"), "no person"),
    "an address with a phone": (given("LOCATED_IN", address="人民路1号 13812345678"), "address .* no person"),
    "a statement of a person": (given("Statement", value="联系人：王小明"), "value .* no person"),
    "a document with a person": (given("DECIDED", document="经办人：王小明"), "document .* no person"),
    "a cell with a person": (given("Reject", cells='{"单位名称": "王小明"}'), "cells .* no person"),
    "a column of persons": (given("Reject", cells='{"联系电话": "0411-8888"}'), "cells .* no person"),
    "a column with a phone": (given("Reject", value="13812345678"), "value .* no person"),
    "a detail with a person": (given("Finding", detail=f'{{"who": ["{IDENTITY}"]}}'), "detail .* no person"),
    "a report with a person": (given("Run", report='{"as_of": "13812345678"}'), "report .* no person"),
    "a report with more": (given("Run", report='{"author": "x"}'), "report"),
    "a source of columns of persons": (given("Source", columns=["单位名称", "法定代表人"]), "columns .* no person"),
    # revisions
    "the graph's own revision is older": (at_revision_0, "names revision 1, and the graph is at 0"),
    "a later revision than the graph's": (given("COVERS", recorded=99), "names revision 99"),
    "retracted before it was recorded": (given("COVERS", recorded=2, retracted=1, retracted_run="x:1"), "not in order"),
    "two former names up to one revision": (
        given("Organization", name_was=["甲", "乙"], name_until=[1]),
        "not in order",
    ),
    "a former name of no revision": (given("Organization", name_was=["甲"]), "not in order"),
    "former names in no order": (given("Organization", name_was=["甲", "乙"], name_until=[2, 1]), "not in order"),
    "lives that end before they begin": (given("Organization", away="2008-03-31/2006-01-31"), "away"),
    # values
    "not a number": (given("Headcount", members_full=float("nan")), "no JSON"),
    "a number without end": (given("Headcount", members_full=float("inf")), "no JSON"),
    "a map": (given("Organization", name={"zh": "甲"}), "name"),
    "a list of maps": (given("Region", aliases=[{}]), "aliases"),
    "text for a number": (given("Headcount", members_full="5"), "members_full .* whole number"),
    "a number for text": (given("Organization", name_key=5), "name_key"),
    "a flag for a number": (given("Run", number=True), "number .* whole number"),
    "half a member": (given("Headcount", members_full=2.5), "whole number"),
    "fewer than none": (given("Headcount", members_full=-1), "whole number"),
    "more than a number holds": (given("Headcount", employees=2**70), "whole number"),
    "null": (put_in("Identifier", properties={"scheme": None, "value": "1"}), "scheme"),
    "half a character": (given("Trade", name="\ud800"), "name"),
    "an impossible day": (given("Organization", founded="2008-13-45"), "founded .* a date that exists"),
    "a day of no form": (given("Organization", closed="2008/05/12"), "closed"),
    "a day with a clock": (given("Headcount", date="2008-05-12T00:00"), "date"),
    "an as-of of no calendar": (given("Run", as_of="9999-99-99"), "as_of .* a date that exists"),
    "an as-of of no age": (given("Run", as_of="5000-01-01"), "as_of"),
    "an as-of of a figure": (given("ReportedFigure", as_of="2008-02-30"), "as_of"),
    "an impossible start": (given("COVERS", valid_from="2008-00"), "valid_from"),
    "an impossible end": (given("LEAD", valid_to="9999-12-32"), "valid_to"),
    "a moment that is none": (given("Run", started="yesterday"), "started"),
    "an unknown kind": (given("Organization", kind="person"), "kind .* one of: supervising_unit"),
    "an unknown rank": (given("Region", rank="planet"), "rank"),
    "a depth that is true": (given("Region", depth=True), "depth"),
    "an unknown level": (given("SUPERVISES_TRADE", level="street"), "level"),
    "an unknown class": (given("Coverage", **{"class": "covered"}), "class"),
    "an unknown severity": (given("Coverage", severity="worse"), "severity"),
    "an unknown severity of a finding": (given("Finding", severity="hard"), "severity"),
    "a measure that nobody counts": (given("Headcount", measures=["cadres"]), "measures .* a list of counts"),
    "measures of nothing": (given("Headcount", measures=[]), "measures .* a list of counts"),
    "an unknown bound": (given("Headcount", members_full_bound="at_most"), "members_full_bound"),
    "an unknown state": (given("Run", state="done"), "state"),
    "an unknown role": (given("DECIDED", role="boss"), "role"),
    "evidence of no form": (given("LEAD", facts=["f:1"]), "facts"),
    "considered that is no JSON": (given("LEAD", considered="[NaN]"), "considered"),
    "no kind": (given("Organization", kind=None), "lacks kind"),
    "no validity": (given("COVERS", valid_to=None), "lacks valid_to"),
    "no revision": (given("Graph", revision=None), "lacks revision"),
    "half a revision": (given("Graph", revision=1.5), "revision .* whole number"),
    "a revision before the first": (given("Graph", revision=-1), "revision"),
    "a revision in words": (given("Graph", revision="5"), "revision"),
}


@pytest.mark.parametrize("forged", FORGED)
async def test_a_forged_file_is_refused_for_its_own_fault_with_its_line(
    records: list[Record], tmp_path: Path, forged: str
) -> None:
    forge, fault = FORGED[forged]
    changed = copy.deepcopy(records)
    record = forge(changed)
    # ASCII, so that half a character can be written
    counted = {f"{kind}s": sum(kind in r for r in changed) for kind in ("node", "relationship")}
    lines = [json.dumps(r) for r in [*changed, {"end": counted}]]
    (tmp_path / "forged.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    number = next((n for n, r in enumerate(changed, 1) if r is record), 0)
    with pytest.raises(UnreadableExport) as refused:
        verify(tmp_path / "forged.jsonl.gz", CITY)
    at = f":{number}" if number else ""
    assert re.match(rf"forged\.jsonl\.gz{at}: .*{fault}.* -- .", str(refused.value))
    assert re.match(rf"forged\.jsonl\.gz{at}：.*——.", refused.value.zh)
    assert not any(person in text for text in refused.value.said for person in (IDENTITY, "王小明", "13812345678"))


@pytest.mark.parametrize("forged", ["a legal representative", "another city", "a link twice"])
async def test_nothing_of_a_refused_file_is_written(
    graph: Graph, records: list[Record], tmp_path: Path, forged: str
) -> None:
    changed = copy.deepcopy(records)
    FORGED[forged][0](changed)
    with pytest.raises(UnreadableExport):
        await import_(graph, load_catalogue(), write_file(changed, tmp_path / "forged.jsonl.gz"))
    assert await graph.read(ANY) == [{"n": 0}]


def test_a_line_without_end_is_refused_unread(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "bomb.jsonl.gz", "wb", 1) as lines:
        lines.write(b'{"format":"zuzhitu","version":1,"schema_version":1,"city":"210200","a":[0')
        for _ in range(40):
            lines.write(b",0" * (1 << 19))
    with pytest.raises(UnreadableExport, match=r"bomb\.jsonl\.gz:1: the line is too long"):
        verify(tmp_path / "bomb.jsonl.gz", None)


# -- the list ----------------------------------------------------------------------------------------------------------


def test_the_list_speaks_of_every_label_and_type() -> None:
    assert tuple(NODES) == vocabulary.LABELS
    assert set(RELATIONSHIPS) == {*vocabulary.FACTS, *vocabulary.DERIVED, *vocabulary.HOLDINGS}
    for name, listed in {**NODES, **RELATIONSHIPS}.items():
        assert set(required_of(name)) <= set(listed), name
    assert set(consultations.RESULTS.values()) == set(vocabulary.CONSULTATION_RESULTS)
    assert set(decisions.ROLES.values()) == set(vocabulary.DECISION_ROLES)


def test_the_architecture_page_names_every_property_in_the_row_of_its_label_or_type() -> None:
    page = PAGE.read_text(encoding="utf-8")
    named = {name: set(re.findall(r"`(\w+)`", row)) for row in page.splitlines() for name in _names_of(row)}
    groups = {word for line in page.splitlines() if line.startswith("**") for word in re.findall(r"`(\w+)`", line)}
    former = {name for name in itertools.chain(*NODES.values()) if name.endswith(("_was", "_until"))}
    for label, listed in NODES.items():
        counts = set(COUNTED) if label == "Coverage" else {name for name in COUNTED if name.endswith("_bound")}
        assert set(listed) - named[label] - groups - counts - former == set(), label
    for type, own in OWN.items():
        assert set(own) - named[type] == set(), type
    derived = page.partition("## Derived links")[2].partition("## Findings")[0]
    assert set(RELATIONSHIPS["LEAD"]) <= set(re.findall(r"`(\w+)`", derived))


def _names_of(row: str) -> list[str]:
    """Labels or types in the first cell of a row of a table."""
    return re.findall(r"`(\w+)`", row.split("|")[1]) if row.startswith("| `") else []
