"""What an auditor asks beyond the chain: what was true when, recorded against derived, what one answers for, trends."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from cypher.graph import Graph
from tests.derived import derive_and_read
from tests.loaders.test_load_run import put_city
from tests.small_city import asking, small_city
from tests.stories import FOLDER, load_story, write_story

pytestmark = pytest.mark.anyio


async def get(client: httpx.AsyncClient, path: str, **params: str) -> Any:
    answer = await client.get(f"/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_history_is_in_the_order_of_time_and_tells_what_holds_now(client: httpx.AsyncClient) -> None:
    items = (await get(client, "organizations/o:own/history"))["items"]
    starts = [item["valid_from"] or "" for item in items]
    assert starts == sorted(starts)
    assert {"fact", "link", "coverage", "headcount"} <= {item["what"] for item in items}
    chain = await get(client, "organizations/o:own/chain")
    now = [i for i in items if (i["valid_from"] or "") <= chain["as_of"] < (i["valid_to"] or "9999")]
    assert [i["holder"] for i in now if i["type"] == "lead"] == [chain["lead"]["to"]]
    assert [i["value"] for i in now if i["what"] == "coverage"] == [chain["organization"]["coverage"]]
    detail = await get(client, "organizations/o:own")
    assert {i["id"] for i in items if i["what"] == "fact"} == {fact["id"] for fact in detail["facts"]}


async def test_what_a_headcount_or_a_statement_says_is_shown_with_its_row(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, "regions", "authorities", "trades", "units", "social_organizations", "headcounts")
    async with asking(graph) as client:
        listed = (await get(client, "organizations", limit="500"))["items"]
        histories = [(await get(client, f"organizations/{o['id']}/history"))["items"] for o in listed]
    told = [item for items in histories for item in items if item["what"] in ("headcount", "statement", "identifier")]
    assert {item["what"] for item in told} >= {"headcount", "identifier"}
    for item in told:
        assert item["place"]["file"].endswith(".csv")
        assert item["place"]["row"] >= 2
        assert re.fullmatch("[0-9a-f]{64}", item["place"]["sha256"])


async def test_every_superior_of_a_list_is_recorded_derived_or_both(client: httpx.AsyncClient) -> None:
    answer = await get(client, "differences", limit="500")
    assert answer["total"] == sum(answer["counts"].values()) == len(answer["items"])
    parties = {p["id"]: p for p in (await get(client, "party-organizations", limit="500"))["items"]}
    for item in answer["items"]:
        party = parties.pop(item["party_organization"]["id"])
        assert (item["derived"], item["recorded"]) == (party["superior"], party["recorded"])
        both = item["derived"] and item["recorded"]
        same = item["derived"] == item["recorded"]
        assert item["kind"] == (
            ("agree" if same else "differ") if both else "only_derived" if item["derived"] else "only_recorded"
        )
        assert (item["how"] is not None) == (item["kind"] == "differ")
    assert all(p["superior"] is None and p["recorded"] is None for p in parties.values())


async def test_differences_are_filtered_by_kind_and_lead(client: httpx.AsyncClient) -> None:
    differ = await get(client, "differences", kind="differ")
    own = next(i for i in differ["items"] if i["party_organization"]["id"] == "p:own")
    assert (own["recorded"]["id"], own["derived"]["id"], own["how"]) == ("p:finance", "p:cpa", "passed_over")
    assert own["lead"]["id"] == "u:finance"
    of = await get(client, "differences", lead="u:finance", kind="differ")
    assert {i["lead"]["id"] for i in of["items"]} == {"u:finance"}
    of_one = await get(client, "differences", party_organization="p:own")
    assert of_one["items"] == [own]
    assert sum(of_one["counts"].values()) == of_one["total"] == 1
    refused = await client.get("/v1/differences?kind=both")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "not_one_of")


async def test_a_subtree_holds_each_that_its_unit_leads_once(client: httpx.AsyncClient) -> None:
    led = {o["id"] for o in (await get(client, "organizations", lead="u:finance", limit="500"))["items"]}
    answer = await get(client, "units/u:finance/subtree", depth="2")
    tree = answer["tree"]
    leaves = [leaf["organization"]["id"] for leaf in _leaves(tree)]
    assert sorted(leaves) == sorted(led)
    assert tree["children_total"] == len(tree["children"])
    counted = [c["totals"]["units"] if "totals" in c else bool(c["organization"]["coverage"]) for c in tree["children"]]
    assert tree["totals"]["units"] == sum(counted)
    flat = await get(client, "units/u:finance/subtree", depth="0")
    assert (flat["tree"]["children"], flat["tree"]["totals"]) == ([], tree["totals"])
    one = (await get(client, "units/u:finance/subtree", depth="2", limit="1"))["tree"]
    assert (len(one["children"]), one["children_total"]) == (1, tree["children_total"])
    firm = await client.get("/v1/units/o:own/subtree")
    assert firm.status_code == 404


async def test_what_stands_below_a_party_organisation_is_summed_up_the_party_tree(client: httpx.AsyncClient) -> None:
    parties = {p["id"]: p for p in (await get(client, "party-organizations", limit="500"))["items"]}
    top = next(i for i, p in parties.items() if p["territorial"] and not p["superior"] and not p["recorded"])
    tree = (await get(client, f"party-organizations/{top}/subtree", depth="3"))["tree"]
    assert tree["party_organizations"] == sum(1 + c["party_organizations"] for c in tree["children"] if "totals" in c)
    for node in _nodes(tree):
        listed = await get(client, "organizations", party=node["holder"]["id"], limit="500")
        assert node["totals"]["units"] == sum(o["coverage"] is not None for o in listed["items"])
        whole = (await get(client, "coverage", party=node["holder"]["id"]))["whole"]
        assert node["totals"] == whole
        if node["children_total"] is not None:
            direct = [c["organization"]["coverage"] for c in node["children"] if "organization" in c]
            below = sum(c["totals"]["units"] for c in node["children"] if "totals" in c)
            assert node["totals"]["units"] == below + sum(c is not None for c in direct)
            assert node["children_total"] == len(node["children"])
    assert tree["totals"]["units"] > 3
    alone = await get(client, "organizations", party="null", limit="500")
    every = await get(client, "organizations", limit="500")
    under = await get(client, "organizations", party=top, limit="500")
    assert {o["id"] for o in every["items"]} == {o["id"] for part in (alone, under) for o in part["items"]}
    one = (await get(client, f"party-organizations/{top}/subtree", limit="1"))["tree"]
    assert (len(one["children"]), one["children_total"]) == (1, tree["children_total"])
    firm = await client.get("/v1/party-organizations/o:own/subtree")
    assert firm.status_code == 404
    refused = await client.get("/v1/organizations?party=nobody")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/party")


def _nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(deeper for child in node["children"] if "totals" in child for deeper in _nodes(child))]


def _leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    if "organization" in node:
        return [node]
    return [leaf for child in node["children"] for leaf in _leaves(child)]


async def test_an_association_answers_for_those_under_its_party_organisation(client: httpx.AsyncClient) -> None:
    units = (await get(client, "units", kind="association"))["items"]
    association = next(u["id"] for u in units if u["superior_of_total"])
    tree = (await get(client, f"units/{association}/subtree"))["tree"]
    listed = await get(client, "organizations", association=association)
    assert [c["organization"]["id"] for c in tree["children"]] == [o["id"] for o in listed["items"]]
    assert tree["children_total"] == listed["total"] > 0


async def test_a_trend_is_the_coverage_of_each_periods_end(client: httpx.AsyncClient) -> None:
    answer = await get(client, "coverage/trend", **{"from": "2006", "to": "2008", "step": "year"})
    assert [(i["period"], i["as_of"]) for i in answer["items"]] == [
        ("2006", "2006-12-31"),
        ("2007", "2007-12-31"),
        ("2008", answer["as_of"]),
    ]
    for item in answer["items"]:
        whole = (await get(client, "coverage", as_of=item["as_of"]))["whole"]
        assert {name: item[name] for name in whole} == whole
    quarters = await get(client, "coverage/trend", **{"from": "2007-06", "step": "quarter", "trade": "law"})
    assert [i["period"] for i in quarters["items"]] == ["2007-Q2", "2007-Q3", "2007-Q4", "2008-Q1"]
    for query, code in (
        ("from=2009", "reversed_period"),
        ("from=1800&step=quarter", "too_many_points"),
        ("from=2008-13", "bad_date"),
        ("from=2007&from=2008", "repeated_parameter"),
    ):
        refused = await client.get(f"/v1/coverage/trend?{query}")
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, code), refused.text


async def test_an_empty_graph_has_no_history_of_anything(graph: Graph) -> None:
    async with asking(graph) as client:
        assert (await get(client, "differences"))["items"] == []
        assert [
            i["units"] for i in (await get(client, "coverage/trend", **{"from": "2007", "to": "2008"}))["items"]
        ] in (
            [0, 0],
            [],
        )
    await small_city().write(graph)
    async with asking(graph) as client:
        assert (await client.get("/v1/organizations/nobody/history")).status_code == 404


TOLD = (
    "a-school-of-a-district-answers-to-the-district",
    "a-municipal-association-only-supports-a-firm-of-a-district",
    "a-decision-overrides-the-district-the-territory-and-the-province",
    "a-provincial-firm-without-consultation-is-provisional",
)


@pytest.mark.parametrize("story", TOLD)
async def test_a_rule_proposes_where_some_pattern_of_it_is_met_whole(graph: Graph, story: str) -> None:
    """The steps are the rule: each organisation, each rule, before and after July 2003."""
    await write_story(graph, load_story(FOLDER / f"{story}.yaml"))
    await derive_and_read(graph)
    seen = set()
    async with asking(graph) as client:
        every = [o["id"] for o in (await get(client, "organizations", limit="500"))["items"]]
        for day in ("2002-06-30", "2008-03-31"):
            for one in every:
                for rule in (await get(client, f"organizations/{one}/chain/why-not", as_of=day))["rules"]:
                    whole = [p for p in rule["patterns"] if p["passed"] == p["steps"]]
                    assert bool(whole) == bool(rule["proposed"]), (one, day, rule["rule"])
                    assert all((p["failed"] is None) == (p in whole) for p in rule["patterns"])
                    seen |= {p["failed"]["code"] for p in rule["patterns"] if p["failed"]}
                    seen |= {"won"} if whole else set()
    assert seen >= {"no_relationship", "won"}


async def test_why_not_names_the_condition_and_the_fact_that_came_nearest(graph: Graph) -> None:
    await write_story(graph, load_story(FOLDER / f"{TOLD[0]}.yaml"))
    await derive_and_read(graph)
    async with asking(graph) as client:
        (rule,) = (await get(client, "organizations/school/chain/why-not", rule="city"))["rules"]
        assert (rule["role"], rule["proposed"], rule["winner"]["rule"]) == ("lead", [], "district")
        failed = rule["patterns"][0]["failed"]
        assert (failed["code"], list(failed["found"].values())) == ("property", ["district"])
        near = rule["patterns"][0]["nearest"][0]
        assert (near["type"], near["value"]) == ("LEVEL", "district")
        assert near["facts"]
        holder = "city-committee"
        expected = await get(client, "organizations/school/chain/why-not", holder=holder)
        assert expected["expected"]["id"] == holder
        direct = next(r for r in expected["rules"] if r["rule"] == "direct")
        assert direct["winner"]["rule"] == "direct"
        assert [p["failed"]["code"] for p in direct["patterns"] if p["passed"] == 1] == ["holder"]
        early = await get(client, "organizations/school/chain/why-not", rule="city", as_of="2002-06-30")
        assert (early["rules"][0]["holds"], early["rules"][0]["patterns"]) == (False, [])
        unknown = await client.get("/v1/organizations/school/chain/why-not?rule=none")
        assert unknown.status_code == 422
