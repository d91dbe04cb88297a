"""Every story is told to the oracle; and what stories together must hold is held here."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from cypher.catalogue import load_catalogue
from loaders.consistency import check_offline
from tests.exported import read_records, with_links
from tests.oracle import Answer, Oracle
from tests.stories import Expectation, Story, load_stories

STORIES = {story.name: story for story in load_stories()}


@pytest.mark.parametrize("name", STORIES)
def test_the_oracle_answers_a_story(name: str, tmp_path: Path) -> None:
    story = STORIES[name]
    oracle = Oracle(story.records)
    for expectation in story.expectations:
        wanted, answered = {}, {}
        for key, value in expectation.answers.items():
            given = answer(oracle, story, expectation, key, tmp_path)
            wanted[key] = value
            # what a story lists of losers and of the form is a part of it; an empty list means nobody
            answered[key] = _part(given, value) if key in ("lead_lost", "superior_lost", "form") else given
        assert answered == wanted, f"{expectation.of or 'all'} at {expectation.as_of}"


def answer(oracle: Oracle, story: Story, expectation: Expectation, key: str, folder: Path) -> Any:
    """What the oracle says, in the words of a story (tests/graphs/README.md)."""
    day, of = expectation.as_of, expectation.of
    if of is None:
        if key == "population":
            return oracle.population(day)
        if key == "form":
            return {column: {r: str(n) for r, n in rows.items()} for column, rows in oracle.form(day).items()}
        export = read_records(with_links(story.records, oracle, day), folder)
        found = check_offline(export, day, expectation.answers["findings"])
        return {check: [f.id for f in of_check] for check, of_check in found.items()}
    return oracle.told(of, day, key)


def test_every_rule_wins_in_a_story_and_loses_where_another_can_beat_it() -> None:
    answers = [a for story in STORIES.values() for a in _answers(story)]
    won = {a.rule for a in answers}
    lost = {rule for a in answers for rule, _ in a.lost}
    # nothing stands before the later of two decisions but a decision
    assert won & lost >= load_catalogue().rulebook.cited.keys()


def test_every_break_code_and_every_class_and_flag_is_told() -> None:
    told = [e for story in STORIES.values() for e in story.expectations]
    breaks = {str(e.answers["break"]).split()[0] for e in told if e.answers.get("break")}
    assert breaks == {"no_lead", "no_party_organization", "no_superior", "cycle", "not_in_force"}
    coverage = {word for e in told for word in str(e.answers.get("coverage")).split()}
    assert coverage >= {
        *("own_committee", "own_general_branch", "own_branch", "joint", "uncovered_must", "uncovered_few"),
        *("uncovered_none", "unknown", "has_three", "has_group", "instructor_sent", "uncertain"),
    }


def _answers(story: Story) -> Iterable[Answer]:
    oracle = Oracle(story.records)
    for e in story.expectations:
        if e.of is not None:
            yield from filter(None, (oracle.lead(e.of, e.as_of), oracle.superior(e.of, e.as_of)))


def _part(given: Any, wanted: Any) -> Any:
    """Of what was answered, what the story speaks of."""
    if isinstance(wanted, dict):
        return {key: _part(given.get(key, {}), value) for key, value in wanted.items()}
    if isinstance(wanted, list):
        return [item for item in wanted if item in given] if wanted else given
    return given or "0"
