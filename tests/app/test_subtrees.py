"""Keys of a subtree: what they are shown is what the whole answers hold of it, and nothing else leaves the service.

On random cities, on each of DAYS; ZUZHITU_TEST_WORLDS=1000 for more of them. In the subtree stand the organisations
that `region=` or `lead=` lists, and the Party organisations that cover or sit with one of them or act in the region.
"""

import json
import os
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from hypothesis import given

from app.http.subtrees import FRAME, LISTED, PAGES, REFUSED
from app.keys import Subtree, keep_keys, make_key
from app.main import create_app
from cypher.graph import Graph
from tests.app.test_keys import bearer
from tests.conftest import engines_of_this_run
from tests.derived import derive_and_read
from tests.engines.settings import settings_of
from tests.engines.wiping import wipe
from tests.oracle.worlds import DAYS, MORE, on_an_engine, worlds
from tests.small_city import small_city
from tests.stories import write_records

pytestmark = pytest.mark.anyio
# A random city on each engine where more are asked for, else on one: the small city is tried on each anyway.
LAW_ENGINES = pytest.mark.parametrize(
    "engine", engines_of_this_run()[: None if MORE in os.environ else 1], indirect=True
)
REGIONS: Final = ("210000", "210200", "210203", "street-a")
BODIES: Final = ("supervising_unit", "association")
DIMENSIONS: Final = ("trade", "kind", "level", "lead", "association", "region", "lead,kind")
Item = dict[str, Any]


class Asker:
    """One who asks on a day, with a key or without; without one all is shown."""

    def __init__(self, client: httpx.AsyncClient, day: str, text: str | None = None) -> None:
        self.client, self.day = client, day
        self.headers = bearer(text) if text else {}
        self.said: list[Any] = []

    async def ask(self, path: str, **params: Any) -> httpx.Response:
        return await self.client.get(f"/v1/{path}", params={"as_of": self.day, **params}, headers=self.headers)

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.ask(path, **params)
        assert answer.status_code == 200, (path, params, answer.text)
        self.said.append(answer.json())
        return self.said[-1]

    async def items(self, path: str, **params: Any) -> list[Item]:
        found: list[Item] = (await self.get(path, **{"limit": 500, **params}))["items"]
        return found


@asynccontextmanager
async def asking(graph: Graph, folder: Path, subtrees: Iterable[Subtree]) -> AsyncIterator[Any]:
    """A client of a service with a key for each subtree, and the texts of the keys by subtree."""
    made = {subtree: make_key(f"k{n}", ["read"], subtree) for n, subtree in enumerate(subtrees)}
    keep_keys(folder / "keys", [key for _, key in made.values()])
    app = create_app(settings_of(graph.address, folder).model_copy(update={"keys": folder / "keys"}), graph=graph)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        yield client, {subtree: text for subtree, (text, _) in made.items()}


def beneath(regions: Iterable[Item], code: str) -> set[str]:
    """The codes of a region and all below it, of what /v1/regions lists."""
    found, rows = {code}, list(regions)
    while more := {row["id"] for row in rows if row["parent"] in found} - found:
        found |= more
    return found


def ids_in(value: Any) -> Iterator[str]:
    """The ids of all holders and organisations that an answer shows."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and "kind" in value:
            yield value["id"]
        for one in value.values():
            yield from ids_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from ids_in(one)


class Law:
    """What one key is shown on one day against what is computed from the answers without a key."""

    def __init__(self, whole: Asker, part: Asker, subtree: Subtree) -> None:
        self.whole, self.part, self.subtree = whole, part, subtree
        self.wrong: list[str] = []
        self.compared = 0

    def same(self, view: str, said: Any, wanted: Any) -> None:
        self.compared += 1
        if said != wanted:
            self.wrong.append(f"{self.subtree} {self.whole.day} {view}: {said} in place of {wanted}")

    async def hold(self) -> None:
        self.every = {o["id"]: o for o in await self.whole.items("organizations")}
        self.own = {o["id"] for o in await self.whole.items("organizations", **{self.subtree.by: self.subtree.of})}
        self.regions = {r["id"]: r for r in (await self.whole.get("regions"))["items"]}
        await self._parties()
        await self._lists()
        await self._units()
        await self._groupings()
        await self._party_lists()
        await self._pages()
        self._names()

    async def _parties(self) -> None:
        """Who covers or sits with an organisation of the subtree, or acts in its region: told by the pages."""
        acting = beneath(self.regions.values(), self.subtree.of) if self.subtree.by == "region" else set()
        self.parties = set()
        for party in await self.whole.items("party-organizations"):
            page = await self.whole.get(f"party-organizations/{party['id']}")
            facts = [f for f in page["facts"] if (f["valid_from"] or "") <= self.whole.day < (f["valid_to"] or "9999")]
            tied = {f["to"]["id"] for f in facts if f["type"] in ("COVERS", "HOSTED_BY")}
            if tied & self.own or {r["id"] for r in page["acts_in"]} & acting:
                self.parties.add(party["id"])

    async def _lists(self) -> None:
        """Pages, totals, facets and files of organisations and gaps, filtered and not."""
        leads = {u["id"] for u in await self.whole.items("units")}
        filters: list[dict[str, str]] = [{}, {"kind": "firm"}, {"operating": "true"}]
        filters += [{"trade": (await self.whole.get("trades"))["items"][0]["id"]}]
        filters += [{"region": code} for code in sorted(self.regions)] + [{"lead": "null"}, {"q": "1"}]
        filters += [{"lead": lead} for lead in sorted(leads) if (await self.part.ask("units/" + lead)).is_success]
        for path, own in (("organizations", lambda o: o), ("uncovered", lambda o: o["organization"])):
            for asked in filters:
                if path == "uncovered" and asked.keys() & {"operating", "q"}:
                    continue
                wanted = [o for o in await self.whole.items(path, **asked) if own(o)["id"] in self.own]
                said = await self.part.get(path, limit=500, **asked)
                self.same(f"{path} {asked}", said["items"], wanted)
                self.same(f"{path} {asked} total", said["total"], len(wanted))
            wanted = [own(o)["id"] for o in await self.whole.items(path, sort="name") if own(o)["id"] in self.own]
            self.same(f"{path} by name", [own(o)["id"] for o in await self.part.items(path, sort="name")], wanted)
            lines = (await self.part.ask(path, format="jsonl")).text.splitlines()
            self.same(f"{path} as a file", sorted(own(json.loads(line))["id"] for line in lines), sorted(wanted))
            facets = (await self.part.get(path, facets="kind,trade,region,lead", limit=1))["facets"]
            for name, buckets in facets.items():
                for bucket in buckets:
                    value = bucket["value"] or "null"
                    listed = await self.whole.items(path, **{name: value})
                    counted = sum(own(o)["id"] in self.own for o in listed)
                    self.same(f"{path} facet {name} {value}", bucket["total"], counted)

    async def _units(self) -> None:
        listed = await self.part.items("units")
        wanted = [u for u in await self.whole.items("units") if u["id"] in self.own]
        self.same("units", [u["id"] for u in listed], [u["id"] for u in wanted])
        for unit in listed:
            for filter_, said in (("lead", unit["leads_total"]), ("association", unit["superior_of_total"])):
                below = await self.whole.items("organizations", **{filter_: unit["id"]})
                if filter_ == "lead" or unit["kind"] == "association":
                    self.same(f"unit {unit['id']} {filter_}", said, sum(o["id"] in self.own for o in below))

    async def _groupings(self) -> None:
        """What the same answers say that are filtered by the subtree, and what the items of the list sum to."""
        bound = {self.subtree.by: self.subtree.of}
        for by in DIMENSIONS:
            said, wanted = await self.part.get("coverage", by=by), await self.whole.get("coverage", by=by, **bound)
            self.same(f"coverage by {by}", (said["items"], said["whole"]), (wanted["items"], wanted["whole"]))
        classes = Counter(self.every[i]["coverage"] for i in self.own if self.every[i]["coverage"])
        self.same("coverage / list", {c: n for c, n in said["whole"]["counts"].items() if n}, dict(classes))
        others = [("region", code) for code in sorted(self.regions)] + [("lead", o) for o in sorted(self.own)[:2]]
        for name, value in others:
            if not (await self.part.ask("coverage", **{name: value})).is_success:
                continue
            listed = await self.whole.items("organizations", **{name: value})
            classes = Counter(o["coverage"] for o in listed if o["id"] in self.own and o["coverage"])
            counts = (await self.part.get("coverage", by="region", **{name: value}))["whole"]["counts"]
            self.same(f"coverage of {name} {value}", {c: n for c, n in counts.items() if n}, dict(classes))
        form, wanted = await self.part.get("coverage/form"), await self.whole.get("coverage/form", **bound)
        self.same("form", form, wanted)
        trend = {"step": "year", "from": self.whole.day[:4]}
        said, wanted = (
            await self.part.get("coverage/trend", **trend),
            await self.whole.get("coverage/trend", **trend, **bound),
        )
        self.same("trend", said, wanted)

    async def _party_lists(self) -> None:
        whole = {p["id"]: p for p in await self.whole.items("party-organizations")}
        listed = await self.part.items("party-organizations")
        self.same("party-organizations", [p["id"] for p in listed], sorted(self.parties))
        for party in listed:
            wanted = [o for o in whole[party["id"]]["covers"] if o["id"] in self.own]
            self.same(f"{party['id']} covers", party["covers"], wanted)
            told = {name: whole[party["id"]][name] for name in ("superior", "recorded", "kind", "name")}
            self.same(f"{party['id']}", {name: party[name] for name in told}, told)
        for bucket in (await self.part.get("party-organizations", facets="kind"))["facets"]["kind"]:
            kinds = [p for p in whole.values() if p["id"] in self.parties and p["kind"] == bucket["value"]]
            self.same(f"party-organizations facet {bucket['value']}", bucket["total"], len(kinds))
        said, every = await self.part.get("differences", limit=500), await self.whole.get("differences", limit=500)
        wanted = [d for d in every["items"] if d["party_organization"]["id"] in self.parties]
        self.same("differences", said["items"], wanted)
        counts = Counter(d["kind"] for d in wanted)
        self.same("differences counts", said["counts"], {kind: counts[kind] for kind in said["counts"]})
        wanted = [d for d in await self.whole.items("duties") if d["party_organization"]["id"] in self.parties]
        self.same("duties", await self.part.items("duties"), wanted)

    async def _pages(self) -> None:
        """Those of the subtree are shown, with their chains; of others those alone that a chain names."""
        for id_ in sorted(self.own):
            chain = await self.part.get(f"organizations/{id_}/chain")
            wanted = await self.whole.get(f"organizations/{id_}/chain")
            for name in ("lead", "path", "support", "break", "complete", "organization"):
                self.same(f"chain of {id_} {name}", _course(chain[name]), _course(wanted[name]))
            page, whole = await self.part.get(f"organizations/{id_}"), await self.whole.get(f"organizations/{id_}")
            for name in ("coverage_state", "headcount", "party_organizations", "identifiers", "statements"):
                self.same(f"page of {id_} {name}", page[name], whole[name])
            for link in [chain["lead"], *chain["path"]]:
                if link:
                    end = link["to"]
                    kind = "organizations" if end["label"] == "Organization" else "party-organizations"
                    await self.part.get(f"{kind}/{end['id']}")
        for id_ in sorted(self.every.keys() - self.own):
            for page in ("chain", "history"):
                self.same(f"{page} of {id_}", (await self.part.ask(f"organizations/{id_}/{page}")).status_code, 404)
            answer = await self.part.ask(f"organizations/{id_}")
            if answer.is_success:
                self.part.said.append(answer.json())
                self.same(f"page of {id_}: a body", self.every[id_]["kind"] in BODIES, True)
            else:
                nobody = await self.part.ask("organizations/nobody")
                self.same(f"page of {id_}", _problem(answer, id_), _problem(nobody, "nobody"))
        for unit in (o["id"] for o in self.every.values() if o["kind"] in BODIES):
            if (await self.part.ask(f"units/{unit}")).is_success:
                await self.part.get(f"units/{unit}")
                await self.part.get(f"units/{unit}/subtree", depth=2)
        for party in sorted(self.parties):
            await self.part.get(f"party-organizations/{party}/chain")
            tree = (await self.part.get(f"party-organizations/{party}/subtree", limit=500))["tree"]
            listed = await self.whole.items("organizations", party=party)
            counted = sum(o["id"] in self.own and o["coverage"] is not None for o in listed)
            self.same(f"Party subtree of {party}", tree["totals"]["units"], counted)
            leaves = {c["organization"]["id"] for c in tree["children"] if "organization" in c}
            self.same(f"Party subtree of {party}: leaves", leaves - self.own, set())

    def _names(self) -> None:
        """Nothing that was said names an organisation of the field that stands elsewhere."""
        elsewhere = {i for i, o in self.every.items() if o["kind"] not in BODIES} - self.own
        named = {i for answer in self.part.said for i in ids_in(answer)} & elsewhere
        self.same("named from elsewhere", named, set())
        text = json.dumps(self.part.said)
        self.same("ids from elsewhere", [i for i in sorted(elsewhere) if f'"{i}"' in text], [])


async def hold(client: httpx.AsyncClient, texts: Mapping[Subtree, str], days: Iterable[str]) -> None:
    """Fails where any of the keys is shown something else than the law says."""
    wrong, compared = [], 0
    for day in days:
        for subtree, text in texts.items():
            law = Law(Asker(client, day), Asker(client, day, text), subtree)
            if (await law.whole.ask("organizations", **{subtree.by: subtree.of})).is_success:
                await law.hold()
                wrong += law.wrong
                compared += law.compared
    assert not wrong, f"{len(wrong)} of {compared}\n" + "\n".join(wrong[:10])
    assert compared > 100


def _course(value: Any) -> Any:
    """A part of a chain without its facts, of which those that name others are not shown."""
    if isinstance(value, list):
        return [_course(one) for one in value]
    return {name: one for name, one in value.items() if name != "facts"} if isinstance(value, Mapping) else value


def _problem(answer: httpx.Response, id_: str) -> tuple[int, str]:
    """Status and body of a refusal, whatever it is about."""
    return answer.status_code, answer.text.replace(id_, "ID")


@LAW_ENGINES
@given(records=worlds())
@on_an_engine(1)
async def test_what_a_key_is_shown_is_what_the_whole_answers_hold_of_its_subtree(
    graph: Graph, tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, Any]]
) -> None:
    await wipe(graph)
    await write_records(graph, records)
    await derive_and_read(graph)
    subtrees = [Subtree("region", code) for code in REGIONS] + [Subtree("lead", f"unit-{n}") for n in range(2)]
    async with asking(graph, tmp_path_factory.mktemp("keys"), subtrees) as (client, texts):
        await hold(client, texts, DAYS[6::7])


@LAW_ENGINES
async def test_the_same_where_a_branch_an_association_and_an_office_span_two_leads(
    graph: Graph, tmp_path: Path
) -> None:
    city = small_city()
    city.fact("COVERS", "p:joint", "o:own")
    city.fact("HEAD_OFFICE", "o:own", "o:law")
    city.derived("SUPERIOR", "o:law", "p:cpa", "association", [], "2003-07-01")
    await city.write(graph)
    subtrees = [Subtree("region", "210202"), Subtree("lead", "u:finance"), Subtree("lead", "u:justice")]
    async with asking(graph, tmp_path, subtrees) as (client, texts):
        await hold(client, texts, ["2008-03-31"])


async def test_every_route_says_what_a_bounded_key_may_ask(graph: Graph) -> None:
    app = create_app(graph=graph)
    told = [LISTED, PAGES, FRAME, REFUSED]
    assert sum(map(len, told)) == len(frozenset().union(*told))  # each once
    assert set(app.openapi()["paths"]) | {"/", "/docs"} == frozenset().union(*told)


async def test_what_a_bounded_key_may_not_ask_is_said(graph: Graph, tmp_path: Path) -> None:
    await small_city().write(graph)
    subtree = Subtree("region", "210202")
    async with asking(graph, tmp_path, [subtree]) as (client, texts):
        for path in sorted(REFUSED):
            asked = path.replace("{id}", "o:law")
            method = "POST" if asked.endswith(("/undo", "/accept", "/loads")) else "GET"
            answer = await client.request(method, asked, headers={**bearer(texts[subtree]), "Accept-Language": "en"})
            assert answer.status_code == 403, asked
            assert "k0" in answer.json()["detail"], asked
        answer = await client.get("/v1/runs", headers=bearer(texts[subtree]))
        assert answer.json()["detail"] == "密钥 k0 只限本级范围，不能读取 /v1/runs"
        rules = (await client.get("/v1/rules", headers=bearer(texts[subtree]))).json()["items"]
        assert {(rule["links"], rule["in_force"], len(rule["examples"])) for rule in rules} == {(None, None, 0)}


async def test_no_answer_is_shared_between_keys(graph: Graph, tmp_path: Path) -> None:
    await small_city().write(graph)
    subtrees = [Subtree("region", "210202"), Subtree("lead", "u:labour"), Subtree("lead", "u:finance")]
    async with asking(graph, tmp_path, subtrees) as (client, texts):
        askers = [{}, *(bearer(texts[subtree]) for subtree in subtrees)]
        answers = [await client.get("/v1/organizations?facets=lead", headers=headers) for headers in askers]
        again = [await client.get("/v1/organizations?facets=lead", headers=headers) for headers in askers[::-1]]
        assert [a.content for a in again[::-1]] == [a.content for a in answers]
        assert len({a.headers["etag"] for a in answers}) == len(answers)
        assert len({a.content for a in answers}) == len(answers)
        for answer, headers in zip(answers, askers, strict=True):
            assert "Authorization" in answer.headers["vary"]
            for other in answers:
                known = {**headers, "If-None-Match": other.headers["etag"]}
                same = (await client.get("/v1/organizations?facets=lead", headers=known)).status_code == 304
                assert same == (other is answer)


async def test_a_bound_that_names_nothing_shows_nothing(graph: Graph, tmp_path: Path) -> None:
    await small_city().write(graph)
    subtrees = [Subtree("region", "999999"), Subtree("lead", "nobody"), Subtree("lead", "law")]
    async with asking(graph, tmp_path, subtrees) as (client, texts):
        for text in texts.values():
            for path in ("organizations", "uncovered", "units", "party-organizations", "differences", "findings"):
                answer = await client.get(f"/v1/{path}", headers=bearer(text))
                assert (answer.status_code, answer.json()["total"]) == (200, 0), path
            assert (await client.get("/v1/coverage", headers=bearer(text))).json()["whole"]["units"] == 0
            assert (await client.get("/v1/organizations/o:law", headers=bearer(text))).status_code == 404


async def test_many_chains_hold_those_of_the_subtree_alone(graph: Graph, tmp_path: Path) -> None:
    await small_city().write(graph)
    subtree = Subtree("lead", "u:finance")
    async with asking(graph, tmp_path, [subtree]) as (client, texts):
        led = (await client.get("/v1/organizations?lead=u:finance")).json()["items"]
        whole = await client.post("/v1/chains", json={"ids": [led[0]["id"]]})
        own = await client.post("/v1/chains", json={"ids": [led[0]["id"]]}, headers=bearer(texts[subtree]))
        assert own.json()["items"][0]["path"]
        assert [_course(link) for link in own.json()["items"][0]["path"]] == [
            _course(link) for link in whole.json()["items"][0]["path"]
        ]
        other = await client.post("/v1/chains", json={"ids": ["o:alone"]}, headers=bearer(texts[subtree]))
        nobody = await client.post("/v1/chains", json={"ids": ["o:nobody"]}, headers=bearer(texts[subtree]))
        assert _problem(other, "o:alone") == _problem(nobody, "o:nobody")


@pytest.mark.parametrize("day", ["2008-03-31", "2007-12-31"])
async def test_findings_are_those_about_what_stands_in_the_subtree(graph: Graph, tmp_path: Path, day: str) -> None:
    await small_city().write(graph)
    subtree = Subtree("region", "210202001")
    async with asking(graph, tmp_path, [subtree]) as (client, texts):
        whole, part = Asker(client, day), Asker(client, day, texts[subtree])
        own = {o["id"] for path in ("organizations", "party-organizations") for o in await part.items(path)}
        every = await whole.items("findings")
        wanted = [f for f in every if f["subject"]["id"] in own]
        said = await part.get("findings", limit=500, facets="check")
        assert 0 < len(wanted) < len(every) or day == "2008-03-31"
        assert [f["id"] for f in said["items"]] == [f["id"] for f in wanted]
        assert said["total"] == len(wanted)
        counted = Counter(f["check"] for f in wanted)
        assert {one["value"]: one["total"] for one in said["facets"]["check"]} == counted
        elsewhere = {o["id"] for o in await whole.items("organizations") if o["kind"] not in BODIES} - own
        assert not [i for i in elsewhere if i in json.dumps(said)]


async def test_checks_count_the_findings_of_the_subtree(graph: Graph, tmp_path: Path) -> None:
    city = small_city()
    for n, subject in enumerate(("o:own", "o:law", "o:alone"), 2):
        found = {"severity": "warning", "detail": "{}", "opened_run": "units:1"}
        city.node("Finding", f"n:{n}", check="hard_gap", subject=subject, label="Organization", **found)
    await city.write(graph)
    subtrees = [Subtree("region", "210200"), Subtree("lead", "u:finance")]
    async with asking(graph, tmp_path, subtrees) as (client, texts):
        for subtree in subtrees:
            part = Asker(client, "2008-03-31", texts[subtree])
            counted = Counter(f["check"] for f in await part.items("findings"))
            checks = (await client.get("/v1/checks", headers=part.headers)).json()["items"]
            assert {c["id"]: c["findings"] for c in checks if c["findings"]} == counted
            assert 0 < counted["hard_gap"] <= 3
        assert counted["hard_gap"] < 3
