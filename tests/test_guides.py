"""What a guide shows is so: its statements return the rows that stand below them, its commands print what is shown."""

import functools
import json
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from app.cli.service import EXAMPLE, EXAMPLE_CITY
from app.main import create_app
from cypher import tokens
from cypher.catalogue import load_catalogue
from cypher.engine.embedded import open_embedded
from cypher.graph import Graph
from tests.engines.serving import serving
from tests.engines.settings import settings_of
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


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Reader]:
    """Who reads a guide beside the examples, with an engine that is started once, not by each command."""
    (tmp_path / "examples").symlink_to(EXAMPLE.parent)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZUZHITU_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ZUZHITU_CITY", EXAMPLE_CITY)
    with open_embedded(tmp_path / "data"):
        yield Reader(tmp_path, lambda: "".join(capfd.readouterr()))


def test_the_guides_of_data_engineers_and_operators_can_be_followed(reader: Reader) -> None:
    with open_embedded(reader.folder / "restored"):
        reader.follow(GUIDES / "data-engineers.md")
        operator = Reader(reader.folder, reader.read)
        operator.follow(GUIDES / "operators.md")
    assert len(operator.digests) == 3
    assert len(set(operator.digests)) == 1


def test_the_guide_of_auditors_can_be_followed(reader: Reader) -> None:
    reader.follow(GUIDES / "auditors.md")
    assert "大连市国有资产监督管理委员会" in (reader.folder / "档案.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("guide", sorted(GUIDES.glob("*.md")), ids=lambda path: path.stem)
def test_a_guide_leads_to_what_is_there(guide: Path) -> None:
    for path in LINK.findall(guide.read_text(encoding="utf-8")):
        assert (guide.parent / path).exists(), path


ASKED = re.compile(r"^```http\nGET (\S+)\n```\n(?:\n```json\n(.*?)^```$)?", re.M | re.S)


@pytest.mark.anyio
async def test_what_the_guide_of_frontends_asks_is_answered_as_it_shows(city: Graph) -> None:
    asked = ASKED.findall((GUIDES / "frontends.md").read_text(encoding="utf-8"))
    assert len(asked) == 8
    transport = httpx.ASGITransport(create_app(graph=city))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for path, body in asked:
            answer = await client.get(path)
            if body:
                assert_holds(answer.json(), json.loads(body), path)
            else:
                assert answer.status_code == 200
                assert len(answer.text.splitlines()) == 15


def assert_holds(found: Any, shown: Any, where: str) -> None:
    """Fails where an answer lacks something that is shown of it."""
    match shown:
        case dict():
            for name, value in shown.items():
                assert name in found, f"{where}: {name}"
                assert_holds(found[name], value, f"{where} {name}")
        case list():
            assert len(found) == len(shown), where
            for one, value in zip(found, shown, strict=True):
                assert_holds(one, value, where)
        case _:
            assert found == shown, where


PAGE = re.compile(r"^```html chart.html\n(.*?)^```$", re.M | re.S)


@pytest.mark.anyio
async def test_a_page_of_an_origin_that_is_named_draws_its_chart_and_another_none(
    city: Graph, browser: Any, tmp_path: Path
) -> None:
    found = PAGE.search((GUIDES / "frontends.md").read_text(encoding="utf-8"))
    assert found
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "chart.html").write_text(found[1], encoding="utf-8")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path / "pages"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        own = settings_of(city.address, tmp_path / "data")
        with serving(own.model_copy(update={"allowed_origins": f"http://127.0.0.1:{pages.server_port}"})) as url:
            named, other = (f"{host}:{pages.server_port}" for host in ("127.0.0.1", "localhost"))
            assert await _bars(browser, f"http://{named}/chart.html?service={url}") == 9
            assert await _bars(browser, f"http://{other}/chart.html?service={url}") == 0
        pages.shutdown()


async def _bars(browser: Any, url: str) -> int:
    """How many bars the page draws, once what it asks has been answered or refused."""
    page = await browser.new_page()
    try:
        errors: list[Any] = []
        page.on("pageerror", lambda error: errors.append(error))
        await page.goto(url)
        for _ in range(200):
            if errors or await page.locator("#chart > div").count():
                break
            await page.wait_for_timeout(50)
        return int(await page.locator("#chart > div").count())
    finally:
        await page.close()
