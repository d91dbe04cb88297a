"""What other parameters would turn is what deriving with them for true turns, and saying it leaves nothing."""

from collections.abc import Mapping
from typing import Any

import pytest

from cypher.catalogue import load_catalogue
from cypher.domain.parameters import load_parameters, parameters_set, parse_parameter, set_parameters
from cypher.errors import ConfigurationError
from cypher.graph import Graph
from loaders.again import derive_again
from loaders.exchange import digest, read_records
from loaders.what_if import what_if
from tests.derived import derive_and_read
from tests.engines.wiping import statement
from tests.stories import FRAMES, expand, read_told, write_records

LINKS = statement(
    "MATCH (s)-[l:LEAD|SUPERIOR|SUPPORT]->(h) WHERE l.retired IS NULL RETURN s.id + ' ' + type(l) + ' ' + h.id AS link"
)
TOLD: dict[str, Any] = {
    "nodes": {
        "firm": {"is": "firm", "in_trade": "training", "approved_by": "district-bureau", "located_in": "210203"},
        "association": {"is": "association", "serves_trade": "training"},
        "committee": {"is": "committee", "hosted_by": "association", "acts_in": "210200"},
    },
    "headcounts": ["firm 2007-12-31 full=3"],
}


async def write(graph: Graph) -> None:
    parts = [read_told(FRAMES / f"{frame}.yaml") for frame in ("city", "bureaus", "training")]
    await write_records(graph, expand([*parts, TOLD]))
    await derive_and_read(graph)
    await derive_again(graph, load_catalogue(), full=True)


async def links(graph: Graph) -> set[str]:
    return {row["link"] for row in await graph.read(LINKS)}


def said(turned: Mapping[str, Any]) -> tuple[set[str], set[str]]:
    """The links that come, and those that go."""
    items = turned["links"]["items"]
    came, gone = ({f"{i['subject']} {i['type']} {i['holder']}" for i in items if i["came"] is c} for c in (True, False))
    return came, gone


@pytest.mark.anyio
async def test_what_another_scope_would_turn_is_what_it_turns(graph: Graph) -> None:
    await write(graph)
    before, kept = await links(graph), digest(await read_records(graph, load_catalogue()))
    with parameters_set({"association_scope.training": "city_wide"}):
        came, gone = said(await what_if(graph, load_catalogue()))
        assert (await links(graph), digest(await read_records(graph, load_catalogue()))) == (before, kept)
        await derive_again(graph, load_catalogue(), full=True)
        assert "firm SUPERIOR committee" in came
        assert (await links(graph) - before, before - await links(graph)) == (came, gone)
        assert said(await what_if(graph, load_catalogue())) == (set(), set())
    assert said(await what_if(graph, load_catalogue())) == (gone, came)


@pytest.mark.anyio
async def test_what_another_threshold_would_turn_names_classes_cells_and_findings(graph: Graph) -> None:
    await write(graph)
    with parameters_set({"must_build_members": 4}):
        turned = await what_if(graph, load_catalogue())
    classes = {(i["subject"], i["class"], i["came"]) for i in turned["coverage"]["items"]}
    assert classes == {("firm", "uncovered_must", False), ("firm", "uncovered_few", True)}
    assert [(f["class"], f["came"], f["total"]) for f in turned["form"]] == [
        ("uncovered_few", True, 1),
        ("uncovered_must", False, 1),
    ]
    assert ("hard_gap", "firm", False) in {(f["check"], f["subject"], f["new"]) for f in turned["findings"]["items"]}


@pytest.mark.parametrize(
    "text",
    [
        "must_build_members",
        "no_such=1",
        "must_build_members=many",
        "rule_sets=V1",
        "association_scope.law=wide",
        "rule_set_v1_from=soon",
        "consultation_expected=perhaps",
    ],
)
def test_what_is_no_parameter_is_refused_with_what_there_is(text: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        parse_parameter(text)
    assert refused.value.remedy


def test_a_parameter_is_set_for_a_while_and_says_so() -> None:
    with parameters_set(dict([parse_parameter("must_build_members=5"), parse_parameter("rule_sets=V0,V1,V2")])):
        one = load_parameters()["must_build_members"]
        assert (one.value, one.default) == (5, True)
        assert "set by the user" in one.source
        assert load_parameters()["rule_sets"].value == "V0,V1,V2"
    assert set_parameters() == {}
