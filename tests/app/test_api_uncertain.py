"""The class of an organisation inside a month that may differ is uncertain wherever the API says it."""

import pytest

from cypher.graph import Graph
from tests.derived import derive_and_read
from tests.small_city import asking
from tests.stories import FOLDER, load_story, write_story

STORY = FOLDER / "a-month-is-read-as-its-first-and-as-its-last-day.yaml"


@pytest.mark.parametrize(
    ("id_", "day", "of_class", "of_gap", "because"),
    [
        ("group", "2005-05-17", True, None, None),  # covered: in no list of gaps
        ("group", "2005-05-31", False, None, None),
        ("left", "2006-03-17", True, True, "a date is not precise"),
        ("left", "2006-03-31", False, False, None),
        ("both", "2005-05-10", False, True, None),  # its class is certain; who leads it, which a gap says too, is not
        ("asked", "2005-05-17", False, False, None),  # who is asked to answer is; that it is provisional is the chain's
    ],
)
async def test_a_class_inside_a_month_is_uncertain(
    graph: Graph, id_: str, day: str, of_class: bool, of_gap: bool | None, because: str | None
) -> None:
    await write_story(graph, load_story(STORY))
    await derive_and_read(graph)
    async with asking(graph) as client:
        one = (await client.get(f"/v1/organizations/{id_}", params={"as_of": day})).json()
        asked = {"as_of": day, "limit": 500}
        gaps = (await client.get("/v1/uncovered", params=asked, headers={"Accept-Language": "en"})).json()["items"]
    found = {gap["organization"]["id"]: gap for gap in gaps}
    assert one["coverage_state"]["uncertain"] is of_class
    assert (found[id_]["uncertain"] if id_ in found else None) is of_gap
    if id_ in found:
        assert ("a date is not precise" in found[id_]["reason"]) is (because is not None)
