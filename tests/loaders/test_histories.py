"""Random histories: whatever is loaded later, each closed revision is answered again as it was."""

import os
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from cypher.graph import Graph
from tests.loaders.test_load_run import put
from tests.loaders.test_two_times import answers, everything
from tests.registries import LAW, REGISTRIES, SCHOOL
from tests.small_city import asking

# More of them where somebody has the time: ZUZHITU_TEST_HISTORIES=100 (of seeds from ZUZHITU_TEST_SEED on)
HISTORIES = int(os.environ.get("ZUZHITU_TEST_HISTORIES", "1"))
SEED = int(os.environ.get("ZUZHITU_TEST_SEED", "20261127"))
Picture = tuple[str, list[dict[str, str]], str]
PICTURES = ("2005-12-31", "2006-12-31", "2007-12-31", "2008-03-31", "2008-06-30", "2008-12-31")
BEGUN = ("", "1995", "1998-05-12", "2001-03", "2004-07-01", "2006-06")
ENDED = ("", "", "2006-01-31", "2007-05", "2008")
UNITS = ("大连市司法局", "大连市财政局", "中山区财政局", "中山区劳动局", "大连市民政局", "省司法厅")
# What registries may say otherwise: source → column → the values to choose from.
SAID: Mapping[str, Mapping[str, Sequence[str]]] = {
    "units": {"单位名称": ("大连市新局", "大连市司法局"), "成立日期": BEGUN, "撤销日期": ENDED, "简称": ("", "某局")},
    "regions": {
        "区划名称": ("大连新名区", "中山区"),
        "级别": ("区县", "街道"),
        "上级代码": ("210200", "210202"),
        "启用日期": BEGUN,
        "停用日期": ENDED,
    },
    "trades": {"批准级别": ("", "市", "区县"), "协会范围": ("", "全市"), "名称关键词": ("律师事务所", "学校")},
    "trade_supervision": {"业务主管单位": UNITS, "起始日期": BEGUN, "终止日期": ENDED, "级别": ("市", "区县")},
    "associations": {"服务行业": ("律师", "会计"), "活动区域": ("大连市", "中山区"), "成立登记日期": BEGUN[1:]},
    "social_organizations": {
        "社会组织名称": ("大连新名职业培训学校", "大连旧名律师事务所", "大连卯辰文化促进会"),
        "业务主管单位": ("", *UNITS),
        "行业": ("", "law", "accounting"),
        "加入协会": ("", "大连市律师协会", "大连市注册会计师协会"),
        "成立登记日期": BEGUN[1:],
        "登记状态": ("正常", "注销", "异常"),
        "注销日期": ENDED,
        "实体运营": ("是", "否", ""),
        "所在区划": ("", "中山区", "西岗区", "普兰店市"),
    },
    "party_organizations": {
        "党组织名称": ("大连新名党委",),
        "党组织类型": ("党委", "党总支", "党支部"),
        "覆盖单位": ("", LAW, SCHOOL, f"{LAW}；{SCHOOL}"),
        "隶属党组织": ("", "D001", "D002", "D003"),
        "活动区域": ("", "大连市", "中山区"),
        "属地党组织": ("", "是", "否"),
        "成立日期": BEGUN,
        "撤销日期": ENDED,
    },
    "headcounts": {"正式党员": ("", "0", "2", "3", "约4", "5"), "统计日期": ("2006-12-31", "2008-03", "2008-06-30")},
    "instructors": {"党建工作指导员": ("0", "1", "约2"), "统计日期": ("2006-12-31", "2008-03", "2008-06-30")},
    "consultations": {"结果": ("同意", "不同意"), "日期": BEGUN[2:]},
    "decisions": {"确定为": ("大连市律师行业党委", "大连市财政局"), "日期": BEGUN[2:], "有效期至": ENDED},
    "reported_figures": {"数值": ("343", "31")},
}


def history(chance: random.Random, least: int = 3, most: int = 5) -> Iterator[Picture]:
    """From `least` to `most` pictures one after the other: a source, its rows, its as-of.

    Some of the rows say otherwise than before.
    """
    rows = {source: [dict(row) for row in REGISTRIES[source]] for source in SAID}
    for _ in range(chance.randint(least, most)):
        source = chance.choice([*SAID, *["social_organizations", "party_organizations"] * 3])
        for _ in range(chance.randint(1, 3)):
            column = chance.choice(list(SAID[source]))
            chance.choice(rows[source])[column] = chance.choice(SAID[source][column])
        if len(rows[source]) > 1 and chance.random() < 0.2:
            rows[source].pop(chance.randrange(len(rows[source])))
        yield source, rows[source], chance.choice(PICTURES)


@pytest.mark.parametrize("seed", range(SEED, SEED + HISTORIES))
async def test_every_revision_of_a_history_is_told_again(seed: int, graph: Graph, tmp_path: Path) -> None:
    told: dict[str, dict[str, tuple[int, bytes]]] = {}
    steps: list[Any] = []
    async with asking(graph) as client:
        first = (await everything(graph, tmp_path))[-1]
        told[first] = await answers(client)
        for source, rows, as_of in history(random.Random(seed)):
            report = await put(graph, tmp_path, source, rows, as_of=as_of)
            steps.append((report.run, as_of, report.changes))
            told[report.run] = await answers(client)
        for run, before in told.items():
            again = await answers(client, known_at=run)
            differing = {path: (before[path], again[path]) for path in before if again[path] != before[path]}
            assert differing == {}, (run, steps)
