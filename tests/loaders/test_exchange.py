"""Export and import of the whole graph: the same records, the same bytes, the same digest, whichever engine."""

import asyncio
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from cypher.catalogue import Statement, load_catalogue
from cypher.graph import Graph, Row
from loaders import exchange
from loaders.consistency import UnreadableExport
from loaders.exchange import ImportUnfinished, digest, export, import_, read_file, read_records
from loaders.load import load
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import a_dead_process, put, put_city
from tests.registries import REGISTRIES, write_csv

# What the small city says, on every engine. It changes when tests/registries.py or a source changes what it says.
SMALL_CITY = "9bd0eaaf3241fc17a278605b984248267e01d687eaee1159e8e1957846a6337e"

HELD_BY = statement("MATCH (g:Graph) SET g.holder = $holder RETURN 1 AS held", "holder", writes=True)
ANY = statement("MATCH (n) WHERE NOT n:Graph RETURN count(n) AS n")


async def test_the_small_city_says_the_same_on_every_engine(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path)
    written = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    assert written.digest == digest(tmp_path / "city.jsonl.gz") == SMALL_CITY


async def test_an_export_has_a_header_and_is_sorted(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities")
    await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    header, *records = read_file(tmp_path / "city.jsonl.gz")
    assert header == {"format": "zuzhitu", "version": 2, "schema_version": 1, "city": "210200"}
    nodes = [(r["node"], r["id"]) for r in records if "node" in r]
    assert nodes == sorted(nodes)
    assert ("Region", "210202") in nodes
    assert ["node" in r for r in records] == sorted(("node" in r for r in records), reverse=True)
    links = [r for r in records if "relationship" in r]
    part = next(r for r in links if r["relationship"] == "PART_OF" and r["from"] == ["Region", "210202"])
    assert part["to"] == ["Region", "210200"]
    assert part["id"].startswith("f:")
    assert part["properties"]["source"] == "regions"


async def test_however_the_pages_are_cut_the_file_has_the_same_bytes(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put_city(graph, tmp_path)
    await put(graph, tmp_path, "regions")
    whole = await export(graph, load_catalogue(), tmp_path / "whole.jsonl.gz")
    monkeypatch.setattr(exchange, "PAGE", 3)
    assert await export(graph, load_catalogue(), tmp_path / "pages.jsonl.gz") == whole
    assert (tmp_path / "pages.jsonl.gz").read_bytes() == (tmp_path / "whole.jsonl.gz").read_bytes()
    assert await read_records(graph, load_catalogue()) == list(read_file(tmp_path / "whole.jsonl.gz"))
    assert (
        not set(os.listdir(tmp_path))
        - {f"{source}.csv" for source in REGISTRIES}
        - {"whole.jsonl.gz", "pages.jsonl.gz"}
    )


async def test_each_node_is_asked_for_once_by_its_id(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put_city(graph, tmp_path)
    asked: list[str] = []

    async def read(statement: Statement, **params: Any) -> list[Row]:
        if statement.name.startswith("load/export/nodes"):
            assert len(params["rows"]) <= 3
            asked.extend(params["rows"])
        return await real(statement, **params)

    real = graph.read
    monkeypatch.setattr(exchange, "PAGE", 3)
    monkeypatch.setattr(graph, "read", read)
    assert (await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")).nodes == len(asked)


async def test_import_gives_the_same_graph(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path)
    await put(graph, tmp_path, "regions")  # derives and checks what the others left
    first = await export(graph, load_catalogue(), tmp_path / "first.jsonl.gz")
    await wipe(graph)
    read = await import_(graph, load_catalogue(), tmp_path / "first.jsonl.gz")
    second = await export(graph, load_catalogue(), tmp_path / "second.jsonl.gz")
    assert first == second
    assert read.digest == first.digest
    assert _but_for_the_graph(tmp_path / "first.jsonl.gz") == _but_for_the_graph(tmp_path / "second.jsonl.gz")


async def test_an_unpacked_file_is_read_as_a_packed_one(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions")
    packed, plain = tmp_path / "city.jsonl.gz", tmp_path / "city.jsonl"
    exported = await export(graph, load_catalogue(), packed)
    assert await export(graph, load_catalogue(), plain) == exported
    assert plain.read_bytes() == gzip.decompress(packed.read_bytes())
    await wipe(graph)
    assert (await import_(graph, load_catalogue(), plain)).digest == exported.digest


async def test_places_and_runs_stay_out_of_the_digest(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities")
    first = await export(graph, load_catalogue(), tmp_path / "first.jsonl.gz")
    await wipe(graph)
    await put(graph, tmp_path, "regions", REGISTRIES["regions"][:3], settle=False)
    path = write_csv(tmp_path / "later.csv", REGISTRIES["regions"][::-1])
    await load(graph, load_catalogue(), "regions", [path], settle=False)
    await put(graph, tmp_path, "authorities", settle=False)
    second = await export(graph, load_catalogue(), tmp_path / "second.jsonl.gz")
    assert first.digest == second.digest


async def test_one_fact_less_is_another_digest(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions")
    await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    records = list(read_file(tmp_path / "city.jsonl.gz"))
    assert digest(records) == digest(records[::-1])
    assert digest(records) != digest(records[:-1])


@pytest.mark.parametrize("damage", ["cut off", "no json", "an end is missing", "empty"])
async def test_a_damaged_file_is_refused_before_anything_is_written(graph: Graph, tmp_path: Path, damage: str) -> None:
    await put_city(graph, tmp_path, "regions", "authorities")
    file = tmp_path / "city.jsonl.gz"
    await export(graph, load_catalogue(), file)
    lines = gzip.decompress(file.read_bytes()).decode().splitlines()
    place = next(n for n, line in enumerate(lines) if json.loads(line).get("node") == "Region")
    match damage:
        case "cut off":
            file.write_bytes(file.read_bytes()[:-20])
        case "no json":
            file.write_bytes(gzip.compress("\n".join([*lines[:place], "{", *lines[place:]]).encode()))
        case "an end is missing":
            file.write_bytes(gzip.compress("\n".join([*lines[:place], *lines[place + 1 :]]).encode()))
        case _:
            file.write_bytes(b"")
    await wipe(graph)
    with pytest.raises(UnreadableExport):
        await import_(graph, load_catalogue(), file)
    assert await graph.read(ANY) == [{"n": 0}]


async def test_a_graph_into_which_an_import_was_cut_off_is_not_exported(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Died(Exception):
        pass

    async def write(statement: Statement, *given: Any, real: Any = graph.write, **named: Any) -> Any:
        if dead.is_set() or statement.name.startswith("load/write"):
            dead.set()
            raise Died
        return await real(statement, *given, **named)

    dead = asyncio.Event()
    await put_city(graph, tmp_path, "regions")
    whole = await export(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    await wipe(graph)
    with monkeypatch.context() as deadly:
        deadly.setattr(graph, "write", write)
        with pytest.raises(Died):
            await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz")
    with pytest.raises(ImportUnfinished, match="import it again"):
        await export(graph, load_catalogue(), tmp_path / "half.jsonl.gz")
    assert not (tmp_path / "half.jsonl.gz").exists()
    await graph.write(HELD_BY, holder=a_dead_process())  # as the one that imported is
    assert await import_(graph, load_catalogue(), tmp_path / "city.jsonl.gz") == whole


def _but_for_the_graph(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    return [r for r in records if r.get("node") != "Graph"]
