"""Who wins: the one order in which conflicts between proposals are settled, swept over all subjects in columns.

Rules propose positively: each proposal names a holder of a role for a subject over an interval. For each moment one
proposal per subject, role and rule set wins, by this order and no other (docs/domain.md 4):

1. precedence    of the rule: a decision, then the level rule or the territorial one; association before direct
2. rank          within the rule: supervising before affiliated for city and district, the other way for the province
3. existence     a holder that exists at that moment before one that does not
4. nearness      compared left to right: finest region, stated unit before the trade's, later decision
5. provisional   a firm proposal before a provisional one
6. id            of the holder

Proposals that say the same (holder, rule, value, provisional) are one candidate with the facts of all. What lost is
kept with the step of this list at which it lost. A link holds over an interval in which neither its evidence nor who
was passed over changes; `since` and `until` say from when to when its candidate holds without a gap, on any evidence.
"""

from typing import Final, Literal

import polars as pl

from cypher.columns.columns import FIRST_DAY, NO_END, holds_some_day
from cypher.pattern.joins import NEARNESS, SCHEMA
from loaders.derive.pieces import bounds_of, pieces_between

Settling = Literal["one", "each", "all", "best", "agree"]

NEARNESSES: Final = [f"nearness{n}" for n in range(NEARNESS)]
STEPS: Final = {
    "precedence": ["precedence"],
    "rank": ["rank"],
    "existence": ["gone"],
    "nearness": NEARNESSES,
    "provisional": ["provisional"],
    "id": ["holder"],
}
ORDER: Final = [column for columns in STEPS.values() for column in columns]
CANDIDATE: Final = ["holder", "rule", "value", "provisional"]
GROUP: Final = ["subject", "rule_set"]
PROPOSAL: Final = {**SCHEMA, "precedence": pl.Int8}
LOSER: Final = pl.Struct({"holder": SCHEMA["holder"], "rule": pl.String, "lost_because": pl.String})
LINK: Final = {
    **{c: SCHEMA[c] for c in ("subject", "holder", "rule", "rule_set", "rank", "value", "provisional")},
    **{c: SCHEMA[c] for c in ("valid_from", "valid_to", "facts")},
    "considered": pl.List(LOSER),
    "since": SCHEMA["valid_from"],
    "until": SCHEMA["valid_to"],
}


def settle(proposals: pl.DataFrame, lives: pl.DataFrame, how: Settling, *, existence: bool = True) -> pl.DataFrame:
    """The links (LINK) that proposals (PROPOSAL) make.

    `how`: `one` winner at each moment; `all` holders, each by itself; `each` the same while the holder exists; of the
    `best` precedence and rank all; the holder on which all `agree`, or nobody. `lives`: `node`, `lives_from`,
    `lives_to` of holders whose existence matters; where `existence` is off nobody's does.
    """
    if proposals.is_empty():
        return pl.DataFrame(schema=LINK)
    rivals = _with_lives(proposals, lives if existence else lives.clear())
    if how == "each":
        rivals = rivals.with_columns(
            valid_from=pl.max_horizontal("valid_from", "lives_from"), valid_to=pl.min_horizontal("valid_to", "lives_to")
        ).filter(holds_some_day())
    group = [*GROUP, "holder"] if how in ("each", "all") else GROUP
    contested = (
        (pl.len().over(group) > 1)
        | (pl.col("lives_from") > pl.col("valid_from"))
        | (pl.col("lives_to") < pl.col("valid_to"))
    )
    rivals = rivals.with_columns(contested=contested)
    alone = rivals.filter(~pl.col("contested")).select(
        *(c for c in LINK if c not in ("facts", "considered", "since", "until")),
        pl.col("facts").list.unique(maintain_order=True),
        pl.lit([], LINK["considered"]).alias("considered"),
        pl.col("valid_from").alias("since"),
        pl.col("valid_to").alias("until"),
    )
    rivals = rivals.filter(pl.col("contested"))
    if rivals.is_empty():
        return alone.select(list(LINK))
    present = _by_piece(rivals, group)
    match how:
        case "agree":
            won = _agreed(present)
        case "best":
            won = _candidates(_of_best_rank(present), [*GROUP, "holder"], losers=False)
        case _:
            won = _candidates(present, group, losers=how == "one")
    return pl.concat([alone.select(list(LINK)), _joined(won)])


def _with_lives(proposals: pl.DataFrame, lives: pl.DataFrame) -> pl.DataFrame:
    lived = proposals.join(lives.rename({"node": "holder"}), on="holder", how="left", maintain_order="left")
    return lived.with_columns(pl.col("lives_from").fill_null(FIRST_DAY), pl.col("lives_to").fill_null(NO_END))


def _by_piece(rivals: pl.DataFrame, group: list[str]) -> pl.DataFrame:
    """Each rival once per elementary interval of its group: between two of them nothing begins or ends."""
    inner = pl.col("bound").is_between("valid_from", "valid_to", closed="none")
    bounds = [*bounds_of(rivals, group, "valid_from", "valid_to")]
    for life in ("lives_from", "lives_to"):
        bounds.append(rivals.with_columns(bound=pl.col(life)).filter(inner).select(*group, "bound"))
    pieces = pieces_between(bounds, group)
    present = pieces.join(rivals, on=group, how="inner", nulls_equal=True, maintain_order="left_right").filter(
        (pl.col("valid_from") <= pl.col("piece_from")) & (pl.col("piece_from") < pl.col("valid_to"))
    )
    exists = (pl.col("lives_from") <= pl.col("piece_from")) & (pl.col("piece_from") < pl.col("lives_to"))
    return _best_first(present.with_columns(gone=~exists))


def _best_first(present: pl.DataFrame) -> pl.DataFrame:
    """Piece by piece, whoever wins first; of the same candidate in the order of its evidence."""
    return present.sort("piece", *ORDER, "value", "rule", pl.col("facts").list.first(), maintain_order=True)


def _of_best_rank(present: pl.DataFrame) -> pl.DataFrame:
    """Of each piece those of the best precedence and rank, each holder as a piece of its own."""
    best = pl.struct("precedence", "rank")
    chosen = present.filter(best == best.first().over("piece"))
    return _best_first(chosen.with_columns(piece=pl.struct("piece", "holder").rank("dense")))


def _candidates(present: pl.DataFrame, group: list[str], *, losers: bool) -> pl.DataFrame:
    """The first of each piece, with the facts of all that say the same, and those passed over."""
    first = present.unique("piece", keep="first", maintain_order=True)
    named = first.select("piece", *(pl.col(c).alias(f"{c}_won") for c in dict.fromkeys([*CANDIDATE, *ORDER])))
    beside = present.join(named, on="piece", how="inner", maintain_order="left")
    same = pl.all_horizontal(pl.col(c).eq_missing(pl.col(f"{c}_won")) for c in CANDIDATE)
    won = first.drop("facts").join(_facts(beside.filter(same)), on="piece", how="inner", maintain_order="left")
    if not losers:
        return won.with_columns(considered=pl.lit([], LINK["considered"]))
    lost: pl.Expr = pl.lit("id")
    for step in reversed([s for s in STEPS if s != "id"]):
        differs = pl.any_horizontal(pl.col(c).ne_missing(pl.col(f"{c}_won")) for c in STEPS[step])
        lost = pl.when(differs).then(pl.lit(step)).otherwise(lost)
    passed = (
        beside.filter(pl.col("holder") != pl.col("holder_won"))
        .select("piece", "holder", "rule", lost.alias("lost_because"))
        .unique(maintain_order=True)
        .group_by("piece", maintain_order=True)
        .agg(pl.struct("holder", "rule", "lost_because").alias("considered"))
    )
    return won.join(passed, on="piece", how="left", maintain_order="left").with_columns(
        pl.col("considered").fill_null(pl.lit([], LINK["considered"]))
    )


def _agreed(present: pl.DataFrame) -> pl.DataFrame:
    """The pieces in which all name one holder; a rule only where all name the same one."""
    agreed = present.filter(pl.col("holder").n_unique().over("piece") == 1)
    one_rule = pl.col("rule").n_unique().over("piece") == 1
    agreed = agreed.with_columns(
        rule=pl.when(one_rule).then(pl.col("rule")), provisional=pl.col("provisional").any().over("piece")
    )
    first = agreed.unique("piece", keep="first", maintain_order=True).drop("facts")
    won = first.join(_facts(agreed), on="piece", how="inner", maintain_order="left")
    return won.with_columns(considered=pl.lit([], LINK["considered"]))


def _facts(rows: pl.DataFrame) -> pl.DataFrame:
    """The facts of all rows of a piece, each once, in order."""
    every = rows.select("piece", "facts").explode("facts").unique(maintain_order=True)
    return every.group_by("piece", maintain_order=True).agg("facts")


def _joined(won: pl.DataFrame) -> pl.DataFrame:
    """Neighbours in time that say the same on the same evidence are one link."""
    said = [*GROUP, *CANDIDATE, "rank"]
    won = won.sort(*GROUP, *CANDIDATE, "piece_from").with_columns(
        facts_=pl.col("facts").cast(pl.List(pl.String)).list.join(","),
        considered_=pl.col("considered").list.eval(_loser_text()).list.join(";"),
    )
    changed = [pl.col(c).ne_missing(pl.col(c).shift(1)) for c in (*said, "facts_", "considered_")]
    new = pl.any_horizontal(*changed, pl.col("piece_from").ne_missing(pl.col("piece_to").shift(1)))
    runs = won.with_columns(run=new.fill_null(True).cum_sum())
    return (
        runs.group_by("run", maintain_order=True)
        .agg(
            *(pl.col(c).first() for c in said),
            pl.col("piece_from").first().alias("valid_from"),
            pl.col("piece_to").last().alias("valid_to"),
            pl.col("facts").first(),
            pl.col("considered").first(),
        )
        .with_columns(_goes_on().not_().cum_sum().alias("run"))
        .with_columns(since=pl.col("valid_from").first().over("run"), until=pl.col("valid_to").last().over("run"))
        .select(list(LINK))
    )


def _goes_on() -> pl.Expr:
    """Whether a link goes on where the one before it ended, with the same candidate on other evidence."""
    before = [pl.col(c).eq_missing(pl.col(c).shift(1)) for c in (*GROUP, *CANDIDATE)]
    return pl.all_horizontal(*before, pl.col("valid_from").eq_missing(pl.col("valid_to").shift(1))).fill_null(False)


def _loser_text() -> pl.Expr:
    loser = pl.element().struct
    return pl.concat_str(
        loser.field("holder").cast(pl.String),
        loser.field("rule").fill_null(""),
        loser.field("lost_because"),
        separator=" ",
    )
