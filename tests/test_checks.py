"""docs/checks.md is what the headers of the checks say, and the yardstick in it names checks that there are."""

import re

from app.answers.details import LEFT_OUT, TITLES, parts_of
from cypher.catalogue import load_catalogue
from tests.checked import PAGE, YARDSTICK, page


def test_the_page_is_what_the_headers_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.checked"


def test_every_check_of_the_yardstick_has_its_counterparts_or_a_reason() -> None:
    every = {statement.id for statement in load_catalogue().of_kind("checks")}
    for name, (checks, reason) in YARDSTICK.items():
        assert bool(checks) != bool(reason), name
        assert set(checks) <= every, name


def test_every_part_of_what_a_check_finds_has_a_title() -> None:
    for statement in load_catalogue().of_kind("checks"):
        details = re.findall(r"\{([^{}]*)\} AS detail", statement.text)
        assert details, statement.name
        for detail in details:
            assert set(re.findall(r"(\w+):\s", detail)) <= TITLES.keys() | LEFT_OUT, statement.name


def test_what_is_found_is_told_by_names_and_words() -> None:
    detail = {"name": "甲", "gone": ["lead u:1"], "kind": "joint_branch", "members": 3, "trades": [], "top": False}
    told = [(title[1], zh, en) for title, zh, en in parts_of(detail, {"u:1": "司法局"})]
    assert told == [
        ("gone", "lead 司法局", "lead 司法局"),
        ("kind", "联合党支部", "Joint branch"),
        ("members", "3", "3"),
    ]
    assert parts_of({"periods": [{"type": "COVERS", "from": "2005", "to": None}]}, {}) == [
        (("起止颠倒", "periods that end before they begin"), "党组织覆盖 2005", "coverage by a Party organisation 2005")
    ]
