"""Organisations that are members of an association which serves trades, and not their main one."""

from collections.abc import Iterable

from loaders.consistency._day import Day, among, listed, main_trades, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; `detail.associations` are the ids of those of other trades."""
    serves = among(day.links("SERVES_TRADE"), day.existing("Organization"), "start").select(end="start", trade="end")
    members = day.links("MEMBER_OF").select("start", "end").join(serves, on="end", how="semi")
    trades = main_trades(day).select("trade", start="id")
    fitting = members.join(trades, on="start").join(serves, on=["end", "trade"], how="semi")
    others = members.join(trades, on="start", how="semi").join(fitting, on=["start", "end"], how="anti")
    elsewhere = listed(others, "start", "associations")
    return told(day.existing("Organization").select("id", "name").join(elsewhere, on="id"))
