"""Golden answers over the small city: the same on every engine, to the last byte.

After a wanted change: `UPDATE_GOLDEN=1 pytest tests/app/test_api_answers.py`, then read the difference.
"""

import json
import os
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from cypher.catalogue import load_catalogue
from cypher.domain.notices import NOTICES
from cypher.graph import Graph
from tests.small_city import asking, small_city

GOLDEN = Path(__file__).parents[1] / "golden_api"
QUESTIONS = {
    "organizations": "/v1/organizations",
    "organizations-in-2001": "/v1/organizations?as_of=2001",
    "organizations-filtered": "/v1/organizations?trade=accounting&rule=association&coverage=own_branch,joint",
    "organizations-led": "/v1/organizations?lead=u:finance&operating=true&kind=firm",
    "organizations-by-a-former-name": "/v1/organizations?q=" + quote("旧名"),
    "organization-by-credit-code": "/v1/organizations/91110000600037341L",
    "organization-then": "/v1/organizations/o:own?as_of=2002-05",
    "chain-own-branch": "/v1/organizations/o:own/chain",
    "chain-before-2003": "/v1/organizations/o:own/chain?as_of=2003-06-30",
    "chain-district": "/v1/organizations/o:school/chain",
    "chain-joint-without-superior": "/v1/organizations/o:law/chain",
    "chain-nobody-leads": "/v1/organizations/o:alone/chain",
    "chain-not-in-force": "/v1/organizations/o:gone/chain",
    "chain-cycle-uncertain": "/v1/organizations/o:round/chain?as_of=2008-03-30",
    "chain-unit": "/v1/organizations/u:finance/chain",
    "party-organizations": "/v1/party-organizations",
    "party-organizations-claimed": "/v1/party-organizations?reading=without_associations&trade=law",
    "party-organizations-below": "/v1/party-organizations?superior=p:cpa&region=210202",
    "party-organization": "/v1/party-organizations/p:own",
    "party-chain": "/v1/party-organizations/p:street/chain",
    "units": "/v1/units",
    "unit": "/v1/units/u:cpa",
    "uncovered": "/v1/uncovered",
    "uncovered-oldest-first": "/v1/uncovered?sort=gap_since&severity=hard,soft",
    "uncovered-most-members-first": "/v1/uncovered?sort=members_full&lead=u:labour&region=210200",
    "coverage-by-region": "/v1/coverage?by=region",
    "coverage-by-trade": "/v1/coverage?by=trade&region=210202",
    "coverage-by-kind": "/v1/coverage?by=kind",
    "coverage-by-lead": "/v1/coverage?by=lead",
    "coverage-by-association": "/v1/coverage?by=association",
    "coverage-by-level": "/v1/coverage?by=level",
    "form": "/v1/coverage/form",
    "form-of-a-lead": "/v1/coverage/form?lead=u:finance&region=210202",
    "rules": "/v1/rules",
    "claims": "/v1/claims",
    "findings": "/v1/findings",
    "findings-then": "/v1/findings?as_of=2007&check=cycle&severity=severe",
    "runs": "/v1/runs",
    "run": "/v1/runs/units:1",
    "rejects": "/v1/runs/units:1/rejects",
    "sources": "/v1/sources",
}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_answers_are_the_golden_ones(client: httpx.AsyncClient, language: str) -> None:
    wrong = []
    for name, path in QUESTIONS.items():
        response = await client.get(path, headers={"Accept-Language": language})
        assert response.status_code == 200, (path, response.text)
        text = json.dumps(response.json(), ensure_ascii=False, indent=1) + "\n"
        file = GOLDEN / language / f"{name}.json"
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            wrong.append(f"{name}: {path}")
    assert wrong == []


async def test_no_golden_answer_is_left_over(anyio_backend: str) -> None:
    for language in ("zh", "en"):
        assert {file.stem for file in (GOLDEN / language).iterdir()} == set(QUESTIONS)


async def test_an_empty_graph_answers(graph: Graph) -> None:
    async with asking(graph) as client:
        for name in ("organizations", "uncovered", "coverage-by-region", "form", "rules", "claims", "findings", "runs"):
            path = QUESTIONS[name]
            response = await client.get(path)
            assert response.status_code == 200, response.text
        form = (await client.get("/v1/coverage/form")).json()
        assert form["as_of"] is None
        assert form["balance"]["holds"] is True
        assert {row["values"]["total"] for row in form["rows"]} <= {0, None}


async def test_every_check_is_listed_with_its_open_findings(graph: Graph) -> None:
    city = small_city()
    city.node("Finding", "n:2", check="units_noticed", subject="u:cpa", severity="info", opened_run="units:1")
    await city.write(graph)
    async with asking(graph) as client:
        items = {item["id"]: item for item in (await client.get("/v1/checks")).json()["items"]}
    assert set(items) == {s.id for s in load_catalogue().of_kind("checks")} | set(NOTICES) | {"units_noticed"}
    assert {id: item["findings"] for id, item in items.items() if item["findings"]} == {"cycle": 1, "units_noticed": 1}
    assert all(item["title"] and item["remedy"] for id, item in items.items() if id != "units_noticed")
