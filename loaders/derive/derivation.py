"""Derives from what the graph holds, and writes the difference.

The columns of the graph are read once; the rules run over them in the order in which they read each other (links.py),
beside them over the same columns with months and years read as their last day (otherwise.py), and with each
organisation goes its coverage (coverage.py). What a run no longer derives is retired, never deleted, and
a second run over the same facts changes nothing. Where it is known what a command wrote of, and what was derived before
was kept (kept.py), the same is done of those alone whose links or classes may differ (changed.py).
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import polars as pl

from cypher.columns.columns import NODE, Columns
from cypher.columns.read import (
    LABELS,
    read_columns,
    read_columns_of,
    read_counted,
    read_headcounts,
    read_operating,
    read_population,
)
from cypher.domain.parameters import load_parameters
from cypher.pattern.rules import RuleLink
from loaders.derive.changed import Changed
from loaders.derive.coverage import MUST_BUILD, coverage_over_time
from loaders.derive.kept import FOLDER, made_with, open_world
from loaders.derive.links import RuleSets, derive_links, rule_sets
from loaders.derive.otherwise import COMPARED, TYPE, otherwise
from loaders.derive.stored import CoverageStore, DeriveChanges, LinkStore
from loaders.derive.sweep import LINK
from loaders.derive.worlds import Fresh, World, moved_on, read_by_rules
from loaders.records import Key
from loaders.resolve.known import by_label
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


@dataclass(frozen=True)
class Derived:
    """What a derivation changed in the graph, and the city as it was derived, to be kept for the next one.

    `some`: all nodes, by label, of which the command may have written anything; None where everything was derived.
    """

    changes: DeriveChanges
    world: World
    made_with: str
    some: Mapping[str, Sequence[str]] | None


async def derive(work: Work, sets: RuleSets | None = None, *, touched: Mapping[Key, bool] | None = None) -> Derived:
    """Derives links and classes, and writes what differs. Raises GraphError.

    `touched`: the only nodes that the command wrote of, or of what begins there, and whether it changed how long one
    exists, which moves undated facts that end there. With them, and where the work has a folder with what was derived
    of the graph before the command, only what may differ is derived.
    """
    chosen = sets or rule_sets(load_parameters())
    made = made_with(work.city, chosen)
    before = None if touched is None else await _kept(work, made)
    if before is None or touched is None:
        return Derived(*await _everything(work, chosen), made, None)
    changes, world, some = await _what_may_differ(work, chosen, before, touched)
    return Derived(changes, world, made, some)


async def _kept(work: Work, made: str) -> World | None:
    """The city as it was derived before the command, where it was kept."""
    states = await work.read("load/frame/graph")
    token = states[0]["token"] if states else None
    if work.data is None or not token:
        return None
    return await asyncio.to_thread(open_world, work.data / FOLDER, token, made)


# -- everything ------------------------------------------------------------------------------------------------------


async def _everything(work: Work, sets: RuleSets) -> tuple[DeriveChanges, World]:
    graph, catalogue = work.graph, work.catalogue
    columns = await read_columns(graph, catalogue)
    changes, store = DeriveChanges(), LinkStore(work, columns)
    late = columns.late
    links_late = derive_links(late, catalogue.rulebook, work.city, sets) if late is not columns else None
    differing = {subject: [pl.DataFrame(schema=LINK)] for subject in OTHERWISE}
    kept: dict[str, pl.DataFrame] = {}
    kept_late: dict[str, pl.DataFrame] = {}
    for link, links in derive_links(columns, catalogue.rulebook, work.city, sets):
        changes += await store.store(link, links)
        kept[link.reads_as] = read_by_rules(links)
        if links_late:
            _, read_late = next(links_late)
            kept_late[link.reads_as] = read_by_rules(read_late)
            if link.type in COMPARED:
                differing[link.subject].append(otherwise(link.type, links, read_late, late))
    for subject, tables in differing.items():
        changes += await store.store(OTHERWISE[subject], pl.concat(tables))
    population = await read_population(graph, catalogue)
    headcounts, operating = await read_headcounts(graph, catalogue), await read_operating(graph, catalogue)
    coverage = coverage_over_time(columns, population, headcounts, operating, _must_build())
    changes += await CoverageStore(work, columns).store(coverage)
    return changes, World(columns, kept, kept_late if links_late else kept)


def _must_build() -> int:
    return int(load_parameters()[MUST_BUILD].value)


# -- what may differ ---------------------------------------------------------------------------------------------------


async def _what_may_differ(
    work: Work, sets: RuleSets, world: World, touched: Mapping[Key, bool]
) -> tuple[DeriveChanges, World, Mapping[str, Sequence[str]]]:
    rulebook, city = work.catalogue.rulebook, work.city
    before, facts, numbers = moved_on(world, await _fresh(work, world.facts, touched))
    first = Changed(before.facts, before.links, facts, numbers, rulebook, city, sets)
    late, late_before = facts.late, before.facts.late
    read_late = first
    if late is not facts or late_before is not before.facts:
        read_late = Changed(late_before, before.late, late, numbers, rulebook, city, sets)
    changes, store = DeriveChanges(), LinkStore(work, facts)
    compared: dict[str, list[pl.Series]] = {subject: [] for subject in OTHERWISE}
    of_whom = [numbers]
    others = read_late.derive() if read_late is not first else None
    for anew in first.derive():
        changes += await store.store(anew.link, anew.links, anew.subjects)
        of_whom.append(anew.subjects)
        if anew.link.type in COMPARED:
            compared[anew.link.subject].append(anew.subjects)
        if others:
            other = next(others)
            if anew.link.type in COMPARED:
                compared[anew.link.subject].append(other.subjects)
    for subject, found in compared.items():
        subjects = pl.concat(found).unique().sort()
        tables = [pl.DataFrame(schema=LINK)]
        for link in rulebook.links:
            if link.type in COMPARED and link.subject == subject and read_late is not first:
                told, told_late = (_of(links[link.reads_as], subjects) for links in (first.links, read_late.links))
                tables.append(otherwise(link.type, told, told_late, late))
        changes += await store.store(OTHERWISE[subject], pl.concat(tables), subjects)
        of_whom.append(subjects)
    covered = _covered(first)
    changes += await _coverage(work, facts, covered)
    every = facts.nodes.filter(pl.col("node").is_in(pl.concat([*of_whom, covered["node"]]).implode()))
    some = by_label(every.select("label", "id").iter_rows())
    return changes, World(facts, first.links, read_late.links), some


async def _fresh(work: Work, facts: Columns, touched: Mapping[Key, bool]) -> Fresh:
    """What the graph says now of what the command wrote of."""
    keys = {key for key in touched if key[0] in LABELS}
    moved = [number for key in keys if touched[key] and (number := facts.node(key[1])) is not None]
    if moved:
        starts = [table.filter(pl.col("end").is_in(moved))["start"] for table in facts.relationships.values()]
        those = facts.nodes.filter(pl.col("node").is_in(pl.concat(starts).implode()))
        keys |= set(those.select("label", "id").iter_rows())
    return Fresh(*await read_columns_of(work.graph, work.catalogue, by_label(keys)))


def _of(links: pl.DataFrame, subjects: pl.Series) -> pl.DataFrame:
    own = links.filter(pl.col("start").is_in(subjects.implode()))
    return own.rename({"start": "subject", "end": "holder"})


def _covered(changed: Changed) -> pl.DataFrame:
    """The organisations of which something was written, and those whom a changed Party organisation covers."""
    covered = [rows["COVERS"]["end"] for rows in (changed.went, changed.came) if "COVERS" in rows]
    subjects = pl.concat([changed.touched, *covered]).cast(NODE).unique()
    nodes = changed.facts.nodes
    return nodes.filter(pl.col("node").is_in(subjects.implode()), pl.col("label") == "Organization")


async def _coverage(work: Work, facts: Columns, organizations: pl.DataFrame) -> DeriveChanges:
    """The classes of some organisations."""
    ids: Sequence[str] = organizations["id"].to_list()
    if not ids:
        return DeriveChanges()
    population, headcounts, operating = await read_counted(work.graph, work.catalogue, ids)
    covers = facts.relationship("COVERS").filter(pl.col("end").is_in(organizations["node"].implode()))
    only = replace(facts, relationships={**facts.relationships, "COVERS": covers})
    coverage = coverage_over_time(only, population, headcounts, operating, _must_build())
    return await CoverageStore(work, facts).store(coverage, ids)
