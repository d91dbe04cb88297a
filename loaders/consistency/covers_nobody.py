"""Party organisations that cover nobody, sit nowhere, act nowhere and have none below them."""

from collections.abc import Iterable
from typing import Final

import polars as pl

from loaders.consistency._day import Day, told
from loaders.records import Found

OF_WHOM: Final = ("COVERS", "HOSTED_BY", "ACTS_IN")


def find(day: Day) -> Iterable[Found]:
    """One per Party organisation; the territorial ones have their region."""
    links = [day.links(type_, "PartyOrganization") for type_ in OF_WHOM]
    placed = pl.concat([*(own["start"] for own in links), day.links("SUBORDINATE_TO")["end"]])
    idle = day.existing(
        "PartyOrganization", ~pl.col("territorial").fill_null(False), ~pl.col("id").is_in(placed.implode())
    )
    return told(idle.select("id", "name", "kind"), "PartyOrganization")
