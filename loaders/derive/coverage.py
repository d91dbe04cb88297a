"""The class of each organisation over time (docs/domain.md 5): the official classes as dated intervals, over columns.

An interval is one in which neither the class nor the headcounts in force change, so that every figure of the official
form can be read from the intervals of a day. A gap goes on while an organisation does not operate: it is not shown
then, and its first day stays.
"""

from functools import reduce
from typing import Any, Final

import polars as pl

from cypher.columns.columns import (
    FIRST_DAY,
    NODE,
    Columns,
    day_number,
    day_numbers,
    holds_some_day,
    iso_dates,
    read_late,
)
from cypher.domain.dates import last_day
from cypher.domain.vocabulary import COUNTS, GAP_SEVERITIES, JOINT
from loaders.derive.otherwise import differing_pieces, present
from loaders.derive.pieces import bounds_of, pieces_between

MUST_BUILD: Final = "must_build_members"
MEMBERS: Final = ("members_full", "members_probationary", "members_untransferred")
# The highest kind decides the class of what an own Party organisation covers.
OWN_CLASSES: Final = {
    "work_committee": "own_committee",
    "committee": "own_committee",
    "leading_group": "own_committee",
    "general_branch": "own_general_branch",
    "branch": "own_branch",
}
CLASS_ORDER: Final = ("own_committee", "own_general_branch", "own_branch")
FLAGS: Final = ("has_three", "has_group", "instructor_sent", "uncertain")
BOUNDS: Final = {name: f"{name}_bound" for name in COUNTS}
# What an interval says; the counts are those of its headcounts.
SAID: Final[dict[str, Any]] = {
    "class": pl.String,
    **dict.fromkeys(FLAGS, pl.Boolean),
    "headcount": pl.String,
    "told_elsewhere": pl.List(pl.String),
    "severity": pl.String,
    "party_organizations": pl.List(pl.String),
    "facts": pl.List(pl.String),
}
COVERAGE: Final[dict[str, Any]] = {
    "subject": NODE,
    **SAID,
    "severity_since": pl.Int32,
    **dict.fromkeys(COUNTS, pl.Int32),
    **dict.fromkeys(BOUNDS.values(), pl.String),
    "valid_from": pl.Int32,
    "valid_to": pl.Int32,
    "uncertain_in": pl.List(pl.String),
}


def coverage_over_time(
    columns: Columns, population: pl.DataFrame, headcounts: pl.DataFrame, operating: pl.DataFrame, must_build: int
) -> pl.DataFrame:
    """The intervals (COVERAGE) in which organisations exist and operate, by subject and time.

    `population`, `headcounts`, `operating`: POPULATION_TABLE, HEADCOUNT_TABLE, OPERATING_TABLE of columns/read.py.
    """
    counted = _counted(_numbered(headcounts, columns))
    stated = _numbered(operating, columns).filter(holds_some_day())
    first = _intervals(columns, population, counted, stated, must_build)
    stated_late = read_late(stated, "valid_from", "valid_to")
    if columns.late is columns and stated_late.equals(stated):
        return first.with_columns(uncertain_in=pl.lit([], COVERAGE["uncertain_in"])).select(list(COVERAGE))
    late = _intervals(columns.late, population, counted, stated_late, must_build)
    return first.join(_doubts(first, late), on=["subject", "valid_from"], how="left", maintain_order="left").select(
        *(c for c in COVERAGE if c != "uncertain_in"), pl.col("uncertain_in").fill_null([])
    )


def _intervals(
    columns: Columns, population: pl.DataFrame, counted: pl.DataFrame, stated: pl.DataFrame, must_build: int
) -> pl.DataFrame:
    """The intervals in one reading of the dates."""
    lives = _lives(columns, population)
    covers = _covers(columns)
    bounds = [
        *bounds_of(counted, ["subject"], "day"),
        *bounds_of(covers, ["subject"], "valid_from", "valid_to"),
        *bounds_of(lives, ["subject"], "lives_from", "lives_to"),
    ]
    pieces = _within_life(pieces_between(bounds, ["subject"]), lives)
    told = _with_headcount(pieces, counted).join(_covered(pieces, covers, columns), on="piece", how="left")
    whole = _joined(_classified(told, must_build).sort("piece"))
    return _while_operating(whole, operating_over_time(lives, stated))


def _doubts(first: pl.DataFrame, late: pl.DataFrame) -> pl.DataFrame:
    """`uncertain_in` of the intervals (`subject`, `valid_from`) for some of whose days the late reading says otherwise.

    Each is `FROM/TO`, TO the first day after it.
    """
    pieces = differing_pieces(first, late, ["class"])
    begun = first.select("subject", "valid_from", "valid_to")
    span = pl.concat_str(iso_dates(pl.col("piece_from")), iso_dates(pl.col("piece_to")), separator="/")
    found = present(pieces, begun).sort("piece").with_columns(uncertain_in=span)
    return found.group_by("subject", "valid_from", maintain_order=True).agg("uncertain_in")


def operating_over_time(lives: pl.DataFrame, statements: pl.DataFrame) -> pl.DataFrame:
    """When organisations exist and operate (实体运营): `subject`, `operates_from`, `operates_to`.

    Of several statements the latest to start counts, then the rank of its source, then the smallest id. A moment that
    no statement speaks of is operating; `operates` of `lives` decides only where there is no statement at all. This is
    the one place that decides it: the intervals of `Coverage` are cut to it, and whoever asks whether an organisation
    operates on a day asks whether it has a class then.

    `lives`: `subject`, `lives_from`, `lives_to`, `operates`; `statements`: `subject`, `id`, `operates`, `source_rank`,
    `valid_from`, `valid_to`.
    """
    unstated = lives.join(statements, on="subject", how="anti").filter("operates")
    bounds = [
        *bounds_of(statements, ["subject"], "valid_from", "valid_to"),
        *bounds_of(lives.join(statements, on="subject", how="semi"), ["subject"], "lives_from", "lives_to"),
    ]
    pieces = _within_life(pieces_between(bounds, ["subject"]), lives)
    latest = (
        present(pieces, statements)
        .sort("piece", "valid_from", "source_rank", "id", descending=[False, True, True, False])
        .unique("piece", keep="first")
        .select("piece", "operates")
    )
    operating = pieces.join(latest, on="piece", how="left").sort("piece").filter(pl.col("operates").fill_null(True))
    goes_on = (pl.col("piece_from") == pl.col("piece_to").shift(1).over("subject")).fill_null(False)
    joined = (
        operating.group_by(goes_on.not_().cum_sum().alias("run"), maintain_order=True)
        .agg(pl.col("subject").first(), pl.col("piece_from").first(), pl.col("piece_to").last())
        .select("subject", pl.col("piece_from").alias("operates_from"), pl.col("piece_to").alias("operates_to"))
    )
    always = unstated.select(
        "subject", pl.col("lives_from").alias("operates_from"), pl.col("lives_to").alias("operates_to")
    )
    return pl.concat([always, joined])


def _lives(columns: Columns, population: pl.DataFrame) -> pl.DataFrame:
    """`subject`, `lives_from`, `lives_to`, `operates` of the organisations that exist at some time."""
    lives = columns.lives.rename({"node": "subject"})
    return lives.join(_numbered(population, columns), on="subject").filter(holds_some_day("lives_from", "lives_to"))


def _numbered(table: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """The table with numbers in place of the ids of its subjects, and of the dates of its validity."""
    numbers = columns.nodes.select(pl.col("id").alias("subject"), "node")
    dates = [day_numbers(pl.col(c)).alias(c) for c in ("valid_from", "valid_to") if c in table.columns]
    return table.join(numbers, on="subject").with_columns(pl.col("node").alias("subject"), *dates).drop("node")


def _counted(headcounts: pl.DataFrame) -> pl.DataFrame:
    """The counts of each subject from each whole day `day` on that a headcount stands on (docs/domain.md 3).

    Each count is that of the newest headcount which speaks of it, of one day that of the higher source rank; where that
    one leaves it blank it is unknown. `headcount`: the one that tells the full members; `told_elsewhere`: those that
    tell other counts.
    """
    dates = headcounts.select(pl.col("date").unique())
    days = dates.with_columns(day=pl.Series([day_number(last_day(d)) for d in dates["date"]], dtype=pl.Int32))
    ordered = headcounts.join(days, on="date").sort("subject", "day", "source_rank", "id").with_row_index("row")
    tellers = ordered.select(
        *("subject", "day"),
        *(pl.when(_speaks_of(name)).then("row").forward_fill().over("subject").alias(name) for name in COUNTS),
    ).unique(["subject", "day"], keep="last", maintain_order=True)
    by_count = tellers.select(ordered["id"].gather(tellers[name]).alias(name) for name in COUNTS)
    headcount = pl.col(COUNTS[0])
    others = pl.concat_list(pl.when(pl.col(name).ne_missing(headcount)).then(pl.col(name)) for name in COUNTS[1:])
    evidence = by_count.select(
        headcount.alias("headcount"), others.list.drop_nulls().list.unique().list.sort().alias("told_elsewhere")
    )
    counts = [ordered[c].gather(tellers[name]) for name in COUNTS for c in (name, BOUNDS[name])]
    return tellers.select("subject", "day").hstack(evidence).hstack(counts)


def _speaks_of(name: str) -> pl.Expr:
    """Whether the source of a headcount speaks of a count: one without a column for it does not."""
    measures = pl.col("measures")
    return measures.is_null() | measures.str.split(" ").list.contains(name).fill_null(False)


def _covers(columns: Columns) -> pl.DataFrame:
    """Which Party organisation (`party`, its `kind`) covers a subject, while both the fact and it are in force."""
    parties = columns.nodes.filter(~pl.col("territorial").fill_null(False)).select(
        pl.col("node").alias("party"), "kind", "founded", "closed"
    )
    covers = columns.relationship("COVERS").select(
        pl.col("start").alias("party"), pl.col("end").alias("subject"), "valid_from", "valid_to", "facts"
    )
    return (
        covers.join(parties, on="party")
        .with_columns(
            valid_from=pl.max_horizontal("valid_from", "founded"), valid_to=pl.min_horizontal("valid_to", "closed")
        )
        .filter(holds_some_day())
    )


def _within_life(pieces: pl.DataFrame, lives: pl.DataFrame) -> pl.DataFrame:
    alive = (pl.col("lives_from") <= pl.col("piece_from")) & (pl.col("piece_from") < pl.col("lives_to"))
    return pieces.join(lives, on="subject").filter(alive).select(pieces.columns)


def _with_headcount(pieces: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """The pieces with the counts of the newest day at or before each; nulls where nothing was ever reported."""
    return pieces.sort("piece_from").join_asof(
        counted.sort("day"), left_on="piece_from", right_on="day", by="subject", check_sortedness=False
    )


def _covered(pieces: pl.DataFrame, covers: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """By piece: `own` (the class of an own Party organisation), `joint`, `party_organizations`, `facts`."""
    ids = columns.nodes["id"]
    covering = present(pieces, covers)
    facts = columns.facts.gather(covering["facts"].explode()) if covering.height else pl.Series([], dtype=pl.String)
    named = covering.with_columns(
        facts.alias("fact"),
        ids.gather(covering["party"]).alias("party"),
        own=pl.col("kind") != JOINT,
        order=pl.col("kind").replace_strict(
            list(OWN_CLASSES), [CLASS_ORDER.index(c) for c in OWN_CLASSES.values()], default=None, return_dtype=pl.Int8
        ),
    )
    by_piece = named.group_by("piece").agg(
        pl.col("order").min(),
        joint=(~pl.col("own")).any(),
        own_parties=pl.col("party").filter(pl.col("own")).unique().sort(),
        parties=pl.col("party").unique().sort(),
        facts=pl.col("fact").unique().sort(),
    )
    own = pl.col("order").replace_strict(list(range(len(CLASS_ORDER))), list(CLASS_ORDER), return_dtype=pl.String)
    # an own one goes before the joint ones, which are not named beside it
    parties = pl.when(pl.col("order").is_not_null()).then(pl.col("own_parties")).otherwise(pl.col("parties"))
    return by_piece.select("piece", own.alias("own"), "joint", parties.alias("party_organizations"), "facts")


def _classified(told: pl.DataFrame, must_build: int) -> pl.DataFrame:
    """Adds class, flags and severity."""

    def at_least(name: str) -> pl.Expr:
        # the count that the classes use: more than n counts as n + 1, about n as n, unknown as null
        more = (pl.col(BOUNDS[name]) == "more_than").fill_null(False)
        return pl.col(name) + pl.when(more).then(1).otherwise(0)

    full, *others = (at_least(name) for name in MEMBERS)
    gap = (
        pl.when(full.is_null())
        .then(pl.lit("unknown"))
        .when(full >= must_build)
        .then(pl.lit("uncovered_must"))
        .when((full > 0) | pl.any_horizontal((other > 0).fill_null(False) for other in others))
        .then(pl.lit("uncovered_few"))
        .when(pl.any_horizontal(other.is_null() for other in others))
        .then(pl.lit("unknown"))
        .otherwise(pl.lit("uncovered_none"))
    )
    joint = pl.col("joint").fill_null(False)
    classed = told.with_columns(
        pl.coalesce(pl.col("own"), pl.when(joint).then(pl.lit("joint")).otherwise(gap)).alias("class"),
        *(pl.col(c).fill_null([]) for c in ("party_organizations", "facts", "told_elsewhere")),
    )
    about = reduce(pl.Expr.or_, ((pl.col(BOUNDS[name]) == "about").fill_null(False) for name in MEMBERS))
    is_gap = pl.col("class").is_in(list(GAP_SEVERITIES))
    return classed.with_columns(
        has_three=(pl.col("class") == "joint") & (full >= must_build).fill_null(False),
        has_group=(pl.col("class") == "uncovered_must") & (at_least("party_groups") > 0).fill_null(False),
        instructor_sent=(at_least("instructors") > 0).fill_null(False),
        uncertain=about & is_gap,
        severity=pl.col("class").replace_strict(GAP_SEVERITIES, default=None, return_dtype=pl.String),
    )


def _joined(pieces: pl.DataFrame) -> pl.DataFrame:
    """Neighbours that say the same as one interval, with the first day of the unbroken run of each severity."""
    texts = [pl.col(c).list.join(",") if SAID[c] == pl.List(pl.String) else pl.col(c) for c in SAID]
    adjoins = pl.col("piece_from") == pl.col("piece_to").shift(1)  # between two lives it does not
    goes_on = pl.all_horizontal(adjoins, *(text.eq_missing(text.shift(1)) for text in (pl.col("subject"), *texts)))
    gap_goes_on = pl.all_horizontal(
        adjoins, *(pl.col(c).eq_missing(pl.col(c).shift(1)) for c in ("subject", "severity"))
    )
    counts = [c for name in COUNTS for c in (name, BOUNDS[name])]
    known = pl.col("severity").is_not_null() & pl.col("headcount").is_not_null() & (pl.col("since") != FIRST_DAY)
    return (
        pieces.with_columns(
            run=goes_on.fill_null(False).not_().cum_sum(), gap=gap_goes_on.fill_null(False).not_().cum_sum()
        )
        .with_columns(since=pl.col("piece_from").first().over("gap"))
        .group_by("run", maintain_order=True)
        .agg(
            *(pl.col(c).first() for c in ("subject", *SAID, *counts, "since")),
            pl.col("piece_from").first().alias("valid_from"),
            pl.col("piece_to").last().alias("valid_to"),
        )
        .with_columns(
            pl.when(known).then(pl.col("since")).alias("severity_since"),
            *(_known_bound(name) for name in COUNTS),
        )
    )


def _known_bound(name: str) -> pl.Expr:
    """The bound of a count: exact where it does not say otherwise, none where the count is unknown."""
    return pl.when(pl.col(name).is_not_null()).then(pl.col(BOUNDS[name]).fill_null("exact")).alias(BOUNDS[name])


def _while_operating(whole: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    return (
        whole.join(spans, on="subject")
        .with_columns(
            valid_from=pl.max_horizontal("valid_from", "operates_from"),
            valid_to=pl.min_horizontal("valid_to", "operates_to"),
        )
        .filter(holds_some_day())
        .sort("subject", "valid_from")
    )
