"""A year of monthly files: in order, shuffled, each twice, one undone and loaded again, what comes of it is the same.

A register of ZUZHITU_TEST_YEAR organisations (few here, 3,000 by hand) over ZUZHITU_TEST_MONTHS months: foundings,
moves, renamings, closings, corrections, slips that are refused, and who is left out, of whom every other file says that
it is complete.
"""

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cypher.catalogue import load_catalogue
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.exchange import digest, read_records
from loaders.undo import undo
from tests.engines.wiping import wipe
from tests.loaders.test_load_run import put, put_city
from tests.registries import credit_code
from tests.small_city import asking

ORGANIZATIONS = int(os.environ.get("ZUZHITU_TEST_YEAR", "12"))
MONTHS = int(os.environ.get("ZUZHITU_TEST_MONTHS", "3"))
SEED = int(os.environ.get("ZUZHITU_TEST_SEED", "20261129"))
FRAME = ("regions", "authorities", "trades", "units", "associations", "trade_supervision")
ENDS = [f"2019-{month:02}-28" for month in range(1, 13)][:MONTHS]
STREETS = ("中山区人民路", "西岗区新开路", "中山区青泥洼桥街道友好路")
ASKED = ("organizations?limit=500", "uncovered?limit=500", "coverage?by=region", "coverage?by=lead", "coverage/form")
Month = tuple[str, list[dict[str, str]], bool]  # its end, the rows, whether they are complete


def firm(number: int, chance: random.Random) -> dict[str, str]:
    return {
        "企业名称": f"大连第{number}号会计师事务所",
        "统一社会信用代码": credit_code("91", "210202", number),
        "注册日期": f"{chance.randint(1990, 2018)}-{chance.randint(1, 12):02}-11",
        "经营范围": "审计、验资",
        "所在省份": "辽宁",
        "地区": "大连",
        "注册地址": f"大连市{chance.choice(STREETS)}{number}号",
        "登记状态": "存续",
        "注销日期": "",
        "曾用名": "",
    }


def year(chance: random.Random) -> list[Month]:
    """What the register says at the end of each month: a tenth of it changes, and some rows are slips."""
    rows = [firm(number, chance) for number in range(ORGANIZATIONS)]
    months: list[Month] = []
    for day in ENDS:
        for row in chance.sample(rows, max(3, len(rows) // 10)):
            match chance.choice(("move", "rename", "close", "correct", "leave", "return")):
                case "move":
                    row["注册地址"] = f"大连市{chance.choice(STREETS)}{chance.randint(1, 99)}号"
                case "rename":
                    row["曾用名"] = row["企业名称"]
                    row["企业名称"] = row["企业名称"].replace("会计师", "联合会计师", 1)
                case "close":
                    row["登记状态"], row["注销日期"] = "注销", day
                case "correct":
                    row["注册日期"] = f"{chance.randint(1990, 2018)}"
                case "leave":
                    row["地区"], row["注册地址"] = "沈阳", "沈阳市和平区1号"
                case "return":
                    row |= {"登记状态": "存续", "注销日期": "", "地区": "大连", "注册地址": "大连市中山区人民路1号"}
        rows += [firm(len(rows) + n, chance) for n in range(max(1, ORGANIZATIONS // 100))]
        shown = [dict(row) for row in rows if chance.random() < 0.98]
        for row in chance.sample(shown, max(1, len(shown) // 50)):
            row["注册日期"] = "2019-02-30"  # a slip: the row is refused, and says nothing
        months.append((day, shown, len(months) % 2 == 1))
    return months


async def loaded(graph: Graph, folder: Path, month: Month) -> str:
    """The run that loaded it."""
    day, rows, complete = month
    how = {"as_of": day, "complete": complete, "allow_shrink": True, "settle": False}
    return (await put(graph, folder, "enterprises", rows, **how)).run


async def come_to(graph: Graph, folder: Path, months: Sequence[Month], *, again: int | None = None) -> tuple[str, Any]:
    """The digest and the answers at each month's end; `again`: one that is undone and loaded once more."""
    await wipe(graph)
    await put_city(graph, folder, *FRAME)
    runs = [await loaded(graph, folder, month) for month in months]
    if again is not None:
        await undo(graph, load_catalogue(), runs[again])
        await loaded(graph, folder, months[again])
    await derive_again(graph, load_catalogue())
    answers = {}
    async with asking(graph) as client:
        for day in ENDS:
            for path in ASKED:
                body = (await client.get(f"/v1/{path}{'&' if '?' in path else '?'}as_of={day}")).json()
                answers[day, path] = {name: value for name, value in body.items() if name != "revision"}
    return digest(await read_records(graph, load_catalogue())), answers


async def test_a_year_comes_to_the_same_in_any_order_twice_or_once_undone(graph: Graph, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    months = year(chance)
    wanted = await come_to(graph, tmp_path, months)
    assert all(answer.get("items") or answer.get("rows") for answer in wanted[1].values())
    shuffled = chance.sample(months, len(months))
    assert await come_to(graph, tmp_path, shuffled) == wanted
    assert await come_to(graph, tmp_path, [one for month in months for one in (month, month)]) == wanted
    assert await come_to(graph, tmp_path, months, again=chance.randrange(len(months))) == wanted
