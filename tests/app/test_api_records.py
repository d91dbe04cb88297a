"""Runs and sources over HTTP: what was loaded, when, and what a registry's files are known by."""

from app.cli import text
from app.cli.service import EXAMPLE
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.load import load
from loaders.sources import load_sources
from tests.small_city import asking, small_city


async def test_a_source_says_its_columns_and_its_last_load(graph: Graph) -> None:
    catalogue = load_catalogue()
    await load(graph, catalogue, "regions", sorted(EXAMPLE.glob("01*")), settle=False)
    done = await load(graph, catalogue, "trades", sorted(EXAMPLE.glob("03*")), settle=False)
    async with asking(graph) as client:
        items = {item["id"]: item for item in (await client.get("/v1/sources")).json()["items"]}
        english = (await client.get("/v1/sources", headers={"Accept-Language": "en"})).json()["items"]
    assert set(items) == {"regions", "trades"}
    for id, item in items.items():
        source = load_sources()[id]
        assert item["columns"] == list(source.columns)
        assert item["required"] == list(source.required)
        assert set(item["required"]) < set(item["columns"])
        assert [set(headers) for headers in item["recognised"]] == [set(headers) for headers in source.header_sets]
    last = items["trades"]["last_run"]
    assert (last["run"], last["as_of"], last["rows"]) == ("trades:1", done.as_of, done.counts.read)
    assert last["rows"] > 0
    assert [item["title"] for item in english] == [load_sources()[i].title_en for i in items]


async def test_runs_are_listed_newest_first(graph: Graph) -> None:
    city = small_city()
    for run, started in (("units:2", "2008-05-02T10:00:00"), ("units:10", "2008-05-02T10:00:00")):
        city.node("Run", run, source="units", number=int(run[6:]), state="finished", started=started)
    city.node("Run", "zones:1", source="zones", number=1, state="finished", started="2008-05-01T10:00:00")
    city.node("Run", "associations:1", source="associations", number=1, state="open", started="2008-05-03T10:00:00")
    city.node("Run", "trades:1", source="trades", number=1, state="failed")
    next(p for label, p in city.nodes if p["id"] == "units:1")["started"] = "2008-04-01T10:00:00"
    await city.write(graph)
    async with asking(graph) as client:
        failed = (await client.get("/v1/runs/trades:1")).json()
        runs = [item["run"] for item in (await client.get("/v1/runs")).json()["items"]]
        cut, cursor = [], None
        while cursor or not cut:
            params = {"limit": "1", **({"cursor": cursor} if cursor else {})}
            page = (await client.get("/v1/runs", params=params)).json()
            cut += [item["run"] for item in page["items"]]
            cursor = page["next"]
    assert runs == ["associations:1", "units:10", "units:2", "zones:1", "units:1", "trades:1"]
    assert cut == runs
    assert (failed["state"], failed["dry_run"], failed["files"], failed["counts"]) == ("failed", False, [], None)
    assert text.run(failed).startswith("trades:1  failed")
