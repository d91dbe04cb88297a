"""Lists: each object once however the pages are cut; the counts of one route are the lists of another; ETags."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any, get_args

import httpx
import pytest

from app.answers.census import ABSORBED, column_of, ratio
from app.answers.claims import holds
from app.http.filters import query_model
from app.lists.lists import GAPS
from app.routes.uncovered import GapPage
from cypher.catalogue import Catalogue, load_catalogue
from cypher.domain.dates import PATTERN, day_before, late_readings, whole_day
from cypher.domain.names import matching_key
from cypher.domain.vocabulary import FORM_COLUMNS, FORM_ROWS
from cypher.errors import CatalogueDefect
from cypher.graph import Graph
from cypher.predicates import WORDS, FilteredList
from tests.derived import derive_and_read
from tests.engines.wiping import statement
from tests.oracle import Oracle
from tests.small_city import asking, small_city
from tests.stories import FOLDER, load_story, write_story


async def read_all(client: httpx.AsyncClient, path: str, limit: int) -> tuple[list[Any], set[int]]:
    """Every item of a list, page by page, and the totals that the pages gave."""
    items: list[Any] = []
    totals: set[int] = set()
    cursor: str | None = None
    for _ in range(100):
        params = {"limit": str(limit), **({"cursor": cursor} if cursor else {})}
        page = (await client.get(httpx.URL(path).copy_merge_params(params))).json()
        assert len(page["items"]) <= limit
        items += page["items"]
        totals.add(page["total"])
        cursor = page["next"]
        if cursor is None:
            return items, totals
    raise AssertionError("the pages do not end")


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
async def test_pages_show_each_object_once(graph: Graph, limit: int) -> None:
    city = small_city()
    for number in range(2, 6):
        city.node("Reject", f"units:1:{number}", run="units:1", file="units.csv", row=number, code="blank",
                  message_zh="a", message_en="a", remedy_zh="b", remedy_en="b")  # fmt: skip
        city.node("Run", f"units:{number}", source="units", number=number, state="open")
        city.node("Finding", f"n:{number}", check="orphan", subject="p:own", severity="info", label="PartyOrganization",
                  opened_run="units:1")  # fmt: skip
    await city.write(graph)
    paths = [
        "/v1/organizations",
        "/v1/party-organizations",
        "/v1/units",
        "/v1/uncovered",
        "/v1/uncovered?sort=gap_since",
        "/v1/uncovered?sort=members_full",
        "/v1/findings",
        "/v1/runs",
        "/v1/runs/units:1/rejects",
    ]
    async with asking(graph) as client:
        for path in paths:
            whole, _ = await read_all(client, path, 500)
            items, totals = await read_all(client, path, limit)
            assert items == whole, path
            assert totals == {len(whole)}, path
            assert len(whole) >= 4, path


# A value for every kind of value that a filter takes; words are taken from their list.
VALUES = {
    "text": "甲",
    "name": "甲",
    "holder": "u:finance",
    "party": "p:cpa",
    "region": "210202",
    "trade": "law",
    "rule": "direct",
    "flag": "true",
}
# what each list shows of how many there are
COUNTED: dict[FilteredList, tuple[str, Callable[[Any], int]]] = {
    "organizations": ("/v1/organizations", lambda answer: answer["total"]),
    "units": ("/v1/units", lambda answer: answer["total"]),
    "uncovered": ("/v1/uncovered", lambda answer: answer["total"]),
    "coverage": ("/v1/coverage", lambda answer: answer["whole"]["units"]),
    "form": ("/v1/coverage/form", lambda answer: answer["rows"][0]["values"]["total"]),
}


async def test_every_filter_narrows_each_of_its_lists(client: httpx.AsyncClient) -> None:
    assert COUNTED.keys() == set(get_args(FilteredList))
    for list_, (path, counted) in COUNTED.items():
        every = counted((await client.get(path)).json())
        for one in load_catalogue().filters_of(list_):
            takes = one.header.takes
            value = VALUES[takes] if takes in VALUES else WORDS[takes][-1]
            answer = await client.get(path, params={one.name: value})
            assert answer.status_code == 200, (path, one.name, answer.text)
            assert counted(answer.json()) < every, (path, one.name)


def test_a_filter_with_the_name_of_another_parameter_is_refused() -> None:
    [lead] = [one for one in load_catalogue().filters_of("uncovered") if one.name == "lead"]
    severity = Catalogue({}, load_catalogue().rulebook, [replace(lead, name="severity")])
    with pytest.raises(CatalogueDefect, match=r"filters/severity\.cypher:1: uncovered has a parameter"):
        query_model(severity, "uncovered", GapPage, GAPS.asked)


# rows of the form that add up what organisations say, or count others than these
SUMMED = ("employees", "members", "members_untransferred", "instructors", "joint_branches")


async def test_every_number_of_the_form_opens_the_organizations_behind_it(client: httpx.AsyncClient) -> None:
    form = (await client.get("/v1/coverage/form")).json()
    assert {row["id"] for row in form["rows"]} == {*FORM_ROWS, *ABSORBED}
    assert [column["id"] for column in form["columns"]] == [*FORM_COLUMNS]
    for row in form["rows"]:
        for column, number in row["values"].items():
            if number is None:
                continue
            cell = {"form_row": row["id"], "form_column": column}
            total = (await client.get("/v1/organizations", params=cell)).json()["total"]
            if row["id"] in SUMMED:
                assert (total > 0) == (number > 0), cell
            else:
                assert total == number, cell


async def test_counts_are_the_lists_that_show_them(client: httpx.AsyncClient) -> None:
    async def get(path: str) -> Any:
        return (await client.get(path)).json()

    form = await get("/v1/coverage/form")
    rows = {row["id"]: row["values"] for row in form["rows"]}
    assert form["balance"]["holds"] is True
    assert rows["uncovered_must"]["total"] == (await get("/v1/uncovered?severity=hard"))["total"] == 1
    assert rows["units"]["total"] + form["not_reported"][0]["units"] == 7
    assert [o["id"] for o in form["excluded"]] == ["o:idle"]
    for by in ("trade", "kind", "level", "lead", "association"):
        groups = await get(f"/v1/coverage?by={by}")
        for cls in groups["whole"]["counts"]:
            listed = (await get(f"/v1/organizations?coverage={cls}"))["total"]
            assert sum(g["counts"][cls] for g in groups["items"]) == groups["whole"]["counts"][cls] == listed
    regions = await get("/v1/coverage?by=region")
    roots = [g for g in regions["items"] if g["value"] in ("210000", None)]
    assert sum(g["units"] for g in roots) == regions["whole"]["units"] == 7
    for claim in (await get("/v1/claims"))["items"]:
        shown = await get(claim["against"])
        counted = shown["total"] if "total" in shown else shown["whole"]["members"]
        if not claim["measure"].endswith("_not_grown"):
            assert counted == claim["computed"], claim


@pytest.mark.parametrize("measure", ["party_organizations", "members"])
async def test_growth_year_by_year_is_counted_on_the_same_day_of_each_year(
    client: httpx.AsyncClient, measure: str
) -> None:
    items = (await client.get("/v1/claims")).json()["items"]
    (claim,) = [one for one in items if one["measure"] == f"{measure}_not_grown"]
    counts = []
    for year in range(2003, 2009):
        shown = (await client.get(claim["against"].replace("as_of=2008", f"as_of={year}"))).json()
        counts.append(shown["total"] if "total" in shown else shown["whole"]["members"])
    known = counts[next(n for n, count in enumerate(counts) if count) :]
    assert claim["computed"] == sum(now <= before for before, now in pairwise(known))
    assert claim["holds"] is (claim["computed"] == 0)
    before = (await client.get("/v1/claims?as_of=2008-03-30")).json()["items"]
    assert {one["id"] for one in items} - {one["id"] for one in before} == {
        o["id"] for o in items if o["as_of"] > "2008-03-30"
    }


async def test_a_claim_fails_by_one_when_a_branch_is_taken_away(graph: Graph) -> None:
    city = small_city()
    city.ties = [tie for tie in city.ties if tie[0] != "COVERS" or tie[1][1] != "p:joint"]
    await city.write(graph)
    async with asking(graph) as client:
        claims = (await client.get("/v1/claims")).json()["items"]
    found = [(c["computed"], c["difference"], c["holds"]) for c in claims if c["measure"] == "party_organizations"]
    assert found == [(3, -1, False), (2, -2, False)]


async def test_an_etag_lasts_as_long_as_the_revision(graph: Graph) -> None:
    await small_city().write(graph)
    async with asking(graph) as client:
        first = await client.get("/v1/uncovered?severity=hard")
        tag = first.headers["etag"]
        same = await client.get("/v1/uncovered?severity=hard", headers={"If-None-Match": f'"x", {tag}'})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
        assert (await client.get("/v1/uncovered", headers={"If-None-Match": "*"})).status_code == 304
        other = await client.get("/v1/uncovered?severity=soft", headers={"If-None-Match": tag})
        english = await client.get(
            "/v1/uncovered?severity=hard", headers={"If-None-Match": tag, "Accept-Language": "en"}
        )
        assert (other.status_code, english.status_code) == (200, 200)
        await graph.write(statement("MATCH (g:Graph) SET g.revision = 8", writes=True))
        newer = await client.get("/v1/uncovered?severity=hard", headers={"If-None-Match": tag})
        assert (newer.status_code, newer.json()["revision"]) == (200, 8)
        await graph.write(statement("MATCH (g:Graph) SET g.loading = 'units:2'", writes=True))
        loading = await client.get("/v1/uncovered?severity=hard")  # what an open load does is not seen
        assert (loading.content, loading.headers["etag"]) == (newer.content, newer.headers["etag"])


def test_what_an_as_of_means() -> None:
    assert whole_day("2008") == "2008-12-31"
    assert whole_day("2008-02") == "2008-02-29"
    assert whole_day("2008-02-03") == "2008-02-03"
    for wrong in ("", "08", "2008-2", "2008-02-30", "2008-00", "0000-01", "2008-02-03T00:00", "２００８"):
        with pytest.raises(ValueError, match=r"date|calendar"):
            whole_day(wrong)
    assert late_readings("2008-03-30") == ["2008-03", "2008"]
    assert late_readings("2008-03-31") == ["2008"]
    assert late_readings("2008-12-31") == []
    assert [day_before(d) for d in ("2003-07-01", "2003-07", "2003", "2004-03-01")] == [
        "2003-06-30",
        "2003-06-30",
        "2002-12-31",
        "2004-02-29",
    ]


def test_the_pattern_of_a_date_fits_what_an_as_of_may_be_and_nothing_else() -> None:
    years = ["0000", "0001", "0004", "0100", "0400", "1900", "2000", "2008", "2009", "9996", "9999", "10000", "200"]
    months = [f"{year}-{month:02}" for year in years for month in range(14)]
    for text in [*years, *months, *(f"{month}-{day:02}" for month in months for day in range(33))]:
        try:
            assert whole_day(text)
        except ValueError:
            assert not re.search(PATTERN, text), text
        else:
            assert re.search(PATTERN, text), text


def test_when_a_reported_figure_holds() -> None:
    assert [holds(343, "exact", n) for n in (342, 343, 344)] == [False, True, False]
    assert [holds(6600, "more_than", n) for n in (6600, 6601)] == [False, True]
    assert [holds(20, "about", n) for n in (14, 15, 25, 26)] == [False, True, True, False]
    assert [holds(6600, "about", n) for n in (6549, 6550, 6650)] == [False, True, True]


def test_ratios_and_columns() -> None:
    assert ratio("building", 0, 0)["value"] is None
    assert ratio("building", 1, 3, unknown=2) == {
        "definition": "building",
        "numerator": 1,
        "denominator": 3,
        "value": 0.333333,
        "excluded": {"unknown": 2},
    }
    assert column_of("association", "law") == "social_group"
    assert column_of("firm", "law") == "law"
    assert column_of("firm", "appraisal") == column_of("firm", None) == "other_intermediary"


async def test_a_supervising_unit_is_listed_with_the_region_where_it_sits(graph: Graph) -> None:
    city = small_city()
    city.fact("LOCATED_IN", "u:finance", "210202", id="f:seat-1")
    city.fact("LOCATED_IN", "u:finance", "210202001", since="2004-01-01", id="f:seat-2")
    city.fact("LOCATED_IN", "u:labour", "210202", until="2008-01-01", id="f:seat-3")
    await city.write(graph)
    async with asking(graph) as client:

        async def regions(path: str) -> dict[str, str | None]:
            return {item["id"]: item["region"] for item in (await client.get(path)).json()["items"]}

        now = await regions("/v1/units")
        then = await regions("/v1/units?as_of=2003-12-31")
        there = await regions("/v1/units?region=210202&kind=supervising_unit")
        listed = await regions("/v1/organizations?kind=supervising_unit")
        one = (await client.get("/v1/units/u:finance")).json()["region"]
    assert (now["u:finance"], then["u:finance"], one) == ("210202001", "210202", "210202001")
    assert (now["u:labour"], then["u:labour"], now["u:justice"]) == (None, "210202", None)
    assert there == {"u:finance": "210202001"}
    assert listed["u:finance"] == "210202001"


async def test_runs_are_listed_newest_first_however_they_are_paged(graph: Graph) -> None:
    city = small_city()
    begun = {"trades:7": "2026-01-03", "units:2": "2026-01-02", "units:3": "2026-01-02", "regions:9": "2026-01-02"}
    for run, day in begun.items():
        source, number = run.split(":")
        started = f"{day}T08:00:00+00:00"
        city.node("Run", run, source=source, number=int(number), state="finished", started=started)
    await city.write(graph)
    async with asking(graph) as client:
        whole = [item["run"] for item in (await client.get("/v1/runs")).json()["items"]]
        paged, cursor = [], None
        while cursor or not paged:
            page = (await client.get("/v1/runs", params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
            paged += [item["run"] for item in page["items"]]
            cursor = page["next"]
    assert [run for run in whole if run in begun] == ["trades:7", "regions:9", "units:3", "units:2"]
    assert paged == whole


async def test_every_answer_says_the_same_of_who_operates(graph: Graph) -> None:
    name = "of-two-statements-about-operating-the-later-then-the-higher-source-counts"
    story = load_story(FOLDER / f"{name}.yaml")
    oracle = Oracle(story.records)
    await write_story(graph, story)
    await derive_and_read(graph)
    kinds = "kind=association,firm,social_group,non_enterprise,foundation"
    async with asking(graph) as client:

        async def get(path: str, day: str) -> Any:
            return (await client.get(f"{path}{'&' if '?' in path else '?'}as_of={day}")).json()

        for day in sorted({e.as_of for e in story.expectations}):
            there = {o["id"] for o in (await get(f"/v1/organizations?{kinds}", day))["items"]}
            operate = [o["id"] for o in (await get(f"/v1/organizations?operating=true&{kinds}", day))["items"]]
            idle = [o["id"] for o in (await get("/v1/organizations?operating=false", day))["items"]]
            assert operate == oracle.population(day), day
            assert idle == sorted(there - set(operate)), day
            assert {i for i in there if (await get(f"/v1/organizations/{i}", day))["operating"]} == set(operate), day
            form = await get("/v1/coverage/form", day)
            assert [o["id"] for o in form["excluded"]] == idle, day
            whole = (await get("/v1/coverage?by=kind", day))["whole"]
            assert whole["units"] == len(operate), day
            assert {r["excluded"]["not_operating"] for r in whole["ratios"]} == {len(idle)}, day
            built = (await get("/v1/party-organizations?reading=without_associations", day))["total"]
            assert built == int(any(oracle.coverage(i, day).class_ == "joint" for i in operate)), day


async def test_a_search_finds_words_in_any_order_former_names_and_identifiers(graph: Graph) -> None:
    city = small_city()
    city.node(
        "Organization",
        "o:sea",
        name="大连海天（中山）律师事务所",
        kind="firm",
        name_key=matching_key("大连海天（中山）律师事务所"),
    )
    city.node(
        "Organization",
        "o:abc",
        name="ABC Consulting 大连咨询",
        kind="firm",
        name_key=matching_key("ABC Consulting 大连咨询"),
    )
    await city.write(graph)
    async with asking(graph) as client:

        async def found(text: str) -> set[str]:
            answer = await client.get("/v1/organizations", params={"q": text, "limit": 500})
            return {item["id"] for item in answer.json()["items"]}

        for text in ("海天", "律师 海天", "中山 大连 律师", "大连海天(中山)律师", "(中山) 海天", "（中山）"):
            assert await found(text) == {"o:sea"}, text
        for text in ("律師 大連", "大連海天（中山）律師事務所"):  # simplified characters are found by traditional ones
            assert await found(text) == {"o:sea"}, text
        for text in ("abc consulting", "ABC", "ａｂｃ", "咨询 abc", "consulting 大连"):
            assert await found(text) == {"o:abc"}, text
        assert await found("海天 咨询") == set()  # the words of one name, not of two
        assert await found("旧名") == {"o:own"}
        assert await found("o:sea") == {"o:sea"}
        code = (await client.get("/v1/organizations/o:own")).json()["identifiers"][0]["value"]
        assert await found(code) == await found(f" {code[:4]} {code[4:]} ") == {"o:own"}


async def test_party_organizations_are_found_by_words_of_their_name_or_by_an_identifier(
    client: httpx.AsyncClient,
) -> None:
    every = (await client.get("/v1/party-organizations")).json()["items"]
    word = every[0]["name"][2:5]
    for asked in (word, f"{word} {every[0]['name'][:2]}"):
        found = (await client.get("/v1/party-organizations", params={"q": asked})).json()
        assert [one["id"] for one in found["items"]] == [one["id"] for one in every if word in one["name"]]
        assert 0 < found["total"] < len(every)
    for one in every[:3]:
        found = (await client.get("/v1/party-organizations", params={"q": one["id"]})).json()
        assert [item["id"] for item in found["items"]] == [one["id"]]
