"""Supervising units and associations."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import Field

from app.answers.filters import filter_values
from app.answers.identities import identify
from app.answers.organizations import read_organizations
from app.answers.subtrees import read_subtree
from app.answers.units import read_unit
from app.http.filters import Dated, DatedPage, SubjectId, SubtreeAsked, Words, one_of, query_model
from app.http.formats import AS_FILES
from app.http.problems import Problem
from app.http.reading import Read, Reading
from app.lists.lists import UNIT_KINDS, UNITS
from app.models.parties import Subtree, UnitDetail, Units
from cypher.catalogue import Catalogue

PREFIX: Final = "/v1/units"
router = APIRouter(prefix=PREFIX, tags=["units"])


class UnitPage(DatedPage):
    kind: Annotated[Words, one_of(*UNIT_KINDS), Field(description=", ".join(UNIT_KINDS))] = None


def list_router(catalogue: Catalogue) -> APIRouter:
    """The list, with the filters that stand on it; its kinds are what makes it a list of units."""
    router = APIRouter(prefix=PREFIX, tags=["units"])
    Asked: Any = query_model(catalogue, "units", UnitPage, UNITS.asked)

    @router.get("", response_model=Units, responses=AS_FILES)
    async def list_units(asked: Annotated[Asked, Query()], reading: Read) -> Any:
        """Supervising units and associations in force, with how many organisations each leads."""
        filters = await filter_values(reading, "units", asked)
        return await UNITS.answer(reading, asked, {"kind": asked.kind or list(UNIT_KINDS), **filters})

    return router


@router.get("/{id}", response_model=UnitDetail)
async def show_unit(id: SubjectId, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """One unit and what it answers for."""
    unit, _ = await _unit(reading, id)
    return reading.answer(**await read_unit(reading, unit))


@router.get("/{id}/subtree", response_model=Subtree)
async def show_subtree(id: SubjectId, asked: Annotated[SubtreeAsked, Query()], reading: Read) -> dict[str, Any]:
    """What a unit answers for as a tree, each node with the totals of all below it: unit, association, organisation."""
    unit, kind = await _unit(reading, id)
    return reading.answer(depth=asked.depth, tree=await read_subtree(reading, unit, kind, asked.depth, asked.limit))


async def _unit(reading: Reading, id: str) -> tuple[str, str]:
    """The id and the kind of a unit. Raises Problem (404)."""
    unit = await identify(reading, id, "Organization")
    kind = (await read_organizations(reading, [unit]))[unit]["kind"]
    if kind not in UNIT_KINDS:
        raise Problem(404, "no_such_unit", id=id)
    return unit, kind
