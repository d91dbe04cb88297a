"""Joint branches that cover more organisations than one generally does."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._day import JOINT, Day, covers, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing joint branch; who has closed and is still covered counts, too."""
    most = int(load_parameters()["joint_branch_units"].value)
    wide = covers(day).group_by(pl.col("start").alias("id")).len("covered").filter(pl.col("covered") > most)
    joint = day.existing("PartyOrganization", pl.col("kind") == JOINT).select("id", "name")
    return told(joint.join(wide, on="id"), "PartyOrganization")
