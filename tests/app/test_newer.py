"""The notice of a newer picture, in a real browser over a service into which something is loaded meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.async_api import Browser, Page, Request, expect

from app.http.events import LONGEST
from app.keys import keep_keys, make_key
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.load import load
from tests.app.browsing import Watch, drawn, read, show, until
from tests.app.test_views import barriers
from tests.conftest import ONE_ENGINE
from tests.engines.serving import serving
from tests.engines.settings import settings_of
from tests.loaders.test_load_run import put_city
from tests.registries import REGISTRIES, write_csv

# What only the page decides is tried over one engine.
pytestmark = [pytest.mark.anyio, ONE_ENGINE]
DAY, LATER = "2008-03-31", "2008-06-30"
NEW = "大连市新设局"
UNITS = "search?kind=supervising_unit"
SECRET, READER = make_key("guest", ["read"])


@pytest.fixture
async def standing(graph: Graph, tmp_path: Path) -> Graph:
    """A small city, all of it derived."""
    await put_city(graph, tmp_path)
    await derive_again(graph, load_catalogue())
    return graph


@pytest.fixture
def url(standing: Graph, tmp_path: Path) -> Iterator[str]:
    """The service over it, which anybody may read."""
    with serving(settings_of(standing.address, tmp_path / "data")) as address:
        yield address


@pytest.fixture
def locked(standing: Graph, tmp_path: Path) -> Iterator[str]:
    """The service over it, which wants a key of whoever reads."""
    keep_keys(tmp_path / "keys", [READER])
    settings = settings_of(standing.address, tmp_path / "data")
    with serving(settings.model_copy(update={"keys": tmp_path / "keys", "host": "0.0.0.0"})) as address:
        yield address


@pytest.fixture
async def reader(browser: Browser) -> AsyncIterator[Page]:
    """A page of a reader with a low window, so that what is shown reaches below it; named after the service it asks.

    A service that ends would wait for the stream that the page still reads.
    """
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1000, "height": 420})
    yield await context.new_page()
    await context.close()


@pytest.fixture
def asked(reader: Page) -> list[Request]:
    """Each request for the stream, with the page's own ones ended as it leaves."""
    found: list[Request] = []
    reader.on("request", lambda request: found.append(request) if request.url.endswith("/v1/events") else None)
    return found


async def bring(graph: Graph, folder: Path, number: int, as_of: str = LATER) -> int:
    """Loads a unit that was not there, and says which revision that makes."""
    first, *_ = REGISTRIES["units"]
    row = {**first, "单位编号": f"U90{number}", "单位名称": f"{NEW}{number}", "简称": ""}
    file = write_csv(folder / f"units{number}.csv", [row])
    revision = (await load(graph, load_catalogue(), "units", [file], as_of=as_of)).revision
    assert revision is not None
    return revision


async def until_asked(page: Page, asked: list[Request], times: int) -> None:
    for _ in range(400):
        if len(asked) >= times:
            return
        await page.wait_for_timeout(50)
    raise AssertionError(f"the stream was asked for {len(asked)} times")


async def test_the_page_says_that_something_newer_stands_and_shows_it_when_it_is_told_to(
    url: str, reader: Page, standing: Graph, tmp_path: Path
) -> None:
    watch = Watch(reader, url)
    await show(reader, url, UNITS)
    notice, names = reader.locator("#newer"), reader.locator("#list tbody th")
    listed = await names.all_inner_texts()
    await expect(notice).to_be_empty()
    revision = await bring(standing, tmp_path, 1)
    await expect(notice.locator("span")).to_have_text(f"已有较新的数据：修订 {revision}，截止日期 {LATER}")
    assert await barriers(reader) == []
    assert await names.all_inner_texts() == listed  # it is never read anew by itself
    await expect(reader.locator("#picture")).to_contain_text(DAY)
    await reader.get_by_role("button", name="English").click()  # which asks for everything in that language
    await drawn(reader)
    await expect(reader.locator("#picture")).to_contain_text(LATER)
    await expect(notice).to_be_empty()
    revision = await bring(standing, tmp_path, 2)
    await expect(notice.locator("span")).to_have_text(f"A newer picture stands: revision {revision}, as of {LATER}")
    assert await barriers(reader) == []
    await notice.get_by_role("button", name="Show it").click()
    await expect(names.filter(has_text=f"{NEW}2")).to_have_count(1)
    await expect(notice).to_be_empty()
    await expect(reader).to_have_url(f"{url}/#/search?kind=supervising_unit&lang=en")
    assert watch.faults == []


async def test_filters_place_and_keyboard_are_left_as_they_were(
    url: str, reader: Page, standing: Graph, tmp_path: Path
) -> None:
    watch = Watch(reader, url)
    await show(reader, url, "gaps?severity=hard,soft,none,unknown&limit=50")
    address, facet = reader.url, reader.locator("[data-focus='facet severity soft']")
    await facet.focus()
    await reader.evaluate("window.scrollTo(0, 150)")
    revision = await bring(standing, tmp_path, 1)
    button = reader.locator("#newer button")
    await expect(button).to_be_in_viewport(ratio=1)
    while not await button.evaluate("e => e === document.activeElement"):
        await reader.keyboard.press("Tab")
        assert await reader.evaluate("document.activeElement !== document.body")
    # from where it is now the keyboard goes back to the end of the page; here it goes back to the filter
    await facet.focus()
    await reader.evaluate("window.scrollTo(0, 150)")
    await button.focus()
    await reader.keyboard.press("Enter")
    await expect(reader.locator("#picture")).to_contain_text(f"修订 {revision}")
    await drawn(reader)
    assert reader.url == address
    await expect(facet).to_be_focused()
    assert await reader.evaluate("window.scrollY") == 150
    await expect(reader.locator("#newer")).to_be_empty()
    assert watch.faults == []


async def test_evidence_that_was_open_is_open_again(url: str, reader: Page, standing: Graph, tmp_path: Path) -> None:
    firm = (await read(reader, f"{url}/v1/organizations?kind=firm&limit=1"))["items"][0]
    await show(reader, url, f"organizations/{quote(firm['id'])}")
    closed = await reader.locator("main details[open]").count()
    await reader.locator("#chain .arrow summary").first.click()
    await expect(reader.locator("main details[open]")).to_have_count(closed + 1)
    before = await reader.locator("#chain .arrow .disclosed").first.inner_text()
    revision = await bring(standing, tmp_path, 1)
    await reader.locator("#newer button").click()
    await expect(reader.locator("#picture")).to_contain_text(f"修订 {revision}")
    await drawn(reader)
    await expect(reader.locator("main details[open]")).to_have_count(closed + 1)
    assert await reader.locator("#chain .arrow .disclosed").first.inner_text() == before
    await expect(reader.locator("h1")).to_be_focused()  # nothing had the keyboard before


async def test_who_looks_at_a_past_day_is_not_told(
    url: str, reader: Page, standing: Graph, tmp_path: Path, asked: list[Request]
) -> None:
    await show(reader, url, f"ratios?as_of={DAY}")
    await until_asked(reader, asked, 1)
    revision = await bring(standing, tmp_path, 1, DAY)
    await expect(reader.locator("#newer")).to_contain_text(f"修订 {revision}")  # of that very day there is more now
    revision = await bring(standing, tmp_path, 2)
    await expect(reader.locator("#newer")).to_be_empty()
    await show(reader, url, f"ratios?as_of={LATER}&known_at=units:1")
    await until_asked(reader, asked, 2)
    revision = await bring(standing, tmp_path, 3)
    told = {"Accept": "application/json"}
    while (await (await reader.request.get(f"{url}/v1/events", headers=told)).json())["revision"] != revision:
        await reader.wait_for_timeout(100)
    await reader.wait_for_timeout(1_500)  # more than lies between two looks
    await expect(reader.locator("#newer")).to_be_empty()


async def test_a_page_that_is_not_seen_does_not_listen(
    url: str, reader: Page, standing: Graph, tmp_path: Path, asked: list[Request]
) -> None:
    watch = Watch(reader, url)
    ended: list[str] = []
    reader.on("requestfailed", lambda request: ended.append(request.url))
    await show(reader, url, "ratios")
    await until_asked(reader, asked, 1)
    await look(reader, away=True)
    await until(reader, "document.hidden")
    for _ in range(100):
        if ended:
            break
        await reader.wait_for_timeout(50)
    assert ended == [f"{url}/v1/events"]
    revision = await bring(standing, tmp_path, 1)
    await reader.wait_for_timeout(3_000)  # longer than it waits before it opens a stream again
    assert len(asked) == 1
    await expect(reader.locator("#newer")).to_be_empty()
    await look(reader, away=False)
    await expect(reader.locator("#newer")).to_contain_text(f"修订 {revision}")
    assert len(asked) == 2
    assert watch.faults == []


async def look(page: Page, *, away: bool) -> None:
    """The reader turns to another tab and comes back: a browser without windows tells no page of it."""
    await page.evaluate(
        "away => { Object.defineProperty(document, 'hidden', { value: away, configurable: true });"
        " document.dispatchEvent(new Event('visibilitychange')); }",
        away,
    )


async def test_where_reading_needs_a_key_the_stream_is_asked_for_with_it(
    locked: str, reader: Page, standing: Graph, tmp_path: Path, asked: list[Request]
) -> None:
    watch = Watch(reader, locked)
    await show(reader, locked, "ratios")
    await expect(reader.locator("#ratios .problem")).to_contain_text("401")
    refused = len(watch.faults)
    await reader.wait_for_timeout(1_500)
    assert (asked, len(watch.faults)) == ([], refused)  # who may not read what is shown hears of nothing newer
    await reader.locator("#ratios form.key input").fill(SECRET)
    await reader.locator("#ratios form.key button").click()
    await expect(reader.locator("#ratios table")).to_be_visible()
    await reader.reload()  # the head has no key of its own to be typed in: it is read with that of the tab
    await until_asked(reader, asked, 1)
    assert (await asked[0].all_headers())["authorization"] == f"Bearer {SECRET}"
    faults = len(watch.faults)
    revision = await bring(standing, tmp_path, 1)
    await expect(reader.locator("#newer")).to_contain_text(f"修订 {revision}")
    assert len(watch.faults) == faults


async def test_a_stream_that_cannot_be_had_is_asked_for_less_and_less_and_one_that_ended_again(
    url: str, reader: Page, standing: Graph, tmp_path: Path, asked: list[Request]
) -> None:
    loop = asyncio.get_running_loop()
    times: list[float] = []
    reader.on("request", lambda r: times.append(loop.time()) if r.url.endswith("/v1/events") else None)
    errors: list[str] = []
    reader.on("pageerror", lambda error: errors.append(str(error)))
    await reader.route("**/v1/events", lambda route: route.abort())
    await show(reader, url, "ratios")
    await until_asked(reader, asked, 3)
    first, second, third = times[:3]
    assert third - second > 1.3 * (second - first)  # twice as long, each by chance up to a quarter longer
    await reader.unroute("**/v1/events")
    revision = await bring(standing, tmp_path, 1)
    await expect(reader.locator("#newer")).to_contain_text(f"修订 {revision}", timeout=1_000 * LONGEST)
    assert errors == []
