"""Columns read from an engine: the same as of the records, and every rule over them says what it says as Cypher."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given

from cypher.catalogue import load_catalogue
from cypher.columns.columns import Columns, day_number
from cypher.columns.read import read_columns
from cypher.domain.parameters import load_parameters
from cypher.graph import Graph, Row
from cypher.pattern import tree
from cypher.pattern.joins import NEARNESS, propose
from cypher.pattern.rules import Rule
from loaders.derive.derivation import derive
from loaders.derive.links import derive_links, rule_sets
from loaders.runs.work import Work
from tests.columns import columns_of
from tests.engines.wiping import CITY, wipe
from tests.oracle.worlds import on_an_engine, worlds
from tests.stories import write_records

pytestmark = pytest.mark.anyio
Said = tuple[Any, ...]


@given(records=worlds())
@on_an_engine(4)
async def test_rules_as_cypher_propose_what_they_propose_over_columns(
    graph: Graph, records: list[dict[str, Any]]
) -> None:
    await wipe(graph)
    await write_records(graph, records)
    catalogue, rulebook = load_catalogue(), load_catalogue().rulebook
    columns, wanted = await read_columns(graph, catalogue), columns_of(records)
    assert columns.nodes.equals(wanted.nodes)
    assert columns.facts.equals(wanted.facts)
    for type_, table in wanted.relationships.items():
        assert columns.relationship(type_).equals(table), type_
    await derive(Work(graph, catalogue, "law:1", CITY))
    for link, links in derive_links(columns, rulebook, CITY, rule_sets(load_parameters())):
        label = columns.nodes.filter(columns.nodes["label"] == link.subject)["id"].to_list()
        for rule in rulebook.rules[link.name]:
            values = {**rule.defaults, "city": CITY, "city_wide": []}
            over = Counter(s for p in rule.patterns for s in _over_columns(rule, p, columns, values, link.subject))
            statement = catalogue[f"rules/{rule.name}"]
            given = {k: v for k, v in {**values, "subjects": label}.items() if k in statement.used}
            asked = Counter(filter(None, (_as_cypher(row) for row in await graph.read(statement, **given))))
            assert over == asked, rule.name
        columns = columns.with_relationship(link.reads_as, links.rename({"subject": "start", "holder": "end"}))


def _over_columns(
    rule: Rule, pattern: tree.Pattern, columns: Columns, values: Mapping[str, Any], label: str
) -> list[Said]:
    """The proposals of a pattern in the words of the graph: ids for the numbers of nodes and facts."""
    ids, facts = columns.nodes["id"], columns.facts
    listed = pattern.returns.get("nearness")
    near = listed.items if isinstance(listed, tree.ListOf) else ()

    def said(row: Row) -> Said:
        nearness: list[Any] = [row[f"nearness{n}"] for n in range(NEARNESS)][: len(near)]
        for n, item in enumerate(near):
            if isinstance(item, tree.Variable):
                nearness[n] = ids[nearness[n]]
            elif isinstance(item, tree.Property) and item.name == "id":
                nearness[n] = facts[nearness[n]].rsplit("|", 1)[1]
        return (
            *(ids[row[c]] for c in ("subject", "holder")),
            *(row[c] for c in ("rank", "value", "provisional", "rule", "rule_set")),
            *(tuple(nearness), row["valid_from"], row["valid_to"], tuple(sorted(facts[f] for f in row["facts"]))),
        )

    return [said(row) for row in propose(pattern, columns, values, label).iter_rows(named=True)]


def _as_cypher(row: Row) -> Said | None:
    """A proposal as an engine gave it; None where it never holds."""
    start, end = max(map(day_number, row["valid_froms"])), min(map(day_number, row["valid_tos"]))
    said = (
        *(row[c] for c in ("subject", "holder", "rank", "value", "provisional", "rule", "rule_set")),
        *(tuple(row["nearness"] or ()), start, end, tuple(sorted(row["facts"]))),
    )
    return said if start < end else None
