"""The schema: made whole, read back, and refused where the graph is not the one this program expects."""

from pathlib import Path

import pytest

from cypher import migrate
from cypher.catalogue import load_catalogue
from cypher.domain.vocabulary import LABELS, SCHEMA_VERSION
from cypher.errors import SchemaMismatch
from cypher.graph import Graph
from cypher.migrate import GraphState, ensure_schema, graph_state
from tests.engines.wiping import CITY, statement

CATALOGUE = load_catalogue()
CONSTRAINTS = CATALOGUE["queries/schema/constraints"]
INDEXES = CATALOGUE["queries/schema/indexes"]
NAMED_INDEXES = statement(
    "SHOW INDEXES YIELD name, labelsOrTypes, properties "
    "RETURN name AS name, labelsOrTypes AS labels, properties AS properties"
)
SET_GRAPH = statement("MATCH (g:Graph) SET g += $with", "with", writes=True)


async def test_every_label_has_its_unique_id(graph: Graph) -> None:
    unique = {(r["labels"][0], *r["properties"]) for r in await graph.read(CONSTRAINTS)}
    assert {(label, "id") for label in LABELS} <= unique


async def test_every_schema_file_is_in_the_graph_and_online(graph: Graph) -> None:
    online = {
        (r["labels"][0], *r["properties"]) for r in await graph.read(INDEXES) if r["labels"] and r["state"] == "ONLINE"
    }
    files = [s for s in CATALOGUE.of_kind("schema") if s.name.startswith("schema/index/")]
    assert len(files) >= 8
    for file in files:
        label = file.text.split("(n:")[1].split(")")[0]
        assert (label, file.text.split("(n.")[1].split(")")[0]) in online


async def test_twice_is_once(graph: Graph) -> None:
    expected = GraphState(SCHEMA_VERSION, CITY, 0, True)
    assert await graph_state(graph, CATALOGUE) == expected
    assert await ensure_schema(graph, CATALOGUE, city=CITY, test=True) == expected
    assert await ensure_schema(graph, CATALOGUE, city=None) == expected


async def test_revision_and_city_outlive_a_start(graph: Graph) -> None:
    await graph.write(SET_GRAPH, **{"with": {"revision": 7, "schema_version": SCHEMA_VERSION - 1}})
    assert await ensure_schema(graph, CATALOGUE, city=CITY) == GraphState(SCHEMA_VERSION, CITY, 7, True)


async def test_the_first_load_says_the_city(graph: Graph) -> None:
    await graph.write(statement("MATCH (g:Graph) REMOVE g.city", writes=True))
    assert (await ensure_schema(graph, CATALOGUE, city=None)).city is None
    assert (await ensure_schema(graph, CATALOGUE, city="210200")).city == "210200"


async def test_another_city_is_refused_with_the_command(graph: Graph) -> None:
    with pytest.raises(SchemaMismatch, match=f"ZUZHITU_CITY={CITY}") as refused:
        await ensure_schema(graph, CATALOGUE, city="110000")
    assert refused.value.value == "110000"


async def test_a_newer_schema_is_refused_with_the_command(graph: Graph) -> None:
    await graph.write(SET_GRAPH, **{"with": {"schema_version": SCHEMA_VERSION + 1}})
    with pytest.raises(SchemaMismatch, match="pip install --upgrade zuzhitu"):
        await ensure_schema(graph, CATALOGUE, city=CITY)


async def test_a_graph_of_somebody_else_is_refused(graph: Graph) -> None:
    await graph.write(statement("MATCH (g:Graph) DELETE g", writes=True))
    movie = statement("CREATE (:Movie {id: 'm'})", writes=True)
    try:
        await graph.write(movie)
        with pytest.raises(SchemaMismatch, match="Movie"):
            await ensure_schema(graph, CATALOGUE, city=CITY, test=True)
    finally:  # the mark of a test graph comes back, or no later test may touch it
        await graph.write(statement("MATCH (m:Movie) DELETE m", writes=True))
        await ensure_schema(graph, CATALOGUE, city=CITY, test=True)


async def test_tests_refuse_a_graph_that_is_not_theirs(graph: Graph) -> None:
    await graph.write(SET_GRAPH, **{"with": {"test": False}})
    try:
        with pytest.raises(SchemaMismatch, match="ZUZHITU_TEST_NEO4J_URI"):
            await ensure_schema(graph, CATALOGUE, city=CITY, test=True)
    finally:
        await graph.write(SET_GRAPH, **{"with": {"test": True}})


async def test_a_missing_index_is_made_again(graph: Graph) -> None:
    rows = await graph.read(NAMED_INDEXES)
    (name,) = [r["name"] for r in rows if r["labels"] == ["Coverage"] and r["properties"] == ["subject"]]
    await graph.write(statement(f"DROP INDEX `{name}`", writes=True))
    await ensure_schema(graph, CATALOGUE, city=CITY, test=True)
    again = await graph.read(INDEXES)
    assert any(r["labels"] == ["Coverage"] and r["properties"] == ["subject"] for r in again)


async def test_a_name_that_stands_for_something_else_is_noticed(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CREATE ... IF NOT EXISTS does nothing, silently, where its name is taken: only reading back tells."""
    monkeypatch.setattr(migrate, "ONLINE_SECONDS", 1.0)
    name = "taken"
    taken = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:Trade) ON (n.name)"
    await graph.write(statement(taken, writes=True))
    (tmp_path / "cypher" / "schema").mkdir(parents=True)
    root = tmp_path / "cypher"
    (root / "schema" / "wanted.cypher").write_text(
        f"// title: x\nCREATE INDEX {name} IF NOT EXISTS FOR (n:Trade) ON (n.approved_at)\n"
    )
    for query in ("constraints", "indexes", "graph", "content"):
        found = CATALOGUE[f"queries/schema/{query}"]
        (root / "queries" / "schema").mkdir(parents=True, exist_ok=True)
        header = f"// title: x\n// returns: [{', '.join(found.header.returns)}]\n"
        (root / "queries" / "schema" / f"{query}.cypher").write_text(header + found.text)
    try:
        with pytest.raises(SchemaMismatch, match=r"index Trade\(approved_at\)"):
            await ensure_schema(graph, load_catalogue(root), city=CITY, test=True)
    finally:
        for row in await graph.read(NAMED_INDEXES):
            if row["labels"] == ["Trade"] and row["properties"] in (["name"], ["approved_at"]):
                await graph.write(statement(f"DROP INDEX `{row['name']}`", writes=True))
