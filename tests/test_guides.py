"""What a guide shows is so: its statements are run on each engine, and return the rows that stand below them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cypher import tokens
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from tests.engines.wiping import statement

GUIDES = Path(__file__).parent.parent / "docs" / "guides"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
PARAMETER = re.compile(r"^:param (\w+) => (.+)\n", re.M)
PRINTED = re.compile(r"zuzhitu statement (\S+)\n")
LINK = re.compile(r"\]\(([^)#:]+)\)")


def shown(guide: str) -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """Each statement of a guide with the parameters set before it and the rows below it; none is without rows."""
    given: dict[str, Any] = {}
    asked = ""
    for kind, body in BLOCK.findall(guide):
        if kind == "yaml":
            yield asked, dict(given), yaml.safe_load(body)
            asked = ""
            continue
        given |= {name: yaml.safe_load(value) for name, value in PARAMETER.findall(body)}
        printed = PRINTED.fullmatch(body)
        text = load_catalogue()[printed[1]].text if printed else PARAMETER.sub("", body) if kind == "cypher" else ""
        assert not (asked and text), f"no rows are shown of {asked}"
        asked = asked or text
    assert not asked, f"no rows are shown of {asked}"


def without_nulls(rows: list[dict[str, Any]]) -> list[str]:
    known = [{k: v for k, v in row.items() if v is not None} for row in rows]
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in known)


@pytest.mark.anyio
async def test_the_auditors_statements_return_what_is_shown(city: Graph) -> None:
    every = list(shown((GUIDES / "auditors.md").read_text(encoding="utf-8")))
    assert len(every) == 5
    for text, given, rows in every:
        used = tokens.parameters(list(tokens.tokenize(text)))
        found = await city.read(statement(text, *used), **{name: given[name] for name in used})
        assert without_nulls(found) == without_nulls(rows), text


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_leads_to_what_is_there(guide: Path) -> None:
    for path in LINK.findall(guide.read_text(encoding="utf-8")):
        assert (guide.parent / path).exists(), path
