"""`python -m benchmarks.visit URL`: what a reader waits for, and what comes over the wire, with the page in a browser.

Each visit is one with nothing kept, in a context of its own: the first view opened; then the list of gaps, a facet of
it, the chain of an organisation that it names; and a district chosen in the first view. Facet, organisation and
district are others than in the visit before, so that nobody has asked for them yet. A time is counted in the page, from
the click (the first: from the request for the page) to the frame in which what was asked for stands there; bytes are
those of the wire, compressed and with their headers. The first visit is told apart: for it nothing has been answered at
all. What the page reads without end, the events of revisions, is in no figure.
"""

import argparse
import asyncio
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, async_playwright

from benchmarks.tables import table

CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")
WAITS: Final = 120_000  # milliseconds after which a visit is given up
SETTLED: Final = "document.querySelector('main .loaded') && !document.querySelector('[aria-busy=true]')"
FIGURES: Final = "document.querySelectorAll('.figures .large').length === 4"
FACET: Final = "#gaps [data-focus^='facet trade ']:not([aria-current])"
# What is clicked, and what then stands there, one after the other.
STEPS: Final = (
    ("gaps opened", ".views a[href^='#/gaps']", "document.querySelector('#gaps .listed tbody')"),
    ("facet chosen", FACET, "document.querySelector(\"#gaps [data-focus^='facet trade '][aria-current]\")"),
    ("chain opened", "#gaps .listed tbody th a", "document.querySelector('.chain .node')"),
    ("first view again", ".views a", FIGURES),
    ("district chosen", ".place .below a", "document.querySelector(\".figures .large[href*='region=']\")"),
)
OTHERS: Final = ("facet chosen", "chain opened", "district chosen")  # than those of the visit before
KINDS: Final[Mapping[str, str]] = {"Document": "page", "Stylesheet": "styles", "Script": "scripts", "Fetch": "answers"}


@dataclass
class Wire:
    """What has come over the wire by its kind: requests, bytes, and the addresses of answers."""

    requests: Counter[str] = field(default_factory=Counter)
    bytes: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, str] = field(default_factory=dict)

    def began(self, event: Mapping[str, Any]) -> None:
        kind = "events" if urlsplit(event["response"]["url"]).path == "/v1/events" else event["type"]
        self.kinds[event["requestId"]] = KINDS.get(kind, "others")

    def ended(self, event: Mapping[str, Any]) -> None:
        if kind := self.kinds.get(event["requestId"]):
            self.requests[kind] += 1
            self.bytes[kind] += int(event["encodedDataLength"])


@dataclass(frozen=True)
class Visit:
    """Milliseconds by what was waited for; bytes and requests of the first view by kind."""

    waited: Mapping[str, float]
    requests: Mapping[str, int]
    bytes: Mapping[str, int]


async def when(page: Page, holds: str, *, click: str | None = None, nth: int = 0) -> float:
    """Milliseconds until the frame in which an expression holds, after a click on the nth that a selector finds.

    Where there are fewer it begins with the first again. Without a click they are counted from the request.
    """
    clicked = f"const all = document.querySelectorAll({click!r}); all[{nth} % all.length].click();" if click else ""
    began = "performance.now()" if click else "0"
    return float(
        await asyncio.wait_for(
            page.evaluate(
                f"() => new Promise((seen) => {{ const began = {began}; {clicked}"
                f"const look = () => (({holds}) ? seen(performance.now() - began) : requestAnimationFrame(look));"
                "requestAnimationFrame(look); })"
            ),
            WAITS / 1000,
        )
    )


async def visit(browser: Browser, url: str, number: int) -> Visit:
    """One visit, from the address to the last step."""
    context = await browser.new_context(locale="zh-CN", viewport={"width": 1400, "height": 900})
    page = await context.new_page()
    page.set_default_timeout(WAITS)
    wire, session = Wire(), await context.new_cdp_session(page)
    session.on("Network.responseReceived", wire.began)
    session.on("Network.loadingFinished", wire.ended)
    await session.send("Network.enable")
    await page.goto(url, wait_until="commit")
    waited = {"four figures": await when(page, FIGURES), "the whole first view": await when(page, SETTLED)}
    await page.wait_for_timeout(200)  # the browser tells of the last bytes behind the page
    requests, sizes = dict(wire.requests), dict(wire.bytes)
    for name, click, holds in STEPS:
        waited[name] = await when(page, holds, click=click, nth=number if name in OTHERS else 0)
        await when(page, SETTLED)
    await context.close()
    return Visit(waited, requests, sizes)


async def visits(url: str, times: int) -> Sequence[Visit]:
    """One visit after the other. AssertionError without a browser."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert chromium, f"no browser is here ({', '.join(CHROMIUM)})"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        seen = [await visit(browser, url, number) for number in range(times)]
        await browser.close()
    return seen


def visit_tables(seen: Sequence[Visit]) -> str:
    """What was waited for, the first visit beside the median of the others; what the first view weighs."""
    first, *others = seen
    waited: defaultdict[str, list[float]] = defaultdict(list)
    for one in others:
        for name, ms in one.waited.items():
            waited[name].append(ms)
    times = [
        [name, f"{ms:,.0f}", *([f"{median(waited[name]):,.0f}", f"{max(waited[name]):,.0f}"] if others else ["", ""])]
        for name, ms in first.waited.items()
    ]
    sizes = [[kind, f"{first.requests[kind]}", f"{size / 1000:,.1f}"] for kind, size in sorted(first.bytes.items())]
    sizes.append(["all", f"{sum(first.requests.values())}", f"{sum(first.bytes.values()) / 1000:,.1f}"])
    return "\n\n".join(
        (
            table(["waited for", "first ms", f"median of {len(others)} ms", "longest ms"], times),
            table(["of the first view", "requests", "kB over the wire"], sizes),
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Visits a running service."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.visit", description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--visits", type=int, default=9, help="the first one included")
    given = parser.parse_args(arguments)
    print(visit_tables(asyncio.run(visits(given.url, given.visits))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
