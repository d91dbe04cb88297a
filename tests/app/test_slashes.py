"""A number with a slash, or another sign that parts an address, names its organisation as any other does."""

from pathlib import Path
from urllib.parse import quote

from app.cli.asked import ask
from app.main import create_app
from cypher.graph import Graph
from tests.loaders.test_load_run import put, put_city
from tests.registries import table
from tests.small_city import asking

HEADINGS = "社会组织名称|登记管理机关|社会组织类型|登记证号"
NUMBERS = ["辽大民证字2006/017号", "民证?甲#1", "民%2F证", "民\\证", "甲/chain", "甲"]


async def test_any_number_names_its_organisation(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units")
    rows = [f"大连第{n}研究会|大连市民政局|社会团体|{number}" for n, number in enumerate(NUMBERS)]
    await put(graph, tmp_path, "social_organizations", table(HEADINGS, *rows), as_of="2008-03-31")
    async with asking(graph) as client:
        for n, number in enumerate(NUMBERS):
            path = f"/v1/organizations/{quote(number, safe='')}"
            for _ in range(2):  # the second answer may be one that was kept
                answer = await client.get(path)
                assert (answer.status_code, answer.json().get("name")) == (200, f"大连第{n}研究会"), number
            chain = await client.get(f"{path}/chain")
            assert chain.json()["organization"]["name"] == f"大连第{n}研究会", number
            told = await ask(create_app(graph=graph), f"{path}/chain", {})  # as the command line does
            assert told[1]["organization"]["name"] == f"大连第{n}研究会", number
        nobody = (await client.get("/v1/organizations/无/此号", headers={"Accept-Language": "en"})).json()
        assert nobody["status"] == 404
        unknown = (await client.get(f"/v1/organizations/{quote('无/此号', safe='')}")).json()
        assert "无/此号" in unknown["detail"]
        assert unknown["instance"].endswith("%2F此号")
