"""Derives everything from what the graph holds, and writes the difference.

The columns of the graph are read once; the rules run over them in the order in which they read each other (links.py),
beside them over the same columns with months and years read as their last day (otherwise.py), and with each
organisation goes its coverage (coverage.py). What a run no longer derives is retired, never deleted, and
a second run over the same facts changes nothing.
"""

from typing import Final

import polars as pl

from cypher.columns.read import read_columns, read_headcounts, read_operating, read_population
from cypher.domain.parameters import load_parameters
from cypher.pattern.rules import RuleLink
from loaders.derive.coverage import MUST_BUILD, coverage_over_time
from loaders.derive.links import RuleSets, derive_links, rule_sets
from loaders.derive.otherwise import COMPARED, TYPE, otherwise
from loaders.derive.stored import CoverageStore, DeriveChanges, LinkStore
from loaders.derive.sweep import LINK
from loaders.runs.work import Work

OTHERWISE: Final = {
    subject: RuleLink(
        name="otherwise",
        title="日期另作解读时的关系",
        title_en="What another reading of the dates gives",
        type=TYPE,
        subject=subject,
        settle="all",
    )
    for subject in ("Organization", "PartyOrganization")
}


async def derive(work: Work, sets: RuleSets | None = None) -> DeriveChanges:
    """Derives every link and class of the city anew. Raises GraphError."""
    known, graph, catalogue = load_parameters(), work.graph, work.catalogue
    columns = await read_columns(graph, catalogue)
    changes, store = DeriveChanges(), LinkStore(work, columns)
    chosen, late = sets or rule_sets(known), columns.late
    links_late = derive_links(late, catalogue.rulebook, work.city, chosen) if late is not columns else None
    differing = {subject: [pl.DataFrame(schema=LINK)] for subject in OTHERWISE}
    for link, links in derive_links(columns, catalogue.rulebook, work.city, chosen):
        changes += await store.store(link, links)
        if links_late:
            _, read_late = next(links_late)
            if link.type in COMPARED:
                differing[link.subject].append(otherwise(link.type, links, read_late, late))
    for subject, tables in differing.items():
        changes += await store.store(OTHERWISE[subject], pl.concat(tables))
    population = await read_population(graph, catalogue)
    headcounts, operating = await read_headcounts(graph, catalogue), await read_operating(graph, catalogue)
    coverage = coverage_over_time(columns, population, headcounts, operating, int(known[MUST_BUILD].value))
    return changes + await CoverageStore(work, columns).store(coverage)
