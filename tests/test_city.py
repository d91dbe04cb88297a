"""The example city on each engine: the article's figures, the same answers everywhere, one branch less."""

import csv
import hashlib
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.cli.service import EXAMPLE
from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.auto import load_auto
from loaders.check.findings import find
from loaders.consistency import check_offline, read_export
from loaders.exchange import digest, export, read_records
from loaders.load import load
from loaders.runs.work import Work
from tests.app.test_presence import until
from tests.conftest import ONE_ENGINE

pytestmark = pytest.mark.anyio
GOLDEN = Path(__file__).parent / "golden_city.json"
LISTS = (
    "organizations",
    "party-organizations",
    "units",
    "uncovered",
    *(f"coverage?by={dimension}" for dimension in ("trade", "region", "kind", "lead", "level", "association")),
    "coverage/form",
    "rules",
    "findings",
)
UNDATED = ("claims", "checks", "sources")
DAYS = ("2002-06-30", "2005-06-30", "2008-03-31")
LAW_BRANCH_CLOSED = "2008-03-01"


@pytest.fixture(scope="module")
async def client(city_url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=city_url, timeout=60) as opened:
        yield opened


async def get(client: httpx.AsyncClient, path: str) -> Any:
    answer = await client.get(f"/v1/{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def figures(client: httpx.AsyncClient) -> dict[str, tuple[int, bool]]:
    """Measure, trade and reading of each reported figure -> what the graph computes, and whether the claim holds."""
    items = (await get(client, "claims"))["items"]
    return {f"{c['measure']} {c['trade']} {c['reading']}": (c["computed"], c["holds"]) for c in items}


async def test_the_articles_figures_hold_against_the_graph(client: httpx.AsyncClient) -> None:
    found = await figures(client)
    assert found["party_organizations None with_associations"] == (343, True)
    assert found["party_organizations None without_associations"] == (334, False)
    assert found["party_organizations_in_trade law all"] == (46, True)
    assert found["party_organizations_in_trade accounting all"] == (31, True)
    assert found["hard_gap law all"] == found["hard_gap accounting all"] == (0, True)
    # 逐年增加: of the years to March 2008 none brought no more of either, as far back as anything is known
    assert found["party_organizations_not_grown None all"] == found["members_not_grown None all"] == (0, True)
    members, holds = found["members None all"]
    assert members > 6600
    assert holds


async def test_every_engine_gives_the_same_answers(client: httpx.AsyncClient, city: Graph) -> None:
    seen = {"digest": digest(await read_records(city, load_catalogue()))}
    some = (await get(client, "organizations?limit=500"))["items"][::10]
    paths = [(path, day) for path in LISTS for day in DAYS]
    paths += [(f"organizations/{o['id']}/chain", day) for o in some for day in DAYS]
    paths += [(f"organizations/{o['id']}", DAYS[-1]) for o in some]
    asked = [f"{path}{'&' if '?' in path else '?'}as_of={day}" for path, day in paths]
    for path in (*UNDATED, *asked):
        body = json.dumps(_timeless(await get(client, path)), ensure_ascii=False)
        seen[path] = hashlib.sha256(body.encode()).hexdigest()[:16]
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(json.dumps(seen, indent=1) + "\n", encoding="utf-8")
    assert seen == json.loads(GOLDEN.read_text(encoding="utf-8"))


async def test_each_fact_of_a_chain_names_the_bytes_it_was_read_from(client: httpx.AsyncClient) -> None:
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in EXAMPLE.glob("*.csv")}
    some = (await get(client, "organizations?limit=500&kind=firm"))["items"][::40]
    chains = [await get(client, f"organizations/{o['id']}/chain") for o in some]
    links = [link for chain in chains for link in [chain["lead"], *chain["path"]] if link]
    places = [fact["place"] for link in links for fact in link["facts"]]
    assert len(places) > 10
    assert all(place["sha256"] == sums[place["file"]] for place in places)
    used = [name for link in links if link["rule"] for name in link["parameters"]]
    assert "rule_set_v1_from" in used


def _timeless(value: Any) -> Any:
    """The answer without what may differ between two loads of the same files, or two services."""
    if isinstance(value, dict):
        return {k: _timeless(v) for k, v in value.items() if k not in ("started", "finished", "age", "stale_since")}
    return [_timeless(v) for v in value] if isinstance(value, list) else value


@ONE_ENGINE
async def test_the_same_files_again_change_nothing(city: Graph) -> None:
    before = digest(await read_records(city, load_catalogue()))
    reports = await load_auto(city, load_catalogue(), sorted(EXAMPLE.glob("*.csv")))
    assert {n for r in reports for name, n in r.changes.items() if name != "unchanged"} == {0}
    assert digest(await read_records(city, load_catalogue())) == before


async def test_an_exported_file_is_checked_offline_to_the_same_findings(city: Graph, tmp_path: Path) -> None:
    file = tmp_path / "city.jsonl.gz"
    await export(city, load_catalogue(), file)
    offline = check_offline(read_export(file), DAYS[-1])
    assert offline.pop("dangling_end") == []
    work = Work(city, load_catalogue(), city="210200")
    online = {name: await find(work, work.catalogue[f"checks/{name}"], DAYS[-1]) for name in offline}
    assert {name: [f.id for f in found] for name, found in offline.items()} == {
        name: sorted(f.id for f in found) for name, found in online.items()
    }
    assert offline["cycle"]
    assert offline["orphan"]


@ONE_ENGINE
async def test_one_branch_less_and_the_claims_fail_by_one(
    client: httpx.AsyncClient, city: Graph, tmp_path: Path
) -> None:
    before = await figures(client)
    row = _own_branch_of_a_law_firm()
    closed = tmp_path / "党组织撤销.csv"
    with closed.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row)
        writer.writeheader()
        writer.writerow(row | {"撤销日期": LAW_BRANCH_CLOSED})
    report = await load(city, load_catalogue(), "party_organizations", [closed], as_of="2008-03-31")
    assert report.counts.accepted == 1

    async def seen() -> bool:  # within a second
        return bool((await get(client, "uncovered?limit=1"))["revision"] == report.revision)

    await until(seen)
    after = await figures(client)
    for name in ("party_organizations None with_associations", "party_organizations_in_trade law all"):
        assert after[name] == (before[name][0] - 1, False)
    assert after["hard_gap law all"] == (1, False)
    gaps = await get(client, "uncovered?severity=hard&trade=law")
    assert [g["organization"]["name"] for g in gaps["items"]] == [row["覆盖单位"]]
    assert gaps["items"][0]["gap_since"] == LAW_BRANCH_CLOSED


def _rows(pattern: str, heading: str) -> list[dict[str, str]]:
    """The rows of one file of the example, below its headings, in whichever encoding it came."""
    raw = next(EXAMPLE.glob(pattern)).read_bytes()
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = raw.decode("gb18030").splitlines()
    start = next(n for n, line in enumerate(lines) if heading in line)
    return list(csv.DictReader(lines[start:]))


def _own_branch_of_a_law_firm() -> dict[str, str]:
    """A row of the register: the branch of one law firm that has three full members or more."""
    full = {r["单位"]: r["正式党员"] for r in _rows("10人数2008-03-31.csv", "正式党员")}
    for row in _rows("09b*.csv", "党组织类型"):
        firm = row["覆盖单位"]
        own = row["党组织类型"] == "党支部" and firm.endswith("律师事务所") and not row["撤销日期"]
        if own and full.get(firm, "").isdigit() and int(full[firm]) >= 3:
            return row
    raise AssertionError("the city has no own branch of a law firm")
