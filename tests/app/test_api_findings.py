"""Findings of another day are what was wrong on that day, whatever runs had opened by then."""

from typing import Any

import httpx

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.check.findings import run_checks
from loaders.runs.work import Work
from tests.derived import derive_and_read
from tests.engines.wiping import CITY
from tests.small_city import asking
from tests.stories import FRAMES, RUN, expand, read_told, write_records

# Two hard gaps in 2005; one of them is closed before the one run, of 2008, looks.
TOLD: dict[str, Any] = {
    "nodes": {
        "trade": {"is": "trade"},
        "closed-gap": {"is": "firm", "supervised_by": "city-bureau", "approved_by": "city-bureau"},
        "branch": {"is": "branch", "covers": "closed-gap 2006-05.."},
        "open-gap": {"is": "firm", "supervised_by": "city-bureau", "approved_by": "city-bureau"},
    },
    "facts": ["closed-gap LOCATED_IN street-a", "closed-gap IN_TRADE trade"],
    "headcounts": ["closed-gap 2004-12-31 full=3", "open-gap 2004-12-31 full=4", "open-gap 2007-12-31 full=5"],
}


async def ask(client: httpx.AsyncClient, **params: Any) -> dict[str, Any]:
    answer = await client.get("/v1/findings", params=params)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_findings_of_a_day_are_what_was_wrong_on_it(graph: Graph) -> None:
    await write_records(graph, expand([read_told(FRAMES / f"{name}.yaml") for name in ("city", "bureaus")] + [TOLD]))
    await derive_and_read(graph)
    await run_checks(Work(graph, load_catalogue(), RUN, CITY), "2008-03-31")
    async with asking(graph) as client:
        now = await ask(client, check="hard_gap")
        newest = await ask(client, check="hard_gap", as_of="2008-03-31")
        then = await ask(client, check="hard_gap", as_of="2005-06-30")
        before = await ask(client, check="hard_gap", as_of="2004-06-30")
        one = await ask(client, organization="closed-gap", severity="warning", as_of="2005-06-30")
        every = await ask(client, as_of="2005-06-30")
        pages, cursor = [], {}
        while True:
            page = await ask(client, as_of="2005-06-30", limit=1, **cursor)
            pages += page["items"]
            if page["next"] is None:
                break
            cursor = {"cursor": page["next"]}
    assert [f["subject"]["id"] for f in now["items"]] == ["open-gap"]
    assert newest["items"] == now["items"]
    assert [f["subject"]["id"] for f in then["items"]] == ["closed-gap", "open-gap"]
    assert [f["opened_run"] for f in then["items"]] == [None, None]  # the run that opened one is of a later day
    assert {f["detail"].get("members_full") for f in then["items"]} <= {3, 4, None}
    assert before["items"] == []
    assert [f["check"] for f in one["items"]] == ["hard_gap"]
    assert every["as_of"] == "2005-06-30"
    assert every["items"] == pages
    assert len({f["id"] for f in pages}) == len(pages) == every["total"]
