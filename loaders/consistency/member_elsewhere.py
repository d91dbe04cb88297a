"""Organisations that are members of an association which serves trades, and not their main one."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, listed, main_trades, told_of
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.associations` are the ids of those of other trades."""
    serves = among(day.links("SERVES_TRADE"), day.existing("Organization"), "start").select(end="start", trade="end")
    members = among(day.links("MEMBER_OF"), serves, "end", "end").select("start", "end")
    trades = main_trades(day).select("trade", start="id")
    fitting = members.join(trades, on="start").join(serves, on=["end", "trade"], how="semi")
    others = among(members, trades, "start", "start").join(fitting, on=["start", "end"], how="anti")
    elsewhere = listed(others, "start", "associations")
    return told_of(day, elsewhere)
