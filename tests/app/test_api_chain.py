"""Chains: where each ends, why it breaks, and what several of them read at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from cypher.catalogue import Statement, load_catalogue
from cypher.graph import Graph, Row
from loaders.cells.codes import normalise_organization_code
from tests.derived import derive_and_read
from tests.small_city import asking, small_city
from tests.stories import FRAMES, expand, read_told, write_records

ROOT = Path(__file__).parent.parent.parent


def course(answer: dict[str, Any]) -> str:
    """A chain in one line."""
    return " ".join(f"{link['role']}:{link['to']['id']}" for link in answer["path"])


CASES = [
    # organisation, as_of, rule and holder of the lead, path, break
    ("o:own", "2008-03-31", ("city", "u:finance"), "own:p:own superior:p:cpa superior:p:finance top:p:city", None),
    ("o:own", "2003-06-30", ("territorial", "p:street"), "superior:p:street superior:p:district top:p:city", None),
    ("o:own", "2003-07-01", ("city", "u:finance"), "superior:p:cpa superior:p:finance top:p:city", None),
    ("o:own", "1999-04-30", None, "", ("o:own", "not_in_force")),
    ("o:school", "2008", ("district", "u:labour"), "superior:p:labour superior:p:district top:p:city", None),
    ("o:law", "2008", ("city", "u:justice"), "joint:p:joint", ("p:joint", "no_superior")),
    ("o:law", "2004", ("city", "u:justice"), "", ("o:law", "no_party_organization")),
    ("o:alone", "2008", None, "", ("o:alone", "no_lead")),
    ("o:gone", "2006-01-01", None, "", ("o:gone", "not_in_force")),
    ("o:gone", "2005-12-31", None, "", ("o:gone", "no_lead")),
    ("o:round", "2008", ("city", "u:finance"), "own:p:round-a superior:p:round-b", ("p:round-b", "cycle")),
    ("u:finance", "2008", None, "own:p:finance top:p:city", None),
    ("u:justice", "2008", None, "", ("u:justice", "no_superior")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c[0]}-{c[1]}")
async def test_the_chain(client: httpx.AsyncClient, case: tuple[Any, ...]) -> None:
    organization, as_of, lead, path, broken = case
    answer = (await client.get(f"/v1/organizations/{organization}/chain", params={"as_of": as_of})).json()
    found = answer["lead"]
    assert (found and (found["rule"], found["to"]["id"])) == lead
    assert course(answer) == path
    assert (answer["break"] and (answer["break"]["after"], answer["break"]["code"])) == broken
    assert answer["complete"] is (broken is None)
    ends = [organization, *(link["to"]["id"] for link in answer["path"])]
    assert [link["from"]["id"] for link in answer["path"]] == ends[:-1]


@pytest.mark.parametrize(
    "printed", ["DL000196-0", "dl000196-0", "ＤＬ０００１９６－０", "DL000196 0", "org:DL000196-0", "DL0001960"]
)
async def test_a_code_is_found_as_it_is_printed(graph: Graph, printed: str) -> None:
    assert normalise_organization_code(printed.removeprefix("org:"))[0] == "DL0001960"  # as the loaders keep it
    city = small_city()
    city.node("Identifier", "org:DL0001960", scheme="org", value="DL0001960")
    city.fact("IDENTIFIED_BY", "o:own", "org:DL0001960")
    await city.write(graph)
    async with asking(graph) as client:
        answer = await client.get(f"/v1/organizations/{printed}/chain")
    assert answer.status_code == 200, answer.text
    assert answer.json()["organization"]["id"] == "o:own"


async def test_a_break_names_the_nearest_candidates(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/v1/organizations/o:alone/chain")).json()
    assert [c["id"] for c in answer["break"]["candidates"]] == ["p:street"]


async def test_a_month_is_read_both_ways(client: httpx.AsyncClient) -> None:
    uncertain = {
        day: (await client.get("/v1/organizations/o:round/chain", params={"as_of": day})).json()["uncertain"]
        for day in ("2008-02-29", "2008-03-01", "2008-03-30", "2008-03-31", "2008-04-01")
    }
    year = (await client.get("/v1/organizations/o:law/chain", params={"as_of": "2005-06"})).json()
    end = (await client.get("/v1/organizations/o:law/chain", params={"as_of": "2005-12-31"})).json()
    assert [day for day, said in uncertain.items() if said] == ["2008-03-01", "2008-03-30"]
    assert (year["uncertain"], end["uncertain"]) == (True, False)


async def test_a_holder_that_is_gone_ends_the_path(graph: Graph) -> None:
    city = small_city()
    next(p for label, p in city.nodes if p["id"] == "p:finance")["closed"] = "2008-01-01"
    next(p for label, p in city.nodes if p["id"] == "u:labour")["closed"] = "2008-01-01"
    await city.write(graph)
    async with asking(graph) as client:
        own = (await client.get("/v1/organizations/o:own/chain")).json()
        school = (await client.get("/v1/organizations/o:school/chain")).json()
    assert course(own) == "own:p:own superior:p:cpa"
    assert (own["break"]["after"], own["break"]["code"], own["complete"]) == ("p:cpa", "not_in_force", False)
    assert own["lead_on_path"] is False
    assert school["lead"]["to"]["id"] == "u:labour"
    assert (school["break"]["after"], school["break"]["code"]) == ("o:school", "not_in_force")
    assert "责任主体区劳动局在当日不存在（自2008-01-01起不再存在）" in school["break"]["message"]
    assert own["break"]["message"].endswith("市财政局党组在当日不存在（自2008-01-01起不再存在）")


async def test_links_carry_their_evidence(client: httpx.AsyncClient) -> None:
    answer = (await client.get("/v1/organizations/o:own/chain")).json()
    own, association, direct, top = answer["path"]
    assert (own["rule"], [f["type"] for f in own["facts"]]) == (None, ["COVERS"])
    assert association["rule"] == "association"
    assert association["sentence"].startswith("同一行业数量较多")
    assert all(f["place"]["file"] and f["place"]["row"] for link in answer["path"] for f in link["facts"])
    assert [(c["holder"]["id"], c["rule"], c["step"]) for c in association["considered"]] == [
        ("p:finance", "direct", "precedence")
    ]
    assert association["recorded"]["id"] == "p:finance"  # the derived one counts, the recorded one stands beside it
    assert (association["assumed_start"], direct["assumed_start"]) == (False, True)
    assert (top["rule"], [f["type"] for f in top["facts"]]) == (None, ["SUBORDINATE_TO"])
    assert (association["rule_set"], association["rank"], own["rule_set"]) == ("V1", 0, None)
    assert all(link["id"] for link in answer["path"])
    trade = next(f for f in association["facts"] if f["type"] == "IN_TRADE")
    assert trade["properties"]["main"] is True


async def test_a_list_says_of_each_gap_what_its_chain_says(client: httpx.AsyncClient) -> None:
    gaps = (await client.get("/v1/uncovered")).json()["items"]
    assert len(gaps) == 4
    for gap in gaps:
        chain = (await client.get(f"/v1/organizations/{gap['organization']['id']}/chain")).json()
        assert gap["lead"] == (chain["lead"] and chain["lead"]["to"])
        assert gap["break"] == chain["break"]
        assert gap["organization"] == chain["organization"]


@contextmanager
def counting(graph: Graph, patch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """How often answers ask the graph, and how often they wait for it: what is asked together is one wait."""
    told, open_now, read = {"asked": 0, "waited": 0}, set[int](), graph.read

    async def counted(statement: Statement, /, **params: Any) -> list[Row]:
        told["asked"] += 1
        told["waited"] += not open_now
        mine = told["asked"]
        open_now.add(mine)
        try:
            return await read(statement, **params)
        finally:
            open_now.remove(mine)

    with patch.context() as patched:
        patched.setattr(graph, "read", counted)
        yield told


@pytest.mark.parametrize(
    ("path", "first", "again"),
    [
        ("/v1/organizations/o:own/chain", (11, 6), (5, 4)),
        ("/v1/organizations/o:alone/chain", (8, 5), (5, 4)),
        ("/v1/uncovered", (10, 6), (5, 4)),
    ],
)
async def test_an_answer_asks_together_what_it_can(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, path: str, first: tuple[int, int], again: tuple[int, int]
) -> None:
    await small_city().write(graph)
    async with asking(graph) as client:
        for most in (first, again):  # what many answers share is asked for once
            with counting(graph, monkeypatch) as told:
                assert (await client.get(path)).status_code == 200
            assert (told["asked"] <= most[0], told["waited"] <= most[1]) == (True, True), told


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ("登记：{}是{}的党组织", "登记：{1}的上级是{0}", "登记：联合党支部{}覆盖{}", "登记：{}设在{}")),
        ("en", ("records {} as the", "records {} as the superior of {}", "joint branch {} covers {}", "{} sits in {}")),
    ],
)
async def test_a_link_without_a_rule_says_what_is_recorded_and_by_whom(
    graph: Graph, language: str, said: tuple[str, ...]
) -> None:
    city = small_city()
    city.node("Source", "tree", title="党组织名册", title_en="The Party register", rank=5, complete=False)
    for type_, _, _, properties in city.ties:
        if type_ in ("COVERS", "SUBORDINATE_TO", "HOSTED_BY"):
            properties["source"] = "tree"
    await city.write(graph)
    links = []
    async with asking(graph) as client:
        for id in ("o:own", "o:law", "u:finance"):
            answer = await client.get(f"/v1/organizations/{id}/chain", headers={"Accept-Language": language})
            links += [link for link in answer.json()["path"] if link["rule"] is None]
    own, top, joint, hosted = links[:4]
    for link, words in zip((own, top, joint, hosted), said, strict=True):
        assert words.format(link["to"]["name"], link["from"]["name"]) in link["sentence"], link["sentence"]
        assert ("党组织名册" if language == "zh" else "The Party register") in link["sentence"]


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("firm", "经市主管单位批准成立或注册登记的各类会计、律师、评估、房地产等中介组织", "Intermediaries"),
        *(
            (kind, "经市级审批或注册的新社会组织", "New social organisations")
            for kind in ("social_group", "association", "non_enterprise", "foundation")
        ),
    ],
)
async def test_the_sentence_cited_speaks_of_the_kind(graph: Graph, kind: str, zh: str, en: str) -> None:
    spec = {"supervised_by": "city-bureau", "approved_by": "city-bureau level=city"}
    told = {"nodes": {"one": {"is": kind, **spec}}}
    await write_records(graph, expand([read_told(FRAMES / f"{name}.yaml") for name in ("city", "bureaus")] + [told]))
    await derive_and_read(graph)
    async with asking(graph) as client:
        for language, wanted in (("zh", zh), ("en", en)):
            headers = {"Accept-Language": language}
            lead = (await client.get("/v1/organizations/one/chain", headers=headers)).json()["lead"]
            assert (lead["rule"], lead["sentence"].startswith(wanted)) == ("city", True), lead["sentence"]
            rules = (await client.get("/v1/rules", headers=headers)).json()["items"]
            city = next(rule for rule in rules if rule["id"] == "city")
            assert city["sentence_of"].get(kind, city["sentence"]) == lead["sentence"]


def test_every_sentence_cited_stands_in_the_source() -> None:
    # the source has half-width marks, and a sentence may end where it has a semicolon
    def plain(text: str) -> str:
        return text.translate(str.maketrans("，；：。", ",;:;")).rstrip(";")

    article = plain((ROOT / "docs" / "source" / "dalian-2008.txt").read_text(encoding="utf-8").replace("\n", ""))
    for rule in load_catalogue().rulebook.cited.values():
        for sentence in (rule.header.sentence, *rule.header.sentence_of.values()):
            assert sentence.startswith("本项目默认") or plain(sentence) in article, sentence
