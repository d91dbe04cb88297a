"""Columns read from an engine: the same as of the records, and the rules over them as the graph has them stored."""

import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from cypher.catalogue import load_catalogue
from cypher.columns.read import read_columns
from cypher.graph import Graph
from tests.columns import Link, columns_of, derived_links
from tests.derived import derive_and_read
from tests.engines.wiping import CITY, wipe
from tests.oracle.worlds import worlds
from tests.stories import write_records

pytestmark = pytest.mark.anyio
WORLDS = int(os.environ.get("ZUZHITU_TEST_WORLDS", "4"))
STORED = ("SEAT", "LEVEL", "LEAD", "SUPERIOR", "SUPPORT")
SAID = ("holder", "rule", "value", "provisional")
Span = tuple[Any, ...]


@given(records=worlds())
@settings(
    max_examples=WORLDS,
    deadline=None,
    derandomize="ZUZHITU_TEST_WORLDS" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    print_blob=True,
)
async def test_columns_of_a_graph_give_the_links_that_it_stores(graph: Graph, records: list[dict[str, Any]]) -> None:
    await wipe(graph)
    await write_records(graph, records)
    columns, wanted = await read_columns(graph, load_catalogue()), columns_of(records)
    assert columns.nodes.equals(wanted.nodes)
    assert columns.facts.equals(wanted.facts)
    for type_, table in wanted.relationships.items():
        assert columns.relationship(type_).equals(table), type_
    stored = (await derive_and_read(graph)).links
    links = derived_links(columns, CITY)
    kinds = {r["id"]: r["properties"]["kind"] for r in records if "kind" in r.get("properties", {})}
    for type_, subject in sorted({*stored, *links}):
        if type_ not in STORED or kinds[subject] == "supervising_unit":
            continue
        # A statement of the frame calls its rule otherwise than the patterns of SEAT and LEVEL do; no answer names it.
        beside = [spans(found.get((type_, subject), ()), type_) for found in (links, stored)]
        if type_ == "SUPERIOR" and beside[0] != beside[1]:
            # Before 2003-07 a committee has its host's territorial one, whoever was decided for the host: the columns
            # and the oracle say so, the statements of `rules/` do not.
            beside = [{s for s in span if s[1] != "territorial"} for span in beside]
        assert beside[0] == beside[1], f"{type_} of {subject}"


def spans(links: Iterable[Link], type_: str) -> set[Span]:
    """What is said and over which time, neighbours joined."""
    named = [name for name in SAID if not (name == "rule" and type_ in ("SEAT", "LEVEL"))]
    same: dict[Span, list[Span]] = defaultdict(list)
    for link in links:
        same[tuple(link[name] for name in named)].append((link["valid_from"], link["valid_to"]))
    found = set()
    for said, times in same.items():
        start, end = sorted(times)[0]
        for begin, until in sorted(times)[1:]:
            if begin != end:
                found.add((*said, start, end))
                start = begin
            end = until
        found.add((*said, start, end))
    return found
