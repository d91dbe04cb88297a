"""A finding is accepted as a run: it stays, and says why, by which document and until when."""

from typing import Any

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.accept import NotAccepted, accept
from loaders.again import derive_again
from tests.derived import derive_and_read
from tests.small_city import asking
from tests.stories import FRAMES, expand, read_told, write_records

pytestmark = pytest.mark.anyio
SAID = {"reason": "正在筹建", "document": "市组发〔2008〕3号", "until": "2008-12"}


async def write(graph: Graph) -> None:
    told: dict[str, Any] = {"nodes": {"firm": {"is": "firm"}}, "headcounts": ["firm 2007-12-31 full=3"]}
    await write_records(graph, expand([read_told(FRAMES / "city.yaml"), told]))
    await derive_and_read(graph)
    await derive_again(graph, load_catalogue(), full=True)


async def findings(graph: Graph, **asked: str) -> dict[str, Any]:
    async with asking(graph) as client:
        answer = await client.get("/v1/findings", params={"organization": "firm", **asked})
    assert answer.status_code == 200, answer.text
    return {one["check"]: one["accepted"] for one in answer.json()["items"]}


async def test_what_is_accepted_stays_a_finding_and_says_until_when(graph: Graph) -> None:
    await write(graph)
    assert (await findings(graph))["hard_gap"] is None
    report = await accept(graph, load_catalogue(), "hard_gap", "firm", **SAID)
    assert (report.run, report.source) == ("accept:1", "accept")
    assert (await findings(graph))["hard_gap"] == {**SAID, "until": "2008-12-31", "run": "accept:1", "in_force": True}
    assert (await findings(graph, as_of="2009-01-31"))["hard_gap"]["in_force"] is False
    async with asking(graph) as client:
        detail = (await client.get("/v1/organizations/firm")).json()["findings"]
    assert {one["check"]: bool(one["accepted"]) for one in detail}["hard_gap"]
    assert (await findings(graph, known_at="derive:1"))["hard_gap"] is None
    await derive_again(graph, load_catalogue(), full=True)  # nothing changed: it stays accepted
    assert (await findings(graph))["hard_gap"]["run"] == "accept:1"
    await accept(graph, load_catalogue(), "hard_gap", "firm", **{**SAID, "until": ""}, withdraw=True)
    assert (await findings(graph))["hard_gap"] is None


async def test_what_is_no_finding_or_no_day_is_refused_and_leaves_nothing(graph: Graph) -> None:
    await write(graph)
    for check, subject, until in (
        ("hard_gap", "nobody", "2008"),
        ("orphan", "firm", "2008"),
        ("hard_gap", "firm", "x"),
    ):
        with pytest.raises(NotAccepted):
            await accept(graph, load_catalogue(), check, subject, reason="a", document="b", until=until)
    assert (await findings(graph))["hard_gap"] is None


async def test_no_person_comes_in_by_a_reason(graph: Graph) -> None:
    await write(graph)
    await accept(graph, load_catalogue(), "hard_gap", "firm", **{**SAID, "reason": "见 21020219700101123X 的来信"})
    assert "21020219700101123X" not in str(await findings(graph))
