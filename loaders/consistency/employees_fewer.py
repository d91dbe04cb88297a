"""Organisations whose headcount has more members than employees."""

from collections.abc import Iterable

import polars as pl

from loaders.consistency._counts import MEMBERS, counted
from loaders.consistency._day import Day, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation; a number of employees with a bound says too little."""
    members = pl.sum_horizontal(pl.col(name).fill_null(0) for name in (MEMBERS, "members_probationary"))
    exact = counted(day).filter(pl.col("employees_bound") == "exact").with_columns(members=members)
    fewer = exact.filter(pl.col("members") > pl.col("employees"))
    return told(fewer.select("id", "name", "employees", "members", "headcount"))
