"""A dossier is one page that needs nothing else: well-formed, escaped, and saying what the answers say."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, get_args

import httpx
import pytest

from app.cli.dossier.gathered import Both, Dossier, gather
from app.cli.dossier.markup import LANGUAGES, Languages
from app.cli.dossier.page import SECTIONS, page
from app.cli.dossier.parts import age
from app.cli.words import SAID, say
from app.models.base import Bound, CoverageClass
from app.models.chain import Link
from app.models.history import DifferenceItem, HistoryItem
from cypher.domain.parameters import load_parameters
from cypher.domain.properties import EVIDENCE
from cypher.domain.vocabulary import (
    COUNTS,
    FACTS,
    FINDING_SEVERITIES,
    ORGANIZATION_KINDS,
    PARTY_ORGANIZATION_KINDS,
    STATEMENT_ATTRIBUTES,
)

VOID = {"meta", "link", "br", "hr", "img", "input"}
ASKING = {"href", "src", "srcset", "action", "data", "poster", "formaction", "background", "ping"}


class Parsed(HTMLParser):
    """The elements of a page with their texts; `faults` are tags that do not match."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.asked: list[str] = []
        self.names: set[str] = set()
        self.texts: dict[str, list[str]] = {}
        self.section = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.names.add(tag)
        self.asked += [value or "" for name, value in attrs if name in ASKING]
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "section":
            self.section = given["id"] or ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self.section = ""
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.setdefault(self.section, []).append(data)

    def of(self, section: str) -> str:
        return "".join(self.texts[section])

    def all(self) -> str:
        return "".join(map(self.of, self.texts))


async def dossier_of(client: httpx.AsyncClient, organization: str, **asked: str) -> Dossier:
    async def ask(path: str, params: Mapping[str, Any], language: str = "zh") -> Any:
        response = await client.get(path, params=dict(params), headers={"Accept-Language": language})
        assert response.status_code == 200, response.text
        return response.json()

    return await gather(ask, organization, asked)


SOME = ("o:own", "o:school", "o:law", "o:alone", "o:gone", "o:round", "u:finance", "u:cpa")


@pytest.mark.parametrize("languages", LANGUAGES)
@pytest.mark.parametrize("organization", SOME)
async def test_a_page_is_well_formed_and_asks_for_nothing(
    client: httpx.AsyncClient, organization: str, languages: Languages
) -> None:
    text = page(await dossier_of(client, organization), languages).decode()
    parsed = Parsed(text)
    assert text.startswith("<!DOCTYPE html>\n")
    assert (parsed.open, parsed.faults) == ([], [])
    assert [name for name in parsed.ids if "-" not in name] == [*SECTIONS, "sources", "about"]
    assert len(parsed.ids) == len(set(parsed.ids))
    assert all(one.startswith("#") and one[1:] in parsed.ids for one in parsed.asked)
    assert not parsed.names & {"script", "img", "iframe", "object", "link"}
    assert not re.search(r"https?:|//[a-z]|url\(|@import", text)


async def test_it_says_who_answers_by_which_link_and_on_what_evidence(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "91110000600037341L")
    parsed = Parsed(page(dossier, "both").decode())
    zh, en = dossier.chain.zh, dossier.chain.en
    assert zh["lead"]["to"]["name"] in parsed.of("who")
    for link, other in zip([zh["lead"], *zh["path"]], [en["lead"], *en["path"]], strict=True):
        assert link["to"]["name"] in parsed.of("chain")
        assert link["sentence"] in parsed.of("evidence")
        assert other["sentence"] in parsed.of("evidence")
        for fact in link["facts"]:
            assert fact["id"] in parsed.of("sources")
            assert fact["place"]["file"] in parsed.of("sources")
        for one, translated in zip(link["considered"], other["considered"], strict=True):
            assert one["lost_because"] in parsed.of("evidence")
            assert translated["lost_because"] in parsed.of("evidence")
    for item in dossier.history.zh["items"]:
        told = item["holder"]["name"] if item["holder"] else say(f"class.{item['type']}")[0]
        if item["what"] in ("link", "coverage"):
            assert told in parsed.of("history")
        if item["what"] == "identifier":
            assert item["value"] in parsed.of("history")
    assert dossier.differences
    for answer in dossier.differences:
        assert len(answer.zh["items"]) <= 1
        assert all(one["party_organization"]["name"] in parsed.of("differences") for one in answer.zh["items"])
    about = parsed.of("about")
    assert dossier.detail.zh["as_of"] in about
    assert str(dossier.detail.zh["revision"]) in about
    assert dossier.detail.zh["rule_set"] in about


async def test_the_hash_the_sheet_and_the_row_of_a_fact_stand_once_at_the_end(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    place = {"file": "表.xlsx", "sha256": "ab" * 32, "sheet": "甲表", "row": 4711}
    for fact in dossier.chain.zh["lead"]["facts"]:
        fact["place"] = place
    parsed = Parsed(text := page(dossier).decode())
    assert all(str(value) in parsed.of("sources") for value in place.values())
    assert text.count("ab" * 32) == text.count("4711") == 1
    assert "#source-1" in parsed.asked
    assert "[1]" in parsed.of("evidence")


async def test_every_mark_leads_to_the_row_of_its_fact(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    text = page(dossier).decode()
    marks = re.findall(r'href="#source-(\d+)">\[(\d+)\]', text)
    assert marks
    assert all(one == other for one, other in marks)
    rows = dict(re.findall(r'<tr id="source-(\d+)">(.*?)</tr>', text))
    facts = [fact for link in [dossier.chain.zh["lead"], *dossier.chain.zh["path"]] for fact in link["facts"]]
    for fact, (number, _) in zip(facts, marks, strict=False):
        assert fact["id"] in rows[number]
        assert fact["run"] in rows[number]


async def test_a_fact_names_its_source_beside_a_run_of_another_command(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    for fact, (source, run) in zip(
        dossier.chain.zh["lead"]["facts"], (("units", "merge:1"), ("units", "units:7")), strict=True
    ):
        fact |= {"source": source, "run": run}
    shown = Parsed(page(dossier).decode()).of("sources")
    assert "units (merge:1)" in shown
    assert "units (units:7)" not in shown
    assert "units:7" in shown


async def test_it_is_in_chinese_unless_english_or_both_are_asked_for(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    zh, en, both = (Parsed(page(dossier, one).decode()) for one in ("zh", "en", "both"))
    for chinese, english in (say("who"), say("always"), say("role.lead"), say("assumed_start")):
        assert chinese in zh.all()
        assert english not in zh.all()
        assert english in en.all()
        assert chinese not in en.all()
        assert chinese in both.all()
        assert english in both.all()


async def test_what_is_later_than_the_day_stands_by_itself(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    later = say("later")[0]
    assert later not in Parsed(page(dossier).decode()).of("history")
    dossier.history.zh["as_of"] = "2005-06-30"  # the same items are told on every day
    before, _, after = Parsed(page(dossier).decode()).of("history").partition(later)
    counted = [one["valid_from"] for one in dossier.history.zh["items"] if one["what"] == "headcount"]
    assert max(counted) > "2005-06-30"
    assert all((day in before, day in after) == (day <= "2005-06-30", day > "2005-06-30") for day in counted)


async def test_what_holds_without_bounds_and_codes_are_said_in_words(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    fact = dossier.chain.zh["lead"]["facts"][0]
    fact |= {"valid_from": None, "valid_to": None, "properties": {"level": "province", "civil": True}}
    link = dossier.chain.zh["lead"]
    link["parameters"] = {"consultation_expected": {"value": True, "source": "本项目默认", "default": True}}
    shown = Parsed(page(dossier).decode()).of("evidence")
    for text in ("一直有效", "层级：省级；民政登记：是", "省以上批准须有沟通记录：是"):
        assert text in shown
    assert not re.search("…|True|province", shown)


async def test_where_nobody_answers_the_break_is_drawn_with_its_candidates(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:alone")
    broken = dossier.chain.zh["break"]
    shown = Parsed(page(dossier, "both").decode()).of("chain")
    assert broken["message"] in shown
    assert dossier.chain.en["break"]["message"] in shown
    assert all(one["name"] in shown for one in broken["candidates"])


async def test_another_day_is_asked_of_every_route(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own", as_of="2003-06-30")
    assert {one.zh["as_of"] for one in _answers(dossier)} == {"2003-06-30"}
    assert dossier.chain.zh["lead"]["rule"] == "territorial"
    assert "2003-06-30" in Parsed(page(dossier).decode()).of("about")


async def test_findings_of_its_party_organizations_are_among_them(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:round")
    found = [item for answer in dossier.findings for item in answer.zh["items"]]
    shown = Parsed(page(dossier).decode()).of("findings")
    assert [item["check"] for item in found] == ["cycle"]
    assert found[0]["title"] in shown
    assert found[0]["explained"]
    assert all(part["value"] in shown for part in found[0]["explained"])


@pytest.mark.parametrize(("until", "over"), [("2008-12-31", False), ("2008-01-31", True)])
async def test_an_accepted_finding_says_why_by_what_and_until_when(
    client: httpx.AsyncClient, until: str, over: bool
) -> None:
    dossier = await dossier_of(client, "o:round")
    told = {"reason": "另行研究", "document": "大组示〔2008〕9号", "until": until}
    told |= {"run": "accept:1", "in_force": not over}
    for both in dossier.findings:
        for answer in (both.zh, both.en):
            for item in answer["items"]:
                item["accepted"] = told
    shown = Parsed(page(dossier).decode()).of("findings")
    assert all(text in shown for text in ("另行研究", "大组示〔2008〕9号", until, "accept:1"))
    assert ("已过期" in shown) is over


async def test_whatever_a_text_holds_is_escaped(client: httpx.AsyncClient) -> None:
    dossier = await dossier_of(client, "o:own")
    evil = '</td></style><script src="http://x">&amp;\x00\x1b\'"><img onerror=x>'
    texts = [0]
    spoilt = [Both(*(_spoilt(one, evil, texts) for one in (both.zh, both.en))) for both in _answers(dossier)]
    parties = len(dossier.differences)
    parsed = Parsed((made := page(Dossier(*spoilt[:3], spoilt[3 : 3 + parties], spoilt[3 + parties :], evil))).decode())
    assert texts[0] > 100
    assert (parsed.open, parsed.faults) == ([], [])
    assert not parsed.names & {"script", "img"}
    assert evil.replace("\x00", "").replace("\x1b", "") in parsed.of("evidence")
    assert b"\x00" not in made


def _answers(dossier: Dossier) -> list[Both]:
    return [dossier.detail, dossier.chain, dossier.history, *dossier.differences, *dossier.findings]


FREE = {"name", "sentence", "rule_title", "title", "reason", "lost_because", "message", "file", "sheet", "sha256", "id"}
FREE |= {"rule", "source", "run", "value", "opened_run", "check"}


def _spoilt(answer: Any, evil: str, texts: list[int], key: str = "") -> Any:
    """The answer with every text that a file or a person may have chosen made as bad as can be."""
    if isinstance(answer, dict):
        return {name: _spoilt(value, evil, texts, name) for name, value in answer.items()}
    if isinstance(answer, list):
        return [_spoilt(value, evil, texts, key) for value in answer]
    if isinstance(answer, str) and key in FREE:
        texts[0] += 1
        return f"{answer}{evil}"
    return answer


def _words() -> Iterator[str]:
    yield from (f"class.{one}" for one in get_args(CoverageClass))
    yield from (f"bound.{one}" for one in get_args(Bound))
    yield from (f"role.{one}" for one in get_args(Link.model_fields["role"].annotation))
    yield from (f"what.{one}" for one in get_args(HistoryItem.model_fields["what"].annotation))
    yield from (f"difference.{one}" for one in get_args(DifferenceItem.model_fields["kind"].annotation))
    yield from (f"type.{one}" for one in (*FACTS, "LEAD", "SUPERIOR", "SUPPORT"))
    yield from (f"severity.{one}" for one in FINDING_SEVERITIES)
    yield from (f"kind.{one}" for one in (*ORGANIZATION_KINDS, *PARTY_ORGANIZATION_KINDS))
    yield from COUNTS
    yield from (f"property.{one}" for one in EVIDENCE)
    yield from (f"parameter.{one}" for one in load_parameters())
    yield from (f"statement.{one}" for one in STATEMENT_ATTRIBUTES)


def test_everything_that_an_answer_may_name_has_words_in_both_languages() -> None:
    assert [one for one in _words() if say(one) == (one.rpartition(".")[2],) * 2] == []
    assert all(bool(zh) == bool(en) for zh, en in SAID.values())


@pytest.mark.parametrize(
    ("since", "day", "zh", "en"),
    [
        ("2007-03-31", "2008-03-31", "1年0个月", "1 year 0 months"),
        ("2007-04-01", "2008-03-31", "0年11个月", "0 years 11 months"),
        ("2007", "2008-03-31", "1年2个月", "1 year 2 months"),
        ("2007-02", "2008-03-31", "1年1个月", "1 year 1 month"),
        ("2008-03", "2008-03-31", "0年0个月", "0 years 0 months"),
        ("2008-05", "2008-03-31", "0年0个月", "0 years 0 months"),
    ],
)
def test_an_age_is_in_whole_months(since: str, day: str, zh: str, en: str) -> None:
    assert age(since, day) == (zh, en)
