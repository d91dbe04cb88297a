"""The graph keeps the parameters that it was derived with: others derive all anew, and what did so says which."""

from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.domain.parameters import parameters_set
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.exchange import export, import_
from tests.engines.wiping import statement, wipe
from tests.loaders.test_load_run import put, put_city
from tests.loaders.test_what_if import write
from tests.registries import REGISTRIES

pytestmark = pytest.mark.anyio

CLASSES = statement(
    "MATCH (o:Organization)-[:HAS_COVERAGE]->(c:Coverage) WHERE c.retired IS NULL RETURN c.class AS class"
)
FOUR = {"must_build_members": 4}
MANY = {"must_build_members": 999}


async def classes(graph: Graph) -> set[str]:
    return {row["class"] for row in await graph.read(CLASSES)} - {"unknown"}


async def put_with_a_gap(graph: Graph, folder: Path) -> None:
    """The registries of the small city, with three members in a school that nothing covers."""
    await put_city(graph, folder)
    rows = [row | ({"正式党员": "3"} if "学校" in row["单位"] else {}) for row in REGISTRIES["headcounts"]]
    await put(graph, folder, "headcounts", rows)


async def test_another_parameter_derives_all_and_is_named(graph: Graph, tmp_path: Path) -> None:
    await write(graph)
    catalogue, how = load_catalogue(), {"data": tmp_path}
    assert (await derive_again(graph, catalogue, **how)).parameters == {}
    assert await classes(graph) == {"uncovered_must"}
    with parameters_set(FOUR):
        turned = (await derive_again(graph, load_catalogue(), **how)).parameters
        assert turned == {"must_build_members": {"before": 3, "now": 4}}
        assert await classes(graph) == {"uncovered_few"}
        assert (await derive_again(graph, load_catalogue(), **how)).parameters == {}
    assert (await derive_again(graph, catalogue, **how)).parameters == {"must_build_members": {"before": 4, "now": 3}}
    assert await classes(graph) == {"uncovered_must"}


async def test_a_load_that_changes_nothing_derives_with_another_parameter(graph: Graph, tmp_path: Path) -> None:
    await put_with_a_gap(graph, tmp_path)
    again = await put(graph, tmp_path, "trades", REGISTRIES["trades"])
    assert again.parameters == {}
    assert "uncovered_must" in await classes(graph)
    with parameters_set(MANY):
        other = await put(graph, tmp_path, "trades", REGISTRIES["trades"])
    assert other.parameters == {"must_build_members": {"before": 3, "now": 999}}
    assert other.revision == again.revision + 1
    assert "uncovered_must" not in await classes(graph)


async def test_a_copy_knows_what_it_was_derived_with(graph: Graph, tmp_path: Path) -> None:
    with parameters_set(MANY):
        await put_with_a_gap(graph, tmp_path)
        await export(graph, load_catalogue(), tmp_path / "copy.jsonl.gz")
    await wipe(graph)
    await import_(graph, load_catalogue(), tmp_path / "copy.jsonl.gz")
    turned = (await derive_again(graph, load_catalogue())).parameters
    assert turned == {"must_build_members": {"before": 999, "now": 3}}
    assert "uncovered_must" in await classes(graph)
