"""The page in a real browser: what it must not do, and how a test waits for all of it."""

from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Locator, Page, expect

expect.set_options(timeout=45_000)  # behind the time limit of a statement: its name is logged then


class Watch:
    """What a page must not do: complain on its console, fail, or ask anyone but the service."""

    def __init__(self, page: Page, origin: str) -> None:
        self.faults: list[str] = []
        page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", lambda request: self._ask(request.url, origin))

    def _ask(self, url: str, origin: str) -> None:
        if urlsplit(url).netloc != urlsplit(origin).netloc:
            self.faults.append(f"a request left the origin: {url}")


async def read(page: Page, path: str) -> Any:
    """What the service itself answers, to hold the page against."""
    return await (await page.request.get(path)).json()


async def drawn(page: Page) -> None:
    """Waits until every part of the page shows what it asked for."""
    await expect(page.locator("main .loaded").first).to_be_visible()
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)


async def show(page: Page, url: str, view: str) -> None:
    """Opens a view as a fresh link does, and waits for all of it."""
    await page.goto("about:blank")
    await page.goto(f"{url}/#/{view}")
    await drawn(page)


async def until(page: Page, holds: str) -> None:
    """Waits until an expression holds: what the page may not evaluate of itself, a test may."""
    for _ in range(200):
        if await page.evaluate(holds):
            return
        await page.wait_for_timeout(50)
    raise AssertionError(f"it never came to {holds}")


def cells(row: Locator, name: str) -> Locator:
    return row.locator(f"[data-label='{name}']")
