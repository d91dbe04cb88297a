"""Questions that do not need each other: put to the graph at once, answered in turn by what lies here already."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from app.http.reading import Reading, together
from cypher.catalogue import load_catalogue
from cypher.projection.tables import Projection

HELD = Projection("token", 1, {}, [], [], {})


def _reading(held: Projection | None) -> Reading:
    nowhere: Any = None  # no question of these is put to a graph
    own = {"as_of": "2008-03-31", "day": "2008-03-31", "rule_set": "V1", "city": "210200", "language": "zh"}
    return replace(Reading(nowhere, load_catalogue(), revision=1, **own), held=held)


async def _say(word: str, said: list[str]) -> str:
    said.append(f"{word} begins")
    await asyncio.sleep(0)
    said.append(f"{word} ends")
    return word


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("held", "order"),
    [
        (None, ["one begins", "two begins", "one ends", "two ends"]),
        (HELD, ["one begins", "one ends", "two begins", "two ends"]),
    ],
)
async def test_answers_come_in_the_order_of_their_questions(held: Projection | None, order: list[str]) -> None:
    said: list[str] = []
    assert await together(_reading(held), _say("one", said), _say("two", said)) == ("one", "two")
    assert said == order


@pytest.mark.anyio
@pytest.mark.parametrize("held", [None, HELD])
@pytest.mark.filterwarnings("error")
async def test_the_first_that_fails_fails_all_and_none_is_left_behind(held: Projection | None) -> None:
    async def fail() -> str:
        raise LookupError("two")

    said: list[str] = []
    with pytest.raises(LookupError, match="two"):
        await together(_reading(held), _say("one", said), fail(), _say("three", said))
    await asyncio.sleep(0)
    assert said == (["one begins", "one ends"] if held else ["one begins", "three begins", "one ends", "three ends"])
