"""Links and coverage over columns against the oracle, on stories and on cities that nobody thought of."""

import os
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.columns import Link, columns_of, coverage_of, derived_links
from tests.derived import FLAGS
from tests.engines.wiping import CITY
from tests.oracle import Oracle
from tests.oracle.facts import first_day
from tests.oracle.worlds import DAYS, worlds
from tests.stories import Story, load_stories

# More of them where somebody has the time: ZUZHITU_TEST_WORLDS=1000
WORLDS = int(os.environ.get("ZUZHITU_TEST_WORLDS", "8"))
STORIES = {story.name: story for story in load_stories()}
ASKED = ("seat", "level", "lead", "superior", "support")


@given(records=worlds())
@settings(
    max_examples=WORLDS,
    deadline=None,
    derandomize="ZUZHITU_TEST_WORLDS" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    print_blob=True,
)
def test_columns_and_the_oracle_agree_on_any_world(records: list[dict[str, Any]]) -> None:
    assert differences(records, DAYS) == []


@pytest.mark.parametrize("name", STORIES)
def test_columns_and_the_oracle_agree_on_a_story(name: str) -> None:
    story: Story = STORIES[name]
    assert differences(story.records, sorted({e.as_of for e in story.expectations})) == []


def test_the_facts_of_a_link_are_those_of_its_days() -> None:
    """Evidence that ended is not told of the days after it, though the holder stays."""
    for story in STORIES.values():
        columns = columns_of(story.records)
        valid = {
            f"{r['from'][1]}|{r['id']}": (r["properties"]["valid_from"], r["properties"]["valid_to"])
            for r in story.records
            if "relationship" in r and "valid_from" in r["properties"]
        }
        for links in derived_links(columns, CITY).values():
            for link in links:
                for start, end in (valid[fact] for fact in link["facts"]):
                    assert start < link["valid_to"], f"{story.name}: {link}"
                    assert link["valid_from"] < end, f"{story.name}: {link}"


def differences(records: list[dict[str, Any]], days: list[str]) -> list[str]:
    """Where the columns answer otherwise than the oracle, in words."""
    links, coverage, oracle = derived_links(columns_of(records), CITY), coverage_of(records), Oracle(records)
    found = []
    for record in records:
        if record.get("node") not in ("Organization", "PartyOrganization"):
            continue
        party = record["node"] == "PartyOrganization"
        if record["properties"]["kind"] == "supervising_unit":
            continue  # no subject of the rules: it has no seat of theirs
        for day in days:
            for key in ("superior",) if party else ASKED:
                wanted = oracle.told(record["id"], day, key)
                if key == "level" and str(wanted).endswith(" -"):
                    wanted = None  # a level without a region whose bodies could answer is no link
                told = answer(links, record["id"], day, key)
                if told != wanted:
                    found.append(f"{day} {key} of {record['id']}: columns {told}, oracle {wanted}")
            for key in () if party else ("coverage", "gap_since"):
                wanted = oracle.told(record["id"], day, key)
                told = class_at(coverage.get(record["id"], ()), day, key)
                if told != wanted:
                    found.append(f"{day} {key} of {record['id']}: columns {told}, oracle {wanted}")
    return found


def answer(links: dict[tuple[str, str], list[Link]], id_: str, day: str, key: str) -> Any:
    """An answer in the words of a story (tests/graphs/README.md)."""
    present = [link for link in links.get((key.upper(), id_), ()) if link["valid_from"] <= day < link["valid_to"]]
    if key == "support":
        return sorted(link["holder"] for link in present)
    assert len(present) < 2, present
    if not present:
        return None
    (link,) = present
    if key == "seat":
        return link["holder"]
    if key == "level":
        return f"{link['value']} {link['holder']}"
    return " ".join([link["rule"] or "-", link["holder"], *(["provisional"] if link["provisional"] else [])])


def class_at(intervals: Iterable[dict[str, Any]], day: str, key: str) -> str | None:
    """The class of a day with its flags, or since when its gap is, in the words of a story."""
    present = [i for i in intervals if i["valid_from"] <= day < i["valid_to"]]
    assert len(present) < 2, present
    if not present:
        return None
    (one,) = present
    if key == "gap_since":
        return one["severity_since"] and first_day(one["severity_since"])
    doubted = any(start <= day < end for start, end in (span.split("/") for span in one["uncertain_in"]))
    said = {**one, "uncertain": one["uncertain"] or doubted}
    return " ".join([said["class"], *(flag for flag in FLAGS if said[flag])])
