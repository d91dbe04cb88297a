"""Duties by period with evidence or the lack of it, campaigns with who took part, terms."""

from typing import Any

import httpx
import pytest

from cypher.graph import Graph
from tests.small_city import asking, small_city

pytestmark = pytest.mark.anyio


async def get(client: httpx.AsyncClient, path: str, **params: str) -> Any:
    answer = await client.get(f"/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def write(graph: Graph) -> None:
    """The small city; p:own did one of two duties in 2007, and took part in a campaign until July of that year."""
    city = small_city()
    for duty in ("policy", "advice"):
        city.node("Duty", duty, name=f"职责{duty}", name_en=f"Duty {duty}", sentence="一句")
    city.node("Campaign", "integrity", name="诚信建设", name_en="Integrity", sentence="一句", trades=["law"])
    city.fact("FULFILLED", "p:own", "policy", "2007-01-01", "2008-01-01", period="2007", document="示党〔2007〕1号")
    city.fact("TOOK_PART", "p:own", "integrity", "2006-07-01", "2007-07-01")
    await city.write(graph)


async def test_each_party_organisation_of_the_field_has_its_duties_with_evidence_or_without(graph: Graph) -> None:
    await write(graph)
    async with asking(graph) as client:
        answer = await get(client, "duties", limit="500")
        of = {item["party_organization"]["id"]: item for item in answer["items"]}
        assert answer["period"] == "2007"  # the newest year that had ended
        assert [d["id"] for d in answer["duties"]] == ["advice", "policy"]
        assert of["p:own"]["missing"] == ["advice"]
        (fact,) = of["p:own"]["duties"][1]["evidence"]
        assert fact["properties"] == {"document": "示党〔2007〕1号", "period": "2007"}
        assert "p:finance" not in of  # it sits with a supervising unit
        assert all(item["missing"] == ["advice", "policy"] for i, item in of.items() if i != "p:own")
        lacking = await get(client, "duties", missing="false")
        assert lacking["items"] == []
        earlier = await get(client, "duties", period="2006", party_organization="p:own")
        assert [item["missing"] for item in earlier["items"]] == [["advice", "policy"]]
        page = await get(client, "duties", limit="1")
        assert (len(page["items"]), page["total"]) == (1, len(of))
        refused = await client.get("/v1/duties?period=next")
        assert refused.status_code == 422


async def test_a_campaign_names_who_took_part_and_who_still_does(graph: Graph) -> None:
    await write(graph)
    async with asking(graph) as client:
        (campaign,) = (await get(client, "campaigns"))["items"]
        assert (campaign["id"], campaign["trades"]) == ("integrity", ["law"])
        assert (campaign["took_part"], campaign["taking_part"]) == (1, 0)
        (then,) = (await get(client, "campaigns", as_of="2006-12-31"))["items"]
        assert (then["took_part"], then["taking_part"]) == (1, 1)
        (before,) = (await get(client, "campaigns", as_of="2006-06-30"))["items"]
        assert (before["took_part"], before["facts"]) == (0, [])


async def test_the_page_of_a_party_organisation_shows_what_it_did_and_its_terms(graph: Graph) -> None:
    await write(graph)
    async with asking(graph) as client:
        party = await get(client, "party-organizations/p:own")
        did = {fact["type"]: fact["to"]["name"] for fact in party["facts"]}
        assert (did["FULFILLED"], did["TOOK_PART"]) == ("职责policy", "诚信建设")
        assert party["terms"] == []
