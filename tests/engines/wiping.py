"""An empty graph for each test, its schema kept, on whichever engine."""

from cypher.catalogue import Header, Statement, load_catalogue
from cypher.domain.vocabulary import SCHEMA_VERSION
from cypher.errors import SchemaMismatch
from cypher.graph import Graph
from cypher.migrate import ensure_schema, graph_state

CITY = "210200"
BATCH = 20_000


def statement(text: str, *used: str, writes: bool = False, name: str = "tests/statement") -> Statement:
    """A statement of a test's own, outside the catalogue."""
    header = Header(title="test")
    return Statement(name=name, kind="queries", text=text, header=header, used=frozenset(used), writes=writes)


# The node that marks a test graph stays until the end, so that a killed wipe leaves a graph that may be wiped again.
_DELETE = statement(
    f"MATCH (n) WHERE NOT n:Graph WITH n LIMIT {BATCH} DETACH DELETE n RETURN count(n) AS gone", writes=True
)
_RESET = statement(
    "MATCH (g:Graph) SET g = {id: 'zuzhitu', schema_version: $schema_version, city: $city, revision: 0, test: true}",
    "schema_version",
    "city",
    writes=True,
)
_FOREIGN = statement("MATCH (n) WHERE NOT n:Graph WITH n LIMIT 1 RETURN labels(n) AS labels")


async def refuse_foreign(graph: Graph) -> None:
    """Raises SchemaMismatch for a graph that is neither empty nor marked as a test graph: tests wipe what they get."""
    state = await graph_state(graph, load_catalogue())
    if state is not None and state.test:
        return
    if state is not None or await graph.read(_FOREIGN):
        raise SchemaMismatch(
            "the graph is neither empty nor marked as a test graph",
            name="ZUZHITU_TEST_NEO4J_URI",
            value=graph.address.uri,
            remedy="name another Neo4j: tests wipe what they are given",
        )


async def wipe(graph: Graph) -> None:
    """Everything goes but the schema and the mark of a test graph. SchemaMismatch for a graph that is not ours."""
    await refuse_foreign(graph)
    while (await graph.write(_DELETE, time_limit=120))[0]["gone"] == BATCH:
        pass
    await graph.write(_RESET, schema_version=SCHEMA_VERSION, city=CITY)
    await ensure_schema(graph, load_catalogue(), city=CITY, test=True)
