"""Deriving only what changed gives what deriving everything gives, whatever changes, one step after the other.

ZUZHITU_TEST_STEPS=10000 takes more steps in columns alone, ZUZHITU_TEST_GRAPH_STEPS=1000 more loads in a graph,
ZUZHITU_TEST_SEED=7 other ones. The seed is in the name of the test, or in what Hypothesis prints.
"""

import os
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cypher.catalogue import load_catalogue
from cypher.columns.columns import Columns, build_columns
from cypher.domain.parameters import load_parameters
from cypher.graph import Graph
from cypher.pattern.rules import load_rules
from cypher.projection.files import FOLDER, open_saved, save
from cypher.projection.read import read_projection
from cypher.projection.tables import Projection
from loaders.auto import load_auto
from loaders.derive import derivation
from loaders.derive.changed import Changed
from loaders.derive.derivation import derive
from loaders.derive.links import derive_links, rule_sets
from loaders.derive.worlds import Fresh, World, moved_on, read_by_rules
from loaders.runs.work import Work
from tests.columns import Tables, tables_of
from tests.engines.wiping import CITY
from tests.loaders.test_histories import history
from tests.loaders.test_load_run import put
from tests.oracle.worlds import worlds
from tests.registries import REGISTRIES, write_csv

STEPS = int(os.environ.get("ZUZHITU_TEST_STEPS", "30"))
GRAPH_STEPS = int(os.environ.get("ZUZHITU_TEST_GRAPH_STEPS", "5"))
SEED = int(os.environ.get("ZUZHITU_TEST_SEED", "1"))
EACH = 30  # steps that are taken in one city
RULES, SETS = load_rules(), rule_sets(load_parameters())
Texts = dict[str, set[tuple[Any, ...]]]


@given(cities=st.lists(worlds(), min_size=3, max_size=3), number=st.integers(0, 10**6))
@settings(
    max_examples=max(1, STEPS // EACH),
    deadline=None,
    derandomize="ZUZHITU_TEST_STEPS" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    print_blob=True,
)
def test_what_changed_derived_is_everything_derived(cities: list[list[dict[str, Any]]], number: int) -> None:
    drawn = random.Random(f"{SEED}.{number}")
    tables = [tables_of(city) for city in cities]
    now = tables[0]
    world, texts = _derived(now)
    for _ in range(EACH):
        ids = _drawn(drawn, tables)
        now = _mixed(now, drawn.choice(tables), ids)
        touched = now[0].filter(pl.col("id").is_in(ids))
        facts = [(type_, t.filter(pl.col("start").is_in(touched["id"].implode()))) for type_, t in now[1]]
        world, texts = _step(world, texts, Fresh(touched, facts))
        assert texts == _derived(now)[1]


def _derived(tables: Tables) -> tuple[World, Texts]:
    """Everything derived: the world, and each link in both readings of the dates as text."""
    columns = build_columns(*tables)
    kept, texts = [], {}
    for reading in (columns, columns.late):
        links = dict(derive_links(reading, RULES, CITY, SETS))
        kept.append({link.reads_as: read_by_rules(table) for link, table in links.items()})
        texts |= {f"{link.name} {len(kept)}": _texts(table, columns) for link, table in links.items()}
    return World(columns, *kept), texts


def _step(world: World, texts: Texts, fresh: Fresh) -> tuple[World, Texts]:
    """The world moved on, and each link as text: of those derived anew what came of it, of the others what stood."""
    before, facts, touched = moved_on(world, fresh)
    readings = [
        Changed(before.facts, before.links, facts, touched, RULES, CITY, SETS),
        Changed(before.facts.late, before.late, facts.late, touched, RULES, CITY, SETS),
    ]
    told = {}
    for number, reading in enumerate(readings, 1):
        for anew in reading.derive():
            ids = {facts.nodes["id"][number] for number in anew.subjects}
            name = f"{anew.link.name} {number}"
            told[name] = {text for text in texts[name] if text[0] not in ids} | _texts(anew.links, facts)
    return World(facts, readings[0].links, readings[1].links), told


def _texts(links: pl.DataFrame, columns: Columns) -> set[tuple[Any, ...]]:
    ids, facts = columns.nodes["id"], columns.facts
    return {
        (
            ids[row["subject"]],
            ids[row["holder"]],
            *(row[c] for c in ("rule", "rule_set", "rank", "value", "provisional")),
            *(row[c] for c in ("valid_from", "valid_to", "since", "until")),
            tuple(facts[n] for n in row["facts"]),
            tuple((ids[one["holder"]], one["rule"], one["lost_because"]) for one in row["considered"]),
        )
        for row in links.iter_rows(named=True)
    }


def _drawn(drawn: random.Random, tables: list[Tables]) -> list[str]:
    every = sorted({id_ for nodes, _ in tables for id_ in nodes["id"]})
    return drawn.sample(every, drawn.randint(1, 3))


def _mixed(now: Tables, other: Tables, ids: list[str]) -> Tables:
    """A city in which some nodes, and the facts that begin there, are as in another one; what is there stays there."""
    nodes = pl.concat([now[0].filter(~pl.col("id").is_in(ids) | ~pl.col("id").is_in(other[0]["id"].implode()))])
    nodes = pl.concat([nodes, other[0].filter(pl.col("id").is_in(ids))])
    held = dict(now[1])
    for type_, table in other[1]:
        held.setdefault(type_, table.clear())
    facts = []
    for type_, table in held.items():
        came = dict(other[1]).get(type_, table.clear()).filter(pl.col("start").is_in(ids))
        every = pl.concat([table.filter(~pl.col("start").is_in(ids)), came])
        facts.append((type_, every.filter(*(pl.col(end).is_in(nodes["id"].implode()) for end in ("start", "end")))))
    return nodes, facts


@pytest.mark.parametrize("seed", range(SEED, SEED + max(1, GRAPH_STEPS // EACH)))
async def test_after_each_load_nothing_is_left_to_derive(
    seed: int, graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a load derived, of those alone whom it concerned, is what deriving everything gives; the projection that
    it moved forward is the one that is read anew."""
    data, catalogue = tmp_path / "data", load_catalogue()
    files = [write_csv(tmp_path / f"{source}.csv", rows) for source, rows in REGISTRIES.items()]
    await load_auto(graph, catalogue, files, as_of="2007-12-31", data=data)
    save(await read(graph), data / FOLDER)
    steps = min(EACH, GRAPH_STEPS)
    for step, (source, rows, as_of) in enumerate(history(random.Random(seed), least=steps, most=steps), 1):
        with monkeypatch.context() as patched:
            patched.delattr(derivation, "_everything")  # a load that needs it fails
            report = await put(graph, tmp_path, source, rows, as_of=as_of, data=data)
        changes = (await derive(Work(graph, catalogue, "law:1", CITY))).changes
        assert (changes.created, changes.retired) == (0, 0), (seed, step, report.run, report.changes)
        assert len(list(data.glob("derived/*/manifest.json"))) == 1
        anew = await read(graph)
        moved = open_saved(data / FOLDER, anew.token)
        assert moved is not None
        assert (moved.revision, moved.state, moved.sources) == (anew.revision, anew.state, anew.sources)
        assert [name for name, table in anew.tables.items() if not moved.tables[name].equals(table)] == []


async def read(graph: Graph) -> Projection:
    """The projection of the graph, read anew."""
    projection = await read_projection(graph, load_catalogue())
    assert projection is not None
    return projection
