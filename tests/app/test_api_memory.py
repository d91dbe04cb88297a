"""What a service keeps of a state of the graph: the same answers, until the graph is in another state."""

from typing import Any

from app.http.memory import Memory, Newest, size_of
from app.http.paging import HEAD
from app.keys import Subtree
from cypher.graph import Graph
from tests.app.test_api_lists import read_all
from tests.engines.wiping import statement
from tests.small_city import asking, small_city


async def change(graph: Graph, text: str) -> None:
    await graph.write(statement(text, writes=True))


async def test_a_list_is_read_once_per_state_of_the_graph(graph: Graph) -> None:
    await small_city().write(graph)
    paths = ("/v1/uncovered", "/v1/organizations?coverage=uncovered_must", "/v1/coverage?by=kind", "/v1/organizations")
    async with asking(graph) as client:

        async def totals() -> list[Any]:
            answers = [(await client.get(path)).json() for path in paths]
            return [a["total"] if "total" in a else a["whole"]["units"] for a in answers]

        before = await totals()
        page = await client.get("/v1/organizations/o:school")
        # Nobody writes like this; it shows what was not read again.
        await change(graph, "MATCH (o:Organization {id: 'o:school'}) SET o.closed = '2000-01-01'")
        assert await totals() == before
        again = await client.get("/v1/organizations/o:school")
        assert (again.content, again.headers) == (page.content, page.headers)
        assert (await client.get("/v1/organizations/o:school?as_of=2005-06-30")).json()["in_force"] is False
        after = [n - 1 for n in before]
        await change(graph, "MATCH (g:Graph) SET g.loading = 'units:2'")
        assert await totals() == before
        # A load that failed leaves the revision as it was, and its run behind.
        told, runs = [(await client.get(path)).headers["etag"] for path in ("/v1/uncovered", "/v1/runs")]
        await change(graph, "CREATE (r:Run {id: 'units:2', source: 'units', number: 2, state: 'failed'})")
        assert await totals() == after
        assert (await client.get("/v1/uncovered", headers={"If-None-Match": told})).status_code == 304
        assert (await client.get("/v1/runs", headers={"If-None-Match": runs})).status_code == 200
        await change(graph, "MATCH (o:Organization {id: 'o:school'}) SET o.closed = null")
        assert await totals() == after
        await change(graph, "MATCH (g:Graph) SET g.revision = 8")
        assert await totals() == before


async def test_a_chain_of_another_language_day_and_revision_is_another(graph: Graph) -> None:
    await small_city().write(graph)
    async with asking(graph) as client:

        async def superior(**params: str) -> str:
            answer = await client.get("/v1/organizations/o:own/chain", params=params)
            return str(answer.json()["path"][-1]["to"]["name"])

        assert await superior() == await superior() == "中共大连市委"
        assert await superior(as_of="2003-06-30") == "中共大连市委"
        await change(graph, "MATCH (p:PartyOrganization {id: 'p:city'}) SET p.name = '市委'")
        assert await superior() == "中共大连市委"
        await change(graph, "MATCH (g:Graph) SET g.revision = 8")
        assert await superior() == await superior(as_of="2003-06-30") == "市委"


async def test_a_long_list_is_cut_into_pages_like_a_short_one(graph: Graph) -> None:
    city = small_city()
    for number in range(HEAD + 30):
        city.node("Organization", f"x:{number:05}", kind="firm", name="x", name_key="x")
    await city.write(graph)
    async with asking(graph) as client:
        items, totals = await read_all(client, "/v1/organizations", 487)
    ids = [item["id"] for item in items]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert totals == {len(ids)}
    assert {f"x:{number:05}" for number in range(HEAD + 30)} < set(ids)


def test_memory_is_bounded_and_forgets_the_least_recently_used() -> None:
    row = [{"id": "x" * 100}]
    memory = Memory(3 * size_of(row))
    for key in "abc":
        memory.keep(key, row)
    assert memory.get("a") == row
    memory.keep("d", row)
    assert [memory.get(key) is not None for key in "abcd"] == [True, False, True, True]
    memory.keep("e", [{"id": "x" * 10_000}])
    assert memory.get("e") is None
    memory.keep("a", [])
    memory.keep("f", row)
    assert memory.held_bytes <= memory.most_bytes
    assert memory.get("f") == row


def test_another_state_is_another_memory() -> None:
    newest = Newest()
    newest.at((1, 1), None).keep("a", 1)
    old = newest.at((1, 1), None)
    assert old.get("a") == 1
    assert newest.at((1, 2), None).get("a") is None
    assert newest.at((1, 1), None).get("a") is None
    assert old.get("a") == 1


def test_what_is_kept_for_one_subtree_is_not_found_for_another() -> None:
    newest = Newest()
    owners = [None, Subtree("region", "210202"), Subtree("region", "210203"), Subtree("lead", "210202")]
    for owner in owners:
        newest.at(1, owner).keep("a", repr(owner))
    assert [newest.at(1, owner).get("a") for owner in owners] == [repr(owner) for owner in owners]
