"""Every view of one fact agrees: lists, groupings, form, trend, claims, roll-ups, pages, files, the oracle.

On random cities, on two of DAYS each: on the one the graph itself is asked, on the other what a service reads of it
once it stands. ZUZHITU_TEST_WORLDS=1000 for more of them, --hypothesis-seed=N for the same ones again, and
--log-cli-level=INFO to be told how much was compared. What does not agree is told as: day, view, what it says, what
another says.
"""

import csv
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.main import create_app
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from cypher.projection.read import read_projection
from tests.derived import derive_and_read
from tests.engines.wiping import wipe
from tests.oracle import Oracle
from tests.oracle.counting import MEMBERS, SEVERITIES
from tests.oracle.worlds import DAYS, on_an_engine, tell_tally, worlds
from tests.stories import RUN, SOURCE, write_records

pytestmark = pytest.mark.anyio
DIMENSIONS: Final = ("trade", "kind", "level", "lead", "association")
# What somebody may have reported of a day: the measure, and whether of one trade.
FIGURES: Final = (
    *(("party_organizations", False), ("party_organizations_in_trade", True), ("members", False), ("members", True)),
    *(("hard_gap", False), ("hard_gap", True)),
)
FLAGGED: Final = ("joint_has_three", "must_has_group", "instructor_sent")  # rows of the form that no class tells
IN_TRADE: Final = ("firm", "non_enterprise")  # whose Party organisations a claim counts in their trade


class Views:
    """The answers of one day, each asked once, and where they say different things."""

    def __init__(self, client: httpx.AsyncClient, day: str, oracle: Oracle) -> None:
        self.client, self.day, self.oracle = client, day, oracle
        self.wrong: list[str] = []
        self.compared = 0
        self.revisions: set[int] = set()
        self._told: dict[str, Any] = {}

    async def get(self, path: str, **params: Any) -> Any:
        told = repr((path, params))
        if told not in self._told:
            answer = (await self._ask(path, **params)).json()
            self.revisions.add(answer["revision"])
            self._told[told] = answer
        return self._told[told]

    async def _ask(self, path: str, **params: Any) -> httpx.Response:
        answer = await self.client.get(f"/v1/{path}", params={"as_of": self.day, **params})
        assert answer.status_code == 200, (path, params, answer.text)
        return answer

    async def items(self, path: str, **params: Any) -> list[Any]:
        found: list[Any] = (await self.get(path, limit=500, **params))["items"]
        return found

    def same(self, view: str, said: Any, other: Any) -> None:
        self.compared += 1
        if said != other:
            self.wrong.append(f"{self.day} {view}: {said} against {other}")

    async def compare(self) -> None:
        every = await self.items("organizations")
        items = {o["id"]: o for o in every if o["coverage"] is not None}
        classes = Counter(o["coverage"] for o in items.values())
        whole = (await self.get("coverage"))["whole"]
        self.same("coverage / list", {c: n for c, n in whole["counts"].items() if n}, dict(classes))
        population = self.oracle.population(self.day)
        told = {i: c.class_ for i in population if (c := self.oracle.coverage(i, self.day))}
        self.same("oracle / list", told, {i: o["coverage"] for i, o in items.items()})
        await self._groupings(whole, items)
        await self._form(whole)
        await self._gaps(whole)
        await self._units(items)
        await self._pages(items)
        await self._parties()
        await self._claims(whole, items)
        await self._files(every)
        self.same("revisions", self.revisions, {(await self.get("coverage"))["revision"]})

    async def _groupings(self, whole: Any, items: Mapping[str, Any]) -> None:
        for by in DIMENSIONS:
            groups = (await self.get("coverage", by=by))["items"]
            self.same(f"coverage by {by} / whole", _summed(groups), {c: n for c, n in whole["counts"].items() if n})
            if by in ("trade", "lead", "association"):
                for group in groups:
                    value = group["value"] or "null"
                    part = (await self.get("coverage", **{by: value}))["whole"]
                    self.same(f"coverage of {by} {value} / row", part["units"], group["units"])
                    listed = await self.items("organizations", **{by: value})
                    counted = [o for o in listed if o["id"] in items]
                    self.same(f"list of {by} {value} / row", len(counted), group["units"])
        regions = (await self.get("coverage", by="region"))["items"]
        above = {r["id"]: r["parent"] for r in (await self.get("regions"))["items"]}
        roots = [g for g in regions if g["value"] is None or above.get(g["value"]) is None]
        self.same("roots and null of regions / whole", sum(g["units"] for g in roots), whole["units"])
        pairs = (await self.get("coverage", by="lead,kind"))["items"]
        self.same("coverage by lead and kind / whole", sum(g["units"] for g in pairs), whole["units"])
        points = (await self.get("coverage/trend", step="year", **{"from": self.day[:4]}))["items"]
        self.same("trend / whole", {name: points[-1][name] for name in whole}, whole)

    async def _form(self, whole: Any) -> None:
        form = await self.get("coverage/form")
        rows = {row["id"]: row["values"] for row in form["rows"]}
        self.same("form balances", form["balance"]["holds"], True)
        for cls, count in whole["counts"].items():
            shown = form["not_reported"][0]["units"] if cls == "unknown" else rows[cls]["total"]
            self.same(f"form {cls} / coverage", shown, count)
        told = self.oracle.form(self.day)
        for column, cells in told.items():
            mine = {row: rows[row][column] for row in cells if row in rows and rows[row][column] is not None}
            self.same(f"form {column} / oracle", mine, {row: cells[row] for row in mine})
        cells = [(row, "total") for row in FLAGGED] + [("units", column) for column in rows["units"]]
        for row, column in cells:
            if rows[row][column]:
                listed = await self.get("organizations", form_row=row, form_column=column)
                self.same(f"form {row} {column} / list", rows[row][column], listed["total"])

    async def _gaps(self, whole: Any) -> None:
        for cls, severity in SEVERITIES.items():
            gaps = await self.get("uncovered", severity=severity, limit=500)
            self.same(f"uncovered {severity} / coverage", gaps["total"], whole["counts"][cls])
            self.same(f"uncovered {severity} items / total", len(gaps["items"]), gaps["total"])
            for gap in gaps["items"]:
                chain = await self.get(f"organizations/{gap['organization']['id']}/chain")
                lead = chain["lead"] and chain["lead"]["to"]
                self.same("uncovered lead, break / chain", (gap["lead"], gap["break"]), (lead, chain["break"]))

    async def _units(self, items: Mapping[str, Any]) -> None:
        for unit in await self.items("units"):
            tree = (await self.get(f"units/{unit['id']}/subtree", depth=2, limit=500))["tree"]
            leaves = [leaf["organization"] for leaf in _leaves(tree)]
            self.same(f"subtree {unit['id']}: each once", len({o["id"] for o in leaves}), len(leaves))
            counted = sum(o["id"] in items for o in leaves)
            self.same(f"subtree {unit['id']} / totals", counted, tree["totals"]["units"])
            page = await self.get(f"units/{unit['id']}")
            role = "leads" if unit["kind"] == "supervising_unit" else "superior_of"
            self.same(f"page of unit {unit['id']} / subtree", page[role], tree["totals"])
            if unit["kind"] == "supervising_unit":
                listed = await self.get("organizations", lead=unit["id"], limit=500)
                self.same(f"subtree {unit['id']} / list", sorted(o["id"] for o in leaves),
                          sorted(o["id"] for o in listed["items"]))  # fmt: skip
                self.same(f"unit {unit['id']} leads / list", unit["leads_total"], listed["total"])

    async def _pages(self, items: Mapping[str, Any]) -> None:
        for id_, item in items.items():
            page = await self.get(f"organizations/{id_}")
            self.same(f"page of {id_} / list", page["coverage_state"]["class"], item["coverage"])
            history = (await self.get(f"organizations/{id_}/history"))["items"]
            now = [h for h in history if (h["valid_from"] or "") <= self.day < (h["valid_to"] or "9999-12-31")]
            self.same(
                f"history of {id_} / list", [h["value"] for h in now if h["what"] == "coverage"], [item["coverage"]]
            )
            chain = await self.get(f"organizations/{id_}/chain")
            lead = [chain["lead"]["to"]["id"]] if chain["lead"] else []
            held = [h["holder"]["id"] for h in now if h["type"] == "lead"]
            self.same(f"history of {id_} / chain", held, lead)
        if items:
            answer = await self.client.post("/v1/chains", json={"ids": [*items], "as_of": self.day})
            each = [await self.get(f"organizations/{id_}/chain") for id_ in items]
            many = answer.json()["items"]
            self.same("many chains / each", many, [{name: one[name] for name in many[0]} for one in each])

    async def _parties(self) -> None:
        listed = {p["id"]: p for p in await self.items("party-organizations")}
        answer = await self.get("differences", limit=500)
        self.same("differences / counts", len(answer["items"]), sum(answer["counts"].values()))
        told = {d["party_organization"]["id"]: (d["derived"], d["recorded"]) for d in answer["items"]}
        both = {i: (p["superior"], p["recorded"]) for i, p in listed.items() if p["superior"] or p["recorded"]}
        self.same("differences / Party organisations", told, both)
        above: dict[str, set[str]] = {}
        passed: dict[str, set[str]] = {id_: set() for id_ in listed}  # those through whom a chain goes: which ones
        for id_, party in listed.items():
            for superior in self._above(id_, party):
                above.setdefault(superior, set()).add(id_)
            path = (await self.get(f"party-organizations/{id_}/chain"))["path"]
            if path and path[0]["role"] == "superior":
                self.same(
                    f"chain of {id_} / Party organisations", path[0]["to"], party["superior"] or party["recorded"]
                )
            for end in {link["to"]["id"] for link in path} & passed.keys() - {id_}:
                passed[end].add(id_)
        for id_, through in passed.items():
            tree = (await self.get(f"party-organizations/{id_}/subtree", depth=0))["tree"]
            self.same(f"Party subtree {id_} / chains", tree["party_organizations"], len(through))
            whole = (await self.get("coverage", party=id_))["whole"]
            self.same(f"Party subtree {id_} / coverage", tree["totals"], whole)
            beneath = [o["id"] for o in await self.items("organizations", party=id_) if o["coverage"] is not None]
            self.same(f"Party subtree {id_} / list", tree["totals"]["units"], len(beneath))
        for superior, below in above.items():
            beneath = await self.get("party-organizations", superior=superior, limit=500)
            self.same(f"below {superior} / superiors", {p["id"] for p in beneath["items"]}, below)
        facets = (await self.get("party-organizations", facets="superior", limit=1))["facets"]["superior"]
        counted = {f["value"]: f["total"] for f in facets if f["value"]}
        self.same("facet of superiors / lists", counted, {superior: len(below) for superior, below in above.items()})

    def _above(self, id_: str, party: Any) -> set[str]:
        """Those below whom a list shows a Party organisation: the derived superior, else each recorded one."""
        if party["superior"]:
            return {party["superior"]["id"]}
        return {fact.end for fact in self.oracle.facts.of(id_, "SUBORDINATE_TO", self.day)}

    async def _claims(self, whole: Any, items: Mapping[str, Any]) -> None:
        claims = [claim for claim in (await self.get("claims"))["items"] if claim["as_of"] == self.day]
        self.same("claims", len(claims), len(FIGURES) + 1)  # one is told in two readings
        for claim in claims:
            trade, name = claim["trade"], f"claim {claim['measure']} {claim['reading']} of {claim['trade']}"
            counted = (await self.get("coverage", trade=trade))["whole"] if trade else whole
            path, _, query = claim["against"].partition("?")
            asked = dict(httpx.QueryParams(query))
            shown = await self.get(path.removeprefix("/v1/"), **asked)
            match claim["measure"]:
                case "hard_gap":
                    self.same(f"{name} / coverage", claim["computed"], counted["counts"]["uncovered_must"])
                    self.same(f"{name} / list", claim["computed"], shown["total"])
                case "members":
                    self.same(f"{name} / coverage", claim["computed"], counted["members"] or 0)
                    self.same(f"{name} / groups", claim["computed"], sum(g["members"] or 0 for g in shown["items"]))
                    self.same(f"{name} / oracle", claim["computed"], self._members(trade, items))
                case _:
                    with_associations = claim["reading"] == "with_associations"
                    parties = await self._counted_parties(trade, items, with_associations)
                    self.same(f"{name} / Party organisations", claim["computed"], len(parties))
                    self.same(f"{name} / list", claim["computed"], shown["total"])

    def _members(self, trade: str | None, items: Mapping[str, Any]) -> int:
        """The members of those listed, all three counts as far as known."""
        counts = [self.oracle.counting.headcount(i, self.day) for i, o in items.items() if trade in (None, o["trade"])]
        return sum(h[name] + (h.get(f"{name}_bound") == "more_than") for h in counts for name in MEMBERS if name in h)

    async def _counted_parties(self, trade: str | None, items: Mapping[str, Any], with_associations: bool) -> set[str]:
        """Those that cover a listed one (in a trade: a firm or private unit of it), or sit with an association."""
        covered = {i for i, o in items.items() if trade is None or (o["trade"] == trade and o["kind"] in IN_TRADE)}
        return {
            p["id"]
            for p in await self.items("party-organizations")
            if covered & {o["id"] for o in p["covers"]}
            or (with_associations and p["host"] and p["host"]["kind"] == "association")
        }

    async def _files(self, every: Iterable[Any]) -> None:
        """What a list answers as a file is what it answers in pages."""
        gaps = await self.items("uncovered")
        for path, listed in (("organizations", every), ("uncovered", gaps)):
            lines = (await self._ask(path, format="jsonl")).text.splitlines()
            self.same(f"{path} as JSON Lines / list", [json.loads(line) for line in lines], listed)
            rows = csv.DictReader((await self._ask(path, format="csv")).text.removeprefix("\ufeff").splitlines())
            told = [{name: row[name] or None for name in ("id", "coverage", "severity") if name in row} for row in rows]
            wanted = [{name: o[name] for name in ("id", "coverage", "severity") if name in o} for o in listed]
            self.same(f"{path} as CSV / list", told, wanted)


def _summed(groups: list[Any]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for group in groups:
        counted.update({cls: n for cls, n in group["counts"].items() if n})
    return dict(counted)


def _leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    if "organization" in node:
        return [node]
    return [leaf for child in node["children"] for leaf in _leaves(child)]


def _figures(days: Iterable[str], trade: str) -> list[dict[str, Any]]:
    """Records of figures that somebody reported of each of these days."""
    said = {"value": 3, "bound": "exact", "text": "3", "source": SOURCE, "recorded_run": RUN}
    place = {"file": "story.yaml", "sheet": "", "row": 2}
    return [
        {
            "node": "ReportedFigure",
            "id": f"{measure}:{day}:{of_trade}",
            "properties": {"measure": measure, "as_of": day, **said, **place, **({"trade": trade} if of_trade else {})},
        }
        for day in days
        for measure, of_trade in FIGURES
    ]


@asynccontextmanager
async def asking(graph: Graph) -> AsyncIterator[tuple[httpx.AsyncClient, Any]]:
    """A client of the API over this graph, and what the service knows of it."""
    app = create_app(graph=graph)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        yield client, app.state.presence


@given(records=worlds(), days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True))
@on_an_engine(10)
async def test_every_view_of_a_city_says_the_same(graph: Graph, records: list[dict[str, Any]], days: list[str]) -> None:
    await wipe(graph)
    await write_records(graph, [*records, *_figures(days, "trade-0")])
    await derive_and_read(graph)
    oracle, wrong, compared = Oracle(records, "210200"), [], 0
    async with asking(graph) as (client, presence):
        for number, day in enumerate(days):
            if number:
                presence.held = await read_projection(graph, load_catalogue())
            views = Views(client, day, oracle)
            await views.compare()
            wrong += views.wrong
            compared += views.compared
    tell_tally("agreement", cities=1, days=len(days), compared=compared, different=len(wrong))
    assert not wrong, "\n".join(wrong[:10])
    assert compared > 20
