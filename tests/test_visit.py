"""The benchmark of a visit finds what it clicks on the page, and tells what it waited for."""

import pytest

from benchmarks.visit import OTHERS, STEPS, Visit, visit_tables, visits
from tests.conftest import ONE_ENGINE


@pytest.mark.anyio
@ONE_ENGINE
async def test_a_visit_goes_through_all_its_steps(chromium: str, city_url: str) -> None:
    assert {name for name, *_ in STEPS} >= set(OTHERS)
    (seen,) = await visits(f"{city_url}/", 1)
    assert [*seen.waited] == ["four figures", "the whole first view", *(name for name, *_ in STEPS)]
    assert all(ms > 0 for ms in seen.waited.values())
    assert {"page", "styles", "scripts", "answers"} <= set(seen.bytes)
    assert seen.requests["page"] == 1
    assert 1_000 < seen.bytes["scripts"] < 1_000_000


def test_the_first_visit_is_told_apart_from_the_others() -> None:
    one = [
        Visit({"four figures": ms}, {"page": 1, "scripts": 2}, {"page": 900, "scripts": 2_100})
        for ms in (900, 10, 30, 20)
    ]
    times, sizes = visit_tables(one).split("\n\n")
    assert times.splitlines()[-1] == "| four figures | 900 | 20 | 30 |"
    assert sizes.splitlines()[-1] == "| all | 3 | 3.0 |"
