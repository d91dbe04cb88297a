"""Columns of exported records, and what the rules derive over them: no engine is asked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from cypher.columns.columns import Columns, build_columns, iso_date
from cypher.columns.read import (
    FACT_TABLE,
    HEADCOUNT_TABLE,
    LABELS,
    NODE_TABLE,
    NOT_READ,
    OPERATING_TABLE,
    POPULATION_TABLE,
)
from cypher.domain.parameters import load_parameters
from cypher.domain.vocabulary import FACTS, POPULATION_KINDS
from cypher.pattern.rules import load_rules
from loaders.derive.coverage import MUST_BUILD, coverage_over_time
from loaders.derive.links import derive_links, rule_sets

Link = dict[str, Any]


Tables = tuple[pl.DataFrame, list[tuple[str, pl.DataFrame]]]


def columns_of(records: Iterable[Mapping[str, Any]]) -> Columns:
    """What `cypher.columns.read` reads of a graph, of its records."""
    return build_columns(*tables_of(records))


def tables_of(records: Iterable[Mapping[str, Any]]) -> Tables:
    """Nodes and facts of records, as `build_columns` takes them."""
    nodes: list[dict[str, Any]] = []
    facts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        own = record.get("properties", {})
        if record.get("node") in LABELS:
            values = {**own, "id": record["id"], "label": record["node"]}
            nodes.append({c: values.get(c) for c in NODE_TABLE} | {"territorial": own.get("territorial", False)})
        type_ = record.get("relationship")
        if type_ in FACTS and type_ not in NOT_READ and "retracted_run" not in own:
            values = {**own, "id": record["id"], "start": record["from"][1], "end": record["to"][1]}
            flags = {c: own.get(c, False) for c in ("main", "civil")}
            facts[type_].append({c: values.get(c) for c in FACT_TABLE} | flags)
    tables = [(type_, pl.DataFrame(rows, schema=dict(FACT_TABLE))) for type_, rows in facts.items()]
    return pl.DataFrame(nodes, schema=dict(NODE_TABLE)), tables


def coverage_of(records: Iterable[Mapping[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The coverage intervals by subject, with ISO dates, in order of time."""
    every = list(records)
    columns, known = columns_of(every), load_parameters()
    nodes = {(r["node"], r["id"]): r["properties"] for r in every if "node" in r}
    ranks = {id_: own.get("rank") or 0 for (label, id_), own in nodes.items() if label == "Source"}
    population, headcounts, operating = [], [], []
    for (label, id_), own in nodes.items():
        if label == "Organization" and own["kind"] in POPULATION_KINDS:
            population.append({"subject": id_, "operates": own.get("operating", True)})
    for record in every:
        own = nodes.get(tuple(record["to"]), {}) if "relationship" in record else {}
        if "retracted_run" in own:
            continue
        told = {**own, "subject": record["from"][1], "id": record["to"][1]} if own else {}
        if record.get("relationship") == "HAS_HEADCOUNT":
            row = {c: told.get(c) for c in HEADCOUNT_TABLE} | {"measures": " ".join(told.get("measures", ())) or None}
            headcounts.append(row | {"source_rank": told.get("source_rank") or 0})
        elif record.get("relationship") == "HAS_STATEMENT" and own["attribute"] == "operating":
            row = {c: told.get(c) for c in OPERATING_TABLE}
            operating.append(row | {"operates": own["value"] == "true", "source_rank": ranks.get(own["source"], 0)})
    coverage = coverage_over_time(
        columns,
        pl.DataFrame(population, schema=dict(POPULATION_TABLE)),
        pl.DataFrame(headcounts, schema=dict(HEADCOUNT_TABLE)),
        pl.DataFrame(operating, schema=dict(OPERATING_TABLE)),
        int(known[MUST_BUILD].value),
    )
    found = defaultdict(list)
    for row in coverage.iter_rows(named=True):
        dates = {c: row[c] and iso_date(row[c]) for c in ("valid_from", "valid_to", "severity_since")}
        found[columns.nodes["id"][row["subject"]]].append({**row, **dates})
    return found


def derived_links(columns: Columns, city: str) -> dict[tuple[str, str], list[Link]]:
    """The links by type and subject, with ids and ISO dates, in order of time."""
    ids, found = columns.nodes["id"], defaultdict(list)
    sets = rule_sets(load_parameters())
    for link, table in derive_links(columns, load_rules(), city, sets):
        for row in table.sort("valid_from", "holder").iter_rows(named=True):
            one = {**row, "subject": ids[row["subject"]], "holder": ids[row["holder"]]}
            one |= {name: iso_date(row[name]) for name in ("valid_from", "valid_to")}
            one["facts"] = [columns.facts[n] for n in row["facts"]]
            one["considered"] = [{**loser, "holder": ids[loser["holder"]]} for loser in row["considered"]]
            found[link.type, one["subject"]].append(one)
    return found
