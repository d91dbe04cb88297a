"""docs/checks.md is what the headers of the checks say, and the yardstick in it names checks that there are."""

from cypher.catalogue import load_catalogue
from tests.checked import PAGE, YARDSTICK, page


def test_the_page_is_what_the_headers_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.checked"


def test_every_check_of_the_yardstick_has_its_counterparts_or_a_reason() -> None:
    every = {statement.id for statement in load_catalogue().of_kind("checks")}
    for name, (checks, reason) in YARDSTICK.items():
        assert bool(checks) != bool(reason), name
        assert set(checks) <= every, name
