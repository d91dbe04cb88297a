"""The benchmark compares loaders only where they wrote the same; here a small real run of both, on each engine."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.bench import main, write_figures
from benchmarks.city import City, make_city
from benchmarks.content import UnequalContent, require_equal
from benchmarks.contest import content_of, load_frame, load_ours, load_plain
from benchmarks.growth import Grown, growth_table
from benchmarks.offline import Seed
from benchmarks.served import Latency
from cypher.graph import Graph
from loaders.consistency import read_export
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import statement, wipe
from tests.exported import write_file

SIZE = 300

# One fact of the kind that a careless loader gets wrong: its validity.
_SHIFT = statement(
    "MATCH (o:Organization)-[f:SUPERVISED_BY]->(u:Organization) WHERE f.valid_from > '1990' "
    "WITH f ORDER BY o.id LIMIT 1 SET f.valid_from = '1989-12-31' RETURN count(f) AS shifted",
    writes=True,
)
_LOSE = statement(
    "MATCH (h:Headcount) WITH h ORDER BY h.subject, h.date LIMIT 1 DETACH DELETE h RETURN 1 AS lost", writes=True
)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    return make_city(tmp_path_factory.mktemp("city"), SIZE)


@pytest.mark.anyio
@ONE_ENGINE
async def test_both_loaders_write_the_same_and_a_difference_is_refused(graph: Graph, city: City) -> None:
    address = graph.address
    load_frame(address, city)
    ours = load_ours(address, city)
    content = await content_of(address)
    assert content["Organization"].count > SIZE
    assert content["Headcount"].count > SIZE
    assert set(ours["stages"]) == {"read", "resolve", "write"}

    await wipe(graph)
    load_frame(address, city)
    for codec in ("python", "rust"):  # the second finds everything there and changes nothing
        plain = load_plain(address, city, codec)
        assert plain["codec"] == codec
        equal = require_equal(content, await content_of(address), ("ours", codec))
        assert equal == sum(said.count for said in content.values()) > 10 * SIZE

    assert (await graph.write(_SHIFT))[0]["shifted"] == 1
    with pytest.raises(UnequalContent, match="SUPERVISED_BY") as refused:
        require_equal(content, await content_of(address), ("ours", "plain"))
    assert "Headcount" not in str(refused.value)
    await graph.write(_LOSE)
    with pytest.raises(UnequalContent, match=r"HAS_HEADCOUNT.*Headcount: ours"):
        require_equal(content, await content_of(address), ("ours", "plain"))


def test_two_empty_graphs_are_no_equal_content() -> None:
    with pytest.raises(UnequalContent, match="empty"):
        require_equal({}, {}, ("ours", "plain"))


def test_the_same_seed_makes_the_same_city(tmp_path: Path) -> None:
    one, again = make_city(tmp_path / "one", 200), make_city(tmp_path / "again", 200)
    other = make_city(tmp_path / "other", 200, seed=7)
    assert _bytes(one) == _bytes(again) != _bytes(other)
    assert one.organizations == 200
    assert one.rows > 600


def test_the_tables_replace_what_stands_between_the_marks(tmp_path: Path) -> None:
    document = tmp_path / "benchmarks.md"
    document.write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n")
    write_figures(document, "new \\1")
    assert document.read_text() == "before\n<!-- figures -->\nnew \\1\n<!-- /figures -->\nafter\n"
    document.write_text("<!-- figures -->\nold\n<!-- /figures -->\n<!-- growth -->\n<!-- /growth -->\n")
    write_figures(document, "new", "growth")
    assert document.read_text() == "<!-- figures -->\nold\n<!-- /figures -->\n<!-- growth -->\nnew\n<!-- /growth -->\n"
    document.write_text("no marks")
    with pytest.raises(ValueError):
        write_figures(document, "new")


def test_a_repeated_export_holds_its_frame_once_and_the_rest_as_often_as_asked(tmp_path: Path) -> None:
    own = {"file": "organizations.csv", "name": "甲"}
    records: list[dict[str, Any]] = [
        {"format": "zuzhitu", "version": 2, "schema_version": 1, "city": "210200"},
        {"node": "Organization", "id": "firm", "properties": own},
        {"node": "Organization", "id": "bureau", "properties": {"file": "units.csv", "name": "局"}},
        {"node": "Region", "id": "210200", "properties": {"rank": "city"}},
    ]
    for number, (start, end) in enumerate((("firm", "bureau"), ("bureau", "bureau"))):
        ends = {"from": ["Organization", start], "to": ["Organization", end]}
        records.append({"relationship": "SUPERVISED_BY", "id": f"f:{number}", **ends, "properties": {}})
    seed = Seed(write_file(records, tmp_path / "seed.jsonl.gz"))
    export = read_export(seed.repeat(tmp_path / "repeated.jsonl.gz", 3))
    assert export.counts == {"nodes": 5, "relationships": 4}
    firms = export.nodes_of("Organization").select("id", "name").rows()
    assert sorted(firms) == [("bureau", "局"), ("firm", "甲"), ("firm-1", "甲-1"), ("firm-2", "甲-2")]
    assert not any(table.height for table in export.loose.values())


def test_growth_is_the_largest_size_over_the_smallest() -> None:
    small = Grown("embedded", 100, {"history": Latency(2.0, 4.0)}, {"history": 1_000})
    large = Grown("embedded", 1_000, {"history": Latency(5.0, 4.0)}, {"history": 3_000})
    assert growth_table([large, small]).splitlines()[2:] == [
        "| embedded | history | 2.0 / 4.0 | 5.0 / 4.0 | 2.50 | 1.00 | 3.00 |"
    ]


def test_wrong_usage_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--sizes", "5"], ["--engines", "oracle"], ["--plain", "go"]):
        with _exit(2):
            main(arguments)
    assert "there is no oracle" in capsys.readouterr().err


@contextlib.contextmanager
def _exit(status: int) -> Iterator[None]:
    with pytest.raises(SystemExit) as ended:
        yield
    assert ended.value.code == status


def _bytes(city: City) -> list[bytes]:
    return [path.read_bytes() for _, paths in city.own for path in paths]
