"""Who wins at each moment, over columns: the order of precedence step by step, without an engine."""

from typing import Any

import polars as pl
import pytest

from loaders.derive.sweep import PROPOSAL, STEPS, settle

FIRST, LAST = 10101, 99991231
BASE = {
    **{"subject": 1, "rank": 0, "nearness0": 0, "nearness1": 0, "value": None, "provisional": False, "rule": "city"},
    **{"rule_set": "V1", "valid_from": 20050101, "valid_to": LAST, "precedence": 1},
}
NOBODY = pl.DataFrame(schema={"node": pl.UInt32, "lives_from": pl.Int32, "lives_to": pl.Int32})


def proposals(*rows: dict[str, Any]) -> pl.DataFrame:
    whole = [{**BASE, "facts": [n], **row} for n, row in enumerate(rows)]
    return pl.DataFrame(whole, schema=dict(PROPOSAL))


def lives(**of: tuple[int, int]) -> pl.DataFrame:
    rows = [(int(node[1:]), start, end) for node, (start, end) in of.items()]
    return pl.DataFrame(rows, schema=NOBODY.schema, orient="row")


def told(links: pl.DataFrame) -> list[tuple[int, int, int, list[int]]]:
    return sorted((r["holder"], r["valid_from"], r["valid_to"], r["facts"]) for r in links.iter_rows(named=True))


@pytest.mark.parametrize(
    ("step", "loses"),
    [
        ("precedence", {"precedence": 2}),
        ("rank", {"rank": 1}),
        ("nearness", {"nearness0": 1}),
        ("nearness", {"nearness1": 1}),
        ("provisional", {"provisional": True}),
        ("id", {}),
    ],
)
def test_a_proposal_loses_at_its_step_and_says_so(step: str, loses: dict[str, Any]) -> None:
    links = settle(proposals({"holder": 9, **loses}, {"holder": 8}), NOBODY, "one")
    (link,) = links.iter_rows(named=True)
    assert link["holder"] == 8
    assert link["considered"] == [{"holder": 9, "rule": "city", "lost_because": step}]
    assert step in STEPS


def test_who_does_not_exist_loses_while_the_other_exists() -> None:
    both = proposals({"holder": 7}, {"holder": 8})
    assert told(settle(both, lives(n7=(FIRST, 20060101)), "one")) == [
        (7, 20050101, 20060101, [0]),
        (8, 20060101, LAST, [1]),
    ]
    assert told(settle(both, lives(n7=(FIRST, 20060101)), "one", existence=False)) == [(7, 20050101, LAST, [0])]


def test_evidence_that_ends_ends_the_piece_and_the_next_continues() -> None:
    links = settle(proposals({"holder": 7}, {"holder": 7, "valid_to": 20060101}), NOBODY, "one").sort("valid_from")
    assert told(links) == [(7, 20050101, 20060101, [0, 1]), (7, 20060101, LAST, [0])]
    assert links.select("since", "until").rows() == [(20050101, LAST), (20050101, LAST)]


def test_who_was_passed_over_is_told_of_its_days_only() -> None:
    links = settle(proposals({"holder": 7}, {"holder": 8, "valid_from": 20060101, "valid_to": 20070101}), NOBODY, "one")
    named = {r["valid_from"]: len(r["considered"]) for r in links.iter_rows(named=True)}
    assert named == {20050101: 0, 20060101: 1, 20070101: 0}


def test_each_holds_while_its_holder_exists_and_all_hold_regardless() -> None:
    both = proposals({"holder": 7}, {"holder": 8})
    short = lives(n8=(FIRST, 20060101))
    assert told(settle(both, short, "each")) == [(7, 20050101, LAST, [0]), (8, 20050101, 20060101, [1])]
    assert {(h, a, b) for h, a, b, _ in told(settle(both, NOBODY, "all"))} == {(7, 20050101, LAST), (8, 20050101, LAST)}


def test_best_gives_all_of_the_best_rank_at_each_moment() -> None:
    rows = ({"holder": 7, "valid_from": 20060101}, {"holder": 8, "valid_from": 20060101}, {"holder": 9, "rank": 1})
    assert told(settle(proposals(*rows), NOBODY, "best")) == [
        (7, 20060101, LAST, [0]),
        (8, 20060101, LAST, [1]),
        (9, 20050101, 20060101, [2]),
    ]


def test_agree_needs_one_holder_and_names_a_rule_only_where_all_do() -> None:
    rows = (
        {"holder": 7},
        {"holder": 7, "rule": "district", "provisional": True},
        {"holder": 8, "valid_from": 20070101},
    )
    (link,) = settle(proposals(*rows), NOBODY, "agree").iter_rows(named=True)
    assert (link["holder"], link["valid_from"], link["valid_to"]) == (7, 20050101, 20070101)
    assert (link["rule"], link["provisional"], link["facts"]) == (None, True, [0, 1])


def test_no_proposals_make_no_links() -> None:
    assert settle(proposals(), NOBODY, "one").is_empty()
