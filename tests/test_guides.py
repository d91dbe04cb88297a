"""What a guide shows is so: its statements return the rows that stand below them, its commands print what is shown."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.cli.service import EXAMPLE, EXAMPLE_CITY
from cypher import tokens
from cypher.catalogue import load_catalogue
from cypher.engine.embedded import open_embedded
from cypher.graph import Graph
from tests.engines.wiping import statement
from tests.guided import Reader

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


def test_the_guides_of_data_engineers_and_operators_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "examples").symlink_to(EXAMPLE.parent)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZUZHITU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ZUZHITU_CITY", EXAMPLE_CITY)

    def printed() -> str:
        return "".join(capfd.readouterr())

    with open_embedded(tmp_path / "data"), open_embedded(tmp_path / "restored"):  # started once, not by each command
        Reader(tmp_path, printed).follow(GUIDES / "data-engineers.md")
        operator = Reader(tmp_path, printed)
        operator.follow(GUIDES / "operators.md")
    assert len(operator.digests) == 3
    assert len(set(operator.digests)) == 1


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_leads_to_what_is_there(guide: Path) -> None:
    for path in LINK.findall(guide.read_text(encoding="utf-8")):
        assert (guide.parent / path).exists(), path
