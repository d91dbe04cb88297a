"""A projection gives the rows that the graph gives, on any city, day and engine."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from typing import Any

import pytest
from hypothesis import given

from app.answers.census import LINKS
from cypher.catalogue import load_catalogue
from cypher.domain.dates import late_readings
from cypher.domain.vocabulary import FORM_COLUMNS, FORM_ROWS, GAP_SEVERITIES
from cypher.graph import Graph
from cypher.projection.read import read_projection
from cypher.projection.statements import ANSWERED, rows_over
from cypher.projection.tables import Projection
from tests.conftest import ONE_ENGINE
from tests.derived import derive_and_read
from tests.engines.wiping import wipe
from tests.oracle.worlds import DAYS, on_an_engine, worlds
from tests.small_city import small_city
from tests.stories import write_records

pytestmark = pytest.mark.anyio


async def assert_same(graph: Graph, days: Sequence[str], city: str) -> None:
    """Fails where the rows over a projection are others than those of the graph."""
    catalogue, held = load_catalogue(), await read_projection(graph, load_catalogue())
    assert held is not None
    found = []
    for day in days:
        own = {"as_of": day, "late": late_readings(day), "city": city, "known": held.revision}
        for query in ANSWERED:
            for asked in _asked(query.partition("/")[2], held):
                by = next((name.removesuffix("_within") for name in asked if name.endswith("_within")), None)
                statement = catalogue[query].within[by] if by else catalogue[query]
                given_ = {**own, **dict.fromkeys(statement.filters), **asked}
                given_ = {k: v for k, v in given_.items() if k in statement.used}
                wanted = _sorted(await graph.read(statement.asked(given_), **given_))
                if (told := _sorted(rows_over(held, statement, given_))) != wanted:
                    only = ([r for r in told if r not in wanted][:3], [r for r in wanted if r not in told][:3])
                    found.append(f"{day} {query} {asked}: over the projection {only[0]}, in the graph {only[1]}")
    assert not found, "\n".join(found[:5])


def _asked(query: str, held: Projection) -> Iterator[Mapping[str, Any]]:
    nodes = held.nodes.rows(named=True)
    ids = [node["id"] for node in nodes]
    match query:
        case "facts":
            every = held.tables["facts"].rows(named=True)
            yield {"facts": [{"subject": ids[row["start"]], "fact": row["id"]} for row in every]}
        case "run_reports":
            yield from ({"runs": None}, {"runs": [row["id"] for row in held.reports][:1]})
        case "identify":
            yield {"names": [*ids, *held.tables["identifiers"]["text"].to_list(), "nobody"]}
        case "chain_tops" | "sources" | "regions" | "trades" | "not_operating" | "joint_branches":
            yield {}
        case "differences" | "party_leads":
            yield {}
        case "organizations":
            every = {"after": "", "limit": 1_000}
            yield every
            yield {**every, "after": ids[len(ids) // 2], "limit": 2}
            yield from ({**every, **one} for one in _filters(held))
            yield from ({**every, **one, "kind": ["firm"]} for one in _bounds(held))
        case "unit_totals":
            yield {"ids": [*ids, "nobody"]}
            yield from ({"ids": ids, **one} for one in _bounds(held))
        case "parties_within":
            yield from ({"regions": one.get("region_within"), **one} for one in _bounds(held))
        case "uncovered":
            classes = list(GAP_SEVERITIES)
            every = {"classes": classes, "sort": "id", "after_key": "", "after": "", "limit": 1_000}
            for sort in ("id", "gap_since", "members_full"):
                yield {**every, "sort": sort}
            yield from (
                {**every, **one}
                for one in _filters(held)
                if one.keys() <= {"kind", "trade", "region", "lead", "association", "party"}
            )
        case "organization_values":
            for by in ("kind", "trade", "region", "coverage", "lead", "association", "rule", "operating", "name", "no"):
                yield {"ids": [*ids, "nobody"], "by": by}
                yield {"ids": ids[1:2], "by": by}
        case "census":
            every = {"by": "none", "link": "", "trade": None}
            for by in ("none", "kind", "trade", "region", "level", "lead", "superior", "association"):
                yield {**every, "by": by, "link": LINKS.get(by, "")}
            own = {"region", "lead", "trade", "party"}
            yield from ({**every, **one} for one in _filters(held) if one.keys() <= own)
        case _:
            yield {"ids": [*ids, "nobody"]}
            yield {"ids": ids[:1]}


def _filters(held: Projection) -> Iterator[dict[str, Any]]:
    """One filter at a time, of each kind, with values that the city has."""
    of = {label: held.nodes.filter(label=label)["id"].to_list() for label in ("Organization", "Region", "Trade")}
    links = held.tables["links"]
    yield from ({"trade": trade} for trade in of["Trade"][:2])
    yield from ({"region": [region]} for region in of["Region"][:3])
    yield {"region": of["Region"]}
    leads = held.nodes["id"].gather(links.filter(type="LEAD")["end"]).unique().sort().to_list()
    yield from ({"lead": lead} for lead in leads[:3])
    associations = held.nodes.filter(kind="association")["id"].to_list()
    yield from ({"association": one} for one in associations[:2])
    superiors = held.nodes["id"].gather(links.filter(type="SUPERIOR")["end"]).unique().sort().to_list()
    yield from ({"party": ids} for ids in (superiors[:1], superiors, ["null"]))
    yield from ({"rule": rule} for rule in links["rule"].drop_nulls().unique().sort().to_list()[:4])
    yield from ({name: "null"} for name in ("trade", "lead", "association"))
    yield {"region": ["null"]}
    yield from ({"operating": flag} for flag in (True, False))
    yield {"kind": ["firm", "supervising_unit"]}
    yield {"coverage": ["joint", "unknown", "uncovered_must"]}
    yield from (
        {"form_row": [row], "form_column": [column]}
        for row, column in zip(FORM_ROWS, cycle(FORM_COLUMNS), strict=False)
    )
    name = held.nodes.filter(label="Organization")["name"].to_list()[-1]
    ids = of["Organization"][:1]
    yield {"q": [name[1:]], "q_key": [name[1:]], "q_ids": []}
    yield {"q": [name[-2:], name[:2]], "q_key": [name[-2:], name[:2]], "q_ids": ids}


def _bounds(held: Projection) -> Iterator[dict[str, Any]]:
    """What bounds keys: the filters by region and lead, under names of their own."""
    for one in _filters(held):
        yield from ({f"{name}_within": value} for name, value in one.items() if name in ("region", "lead"))


def _sorted(rows: Any) -> list[str]:
    """The rows as texts in order; no text and an empty one are the same."""
    return sorted(repr([(name, None if row[name] == "" else row[name]) for name in sorted(row)]) for row in rows)


@ONE_ENGINE
@given(records=worlds())
@on_an_engine(1)
async def test_of_any_world(graph: Graph, records: list[dict[str, Any]]) -> None:
    await wipe(graph)
    await write_records(graph, records)
    await derive_and_read(graph)
    await assert_same(graph, DAYS, "210200")


async def test_of_a_small_city(graph: Graph) -> None:
    await small_city().write(graph)
    await assert_same(graph, ["2005-06-30", "2008-03-31"], "210200")
