"""Every view of one fact agrees: lists, groupings, form, trend, subtrees, pages, the oracle.

On random cities, on each of DAYS; ZUZHITU_TEST_WORLDS=1000 for more of them. What does not agree is told as
(day, view, what it says, what another one says).
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from hypothesis import given

from cypher.graph import Graph
from tests.derived import derive_and_read
from tests.engines.wiping import wipe
from tests.oracle import Oracle
from tests.oracle.worlds import DAYS, on_an_engine, worlds
from tests.small_city import asking
from tests.stories import write_records

pytestmark = pytest.mark.anyio
SEVERITY = {"uncovered_must": "hard", "uncovered_few": "soft", "uncovered_none": "none", "unknown": "unknown"}
DIMENSIONS = ("trade", "kind", "level", "lead", "association")


class Views:
    """The answers of one day, each asked once, and where they say different things."""

    def __init__(self, client: httpx.AsyncClient, day: str) -> None:
        self.client, self.day = client, day
        self.wrong: list[str] = []
        self.compared = 0

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.client.get(f"/v1/{path}", params={"as_of": self.day, **params})
        assert answer.status_code == 200, (path, params, answer.text)
        return answer.json()

    def same(self, view: str, said: Any, other: Any) -> None:
        self.compared += 1
        if said != other:
            self.wrong.append(f"{self.day} {view}: {said} against {other}")

    async def compare(self, oracle: Oracle) -> None:
        every = (await self.get("organizations", limit=500))["items"]
        items = {o["id"]: o for o in every if o["coverage"] is not None}
        classes = Counter(o["coverage"] for o in items.values())
        whole = (await self.get("coverage"))["whole"]
        self.same("coverage / list", {c: n for c, n in whole["counts"].items() if n}, dict(classes))
        told = {i: c.class_ for i in oracle.population(self.day) if (c := oracle.coverage(i, self.day))}
        self.same("oracle / list", told, {i: o["coverage"] for i, o in items.items()})
        await self._groupings(whole, items)
        await self._form(whole, oracle)
        await self._gaps(whole)
        await self._units(items)
        await self._pages(items)
        await self._parties()

    async def _groupings(self, whole: Any, items: Mapping[str, Any]) -> None:
        for by in DIMENSIONS:
            groups = (await self.get("coverage", by=by))["items"]
            self.same(f"coverage by {by} / whole", _summed(groups), {c: n for c, n in whole["counts"].items() if n})
            if by in ("trade", "lead", "association"):
                for group in groups:
                    value = group["value"] or "null"
                    part = (await self.get("coverage", **{by: value}))["whole"]
                    self.same(f"coverage of {by} {value} / row", part["units"], group["units"])
                    listed = (await self.get("organizations", limit=500, **{by: value}))["items"]
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

    async def _form(self, whole: Any, oracle: Oracle) -> None:
        form = await self.get("coverage/form")
        rows = {row["id"]: row["values"] for row in form["rows"]}
        self.same("form balances", form["balance"]["holds"], True)
        for cls, count in whole["counts"].items():
            shown = form["not_reported"][0]["units"] if cls == "unknown" else rows[cls]["total"]
            self.same(f"form {cls} / coverage", shown, count)
        told = oracle.form(self.day)
        for column, cells in told.items():
            mine = {row: rows[row][column] for row in cells if row in rows and rows[row][column] is not None}
            self.same(f"form {column} / oracle", mine, {row: cells[row] for row in mine})

    async def _gaps(self, whole: Any) -> None:
        for cls, severity in SEVERITY.items():
            gaps = await self.get("uncovered", severity=severity, limit=500)
            self.same(f"uncovered {severity} / coverage", gaps["total"], whole["counts"][cls])
            self.same(f"uncovered {severity} items / total", len(gaps["items"]), gaps["total"])
            for gap in gaps["items"]:
                chain = await self.get(f"organizations/{gap['organization']['id']}/chain")
                lead = chain["lead"] and chain["lead"]["to"]
                self.same("uncovered lead, break / chain", (gap["lead"], gap["break"]), (lead, chain["break"]))

    async def _units(self, items: Mapping[str, Any]) -> None:
        for unit in (await self.get("units", limit=500))["items"]:
            tree = (await self.get(f"units/{unit['id']}/subtree", depth=2, limit=500))["tree"]
            leaves = [leaf["organization"] for leaf in _leaves(tree)]
            self.same(f"subtree {unit['id']}: each once", len({o["id"] for o in leaves}), len(leaves))
            counted = sum(o["id"] in items for o in leaves)
            self.same(f"subtree {unit['id']} / totals", counted, tree["totals"]["units"])
            if unit["kind"] == "supervising_unit":
                listed = await self.get("organizations", lead=unit["id"], limit=500)
                self.same(f"subtree {unit['id']} / list", sorted(o["id"] for o in leaves),
                          sorted(o["id"] for o in listed["items"]))  # fmt: skip
                self.same(f"unit {unit['id']} leads / list", unit["leads"], listed["total"])

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

    async def _parties(self) -> None:
        listed = {p["id"]: p for p in (await self.get("party-organizations", limit=500))["items"]}
        answer = await self.get("differences", limit=500)
        self.same("differences / counts", len(answer["items"]), sum(answer["counts"].values()))
        told = {d["party_organization"]["id"]: (d["derived"], d["recorded"]) for d in answer["items"]}
        above = {i: p["superior"] or p["recorded"] for i, p in listed.items()}
        for id_ in [i for i in listed if any(a and a["id"] == i for a in above.values())]:
            tree = (await self.get(f"party-organizations/{id_}/subtree", depth=0))["tree"]
            whole = (await self.get("coverage", party=id_))["whole"]
            self.same(f"Party subtree {id_} / coverage", tree["totals"], whole)
        both = {i: (p["superior"], p["recorded"]) for i, p in listed.items() if p["superior"] or p["recorded"]}
        self.same("differences / Party organisations", told, both)


def _summed(groups: list[Any]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for group in groups:
        counted.update({cls: n for cls, n in group["counts"].items() if n})
    return dict(counted)


def _leaves(node: dict[str, Any]) -> list[dict[str, Any]]:
    if "organization" in node:
        return [node]
    return [leaf for child in node["children"] for leaf in _leaves(child)]


@given(records=worlds())
@on_an_engine(3)
async def test_every_view_of_a_city_says_the_same(graph: Graph, records: list[dict[str, Any]]) -> None:
    await wipe(graph)
    await write_records(graph, records)
    await derive_and_read(graph)
    oracle, wrong, compared = Oracle(records, "210200"), [], 0
    async with asking(graph) as client:
        for day in DAYS[::3]:
            views = Views(client, day)
            await views.compare(oracle)
            wrong += views.wrong
            compared += views.compared
    assert not wrong, "\n".join(wrong[:10])
    assert compared > 20
