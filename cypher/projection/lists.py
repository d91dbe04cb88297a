"""The rows of statements that look at all organisations, over a projection: lists, and what groupings count.

As `rows.py`; a filter (`cypher/filters/`) has its mask here. A list filtered by one without a mask is the graph's.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import polars as pl

from cypher.columns.columns import day_number, iso_dates
from cypher.domain.vocabulary import JOINT
from cypher.graph import Row
from cypher.predicates import NULL
from cypher.projection.pictures import UNIT, Picture
from cypher.projection.tables import Projection

Mask = Callable[[Picture, Any], pl.Expr]


def _ending_at(picture: Picture, rows: pl.DataFrame, id_: str) -> pl.Expr:
    """Those with a row that ends at a node; of NULL those without any row."""
    found = pl.col("node").is_in((rows["start"] if id_ == NULL else picture.ends_at(rows, [id_])).implode())
    return ~found if id_ == NULL else found


def _associated(picture: Picture, id_: str) -> pl.Expr:
    rows = picture.associations
    found = pl.col("node").is_in((rows if id_ == NULL else rows.filter(association=id_))["node"].implode())
    return ~found if id_ == NULL else found


def _under(picture: Picture, ids: Sequence[str]) -> pl.Expr:
    """Those whose superior is one of some Party organisations; with NULL those without any."""
    rows = picture.in_force("links", "SUPERIOR")
    found = pl.col("node").is_in(picture.ends_at(rows, ids).implode())
    return found | ~pl.col("node").is_in(rows["start"].implode()) if NULL in ids else found


def _seated(picture: Picture, regions: Any) -> pl.Expr:
    if NULL in regions:
        somewhere = _seated_in(picture, picture.held.nodes.filter(label="Region")["id"].to_list())
        return ~somewhere
    return _seated_in(picture, regions)


def _seated_in(picture: Picture, regions: Any) -> pl.Expr:
    seats = picture.ends_at(picture.in_force("links", "SEAT"), regions)
    located = picture.ends_at(picture.in_force("facts", "LOCATED_IN"), regions)
    return pl.col("node").is_in(seats.implode()) | ((pl.col("kind") == UNIT) & pl.col("node").is_in(located.implode()))


def _named(picture: Picture, words: Sequence[str]) -> pl.Expr:
    stated = picture.held.tables["names"].filter(_containing("name", words))["node"]
    return _containing("name", words) | pl.col("node").is_in(stated.implode())


def _containing(column: str, words: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(column).str.contains(word, literal=True) for word in words)


def _ruled(picture: Picture, rule: str) -> pl.Expr:
    links = picture.in_force("links", "LEAD", "SUPERIOR", "SUPPORT").filter(pl.col("rule") == rule)
    return pl.col("node").is_in(links["start"].implode())


def _operates(picture: Picture, flag: bool) -> pl.Expr:
    unit = (pl.col("operating").fill_null("true") == "true") == flag
    return pl.when(pl.col("kind") == UNIT).then(unit).otherwise(pl.col("class").is_not_null() == flag)


def _counted_in_rows(picture: Picture, rows: Sequence[str]) -> pl.Expr:
    """Those that some rows of the official form count, or to which they give a number."""
    reporting = pl.col("class").is_not_null() & (pl.col("class") != "unknown")
    flags = {"joint_has_three": "has_three", "must_has_group": "has_group", "instructor_sent": "instructor_sent"}
    sums = {"members_untransferred" if name == "untransferred" else name: counts for name, counts in SUMS.items()}
    found = pl.col("class").is_in(rows)
    for row in rows:
        if row == "units":
            found |= pl.lit(True)
        elif row in flags:
            found |= pl.col(flags[row])
        elif row in sums:
            found |= pl.any_horizontal(
                (pl.col(c) > 0).fill_null(False) | (pl.col(f"{c}_bound") == "more_than").fill_null(False)
                for c in sums[row]
            )
    found = found.fill_null(False) & reporting.fill_null(False)
    if "joint_branches" in rows:  # shown as whom they cover
        found |= pl.col("node").is_in(_joint_covers(picture)["node"].implode()) & pl.col("class").is_not_null()
    return found & (pl.col("kind") != UNIT)


def _counted_in_columns(picture: Picture, columns: Sequence[str]) -> pl.Expr:
    """Those that some columns of the official form count."""
    column = (
        pl.when(pl.col("kind").is_in(["association", "social_group"]))
        .then(pl.lit("social_group"))
        .when(pl.col("kind").is_in(["foundation", "non_enterprise"]))
        .then("kind")
        .when(pl.col("trade").is_in(["law", "accounting", "tax"]))
        .then("trade")
        .otherwise(pl.lit("other_intermediary"))
    )
    return (column.is_in(columns) | pl.lit("total" in columns)) & (pl.col("kind") != UNIT)


MASKS: Final[Mapping[str, Mask]] = {
    "kind": lambda picture, kinds: pl.col("kind").is_in(kinds),
    "trade": lambda picture, trade: _ending_at(picture, picture.in_force("facts", "IN_TRADE").filter("main"), trade),
    "region": _seated,
    "coverage": lambda picture, classes: pl.col("class").is_in(classes).fill_null(False),
    "lead": lambda picture, lead: _ending_at(picture, picture.in_force("links", "LEAD"), lead),
    "association": _associated,
    "party": _under,
    "rule": _ruled,
    "operating": _operates,
    "form_row": _counted_in_rows,
    "form_column": _counted_in_columns,
    "region_within": _seated,
    "lead_within": lambda picture, lead: _ending_at(picture, picture.in_force("links", "LEAD"), lead),
    "q": _named,
    "q_key": lambda picture, keys: _containing("name_key", keys),
    "q_ids": lambda picture, ids: pl.col("id").is_in(ids),
}


def _filtered(picture: Picture, given: Mapping[str, Any]) -> pl.DataFrame:
    """The organisations that pass the filters that are asked for."""
    asked = {name: mask(picture, given[name]) for name, mask in MASKS.items() if given.get(name) is not None}
    if "q" in asked:  # a name is found as it is given, by its key, or by what names the organisation otherwise
        asked["q"] |= asked.pop("q_key") | asked.pop("q_ids")
    return picture.organizations.filter(*asked.values())


def organizations(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    ids = _filtered(Picture.of(held, day_number(given["as_of"])), given)["id"]
    return [{"total": len(ids), "ids": ids.filter(ids > given["after"]).head(given["limit"]).to_list()}]


def uncovered(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    found = _filtered(Picture.of(held, day_number(given["as_of"])), given).filter(
        pl.col("class").is_in(given["classes"]), pl.col("kind") != UNIT
    )
    match given["sort"]:
        case "gap_since":
            key = iso_dates(pl.col("gap_since")).fill_null("9999")
        case "members_full":
            key = (2_000_000_000 - pl.col("members_full").fill_null(0)).cast(pl.String)
        case _:
            key = pl.lit("")
    keyed = found.select(key.alias("key"), "id").sort("key", "id")
    after = (pl.col("key") > given["after_key"]) | (
        (pl.col("key") == given["after_key"]) & (pl.col("id") > given["after"])
    )
    return [{"total": keyed.height, "page": [[*row] for row in keyed.filter(after).head(given["limit"]).rows()]}]


def not_operating(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    found = _filtered(Picture.of(held, day_number(given["as_of"])), given)
    idle = found.filter(pl.col("kind") != UNIT, pl.col("class").is_null())
    return idle.select("id").rows(named=True)


def joint_branches(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    covered = _filtered(picture, given).filter(pl.col("kind") != UNIT, pl.col("class").is_not_null())
    return _joint_covers(picture).join(covered, on="node").select("branch", "kind", "trade").unique().rows(named=True)


def _joint_covers(picture: Picture) -> pl.DataFrame:
    """Whom (`node`) each joint branch (`branch`: its id) covers."""
    branches = picture.nodes.filter(pl.col("kind") == JOINT, "alive").select(start="node", branch="id")
    return picture.in_force("facts", "COVERS").join(branches, on="start").select(node="end", branch="branch")


# -- groupings ---------------------------------------------------------------------------------------------------------

FLAGS: Final = ("has_three", "has_group", "instructor_sent")
GROUPS: Final = ("kind", "trade", "value", "operating", "class", *FLAGS)
# What is summed up, as which name, and which counts of an interval make it.
SUMS: Final[Mapping[str, tuple[str, ...]]] = {
    "members": ("members_full", "members_probationary", "members_untransferred"),
    "untransferred": ("members_untransferred",),
    "employees": ("employees",),
    "instructors": ("instructors",),
}


def census(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture, trade = Picture.of(held, day_number(given["as_of"])), given["trade"]
    found = _filtered(picture, {**given, "trade": None}).filter(pl.col("kind") != UNIT)
    if trade is not None:
        found = found.filter(pl.col("trade").is_null() if trade == NULL else pl.col("trade") == trade)
    found = _with_value(picture, found, given["by"], given["link"])
    counted = [_summed(name, counts) for name, counts in SUMS.items()]
    return (
        found.with_columns(
            *(pl.col(flag).fill_null(False) for flag in FLAGS),
            operating=pl.col("class").is_not_null(),
            **{"class": pl.col("class").fill_null("unknown")},
        )
        .group_by(GROUPS)
        .agg(pl.len().cast(pl.Int64).alias("units"), *(one for pair in counted for one in pair))
        .rows(named=True)
    )


def _with_value(picture: Picture, found: pl.DataFrame, by: str, link: str) -> pl.DataFrame:
    """The organisations with the `value` of the dimension that they are counted by."""
    match by:
        case "kind" | "trade":
            return found.with_columns(value=pl.col(by))
        case "association":
            first = picture.associations.group_by("node").agg(pl.col("association").min().alias("value"))
            return found.join(first, on="node", how="left")
        case _ if link:
            return found.join(picture.values(link, "value" if by == "level" else None), on="node", how="left")
        case _:
            return found.with_columns(value=pl.lit(None, pl.String))


def _summed(name: str, counts: tuple[str, ...]) -> tuple[pl.Expr, pl.Expr]:
    """The sum of some counts (more than n counts as n + 1), and of how many organisations any of them is known."""
    more = {c: pl.when(pl.col(f"{c}_bound") == "more_than").then(1).otherwise(0) for c in counts}
    told = [pl.col(c) + more[c] for c in counts]
    known = pl.any_horizontal(pl.col(c).is_not_null() for c in counts)
    return (
        pl.sum_horizontal(one.fill_null(0) for one in told).cast(pl.Int64).sum().alias(name),
        known.cast(pl.Int64).sum().alias(f"{name}_known"),
    )


# -- the frame ---------------------------------------------------------------------------------------------------------


def regions(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    parts = picture.in_force("facts", "PART_OF")
    above = parts.select(pl.col("start").alias("node"), held.nodes["id"].gather(parts["end"]).alias("parent"))
    first = above.group_by("node").agg(pl.col("parent").min())
    found = picture.nodes.filter(pl.col("label") == "Region").join(first, on="node", how="left")
    return found.sort("id").select("id", "name", "rank", "parent").rows(named=True)


def trades(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    return held.nodes.filter(pl.col("label") == "Trade").select("id", "name").rows(named=True)


def unit_totals(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    leads = picture.in_force("links", "LEAD")
    led = leads.select(node="start", by=held.nodes["id"].gather(leads["end"])).unique()
    asked = held.nodes.filter(pl.col("label") == "Organization", pl.col("id").is_in(list(given["ids"]))).select(by="id")
    found = []
    for role, pairs in (("lead", led), ("superior", picture.associations.rename({"association": "by"}))):
        below = pairs.join(asked, on="by").join(_filtered(picture, given).select("node"), on="node")
        counted = below.group_by("by").agg(pl.len().cast(pl.Int64).alias("organizations"))
        found += counted.select(pl.col("by").alias("id"), pl.lit(role).alias("role"), "organizations").rows(named=True)
    return found


def parties_within(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    ties = picture.in_force("facts", "COVERS", "HOSTED_BY")
    tied = ties.join(_filtered(picture, given).select(end="node"), on="end", how="semi")["start"]
    acting = picture.ends_at(picture.in_force("facts", "ACTS_IN"), given["regions"] or ())
    parties = picture.nodes.filter(pl.col("label") == "PartyOrganization", "alive")
    return parties.filter(pl.col("node").is_in(pl.concat([tied, acting]).implode())).select("id").rows(named=True)


def differences(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    parties = picture.nodes.filter(pl.col("label") == "PartyOrganization", "alive").select(start="node", subject="id")
    ends = picture.nodes.select(end="node", holder="id", exists="alive")
    recorded = picture.in_force("facts", "SUBORDINATE_TO").with_columns(rule=pl.lit(None, pl.String))
    found = []
    for type_, rows in (("derived", picture.in_force("links", "SUPERIOR")), ("recorded", recorded)):
        above = rows.join(parties, on="start").join(ends, on="end").with_columns(type=pl.lit(type_))
        found += above.select("subject", "type", "holder", "id", "rule", "exists").rows(named=True)
    return found


def party_leads(held: Projection, given: Mapping[str, Any]) -> list[Row]:
    picture = Picture.of(held, day_number(given["as_of"]))
    parties = picture.nodes.filter(pl.col("label") == "PartyOrganization", "alive").select(start="node", party="id")
    tied = picture.in_force("facts", "COVERS", "HOSTED_BY").join(parties, on="start").select("party", start="end")
    led = tied.join(picture.in_force("links", "LEAD"), on="start").select("party", "end").unique()
    return led.select(id="party", lead=held.nodes["id"].gather(led["end"])).rows(named=True)
