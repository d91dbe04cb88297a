"""Derives everything from what the graph holds, and writes the difference.

The columns of the graph are read once; the rules run over them in the order in which they read each other (links.py),
and with each organisation goes its coverage (coverage.py). What a run no longer derives is retired, never deleted, and
a second run over the same facts changes nothing.
"""

from cypher.columns.read import read_columns, read_headcounts, read_operating, read_population
from cypher.domain.parameters import load_parameters
from loaders.derive.coverage import MUST_BUILD, coverage_over_time
from loaders.derive.links import RuleSets, derive_links, rule_sets
from loaders.derive.stored import CoverageStore, DeriveChanges, LinkStore
from loaders.runs.work import Work


async def derive(work: Work, sets: RuleSets | None = None) -> DeriveChanges:
    """Derives every link and class of the city anew. Raises GraphError."""
    known, graph, catalogue = load_parameters(), work.graph, work.catalogue
    columns = await read_columns(graph, catalogue)
    changes, store = DeriveChanges(), LinkStore(work, columns)
    for link, links in derive_links(columns, catalogue.rulebook, work.city, sets or rule_sets(known)):
        changes += await store.store(link, links)
    population = await read_population(graph, catalogue)
    headcounts, operating = await read_headcounts(graph, catalogue), await read_operating(graph, catalogue)
    coverage = coverage_over_time(columns, population, headcounts, operating, int(known[MUST_BUILD].value))
    return changes + await CoverageStore(work, columns).store(coverage)
