"""Every GET route, new ones too, at the edges of time and on a graph that holds nothing: an answer or a problem."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.main import create_app
from cypher.graph import Graph
from tests.small_city import asking, small_city

# Of each kind of path one that the small city has; on an empty graph the same one is unknown.
IDS = {"organizations": "o:own", "party-organizations": "p:own", "units": "u:finance", "runs": "units:1"}
EDGES = [
    *("0001-01-01", "0001-01-02", "0001-01", "0001", "2003-06-30", "2003-07", "2008-03-17"),
    *("9999-11-30", "9999-12-30", "9999-12-31", "9999-12", "9999", "0000-01-01", "10000-01-01", "2008-02-30", ""),
]
DATES = ("as_of", "from", "to")  # the parameters that are a date, wherever a route takes them


def routes() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every GET route of answers, filled with ids of the small city, and those of its parameters that are a date."""
    for path, methods in create_app().openapi()["paths"].items():
        if "get" not in methods or path.startswith("/v1/loads"):  # of which there are none without a key
            continue
        parameters = [p for p in methods["get"].get("parameters", []) if p["in"] == "query"]
        dated = tuple(p["name"] for p in parameters if p["name"] in DATES)
        yield path.replace("{id}", IDS.get(path.split("/")[2], "x")) if "{id}" in path else path, dated


ROUTES = dict(routes())


def assert_answer_or_problem(response: httpx.Response) -> None:
    assert response.status_code < 500 or response.url.path == "/readyz", response.text
    if response.status_code >= 400 and response.url.path != "/readyz":
        assert response.headers["content-type"] == "application/problem+json", response.text


async def ask_all(client: httpx.AsyncClient, path: str) -> list[int]:
    """The status of the route without a date and at every edge."""
    asked: list[dict[str, Any]] = [{}, *({name: edge} for name in ROUTES[path] for edge in EDGES)]
    statuses = []
    for params in asked:
        response = await client.get(path, params=params)
        assert_answer_or_problem(response)
        statuses.append(response.status_code)
    return statuses


async def test_an_empty_graph_answers(graph: Graph) -> None:
    async with asking(graph) as client:
        for path in ROUTES:
            await ask_all(client, path)


@pytest.mark.parametrize("path", ROUTES)
async def test_the_edges_of_time_are_answered(client: httpx.AsyncClient, path: str) -> None:
    statuses = await ask_all(client, path)
    assert statuses[0] == 200
    if "as_of" in ROUTES[path]:
        refused = {edge for edge, status in zip(EDGES, statuses[1:], strict=False) if status == 422}
        # the last day is the one that stands for no end; the others are in no calendar
        assert refused >= {"9999-12-31", "9999-12", "9999", "0000-01-01", "10000-01-01", "2008-02-30", ""}
        assert not refused & {"0001-01-01", "0001", "2003-07", "9999-12-30"}


async def test_organisations_are_answered_where_no_run_says_a_date(graph: Graph) -> None:
    """A graph with organisations and no finished run: the newest picture has no day."""
    city = small_city()
    next(own for label, own in city.nodes if label == "Run")["state"] = "open"
    await city.write(graph)
    async with asking(graph) as client:
        for path in ROUTES:
            assert_answer_or_problem(await client.get(path))
        chain = await client.get("/v1/organizations/o:own/chain")
    assert (chain.status_code, chain.json()["as_of"]) == (200, None)


async def test_a_day_after_the_newest_picture_is_said_to_be_one(client: httpx.AsyncClient) -> None:
    for path in ("/v1/uncovered", "/v1/organizations/o:own/chain", "/v1/coverage", "/v1/coverage/form"):
        later = (await client.get(path, params={"as_of": "2031-01-01"})).json()
        assert (later["as_of"], later["later_than_newest"]) == ("2031-01-01", "2008-03-31")
        for params in ({}, {"as_of": "2008-03-31"}, {"as_of": "2005"}):
            assert (await client.get(path, params=params)).json()["later_than_newest"] is None
