"""What CONTRIBUTING.md names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_path_that_the_recipes_name_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:app|cypher|docs|examples|loaders|tests)/[\w./-]*", text))
    assert len(named) > 12
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_there_is_a_recipe_for_each_thing_that_is_one_file() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.M) == ["A source", "A check", "A rule", "A query", "A filter"]
