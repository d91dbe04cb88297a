"""Pictures in any order: the same present and the same history as in the order of their days (docs/domain.md 3)."""

import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.exchange import digest, read_records
from tests.engines.wiping import wipe
from tests.loaders.test_histories import SAID
from tests.loaders.test_load_run import put, put_city
from tests.registries import LAW, REGISTRIES, SCHOOL, credit_code

# More of them where somebody has the time: ZUZHITU_TEST_ORDERS=100 (of seeds from ZUZHITU_TEST_SEED on)
ORDERS = int(os.environ.get("ZUZHITU_TEST_ORDERS", "1"))
SEED = int(os.environ.get("ZUZHITU_TEST_SEED", "20261128"))
FRAME = ("regions", "authorities", "trades", "units", "associations")
DAYS = ("2008-12-31", "2009-01-31", "2009-02-28", "2009-03-31")
FIRM = credit_code("91", "210202", 9)
Picture = tuple[str, list[dict[str, str]], str, bool]  # source, rows, day, whether it is complete


def pictures(chance: random.Random) -> list[Picture]:
    """Monthly pictures of two registers, one organisation in both, and of what units supervise, some of them complete.

    Rows change, are refused, leave, close, move away, come back.
    """
    law, *others = (dict(row) for row in REGISTRIES["social_organizations"])
    firm = {**REGISTRIES["enterprises"][0], "企业名称": "大连新设会计师事务所", "统一社会信用代码": FIRM}
    both = {**firm, "企业名称": law["社会组织名称"], "统一社会信用代码": LAW, "经营范围": "法律服务"}
    rows = {
        "social_organizations": [law, *others],
        "enterprises": [dict(REGISTRIES["enterprises"][0]), firm, both],
        "trade_supervision": [dict(row) for row in REGISTRIES["trade_supervision"]],
    }
    said = {
        "social_organizations": {**SAID["social_organizations"], "住所": ("沈阳市和平区1号", "大连市中山区2号", "")},
        "enterprises": {
            "企业名称": ("大连旧名会计师事务所", "大连丙丁会计师事务所有限公司"),
            "注册日期": ("1999", "2001-02-03", "2001-02-30"),
            "经营范围": ("审计", "批发兼零售"),
            "注册地址": ("大连市西岗区3号", "沈阳市沈河区4号", "大连市中山区5号"),
            "地区": ("大连", "沈阳", ""),
        },
        "trade_supervision": {"起始日期": ("", "2003-07", "2003-13"), "终止日期": ("", "2008-02")},
    }
    made: list[Picture] = []
    for day in DAYS:
        for source in rows:
            for _ in range(chance.randint(0, 3)):
                column, row = chance.choice(list(said[source])), chance.choice(rows[source])
                if row.get("统一社会信用代码", "none") or column != "社会组织名称":  # its number alone is no name's
                    row[column] = chance.choice(said[source][column])
            shown = [row for row in rows[source] if chance.random() < 0.85]
            if shown:
                made.append((source, [dict(row) for row in shown], day, chance.random() < 0.6))
    return made


async def come_to(graph: Graph, folder: Path, loads: Sequence[Picture]) -> tuple[str, list[dict[str, object]]]:
    """The digest of the graph once these were loaded, and what it says of the organisations of the pictures."""
    await wipe(graph)
    await put_city(graph, folder, *FRAME)
    for source, rows, day, complete in loads:
        how = {"as_of": day, "complete": complete, "allow_shrink": True, "settle": False}
        await put(graph, folder, source, rows, **how)
    await derive_again(graph, load_catalogue())
    records = await read_records(graph, load_catalogue())
    own = [r for r in records if any(code in str(r.get("id", "")) + str(r.get("from", "")) for code in (LAW, SCHOOL))]
    return digest(records), [r for r in own if "retracted" not in r["properties"] and "node" not in r]


@pytest.mark.parametrize("seed", range(SEED, SEED + ORDERS))
async def test_any_order_of_the_same_pictures_comes_to_the_same(seed: int, graph: Graph, tmp_path: Path) -> None:
    chance = random.Random(seed)
    in_order = pictures(chance)
    shuffled = chance.sample(in_order, len(in_order))
    wanted, told = await come_to(graph, tmp_path, in_order)
    found, otherwise = await come_to(graph, tmp_path, shuffled)
    assert found == wanted, (seed, told, otherwise)
    twice = chance.sample([*in_order, *in_order], 2 * len(in_order))
    assert (await come_to(graph, tmp_path, twice))[0] == wanted, seed
