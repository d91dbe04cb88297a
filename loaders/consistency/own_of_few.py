"""Organisations with a Party organisation of their own, and fewer full members than one is founded with."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import MEMBERS, at_least, counted
from loaders.consistency._day import JOINT, Day, among, building, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation, with its count as reported and those of its own."""
    least = int(load_parameters()["must_build_members"].value)
    few = counted(day).filter(at_least(MEMBERS) < least).select("id", "name", MEMBERS)
    own = among(building(day).filter(pl.col("kind") != JOINT), few)
    return told(few.join(own.group_by("id").agg(party_organizations=pl.col("party").sort()), on="id"))
