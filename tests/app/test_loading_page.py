"""Loading a file on the page, in a real browser: with a key, first tried, then for true; undone; a finding accepted."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from app.keys import keep_keys, make_key
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again
from tests.app.browsing import Watch, drawn, read, show
from tests.conftest import ONE_ENGINE
from tests.engines.serving import serving
from tests.engines.settings import settings_of
from tests.loaders.test_load_run import put_city
from tests.registries import REGISTRIES, write_csv

# What only the page decides is tried over one engine.
pytestmark = [pytest.mark.anyio, ONE_ENGINE]
SECRET, LOADER = make_key("clerk", ["load"])
READER_SECRET, READER = make_key("guest", ["read"])


@pytest.fixture
async def url(graph: Graph, tmp_path: Path) -> AsyncIterator[str]:
    """The service over a small city, with a key that may load and one that may read; reading needs none."""
    await put_city(graph, tmp_path)
    await derive_again(graph, load_catalogue())
    keep_keys(tmp_path / "keys", [LOADER, READER])
    settings = settings_of(graph.address, tmp_path / "data").model_copy(update={"keys": tmp_path / "keys"})
    with serving(settings) as address:
        yield address


@pytest.fixture
async def clerk(browser: Browser, url: str) -> AsyncIterator[Page]:
    """A page at the view that loads, its key typed in; it has done nothing wrong by the end."""
    context = await browser.new_context(locale="zh-CN", accept_downloads=True)
    page = await context.new_page()
    watch = Watch(page, url)
    await show(page, url, "loads")
    await enter_key(page, SECRET)
    yield page
    await context.close()
    unexpected = [fault for fault in watch.faults if not fault.startswith("Failed to load resource")]  # by the service
    assert unexpected == []


async def enter_key(page: Page, text: str) -> None:
    await page.locator("form.key input").fill(text)
    await page.locator("form.key button").click()
    await expect(page.locator("form.ordering")).to_be_visible()


def file_of(folder: Path, name: str) -> Path:
    """A list of units with a new one and one whose date cannot be."""
    first, *_ = REGISTRIES["units"]
    rows = [
        {**first, "单位编号": "U901", "单位名称": "大连市新设局", "简称": ""},
        {**first, "单位编号": "U902", "单位名称": "大连市错日局", "简称": "", "成立日期": "1950-13"},
    ]
    return write_csv(folder / name, rows)


async def test_a_file_is_tried_then_loaded_and_taken_back(clerk: Page, url: str, tmp_path: Path) -> None:
    before = (await read(clerk, f"{url}/v1/runs"))["total"]
    await clerk.locator("input[name=file]").set_input_files(file_of(tmp_path, "新单位.csv"))
    await clerk.locator(".ordering input[name=as_of]").fill("2008-03-31")
    await clerk.get_by_role("button", name="试载").click()
    outcome = clerk.locator(".outcome")
    await expect(outcome.locator(".ended")).to_have_text("试载完毕，什么也没有写入")
    await expect(outcome.locator("details", has_text="新增的组织")).to_contain_text("大连市新设局")
    assert (await read(clerk, f"{url}/v1/runs"))["total"] == before
    await clerk.get_by_role("button", name="载入", exact=True).click()
    await expect(outcome.locator(".ended")).to_have_text("已载入")
    assert (await read(clerk, f"{url}/v1/runs"))["total"] == before + 1
    async with clerk.expect_download() as downloading:
        await outcome.get_by_role("link", name="退回的行").click()
    book = await (await downloading.value).path()
    await outcome.locator("h3 a").click()
    await drawn(clerk)
    await expect(clerk.locator("#rejects")).to_contain_text("1950-13")
    await clerk.get_by_role("button", name="撤回本批次").click()
    await expect(clerk.locator(".undoing")).to_contain_text("确定撤回批次")
    await clerk.get_by_role("button", name="撤回", exact=True).click()
    await expect(clerk.locator(".undoing [role=status]")).to_contain_text("已撤回")
    await show(clerk, url, "search?q=大连市新设局")
    await expect(clerk.locator("#list")).to_contain_text("没有符合条件的组织")
    await show(clerk, url, "loads")  # the key is that of the tab: it is still there
    await clerk.locator("select[name=source]").select_option("replay")
    corrected = tmp_path / "退回.xlsx"
    shutil.copy(book, corrected)
    await clerk.locator("input[name=file]").set_input_files(corrected)
    await clerk.get_by_role("button", name="试载").click()
    await expect(outcome.locator("table")).to_contain_text("not_corrected")


async def test_what_the_service_refuses_is_said(clerk: Page, url: str, tmp_path: Path) -> None:
    strange = tmp_path / "陌生.csv"
    strange.write_text("甲,乙\n1,2\n", encoding="utf-8")
    await clerk.locator("input[name=file]").set_input_files(strange)
    await clerk.get_by_role("button", name="试载").click()
    await expect(clerk.locator(".outcome [role=alert]")).to_contain_text("陌生.csv")
    await clerk.get_by_role("button", name="不再使用").click()
    await enter_key(clerk, READER_SECRET)
    await clerk.locator("input[name=file]").set_input_files(file_of(tmp_path, "单位.csv"))
    await clerk.get_by_role("button", name="试载").click()
    await expect(clerk.locator(".outcome [role=alert]")).to_contain_text("403")


async def test_a_finding_is_accepted_on_the_page(clerk: Page, url: str) -> None:
    await show(clerk, url, "findings")
    row = clerk.locator("table.findings tbody tr").first
    await expect(row).to_be_visible()
    await row.locator(".accepting summary").click()
    await row.locator("input[name=reason]").fill("已核实")
    await row.locator("input[name=document]").fill("大民发〔2008〕9号")
    await row.locator("input[name=until]").fill("2008-12-31")
    await row.get_by_role("button", name="认可").click()
    await expect(row.locator("[role=status]")).to_contain_text("accept:1")
    await show(clerk, url, "findings")
    await expect(clerk.locator("table.findings")).to_contain_text("认可至 2008-12-31")
