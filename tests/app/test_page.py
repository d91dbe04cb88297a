"""The page in a real browser over the real service with the example city: what an official sees, does and shares."""

import re
from urllib.parse import quote

from playwright.async_api import Page, expect

from tests.app.browsing import Watch, cells, read

DAY = "2008-03-31"
RATIOS = ("组织覆盖率", "单独组建率", "组建率", "大连口径组建率", "工作覆盖率")


async def test_every_ratio_shows_what_it_is_made_of(page: Page, city_url: str) -> None:
    told = (await read(page, f"{city_url}/v1/coverage?by=kind"))["whole"]["ratios"]
    await page.goto(f"{city_url}/#/ratios")
    rows = page.locator("#ratios tbody tr")
    await expect(rows).to_have_count(len(told))
    for row, ratio, title in zip(await rows.all(), told, RATIOS, strict=True):
        await expect(row.locator("th")).to_have_text(title)
        await expect(cells(row, "分子")).to_have_text(f"{ratio['numerator']:,}")
        await expect(cells(row, "分母")).to_have_text(f"{ratio['denominator']:,}")
        for n in filter(None, ratio["excluded"].values()):
            await expect(cells(row, "不计入")).to_contain_text(f"{n:,}")
        await expect(cells(row, "定义")).to_contain_text("÷")
    await expect(page.locator(".constructed")).to_contain_text("构造的示例")
    await expect(page.locator("#picture")).to_contain_text(DAY)


async def test_reported_figures_stand_beside_computed_ones(page: Page, city_url: str) -> None:
    claims = sorted((await read(page, f"{city_url}/v1/claims"))["items"], key=lambda c: c["place"]["row"])
    await page.goto(f"{city_url}/#/claims")
    rows = page.locator("#claims tbody tr")
    await expect(rows).to_have_count(len(claims))
    for row, claim in zip(await rows.all(), claims, strict=True):
        await expect(cells(row, "上报")).to_contain_text(f"{claim['reported']:,}")
        await expect(cells(row, "计算")).to_have_text(f"{claim['computed']:,}")
        await expect(cells(row, "核对")).to_have_text("相符" if claim["holds"] else "不符")


async def test_hard_gaps_are_filtered_paged_and_shared_by_their_address(page: Page, city_url: str) -> None:
    total = (await read(page, f"{city_url}/v1/uncovered?severity=hard&limit=1"))["total"]
    await page.goto(f"{city_url}/#/gaps")
    gaps = page.locator("#gaps")
    soft = gaps.locator(".facet a", has_text="个别党员")
    await soft.click()
    await expect(gaps.locator(".pages")).not_to_contain_text(f"共 {total:,} 个")
    await expect(soft).to_have_attribute("aria-current", "true")
    await expect(soft).to_be_focused()  # the list is drawn anew; the keyboard stays where it was
    await soft.click()
    await expect(gaps.locator(".pages")).to_contain_text(f"共 {total:,} 个")
    marks = gaps.locator("tbody .mark")
    assert set(await marks.all_inner_texts()) == {"应建未建"}
    seen = await gaps.locator("tbody th > a").all_inner_texts()
    await gaps.get_by_role("button", name="下一页").click()
    await expect(gaps.locator(".pages")).to_contain_text(f"第 {len(seen) + 1}–")
    assert not set(seen) & set(await gaps.locator("tbody th > a").all_inner_texts())
    shared = await page.context.new_page()
    await shared.goto(page.url)
    await expect(shared.locator("#gaps .pages")).to_contain_text(f"第 {len(seen) + 1}–")
    await gaps.get_by_role("link", name="清除筛选").click()
    await expect(gaps.locator(".pages")).to_contain_text("第 1–")


async def test_an_organisation_shows_its_chain_and_the_evidence_of_each_link(page: Page, city_url: str) -> None:
    rules = (await read(page, f"{city_url}/v1/rules"))["items"]
    example = next(r for r in rules if r["id"] == "association")["examples"][0]
    address = f"/v1/organizations/{quote(example['organization'])}/chain?as_of={example['as_of']}"
    told = await read(page, f"{city_url}{address}")
    await page.goto(f"{city_url}/#/organizations/{quote(example['organization'])}?as_of={example['as_of']}")
    chain = page.locator(".chain")
    await expect(page.locator("main h1")).to_have_text(told["organization"]["name"])
    await expect(chain.locator(".node b")).to_have_text(
        [told["organization"]["name"], *(link["to"]["name"] for link in told["path"])]
    )
    await expect(page.locator(".beside .node b")).to_have_text(told["lead"]["to"]["name"])
    for drawn, link in zip(await chain.locator(".arrow").all(), told["path"], strict=True):
        await drawn.locator("summary").click()
        evidence = drawn.locator(".disclosed")
        await expect(evidence.locator("q" if link["rule"] else ".grounds")).to_have_text(link["sentence"])
        await expect(evidence.locator(".facts tbody tr")).to_have_count(len(link["facts"]))
        for row, fact in zip(await evidence.locator(".facts tbody tr").all(), link["facts"], strict=True):
            where = cells(row, "出处")
            await expect(where).to_contain_text(fact["place"]["file"])
            await expect(where).to_contain_text(f"第 {fact['place']['row']} 行")
        for passed in link["considered"]:
            await expect(evidence.locator(".passed")).to_contain_text(passed["holder"]["name"])
            await expect(evidence.locator(".passed")).to_contain_text(passed["lost_because"])


async def test_a_break_is_drawn_with_its_reason(page: Page, city_url: str) -> None:
    found = (await read(page, f"{city_url}/v1/uncovered?severity=hard,soft,none,unknown&limit=500"))["items"]
    broken = next(item for item in found if item["break"])
    await page.goto(f"{city_url}/#/organizations/{quote(broken['organization']['id'])}")
    await expect(page.locator(".verdicts")).to_contain_text("链条中断")
    await expect(page.locator(".break")).to_contain_text(broken["break"]["message"])
    for candidate in broken["break"]["candidates"]:
        await expect(page.locator(".break")).to_contain_text(candidate["name"])


async def test_another_day_gives_another_answer(page: Page, city_url: str) -> None:
    rules = (await read(page, f"{city_url}/v1/rules"))["items"]
    example = next(r for r in rules if r["id"] == "territorial")["examples"][0]
    await page.goto(f"{city_url}/#/organizations/{quote(example['organization'])}")
    await expect(page.locator("#picture")).to_contain_text("V1")
    await page.locator("input[name=as_of]").fill("2003-06-30")
    await page.get_by_role("button", name="查看").click()
    await expect(page.locator("#picture")).to_contain_text("V0")
    await expect(page.locator(".beside .arrow")).to_contain_text("属地")
    assert "as_of=2003-06-30" in page.url


async def test_english_by_a_switch_that_is_remembered(page: Page, city_url: str) -> None:
    await expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    await page.get_by_role("button", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await page.goto(f"{city_url}/#/gaps?lang=en")
    await expect(page.locator("h1")).to_have_text("Gaps: organisations not covered")
    await page.goto(f"{city_url}/#/ratios")
    await page.reload()
    await expect(page.locator("h1")).to_have_text("Coverage ratios")


async def test_search_finds_by_name_and_by_identifier(page: Page, city_url: str) -> None:
    some = (await read(page, f"{city_url}/v1/organizations?kind=social_group&limit=1"))["items"][0]
    detail = await read(page, f"{city_url}/v1/organizations/{quote(some['id'])}")
    box = page.get_by_role("searchbox")
    await box.fill(some["name"])
    await box.press("Enter")
    await expect(page.locator("#list tbody th", has_text=some["name"]).first).to_be_visible()
    await box.fill(detail["identifiers"][0]["value"])
    await box.press("Enter")
    await page.locator(".identified a").click()
    await expect(page.locator("main h1")).to_have_text(some["name"])


async def test_the_form_is_the_official_one(page: Page, city_url: str) -> None:
    told = await read(page, f"{city_url}/v1/coverage/form")
    await page.goto(f"{city_url}/#/form")
    await expect(page.locator("table.form thead th")).to_have_count(2 + len(told["columns"]))
    for row, line in zip(await page.locator("table.form tbody tr").all(), told["rows"], strict=True):
        shown = [n.replace(",", "") for n in await row.locator("td").all_inner_texts()]
        values = [line["values"][column["id"]] for column in told["columns"]]
        assert shown == ["—" if n is None else str(n) for n in values], line["id"]
    await expect(page.locator("table.form caption")).to_contain_text(told["reported_by"][0]["name"])


async def test_an_error_is_text_with_a_way_to_try_again(watched: tuple[Page, Watch], city_url: str) -> None:
    page, _ = watched  # the browser itself notes a refused request on the console
    await page.goto(f"{city_url}/#/gaps?trade=no-such-trade")
    problem = page.locator("#gaps .problem")
    await expect(problem).to_contain_text("no-such-trade")
    await expect(problem.get_by_role("button", name="重试")).to_be_visible()
    await page.get_by_role("navigation", name="页面").get_by_role("link", name="缺口").click()
    await expect(page.locator("#gaps tbody tr").first).to_be_visible()


async def test_the_keyboard_reaches_the_evidence(page: Page, city_url: str) -> None:
    some = (await read(page, f"{city_url}/v1/uncovered?severity=hard&limit=1"))["items"][0]["organization"]["id"]
    await page.goto(f"{city_url}/#/organizations/{quote(some)}")
    await expect(page.locator(".arrow summary").first).to_be_visible()
    for _ in range(80):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.matches('.arrow summary')"):
            break
    await page.keyboard.press("Enter")
    await expect(page.locator(".arrow details[open] .disclosed").first).to_contain_text(re.compile("规则"))
