"""The checks that rest on a threshold: each finds, is silent one below, and on the empty graph."""

from dataclasses import replace
from typing import Any

import pytest

from cypher.catalogue import load_catalogue
from cypher.domain.parameters import load_parameters
from cypher.graph import Graph
from tests.derived import derive_and_read
from tests.stories import FRAMES, expand, read_told, write_records

pytestmark = pytest.mark.anyio
DAY = "2008-03-31"
CHECKS = ("branch_too_large", "association_suggested", "not_consulted")


async def told(graph: Graph, told: dict[str, Any], *frames: str) -> Any:
    """A derived city of some frames and what is told beside them."""
    await write_records(graph, expand([*(read_told(FRAMES / f"{frame}.yaml") for frame in frames), told]))
    return await derive_and_read(graph)


def test_every_parameter_is_used() -> None:
    by_statements = {name for s in load_catalogue().values() for name in s.header.parameters}
    # read by the loaders: the classes, the rule sets
    assert load_parameters().keys() == by_statements | {
        "must_build_members",
        "rule_set_v1_from",
        "rule_set_v2_from",
        "rule_sets",
        "term_years",
    }


@pytest.mark.parametrize("check", CHECKS)
async def test_a_threshold_finds_nothing_in_an_empty_graph(graph: Graph, check: str) -> None:
    assert await (await derive_and_read(graph)).found(check, DAY) == []


async def test_a_branch_of_more_than_fifty_is_found(graph: Graph) -> None:
    firms = ("large", "fifty", "full", "vague", "half-a", "half-b", "twice", "idle", "untold")
    nodes: dict[str, Any] = {firm: {"is": "firm"} for firm in firms}
    nodes |= {f"{firm}-branch": {"is": "branch", "covers": firm} for firm in firms if not firm.startswith("half")}
    nodes["joint"] = {"is": "joint_branch", "covers": ["half-a", "half-b"]}
    nodes["full-branch"]["is"] = "general_branch"
    nodes["twice-second"] = {"is": "branch", "covers": "twice"}
    counts = [
        "large 2007-12-31 full=48 probationary=3",
        "fifty 2007-12-31 full=50 untransferred=9",
        "full 2007-12-31 full=99",
        "vague 2007-12-31 full=>50",
        "half-a 2007-12-31 full=30",
        "half-b 2007-12-31 full=21",
        "twice 2007-12-31 full=99",
        "idle 2007-12-31 full=99",
    ]
    city = {"nodes": nodes, "headcounts": counts, "statements": ["idle operating=false 2008-01-01.."]}
    derived = await told(graph, city, "city")
    found = {row["id"]: row["detail"] for row in await derived.found("branch_too_large", DAY)}
    assert found == {
        "large-branch": {"name": "large-branch", "members": 51, "covered": 1},
        "vague-branch": {"name": "vague-branch", "members": 51, "covered": 1},
        "joint": {"name": "joint", "members": 51, "covered": 2},
    }


@pytest.mark.parametrize(
    ("firms", "committee", "found"),
    [
        (10, None, ["law"]),
        (9, None, []),
        (10, {"is": "committee"}, []),
        (10, {"is": "general_branch"}, []),
        (10, {"is": "branch"}, ["law"]),
        (10, {"is": "committee", "closed": "2008-01-01"}, ["law"]),
        (10, {"is": "committee", "founded": "2009-01-01"}, ["law"]),
    ],
)
async def test_ten_of_a_trade_and_no_party_organisation_of_its_association(
    graph: Graph, firms: int, committee: dict[str, str] | None, found: list[str]
) -> None:
    nodes: dict[str, Any] = {
        # training has no association: there is none that could found one
        "training": {"is": "trade"},
        "law": {"is": "trade"},
        "lawyers": {"is": "association", "serves_trade": "law", "in_trade": "law", "acts_in": "210200"},
        "asleep": {"is": "firm", "in_trade": "law", "operating": "false"},
        **{f"firm-{n}": {"is": "firm", "in_trade": "law"} for n in range(firms)},
        **{f"school-{n}": {"is": "non_enterprise", "in_trade": "training"} for n in range(12)},
    }
    if committee:
        nodes["committee"] = {**committee, "hosted_by": "lawyers"}
    derived = await told(graph, {"nodes": nodes}, "city")
    rows = await derived.found("association_suggested", DAY)
    detail = {"name": "law", "organizations": firms, "association": "lawyers"}
    assert rows == [{"id": id_, "label": "Trade", "detail": detail} for id_ in found]


async def test_where_no_consultation_is_expected_none_is_missed(graph: Graph) -> None:
    firm = {"is": "firm", "affiliated_to": "city-office", "approved_by": "province-bureau level=province"}
    derived = await told(graph, {"nodes": {"firm": firm}}, "city", "bureaus")
    assert [row["id"] for row in await derived.found("not_consulted", DAY)] == ["firm"]
    check = load_catalogue()["checks/not_consulted"]
    waived = replace(check, defaults={**check.defaults, "consultation_expected": False})
    assert await graph.read(waived, as_of=DAY) == []
