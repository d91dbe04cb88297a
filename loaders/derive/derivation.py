"""Derives everything from what the graph holds, and writes the difference.

The columns of the graph are read once; the rules run over them in the order in which they read each other (links.py),
and with each organisation goes its coverage (coverage.py). What a run no longer derives is retired, never deleted, and
a second run over the same facts changes nothing.
"""

from typing import Any, Final

from cypher.catalogue import Catalogue
from cypher.columns.read import read_columns
from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import ALWAYS, OPEN, POPULATION_KINDS
from cypher.graph import Graph
from loaders.derive.coverage import coverage_over_time, operating_over_time, read_covering, read_headcount
from loaders.derive.intervals import Interval
from loaders.derive.links import RuleSets, derive_links, rule_sets
from loaders.derive.stored import DeriveChanges, LinkStore
from loaders.resolve.known import cut

CHUNK: Final = 2_000


async def derive(
    graph: Graph, catalogue: Catalogue, *, run: str, city: str, sets: RuleSets | None = None
) -> DeriveChanges:
    """Derives every link and class anew.

    `run` is the id of the run that derives; `city` the code of the city's region. Raises GraphError.
    """
    columns = await read_columns(graph, catalogue)
    store = LinkStore(graph, catalogue, run, columns)
    changes = DeriveChanges()
    for link, links in derive_links(columns, catalogue.rulebook, city, sets or rule_sets(load_parameters())):
        changes += await store.store(link, links)
    rows = await graph.read(catalogue["queries/derive/subjects"], kinds=list(POPULATION_KINDS))
    for ids in cut(sorted(rows[0]["ids"]) if rows else [], CHUNK):
        changes += await _coverage(graph, catalogue, run, ids)
    return changes


async def _coverage(graph: Graph, catalogue: Catalogue, run: str, ids: list[str]) -> DeriveChanges:
    must_build = int(load_parameters()["must_build_members"].value)
    rows = await graph.read(catalogue["queries/derive/coverage_inputs"], subjects=ids)
    new: list[dict[str, Any]] = []
    classes: list[dict[str, Any]] = []
    gone: list[dict[str, Any]] = []
    kept = 0
    for row in rows:
        life = Interval(row["founded"] or ALWAYS, row["closed"] or OPEN)
        spans = operating_over_time(life, row["operating"], row["unstated"])
        covers = [read_covering(c) for c in row["covers"]]
        headcounts = [read_headcount(h) for h in row["headcounts"]]
        intervals = coverage_over_time(life, spans, covers, headcounts, must_build)
        current = {c["id"] for c in row["classes"] if not c["retired"]}
        retired = {c["id"] for c in row["classes"] if c["retired"]}
        wanted = {_current_name(i.node_id(row["id"]), current, retired): i for i in intervals}
        new += [
            {
                "subject": row["id"],
                "id": name,
                "properties": {**i.properties(row["id"]), "derived_run": run},
            }
            for name, i in wanted.items()
            if name not in current
        ]
        gone += [{"id": name} for name in sorted(current - set(wanted))]
        kept += len(current & set(wanted))
        last = intervals[-1] if intervals else None
        cls = last.cls if last and last.interval.end == OPEN else None
        if cls != row["class"]:
            classes.append({"subject": row["id"], "class": cls})
    write = graph.write
    if gone:
        await write(catalogue["load/coverage_retire"], gone, run=run)
    if new:
        await write(catalogue["load/coverage_create"], new)
    if classes:
        await write(catalogue["load/coverage_class"], classes)
    return DeriveChanges(len(new), len(gone), kept)


def _current_name(name: str, current: set[str], retired: set[str]) -> str:
    """The id of an interval: its content's, with a number behind it where a retired one already has that id."""
    number = 1
    candidate = name
    while candidate in retired and candidate not in current:
        number += 1
        candidate = f"{name}.{number}"
    return candidate
