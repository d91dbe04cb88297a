"""What complete pictures lack has ended, whenever they are loaded; and what they do not end (docs/domain.md 9)."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from cypher.catalogue import load_catalogue
from cypher.domain.vocabulary import OPEN
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.auto import load_auto
from loaders.exchange import digest, read_records
from loaders.runs.report import Report
from loaders.undo import undo
from tests.conftest import ONE_ENGINE
from tests.engines.wiping import wipe
from tests.loaders.test_leaving import life
from tests.loaders.test_load_run import facts, put, put_city
from tests.registries import REGISTRIES, credit_code, table, write_csv

FRAME = ("regions", "authorities", "trades", "units", "associations")
JANUARY, FEBRUARY, MARCH = "2019-01-31", "2019-02-28", "2019-03-31"
Row = dict[str, str]
Load = tuple[str, list[Row], str, bool]  # source, rows, day, whether it is complete


def firm(number: int, **cells: str) -> Row:
    row = {**REGISTRIES["enterprises"][0], "企业名称": f"大连第{number}会计师事务所有限公司"}
    own = {"统一社会信用代码": credit_code("91", "210202", 200 + number), "登记状态": "", "注销日期": ""}
    return {**row, **own, **cells}


def id_of(row: Row) -> str:
    return f"uscc:{row['统一社会信用代码']}"


A, B, C = map(firm, range(3))
SLIP = {**B, "企业名称": "大连新名会计师事务所有限公司", "注册日期": "2018-13-45"}
NAMED_AS_A = {"社会组织名称": A["企业名称"], "统一社会信用代码": A["统一社会信用代码"]}
SUPERVISED = table("行业|业务主管单位|级别|起始日期|终止日期", "law|大连市司法局|市||", "accounting|大连市财政局|市||")

HISTORIES: dict[str, tuple[list[Load], list[int], list[tuple[Row, tuple[str | None, str | None, str | None]]]]] = {
    "an older one ends whom it lacks until they are back": (
        [
            ("enterprises", [A, B], JANUARY, True),
            ("enterprises", [A], FEBRUARY, True),
            ("enterprises", [A, B], MARCH, True),
        ],
        [0, 2, 1],
        [(A, (None, None, None)), (B, (None, None, f"{FEBRUARY}/{MARCH}"))],
    ),
    "who is first told of by an older one is ended by the next": (
        [("enterprises", [A, B, C], JANUARY, False), ("enterprises", [A, B], FEBRUARY, True)],
        [1, 0],
        [(B, (None, None, None)), (C, (FEBRUARY, "register", None))],
    ),
    "whom a refused row names is not lacking, also where nobody knew then whom it named": (
        [("enterprises", [A, B, C], JANUARY, True), ("enterprises", [A, SLIP], FEBRUARY, True)],
        [1, 0],
        [(B, (None, None, None)), (C, (FEBRUARY, "register", None))],
    ),
    "who is closed is not ended again": (
        [
            ("enterprises", [A, firm(1, 登记状态="注销", 注销日期="2018-12-01")], JANUARY, True),
            ("enterprises", [A], FEBRUARY, True),
        ],
        [1, 0],
        [(B, ("2018-12-01", None, None))],
    ),
}


async def come_to(graph: Graph, folder: Path, loads: Sequence[Load], undone: int | None = None) -> str:
    """The digest once these were loaded; `undone`: the one that is taken back then and loaded again."""
    await wipe(graph)
    await put_city(graph, folder, *FRAME)
    runs = [await loaded(graph, folder, one) for one in loads]
    if undone is not None:
        await undo(graph, load_catalogue(), runs[undone].run)
        await loaded(graph, folder, loads[undone])
    await derive_again(graph, load_catalogue())
    return digest(await read_records(graph, load_catalogue()))


async def loaded(graph: Graph, folder: Path, one: Load, **how: object) -> Report:
    source, rows, day, complete = one
    how = {"as_of": day, "complete": complete, "allow_shrink": True, "settle": False, **how}
    return await put(graph, folder, source, rows, **how)


@ONE_ENGINE
@pytest.mark.parametrize("name", HISTORIES)
async def test_a_complete_picture_ends_what_it_lacks_whenever_it_is_loaded(
    name: str, graph: Graph, tmp_path: Path
) -> None:
    loads, order, lives = HISTORIES[name]
    wanted = await come_to(graph, tmp_path, loads)
    assert [await life(graph, id_of(row)) for row, _ in lives] == [one for _, one in lives]
    shuffled = [loads[at] for at in order]
    assert await come_to(graph, tmp_path, shuffled) == wanted
    assert await come_to(graph, tmp_path, [*shuffled, *shuffled]) == wanted
    assert await come_to(graph, tmp_path, shuffled, undone=len(loads) - 1) == wanted


CLOSING = {"注销单位": A["企业名称"], "统一社会信用代码": A["统一社会信用代码"], "注销日期": "2019-02-15"}
REGISTER: list[Load] = [
    ("enterprises", [A, B], JANUARY, True),
    ("social_organizations", [{**REGISTRIES["social_organizations"][1], **NAMED_AS_A}], JANUARY, False),
    ("enterprises", [B], MARCH, True),
]


@ONE_ENGINE
@pytest.mark.parametrize("told_on", [FEBRUARY, "2019-04-30"], ids=["before", "afterwards"])
@pytest.mark.parametrize("elsewhere", [False, True], ids=["of one register", "of two registers"])
async def test_nothing_ends_by_absence_of_who_is_closed_until_the_closing_is_undone(
    told_on: str, elsewhere: bool, graph: Graph, tmp_path: Path
) -> None:
    register = [one for one in REGISTER if elsewhere or one[0] == "enterprises"]
    loads = sorted([*register, ("closures", [CLOSING], told_on, False)], key=lambda one: one[2])
    wanted = await come_to(graph, tmp_path, loads)
    assert await life(graph, id_of(A)) == ("2019-02-15", None, None)
    assert await seats(graph) == [OPEN]
    assert (
        await come_to(graph, tmp_path, [loads[0], *loads[:0:-1]]) == wanted
    )  # the first: a closing names who is known
    await undo(graph, load_catalogue(), "closures:1")
    assert await life(graph, id_of(A)) == ((None, None, None) if elsewhere else (MARCH, "register", None))
    assert await seats(graph) == [MARCH]


async def seats(graph: Graph) -> list[str]:
    """Until when stand the seats of A by the enterprises' register."""
    found = await facts(graph, "LOCATED_IN", id_of(A))
    return [f["until"] for f in found if f["retracted"] is None and f["source"] == "enterprises"]


@ONE_ENGINE
async def test_who_is_closed_counts_neither_as_vanishing_nor_among_the_facts(graph: Graph, tmp_path: Path) -> None:
    await put_city(graph, tmp_path, *FRAME)
    many = [firm(number) for number in range(4)]
    shut = [firm(number, 登记状态="注销", 注销日期="2018-12-01") for number in range(4, 8)]
    await loaded(graph, tmp_path, ("enterprises", [*many, *shut], JANUARY, True))
    for day in (MARCH, FEBRUARY):
        refused = await loaded(graph, tmp_path, ("enterprises", many[:1], day, True), allow_shrink=False)
        withheld = refused.withheld or {}
        assert [one["name"] for one in withheld["gone"]["items"]] == [row["企业名称"] for row in many[1:]]
        assert withheld["facts"] * 3 == withheld["vanishing"] * 4
    right = await loaded(graph, tmp_path, ("enterprises", many, MARCH, True), allow_shrink=False)
    assert (right.changes["ended"], right.withheld) == (0, None)


@ONE_ENGINE
async def test_an_undated_fact_that_a_complete_picture_lacked_is_back_since_the_next_that_states_it(
    graph: Graph, tmp_path: Path
) -> None:
    months = ((SUPERVISED, JANUARY), (SUPERVISED[:1], FEBRUARY), (SUPERVISED, MARCH))
    loads: list[Load] = [("trade_supervision", rows, day, True) for rows, day in months]
    wanted = await come_to(graph, tmp_path, loads)
    for order in ([2, 0, 1], [1, 2, 0], [0, 1, 2, 1]):
        assert await come_to(graph, tmp_path, [loads[at] for at in order]) == wanted
        stands = [f for f in await facts(graph, "SUPERVISES_TRADE", "units:U002") if f["retracted"] is None]
        assert [(f["since"], f["until"]) for f in stands] == [("1950-03", FEBRUARY), (MARCH, "9999-12-31")]


@ONE_ENGINE
async def test_an_identifier_that_a_complete_picture_leaves_blank_ends_also_when_its_subject_is_told_again(
    graph: Graph, tmp_path: Path
) -> None:
    law, school, _ = REGISTRIES["social_organizations"]
    blank = {**school, "登记证号": ""}
    loads: list[Load] = [
        ("social_organizations", [law, school], JANUARY, True),
        ("social_organizations", [law, blank], FEBRUARY, True),
        ("social_organizations", [law, {**blank, "业务主管单位": "大连市民政局"}], MARCH, False),
    ]
    wanted = await come_to(graph, tmp_path, loads)
    for order in ([0, 2, 1], [1, 2, 0], [2, 1, 0]):
        assert await come_to(graph, tmp_path, [loads[at] for at in order]) == wanted
        numbers = await facts(graph, "IDENTIFIED_BY", f"uscc:{school['统一社会信用代码']}")
        ended = [f["until"] for f in numbers if f["retracted"] is None and f["until"] != "9999-12-31"]
        assert ended == [FEBRUARY]


@ONE_ENGINE
@pytest.mark.parametrize("late", [False, True], ids=["the newest", "an older one"])
async def test_too_many_are_ended_by_no_picture_and_a_dry_run_names_them(
    late: bool, graph: Graph, tmp_path: Path
) -> None:
    await put_city(graph, tmp_path, *FRAME)
    many = [firm(number) for number in range(4)]
    for day in (JANUARY, MARCH) if late else (JANUARY,):
        await loaded(graph, tmp_path, ("enterprises", many, day, True))
    one: Load = ("enterprises", many[:1], FEBRUARY, True)
    refused = await loaded(graph, tmp_path, one, allow_shrink=False)
    assert (refused.changes["ended"], refused.findings["new"]) == (0, 1)
    withheld = refused.withheld or {}
    assert sorted(one["name"] for one in withheld["gone"]["items"]) == [row["企业名称"] for row in many[1:]]
    assert (withheld["gone"]["total"], withheld["partly"]) == (3, {"total": 0, "items": []})
    assert withheld["vanishing"] == sum(one["facts"] for one in withheld["gone"]["items"])
    assert await life(graph, id_of(many[3])) == (None, None, None)
    dry = await loaded(graph, tmp_path, one, dry_run=True)
    turned = (dry.turned or {})["organizations"]
    kinds = [kind for kind in turned if turned[kind]["items"]]
    assert [one["name"] for kind in kinds for one in turned[kind]["items"]] == [row["企业名称"] for row in many[1:]]
    assert late or kinds == ["gone"]
    assert await life(graph, id_of(many[3])) == (None, None, None)
    await loaded(graph, tmp_path, one)
    ended = (None, None, f"{FEBRUARY}/{MARCH}") if late else (FEBRUARY, "register", None)
    assert await life(graph, id_of(many[3])) == ended


@ONE_ENGINE
async def test_what_one_register_lacks_stays_ended_while_the_next_of_the_same_command_is_read(
    graph: Graph, tmp_path: Path
) -> None:
    law, school, _ = REGISTRIES["social_organizations"]
    both = firm(0, 统一社会信用代码=school["统一社会信用代码"], 企业名称=school["社会组织名称"])
    await put_city(graph, tmp_path, *FRAME)
    await loaded(graph, tmp_path, ("social_organizations", [law, school], JANUARY, True))
    await loaded(graph, tmp_path, ("enterprises", [A, B, both], JANUARY, True))
    files = [
        write_csv(tmp_path / "social_organizations.csv", [law]),
        write_csv(tmp_path / "enterprises.csv", [B]),
    ]
    await load_auto(graph, load_catalogue(), files, as_of=FEBRUARY, complete=True, allow_shrink=True)
    id = f"uscc:{school['统一社会信用代码']}"
    assert await life(graph, id) == (FEBRUARY, "register", None)
    supervised = await facts(graph, "SUPERVISED_BY", id)
    assert [(f["until"], f["retracted"]) for f in supervised] == [(FEBRUARY, None)]


@ONE_ENGINE
async def test_what_is_told_again_counts_from_the_later_founding_of_its_ends(graph: Graph, tmp_path: Path) -> None:
    law = {**REGISTRIES["social_organizations"][0], "业务主管单位": "大连市财政局", "成立登记日期": "1940"}
    months: list[Load] = [("social_organizations", [law], day, False) for day in (JANUARY, FEBRUARY)]
    wanted = await come_to(graph, tmp_path, months[1:])
    await come_to(graph, tmp_path, months)
    await undo(graph, load_catalogue(), "social_organizations:1")
    await derive_again(graph, load_catalogue())
    assert digest(await read_records(graph, load_catalogue())) == wanted
