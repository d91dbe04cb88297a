"""The class of an organisation inside a month that may differ is uncertain wherever the API says it."""

from cypher.graph import Graph
from tests.derived import derive_and_read
from tests.small_city import asking
from tests.stories import FOLDER, load_story, write_story

STORY = FOLDER / "a-month-is-read-as-its-first-and-as-its-last-day.yaml"


# whom, on which day; whether its class is uncertain, and its gap (None: it is in no list of gaps)
CASES = (
    ("group", "2005-05-17", True, None),  # covered: in no list of gaps
    ("group", "2005-05-31", False, None),
    ("left", "2006-03-17", True, True),
    ("left", "2006-03-31", False, False),
    ("both", "2005-05-10", False, True),  # its class is certain; who leads it, which a gap says too, is not
    ("asked", "2005-05-17", False, False),  # who is asked to answer is; that it is provisional is the chain's
)


async def test_a_class_inside_a_month_is_uncertain(graph: Graph) -> None:
    await write_story(graph, load_story(STORY))
    await derive_and_read(graph)
    found: list[tuple[str, str, bool, bool | None]] = []
    doubted = set()
    async with asking(graph) as client:
        for id_, day, *_ in CASES:
            one = (await client.get(f"/v1/organizations/{id_}", params={"as_of": day})).json()
            asked = {"as_of": day, "limit": 500}
            items = (await client.get("/v1/uncovered", params=asked, headers={"Accept-Language": "en"})).json()["items"]
            gaps = {gap["organization"]["id"]: gap for gap in items}
            uncertain = gaps[id_]["uncertain"] if id_ in gaps else None
            found.append((id_, day, one["coverage_state"]["uncertain"], uncertain))
            if "a date is not precise" in gaps.get(id_, {"reason": ""})["reason"]:
                doubted.add((id_, day))
    assert tuple(found) == CASES
    assert doubted == {("left", "2006-03-17")}
