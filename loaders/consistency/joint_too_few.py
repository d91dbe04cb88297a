"""Joint branches whose organisations have too few full members together."""

from collections.abc import Iterable

import polars as pl

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import MEMBERS, at_least, counted
from loaders.consistency._day import JOINT, Day, covered, told
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per existing joint branch, where the full members of all that it covers in the population are known."""
    few = int(load_parameters()["joint_branch_members"].value)
    full = counted(day).select(organization="id", full=at_least(MEMBERS))
    by_party = covered(day).join(full, on="organization").group_by("id")
    sums = by_party.agg(
        members_full=pl.col("full").sum(), covered=pl.len(), are_known=pl.col("full").is_not_null().all()
    )
    joint = day.existing("PartyOrganization", pl.col("kind") == JOINT).join(sums, on="id")
    small = joint.filter("are_known", pl.col("members_full") < few)
    return told(small.select("id", "name", "members_full", "covered"), "PartyOrganization")
