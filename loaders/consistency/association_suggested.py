"""Trades with many organisations whose association has no Party organisation that acts."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import counted
from loaders.consistency._day import ASSOCIATION, Day, among, main_trades, told
from loaders.records import Found

LEADING: Final = ("committee", "general_branch")


def find(day: Day) -> Iterable[Found]:
    """One per trade with an existing association; `detail.organizations` counts its population, associations aside."""
    many = int(load_parameters()["association_suggestion"].value)
    others = counted(day).filter(pl.col("kind") != ASSOCIATION)
    organizations = among(main_trades(day), others).group_by(pl.col("trade").alias("id")).len("organizations")
    serving = among(day.links("SERVES_TRADE"), day.existing("Organization", pl.col("kind") == ASSOCIATION), "start")
    leading = among(day.links("HOSTED_BY"), day.existing("PartyOrganization", pl.col("kind").is_in(LEADING)), "start")
    acting = pl.concat(
        [day.links("ACTS_IN", label)["start"] for label in ("Organization", "PartyOrganization")]
    ).implode()
    leading = leading.filter(pl.col("start").is_in(acting) | pl.col("end").is_in(acting))
    trades = serving.group_by(pl.col("end").alias("id")).agg(
        association=pl.col("start").min(), is_led=pl.col("start").is_in(leading["end"].implode()).any()
    )
    found = trades.filter(~pl.col("is_led")).join(organizations, on="id").filter(pl.col("organizations") >= many)
    named = found.join(day.nodes("Trade"), on="id")
    return told(named.select("id", "name", "organizations", "association"), "Trade")
