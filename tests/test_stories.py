"""Every story is told to each engine: written, derived, asked."""

from typing import Any

import pytest

from cypher.graph import Graph
from tests.derived import Derived, derive_and_read
from tests.stories import FRAMES, Expectation, expand, load_stories, read_told, write_records, write_story

pytestmark = pytest.mark.anyio
STORIES = {story.name: story for story in load_stories()}


@pytest.mark.parametrize("name", STORIES)
async def test_an_engine_answers_a_story(graph: Graph, name: str) -> None:
    story = STORIES[name]
    await write_story(graph, story)
    derived = await derive_and_read(graph)
    wanted, answered = {}, {}
    for number, expectation in enumerate(story.expectations):
        for key, value in expectation.answers.items():
            question = f"{number} {expectation.of or 'all'} {expectation.as_of} {key}"
            wanted[question] = _wanted(key, value)
            answered[question] = await _answer(derived, expectation, key)
    assert answered == wanted


def _wanted(key: str, value: Any) -> Any:
    # a level whose district cannot be told is none that bodies could answer at
    return None if key == "level" and str(value).endswith(" -") else value


async def _answer(derived: Derived, expectation: Expectation, key: str) -> Any:
    day, value = expectation.as_of, expectation.answers[key]
    if expectation.of is None:
        if key == "population":
            return await derived.population(day)
        if key == "form":
            form = await derived.form(day)
            return {column: {row: form[column][row] for row in rows} for column, rows in value.items()}
        # only a file can have an end that is not there
        checks = [check for check in value if check != "dangling_end"]
        found = {check: sorted(row["id"] for row in await derived.found(check, day)) for check in checks}
        return found | ({"dangling_end": []} if "dangling_end" in value else {})
    given = await derived.answer(expectation.of, day, key)
    if key in ("lead_lost", "superior_lost") and value:
        return [item for item in value if item in given]
    return given


async def test_the_check_finds_whom_nobody_leads(graph: Graph) -> None:
    await write_story(graph, STORIES["nobody-leads-and-the-break-names-candidates"])
    found = await (await derive_and_read(graph)).found("unresolved", "2008-03-31")
    assert [row["id"] for row in found] == ["covered", "homeless", "in-district", "lost"]


@pytest.mark.parametrize(("day", "tops"), [("2005-12-31", [[]]), ("2008-03-31", [])])
async def test_a_work_committee_of_the_city_is_no_top(graph: Graph, day: str, tops: list[list[str]]) -> None:
    told: dict[str, Any] = {"nodes": {"city-committee": {"founded": "2006-01-01"}, "works": {"is": "work_committee"}}}
    told["nodes"]["works"] |= {"territorial": "true", "acts_in": "210200"}
    await write_records(graph, expand([read_told(FRAMES / "city.yaml"), told]))
    found = await (await derive_and_read(graph)).found("no_top", day)
    assert [row["detail"]["tops"] for row in found] == tops


async def test_thousands_that_nobody_leads_in_one_street_are_found(graph: Graph) -> None:
    """The embedded engine counts what an order holds: a list in every row was more than it may hold."""
    firms = [f"firm-{number:04d}" for number in range(4_000)]
    crowd = {"nodes": {firm: {"is": "firm", "located_in": "street-a"} for firm in firms} | {"homeless": {"is": "firm"}}}
    await write_records(graph, expand([read_told(FRAMES / "city.yaml"), crowd]))
    derived = await derive_and_read(graph)
    found = await derived.found("unresolved", "2008-03-31")
    assert [row["id"] for row in found] == [*firms, "homeless"]
    candidates = {row["id"]: frozenset(row["detail"]["candidates"]) for row in found}
    assert candidates.pop("homeless") == frozenset()
    assert set(candidates.values()) == {frozenset({"street-work-committee"})}
