"""`known_at` gives the answer of an earlier run again; what a command wrote that never ended is not seen."""

import os
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from cypher.catalogue import load_catalogue
from cypher.domain.parameters import load_parameters
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.auto import load_auto
from loaders.derive import derivation
from loaders.exchange import digest, export, import_, read_records
from tests.engines.wiping import wipe
from tests.loaders.test_load_run import put
from tests.registries import LAW, REGISTRIES, SCHOOL, write_csv
from tests.small_city import asking

Row = dict[str, str]
SCHOOLS = REGISTRIES["social_organizations"]
COMMITTEE, DISTRICT = REGISTRIES["party_organizations"][0], REGISTRIES["regions"][2]
LISTS = (
    *("/v1/organizations?limit=500", "/v1/uncovered?limit=500", "/v1/units", "/v1/party-organizations"),
    *("/v1/coverage?by=lead", "/v1/coverage?by=region", "/v1/coverage/form", "/v1/findings?limit=500", "/v1/rules"),
    *("/v1/organizations?limit=500&as_of=2006-06-30", "/v1/organizations?q=学校"),
)


def paths() -> list[str]:
    ids = [f"uscc:{code}" for code in (LAW, SCHOOL)]
    return [
        *LISTS,
        *(f"/v1/party-organizations/{id}{what}" for id in ("D001", "D003", "D004") for what in ("", "/chain")),
        *(f"/v1/organizations/{id}{what}" for id in ids for what in ("", "/chain", "/chain?as_of=2006-06-30")),
    ]


async def answers(client: httpx.AsyncClient, **asked: str) -> dict[str, tuple[int, bytes]]:
    found = {}
    for path in paths():
        answer = await client.get(path, params={**dict(httpx.URL(path).params), **asked})
        found[path] = (answer.status_code, answer.content)
    return found


def changed(number: int, **cells: str) -> list[Row]:
    return [row if n != number else {**row, **cells} for n, row in enumerate(SCHOOLS)]


async def everything(graph: Graph, folder: Path) -> list[str]:
    """All registries as one command; its runs."""
    files = [write_csv(folder / f"{source}.csv", rows) for source, rows in REGISTRIES.items()]
    return [report.run for report in await load_auto(graph, load_catalogue(), files, as_of="2007-12-31")]


async def test_the_answer_of_an_earlier_run_is_given_again_byte_for_byte(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: dict[str, dict[str, tuple[int, bytes]]] = {}
    async with asking(graph) as client:

        async def then(run: str) -> None:
            told[run] = await answers(client)
            assert {status for status, _ in told[run].values()} <= {200, 404}

        await then((await everything(graph, tmp_path))[-1])
        schools = "social_organizations"
        for source, rows, as_of in (
            (schools, changed(1, 业务主管单位="大连市财政局"), "2007-12-31"),  # a correction
            (
                schools,
                changed(1, 社会组织名称="大连新名职业培训学校", 业务主管单位="大连市财政局"),
                "2008-03-31",
            ),  # a renaming
            (schools, changed(1, 社会组织名称="大连新名职业培训学校", 实体运营="否"), "2008-06-30"),
            (schools, changed(1, 成立登记日期="2002-05-01", 社会组织名称="大连新名职业培训学校"), "2008-12-31"),
            (schools, changed(1, 社会组织名称="大连旧名职业培训学校"), "2006-12-31"),  # an older picture
            (schools, changed(1, 登记状态="注销", 社会组织名称="大连新名职业培训学校"), "2009-01-31"),
            (
                schools,
                changed(1, 登记状态="正常", 社会组织名称="大连新名职业培训学校"),
                "2009-03-31",
            ),  # and is there again
            ("party_organizations", [{**COMMITTEE, "属地党组织": "否"}], "2008-12-31"),
            ("regions", [{**DISTRICT, "级别": "街道"}], "2008-12-31"),
        ):
            report = await put(graph, tmp_path, source, rows, as_of=as_of)
            await then(report.run)
        sets = derivation.rule_sets
        begun = replace(load_parameters()["rule_set_v1_from"], value="2006-09-01")
        with monkeypatch.context() as other:  # the newer rules from another day on
            other.setattr(derivation, "rule_sets", lambda known: sets({**known, "rule_set_v1_from": begun}))
            await derive_again(graph, load_catalogue())
        runs = [r["id"] for r in await graph.read(load_catalogue()["load/frame/runs"])]
        await then(next(run for run in runs if run.startswith("derive:")))
        differing = {re.sub(r'"revision": ?\d+', "", repr(one)) for one in told.values()}
        assert len(differing) == len(told)  # each changed some answer, the older picture what stood before
        for run, before in told.items():
            again = await answers(client, known_at=run)
            assert [path for path in before if again[path] != before[path]] == [], run
        refused = await client.get("/v1/uncovered", params={"known_at": "units:99"})
        assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")
        await export(graph, load_catalogue(), tmp_path / "whole.jsonl.gz")
        await wipe(graph)
        await import_(graph, load_catalogue(), tmp_path / "whole.jsonl.gz")
        async with asking(graph) as restored:
            for run, before in told.items():
                assert await answers(restored, known_at=run) == before


class Died(Exception):
    """The load ends here, as a process that is killed: nothing is tidied up."""


WRITES = 24  # of which a load dies before one; it makes some more


async def test_whatever_a_dead_load_wrote_is_never_seen_and_taken_back(
    graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue, chance = load_catalogue(), random.Random(20261126)
    await everything(graph, tmp_path)
    later: Sequence[tuple[str, list[Row]]] = (
        ("units", [*REGISTRIES["units"], {**REGISTRIES["units"][0], "单位编号": "U900", "单位名称": "大连市新设局"}]),
        (
            "social_organizations",
            changed(1, 社会组织名称="大连新名职业培训学校", 成立登记日期="2002-05-01", 实体运营="否"),
        ),
    )
    files = [write_csv(tmp_path / f"{source}.csv", rows) for source, rows in later]
    async with asking(graph) as client:
        before, records = await answers(client), digest(await read_records(graph, catalogue))
        for _ in range(int(os.environ.get("ZUZHITU_TEST_DEATHS", "1"))):
            writes, stop = 0, chance.randrange(2, WRITES)

            async def write(*given: Any, real: Any = graph.write, at: int = stop, **named: Any) -> Any:
                nonlocal writes
                writes += 1
                if writes == at:
                    raise Died
                return await real(*given, **named)

            with monkeypatch.context() as deadly:
                deadly.setattr(graph, "write", write)
                with pytest.raises(Died):
                    await load_auto(graph, catalogue, files, as_of="2008-03-31")
            assert await answers(client) == before, stop
            assert digest(await read_records(graph, catalogue)) == records
        # another source is loaded: nothing of the dead runs is seen then either
        await put(graph, tmp_path, "trades", as_of="2007-12-31")
        assert digest(await read_records(graph, catalogue)) == records
        await load_auto(graph, catalogue, files, as_of="2008-03-31")
    harmed = digest(await read_records(graph, catalogue))
    await wipe(graph)
    await everything(graph, tmp_path)
    write_csv(tmp_path / "trades.csv", REGISTRIES["trades"])
    files = [write_csv(tmp_path / f"{source}.csv", rows) for source, rows in later]
    await load_auto(graph, catalogue, files, as_of="2008-03-31")
    assert digest(await read_records(graph, catalogue)) == harmed
