"""Organisations that must have built and have not, from the counts and from whoever covers them."""

from collections.abc import Iterable

from cypher.domain.parameters import load_parameters
from loaders.consistency._counts import MEMBERS, at_least, counted
from loaders.consistency._day import Day, covering, told, without
from loaders.records import Found


def find(day: Day) -> Iterable[Found]:
    """One per organisation of the population whose full members are enough and that nobody covers."""
    enough = int(load_parameters()["must_build_members"].value)
    must = without(counted(day).filter(at_least(MEMBERS) >= enough), covering(day))
    return told(must.select("id", "name", MEMBERS))
