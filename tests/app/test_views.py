"""Every view of the page over the example city: it shows what the service answers, and a number opens its list."""

import re
from importlib.resources import files
from typing import Final
from urllib.parse import quote

import pytest
from playwright.async_api import Page, Route, expect

from tests.app.browsing import Watch, drawn, read, show, until
from tests.conftest import ONE_ENGINE

# What only the page decides is tried over one engine.
pytestmark = ONE_ENGINE

DAY = "2008-03-31"
DISTRICT = "210202"
ALL_SEVERITIES = "hard,soft,none,unknown"
AXE: Final = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
VIEWS = (
    "",
    "gaps?severity=hard,soft",
    "coverage?by=region",
    "ratios",
    "form",
    "claims",
    "quality",
    "findings",
    "search?q=示例",
    "party-organizations",
    "tree",
    "differences",
    "units/units:DW007",
    "runs/social_organizations:1",
    "loads",
)


async def test_facets_stand_beside_the_list_with_their_counts(page: Page, city_url: str) -> None:
    address = f"/v1/uncovered?severity={ALL_SEVERITIES}&trade=law&facets=kind,trade,lead&limit=1"
    told = (await read(page, f"{city_url}{address}"))["facets"]
    trades = {item["id"]: item["name"] for item in (await read(page, f"{city_url}/v1/trades"))["items"]}
    await show(page, city_url, f"gaps?severity={ALL_SEVERITIES}&trade=law")
    facet = page.get_by_role("group", name="行业", exact=True)
    shown = [" ".join((await a.text_content() or "").split()) for a in await facet.locator("a").all()]
    assert sorted(filter(None, shown)) == sorted(
        f"{trades.get(bucket['value'], '（未列明）')} {bucket['total']:,}" for bucket in told["trade"]
    )
    await facet.locator("a[aria-current]").click()  # dropping it
    await expect(page).not_to_have_url(re.compile("trade="))
    await facet.locator("a", has_text="（未列明）").click()
    await drawn(page)
    without = (await read(page, f"{city_url}/v1/uncovered?severity={ALL_SEVERITIES}&trade=null&limit=1"))["total"]
    await expect(page.locator(".pages")).to_contain_text(f"共 {without:,} 个")
    for form in await page.locator(".exports a").all():
        answer = await page.request.get(f"{city_url}{await form.get_attribute('href')}")
        assert answer.ok
        if "jsonl" in answer.url:
            assert len((await answer.text()).splitlines()) == without


async def test_the_overview_says_what_is_missing_first_and_each_number_opens_its_list(
    page: Page, city_url: str
) -> None:
    city = (await read(page, f"{city_url}/v1/coverage?by=kind"))["whole"]
    before = (await read(page, f"{city_url}/v1/coverage?by=kind&as_of=2007-03-31"))["whole"]
    await show(page, city_url, "")
    large = page.locator(".figures .large")
    await expect(large).to_have_count(4)
    await expect(large.first.locator(".what")).to_have_text("应建未建")
    await expect(large.first.locator(".value")).to_have_text(f"{city['counts']['uncovered_must']:,}")
    await expect(large.first).to_contain_text(f"一年前 {before['counts']['uncovered_must']:,}")
    await expect(page.locator("#oldest li")).to_have_count(8)
    oldest = await page.locator("#oldest .date").all_inner_texts()
    assert oldest == sorted(oldest)
    await expect(page.locator("#trend .columns li")).to_have_count(9)
    assert (
        await page.locator("#trend .columns .unreported").last.evaluate("e => getComputedStyle(e).backgroundImage")
        != "none"
    )
    cell = page.locator("#heat tbody tr", has_text="沙河口区").locator("td").first
    covered, units = (int(n) for n in (await cell.locator("small").inner_text()).split("/"))
    await cell.locator("a").click()
    await expect(page.locator(".pages")).to_contain_text(f"共 {units - covered} 个")
    await page.go_back()
    await drawn(page)
    await large.first.click()
    await expect(page.locator(".pages")).to_contain_text(f"共 {city['counts']['uncovered_must']:,} 个")
    await page.go_back()
    await drawn(page)
    await page.locator(".composition a", has_text="联合党支部").click()
    await expect(page.locator("#list .pages")).to_contain_text(f"共 {city['counts']['joint']:,} 个")


async def test_a_district_chosen_once_holds_for_every_view_down_to_the_street(page: Page, city_url: str) -> None:
    there = (await read(page, f"{city_url}/v1/coverage?by=kind&region={DISTRICT}"))["whole"]
    regions = {r["id"]: r for r in (await read(page, f"{city_url}/v1/regions"))["items"]}
    gaps = await read(page, f"{city_url}/v1/uncovered?severity=hard&region={DISTRICT}&facets=region&limit=1")
    street = next(f for f in gaps["facets"]["region"] if f["value"] and regions[f["value"]]["parent"] == DISTRICT)
    name = regions[street["value"]]["name"]
    await show(page, city_url, "")
    await page.locator("#heat tbody th a", has_text="中山区").click()
    await expect(page.locator(".figures .large").first.locator(".value")).to_have_text(
        f"{there['counts']['uncovered_must']}"
    )
    await expect(page.locator(".place ol")).to_contain_text("中山区")
    await page.get_by_role("navigation", name="页面").get_by_role("link", name="缺口").click()
    await expect(page.locator("#gaps .pages")).to_contain_text(f"共 {there['counts']['uncovered_must']} 个")
    await page.locator(".place summary").click()
    await page.locator(".below a", has_text=name).click()
    await expect(page.locator(".place ol li")).to_have_count(3)
    await expect(page.locator(".place ol [aria-current]")).to_have_text(name)
    await expect(page.locator("#gaps .pages")).to_contain_text(f"共 {street['total']} 个")
    await page.get_by_role("navigation", name="页面").get_by_role("link", name="统计表").click()
    form = await read(page, f"{city_url}/v1/coverage/form?region={street['value']}")
    await expect(page.locator("table.form .units td").first).to_have_text(f"{form['rows'][0]['values']['total']}")
    await page.locator(".place ol a").first.click()
    await expect(page).not_to_have_url(re.compile("region="))


async def test_a_ratio_that_rests_on_few_reports_is_grey_and_says_so(page: Page, city_url: str) -> None:
    then = (await read(page, f"{city_url}/v1/coverage?by=kind&as_of=2003-12-31"))["whole"]
    assert then["counts"]["unknown"] * 2 > then["units"]
    await show(page, city_url, "ratios?as_of=2003-12-31")
    row = page.locator("#ratios tbody tr", has_text="大连口径组建率")
    await expect(row.locator(".figure")).to_have_text("100.0%")
    await expect(row.locator(".weak")).to_have_count(1)
    await expect(row.locator("strong")).to_have_count(0)
    await expect(row.locator(".why")).to_contain_text(
        f"{then['units']:,} 个单位中 {then['counts']['unknown']:,} 个未上报"
    )
    await expect(page.locator(".other-day")).to_contain_text(DAY)
    await show(page, city_url, "ratios")
    await expect(page.locator("#ratios .weak")).to_have_count(0)
    await expect(page.locator(".other-day")).to_have_count(0)


async def test_data_quality_leads_from_a_check_to_its_findings_and_from_a_run_to_its_rejects(
    page: Page, city_url: str
) -> None:
    checks = (await read(page, f"{city_url}/v1/checks"))["items"]
    await show(page, city_url, "quality")
    most = max((c for c in checks if c["severity"] == "severe"), key=lambda c: c["findings"])
    row = page.locator("#checks tr", has_text=most["title"])
    await expect(row).to_contain_text(most["remedy"])
    await row.get_by_role("link", name=str(most["findings"])).click()
    await expect(page.locator("#findings .pages")).to_contain_text(f"共 {most['findings']} 个")
    await expect(page.locator("#findings .described")).to_contain_text(most["summary"])
    sources = (await read(page, f"{city_url}/v1/sources"))["items"]
    await page.go_back()
    await expect(page.locator("#sources tbody tr")).to_have_count(len(sources))
    await page.locator("#runs tr", has_text="social_organizations:1").locator("a.warn").click()
    refused = (await read(page, f"{city_url}/v1/runs/social_organizations:1/rejects"))["items"]
    await expect(page.locator("#rejects tbody tr")).to_have_count(len(refused))
    await expect(page.locator("#rejects")).to_contain_text(refused[0]["message"])


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_every_view_has_all_its_words_and_fits_its_width(page: Page, city_url: str, language: str) -> None:
    for view in await views_of(page, city_url):
        await show(page, city_url, f"{view}{'&' if '?' in view else '?'}lang={language}")
        await expect(page.locator("h1")).to_have_count(1)
        await expect(page.locator("html")).to_have_attribute("lang", {"zh": "zh-CN"}.get(language, language))
        for width in (1400, 800, 360):
            await page.set_viewport_size({"width": width, "height": 900})
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, (view, width)
        if language == "zh":
            assert not await barriers(page), view


async def barriers(page: Page) -> list[tuple[str, str]]:
    """What keeps people out, serious or critical, by axe-core."""
    await page.evaluate(AXE)
    found = await page.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations)")
    return [(v["id"], n["html"]) for v in found if v["impact"] in ("serious", "critical") for n in v["nodes"][:3]]


async def views_of(page: Page, url: str) -> list[str]:
    """The addresses of all views, those about one thing with one that the city has."""
    gap = (await read(page, f"{url}/v1/uncovered?severity=hard&limit=1"))["items"][0]
    return [
        *VIEWS,
        f"organizations/{quote(gap['organization']['id'])}",
        f"party-organizations/{quote(gap['superior']['id'])}",
    ]


async def test_the_tree_opens_from_a_unit_to_the_last_organisation(page: Page, city_url: str) -> None:
    unit = "units:DW007"
    told = (await read(page, f"{city_url}/v1/units/{unit}/subtree?depth=2&limit=500"))["tree"]
    association = next(child for child in told["children"] if child["relation"] == "association")
    last = association["children"][-1]["organization"]
    await show(page, city_url, "tree")
    branch = page.locator("#units .tree > li", has_text=told["holder"]["name"]).first
    await branch.locator("summary").first.click()
    await expect(branch.locator(".said").first).to_contain_text(f"/{told['totals']['units']}")
    below = branch.locator(".tree > li", has_text=association["holder"]["name"]).first
    await expect(below.locator("summary small")).to_contain_text(f"{association['totals']['units']} ")
    await below.locator("summary").first.click()
    await expect(below.locator(".leaf")).to_have_count(association["children_total"])
    await below.locator(".leaf a", has_text=last["name"]).last.click()
    await expect(page.locator("h1")).to_have_text(last["name"])
    await show(page, city_url, "tree")
    top = page.locator("#parties .tree > li").first
    await expect(top.locator("summary")).to_contain_text("中共大连市委员会")
    await top.locator("summary").click()
    beneath = await read(page, f"{city_url}/v1/party-organizations?superior=party_organizations:DZZ0001&limit=1")
    await expect(top.locator(".tree > li", has=page.locator("summary"))).to_have_count(beneath["total"])
    path = "/v1/party-organizations/party_organizations:DZZ0001/subtree?limit=500"
    told = (await read(page, f"{city_url}{path}"))["tree"]
    await expect(top.locator(".tree > li")).to_have_count(told["children_total"])
    await top.locator(".totals a").first.click()
    await expect(page.locator(".conditions")).to_contain_text(told["holder"]["name"])


async def test_a_unit_shows_what_it_answers_for_and_no_break_where_none_is(page: Page, city_url: str) -> None:
    unit = (await read(page, f"{city_url}/v1/units/units:DW007"))["leads"]
    await show(page, city_url, "organizations/units:DW007")  # a unit leads, and nobody leads it: its page is the unit's
    await expect(page).to_have_url(re.compile("#/units/units(:|%3A)DW007"))
    await drawn(page)
    await expect(page.locator("#answers .composition figcaption")).to_contain_text(f"{unit['units']:,}")
    await expect(page.locator("main")).not_to_contain_text(re.compile("无责任主体|链条中断"))
    await page.locator("#missing .more a").click()
    gaps = unit["counts"]["uncovered_must"] + unit["counts"]["uncovered_few"]
    await expect(page.locator("#gaps .pages")).to_contain_text(f"共 {gaps} 个")
    association = (await read(page, f"{city_url}/v1/units?kind=association&limit=1"))["items"][0]
    await show(page, city_url, f"units/{quote(association['id'])}")
    beneath = (await read(page, f"{city_url}/v1/units/{quote(association['id'])}"))["superior_of"]["units"]
    await expect(page.locator("#answers figcaption")).to_contain_text(f"{beneath:,}")


async def test_an_organisation_tells_why_not_another_and_what_was_when(page: Page, city_url: str) -> None:
    path = "organizations/org:DL0001207"
    told = await read(page, f"{city_url}/v1/{path}/chain/why-not")
    history = (await read(page, f"{city_url}/v1/{path}/history"))["items"]
    await show(page, city_url, path)
    await page.locator("#why-not summary").first.click()
    rules = page.locator(".why-not > li")
    await expect(rules).to_have_count(len(told["rules"]))
    failed = next(p for r in told["rules"] for p in r["patterns"] if p["failed"])
    await expect(page.locator(".why-not")).to_contain_text(failed["failed"]["message"])
    links = [item for item in history if item["what"] == "link" and item["type"] == "lead"]
    await expect(page.locator(".lane").nth(1).locator("li")).to_have_count(len(links))
    await expect(page.locator("#recorded tbody tr")).to_have_count(1)
    await page.locator(".slider input").focus()
    await page.keyboard.press("Home")
    await expect(page).to_have_url(re.compile("as_of="))
    first = min(day for item in history for day in (item["valid_from"], item["valid_to"]) if day)
    await expect(page.locator("#picture .day-shown")).to_have_text(first)
    await page.keyboard.press("ArrowRight")  # the slider keeps the keyboard, whatever day it shows
    second = min(day for item in history for day in (item["valid_from"], item["valid_to"]) if day and day > first)
    await expect(page.locator("#picture .day-shown")).to_have_text(second)


async def test_what_is_not_there_is_said_once_and_an_address_of_nothing_leads_on(
    watched: tuple[Page, Watch], city_url: str
) -> None:
    page, _ = watched  # the browser itself notes a refused request on the console
    await page.goto(f"{city_url}/#/nonsense")
    await expect(page.locator("main")).to_contain_text("#/nonsense")
    await page.goto(f"{city_url}/#/organizations/org%3ANOPE")
    await expect(page.locator(".problem:visible")).to_have_count(1)
    await expect(page.locator(".problem:visible button")).to_have_count(0)


async def test_going_back_leads_to_the_same_place_of_a_list(page: Page, city_url: str) -> None:
    await show(page, city_url, "gaps?severity=hard")
    await page.evaluate("window.scrollTo(0, 600)")
    await until(page, "history.state?.top === 600")
    await page.locator(".listed tbody a").nth(12).click()
    await expect(page.locator("#chain, #answers").first).to_be_visible()
    await page.go_back()
    await until(page, "window.scrollY === 600")


async def test_of_a_past_day_the_page_says_what_was_wrong_then(page: Page, city_url: str) -> None:
    day = "2005-06-30"
    found = (await read(page, f"{city_url}/v1/findings?as_of={day}&check=not_consulted"))["items"]
    subject = next(one["subject"]["id"] for one in found if one["subject"]["label"] == "Organization")
    wanted = (await read(page, f"{city_url}/v1/findings?as_of={day}&organization={subject}"))["items"]
    await show(page, city_url, f"organizations/{subject}?as_of={day}")
    marks = page.locator("#facts li:has(.mark.severe, .mark.warning, .mark.info)")
    await expect(marks).to_have_count(len(wanted))


# rows of the form that add up what organisations say, or count others than these
SUMMED = ("employees", "members", "members_untransferred", "instructors", "joint_branches")


async def test_each_number_of_the_form_opens_as_many_organisations(page: Page, city_url: str) -> None:
    await show(page, city_url, "form")
    rows = await page.locator("table.form tr:has(td a)").all()
    assert len(rows) > 14
    for row in rows:
        for link in await row.locator("td a").all():
            view, _, query = (await link.get_attribute("href") or "").removeprefix("#/").partition("?")
            route = {"gaps": "uncovered", "search": "organizations"}[view]
            listed = await read(page, f"{city_url}/v1/{route}?{query}&limit=1")
            if await row.get_attribute("class") in SUMMED:
                assert listed["total"] > 0, query
            else:
                assert f"{listed['total']:,}" == await link.inner_text(), query


async def test_of_a_past_day_only_what_had_been_reported_by_then_is_held_against_the_graph(
    page: Page, city_url: str
) -> None:
    claims = (await read(page, f"{city_url}/v1/claims"))["items"]
    await show(page, city_url, "claims?as_of=2007-12-31")
    await expect(page.locator("#claims .empty")).to_be_visible()
    await expect(page.locator("#claims .note").last).to_contain_text(f"{len(claims)} 项")


async def test_recorded_and_derived_superiors_stand_side_by_side(page: Page, city_url: str) -> None:
    told = await read(page, f"{city_url}/v1/differences?kind=differ")
    await show(page, city_url, "differences")
    rows = page.locator("#differences tbody tr")
    await expect(rows).to_have_count(told["total"])
    await expect(rows.first).to_contain_text(told["items"][0]["reason"])
    await page.locator("#differences .tabs a", has_text="只有推导").click()
    await expect(page.locator("#differences .pages")).to_contain_text(f"共 {told['counts']['only_derived']} 个")


async def test_the_slash_leads_to_the_search_and_the_back_button_to_the_view_before(page: Page, city_url: str) -> None:
    await show(page, city_url, "quality")
    await page.keyboard.press("/")
    await expect(page.get_by_role("searchbox")).to_be_focused()
    await page.keyboard.type("律师/示例")
    await expect(page.get_by_role("searchbox")).to_have_value("律师/示例")
    await page.get_by_role("navigation", name="页面").get_by_role("link", name="分组情况").click()
    await expect(page.locator("h1")).to_be_focused()
    await expect(page.locator("[aria-current=page]")).to_have_text("分组情况")
    await page.go_back()
    await expect(page.locator("#checks tbody tr").first).to_be_visible()


async def test_on_paper_the_evidence_stands_open_and_a_list_is_a_table(page: Page, city_url: str) -> None:
    await show(page, city_url, "organizations/org:DL0001207")
    await page.emulate_media(media="print")
    await page.set_viewport_size({"width": 720, "height": 1000})
    await page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    links = await page.locator(".arrow").count()
    assert await page.locator(".arrow .disclosed .facts").count() == links > 0
    await expect(page.locator(".views, .search, .slider").first).to_be_hidden()
    await expect(page.locator("#why-not details[open]")).to_have_count(0)  # it would first have to ask
    assert await page.evaluate("document.documentElement.scrollWidth") <= 720
    await page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    await expect(page.locator(".arrow details[open]")).to_have_count(0)
    await show(page, city_url, "gaps")
    assert await page.locator("#gaps tbody tr").first.evaluate("e => getComputedStyle(e).display") == "table-row"
    assert await page.evaluate("document.documentElement.scrollWidth") <= 720


async def test_a_service_that_is_away_or_stale_is_said_and_asked_again(
    watched: tuple[Page, Watch], city_url: str
) -> None:
    page, _ = watched  # the browser itself notes a request that failed on the console

    async def stale(route: Route) -> None:
        answer = await (await route.fetch()).json()
        await route.fulfill(json={**answer, "stale_since": "2008-04-01T08:00:00Z"})

    await page.route("**/v1/uncovered?*", lambda route: route.abort())
    await page.route("**/v1/coverage?by=kind", stale)
    await page.goto(f"{city_url}/#/gaps")
    problem = page.locator("#gaps .problem")
    await expect(problem).to_contain_text("服务没有应答")
    await expect(page.locator(".stale")).to_contain_text("不可达")
    await page.unroute("**/v1/uncovered?*")
    await problem.get_by_role("button", name="重试").click()
    await expect(page.locator("#gaps tbody tr").first).to_be_visible()
