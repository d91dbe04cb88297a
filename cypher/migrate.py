"""The schema of the graph: made before any data, read back, and refused where it is not what this program expects.

`CREATE ... IF NOT EXISTS` may do nothing and say nothing (a name that stands for something else), and without its
constraint a load does not end; so what counts is what SHOW CONSTRAINTS and SHOW INDEXES answer afterwards.
"""

import asyncio
import itertools
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cypher import tokens
from cypher.catalogue import Catalogue, Statement
from cypher.domain.vocabulary import SCHEMA_VERSION
from cypher.errors import SchemaMismatch
from cypher.graph import Graph, Row

ONLINE_SECONDS: Final = 60.0
SCHEMA_TIME_LIMIT: Final = 600.0  # an index over a million nodes takes its time


@dataclass(frozen=True)
class GraphState:
    """What the graph says of itself. `city` is None until the first load says it."""

    schema_version: int
    city: str | None
    revision: int
    test: bool


@dataclass(frozen=True)
class Element:
    """A constraint or an index: on which label, over which properties in their order."""

    label: str
    properties: tuple[str, ...]
    unique: bool


async def ensure_schema(graph: Graph, catalogue: Catalogue, *, city: str | None, test: bool = False) -> GraphState:
    """Makes what the schema lacks, checks that all is there and online, and returns what the graph says of itself.

    Raises SchemaMismatch: the graph is newer than this program, holds another city, holds something else than
    Zuzhitu, is not a test graph although `test` asks for one, or lacks an element after all.
    """
    state = await graph_state(graph, catalogue)
    await _refuse(graph, catalogue, state, city, test)
    wanted = _wanted(graph, catalogue)
    # A constraint holds only through its index, and that can be offline too.
    expected = {*wanted, *(Element(e.label, e.properties, False) for e in wanted)}
    if missing := expected - await _existing(graph, catalogue):
        for element, statement in wanted.items():
            if element in missing:
                await graph.write(statement, time_limit=SCHEMA_TIME_LIMIT)
        await _await_online(graph, catalogue, expected)
    if state and state.schema_version == SCHEMA_VERSION and (state.city or not city):
        return state
    rows = await graph.write(catalogue["upkeep/graph/open"], schema_version=SCHEMA_VERSION, city=city, test=test)
    return _state(rows[0])


async def graph_state(graph: Graph, catalogue: Catalogue) -> GraphState | None:
    """What the graph says of itself; None where it was never made ready."""
    rows = await graph.read(catalogue["queries/schema/graph"])
    return _state(rows[0]) if rows else None


def _state(row: Row) -> GraphState:
    return GraphState(row["schema_version"], row["city"], row["revision"], bool(row["test"]))


async def _refuse(graph: Graph, catalogue: Catalogue, state: GraphState | None, city: str | None, test: bool) -> None:
    uri = graph.address.uri
    if state is None:
        content = await graph.read(catalogue["queries/schema/content"])
        if content:
            raise SchemaMismatch(
                f"the graph holds data of another program (a node {':'.join(content[0]['labels'])})",
                zh=f"图中有其他程序的数据（一个 {':'.join(content[0]['labels'])} 节点）",
                name="NEO4J_URI",
                value=uri,
                remedy="name an empty database in NEO4J_URI or NEO4J_DATABASE",
                remedy_zh="在 NEO4J_URI 或 NEO4J_DATABASE 中指定空的数据库",
            )
        return
    if state.schema_version > SCHEMA_VERSION:
        raise SchemaMismatch(
            f"the graph has schema version {state.schema_version}, this program knows {SCHEMA_VERSION}",
            name="NEO4J_URI",
            value=uri,
            zh=f"图的结构版本是 {state.schema_version}，本程序只认识 {SCHEMA_VERSION}",
            remedy="run `pip install --upgrade zuzhitu`, or `zuzhitu import` an older export into an empty graph",
            remedy_zh="执行 `pip install --upgrade zuzhitu`，或用 `zuzhitu import` 把较早的导出读入空图",
        )
    if city and state.city and city != state.city:
        raise SchemaMismatch(
            f"the graph holds the city {state.city}",
            name="ZUZHITU_CITY",
            value=city,
            zh=f"图中是城市 {state.city}",
            remedy=f"run with ZUZHITU_CITY={state.city}, or choose another graph: one graph holds one city",
            remedy_zh=f"改为 ZUZHITU_CITY={state.city}，或换一个图：一个图只存一个城市",
        )
    if test and not state.test:
        raise SchemaMismatch(
            "the graph is not marked as a test graph",
            name="ZUZHITU_TEST_NEO4J_URI",
            value=uri,
            zh="此图没有标为测试图",
            remedy="name an empty graph: tests wipe what they are given",
            remedy_zh="指定空的图：测试会清空它",
        )


def _wanted(graph: Graph, catalogue: Catalogue) -> dict[Element, Statement]:
    """Each element of the schema with the statement that makes it, for the engine at hand."""
    engine = graph.address.engine
    return {_element(s): s for s in catalogue.of_kind("schema") if s.writes and s.engine in (None, engine)}


def _element(statement: Statement) -> Element:
    """What a schema statement makes: the name after `:` is the label, those after `.` are the properties."""
    found = [t for t in tokens.tokenize(statement.text) if t.kind != "comment"]
    pairs = list(itertools.pairwise(found))
    labels = [after.text for before, after in pairs if before.text == ":"]
    properties = tuple(after.text for before, after in pairs if before.text == ".")
    if len(labels) != 1 or not properties:
        raise SchemaMismatch(
            f"{statement.name} is neither a constraint nor an index over properties",
            zh=f"{statement.name} 既不是约束也不是索引",
        )
    return Element(labels[0], properties, any(t.text.upper() == "CONSTRAINT" for t in found))


async def _existing(graph: Graph, catalogue: Catalogue) -> set[Element]:
    """What the graph has: unique constraints, and indexes that are online."""
    constraints = await graph.read(catalogue["queries/schema/constraints"])
    indexes = await graph.read(catalogue["queries/schema/indexes"])
    return {
        *_elements((r for r in constraints if "UNIQUE" in r["type"]), unique=True),
        *_elements((r for r in indexes if r["state"] == "ONLINE"), unique=False),
    }


def _elements(rows: Iterable[Row], *, unique: bool) -> set[Element]:
    """Rows about single labels; an index over all labels (Neo4j's lookup index) names none."""
    return {
        Element(row["labels"][0], tuple(row["properties"]), unique)
        for row in rows
        if row["labels"] and len(row["labels"]) == 1 and row["properties"]
    }


async def _await_online(graph: Graph, catalogue: Catalogue, expected: set[Element]) -> None:
    until = time.monotonic() + ONLINE_SECONDS
    while lacking := expected - await _existing(graph, catalogue):
        if time.monotonic() > until:
            shown = ", ".join(
                sorted(f"{'constraint' if e.unique else 'index'} {e.label}({', '.join(e.properties)})" for e in lacking)
            )
            raise SchemaMismatch(
                f"missing or not online: {shown}",
                zh=f"缺少或未就绪：{shown}",
                name="NEO4J_URI",
                value=graph.address.uri,
                remedy="drop what stands in the way (SHOW CONSTRAINTS, SHOW INDEXES), and start again",
                remedy_zh="删去妨碍它们的约束或索引（SHOW CONSTRAINTS、SHOW INDEXES）后重新启动",
            )
        await asyncio.sleep(0.1)
