"""Supervising units and associations."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.answers.identities import identify
from app.answers.organizations import list_filters, matching_key, read_organizations, region_and_below
from app.answers.units import read_unit, read_units
from app.http.filters import Dated, DatedPage, Text, Words, next_cursor, one_of, read_cursor
from app.http.paging import read_page
from app.http.problems import Problem
from app.http.reading import Read
from app.models.parties import UnitDetail, Units

router = APIRouter(prefix="/v1/units", tags=["units"])
KINDS = ("supervising_unit", "association")


class UnitFilter(DatedPage):
    q: Text | None = None
    kind: Annotated[Words, one_of(*KINDS)] = None
    region: Text | None = None


@router.get("", response_model=Units)
async def list_units(asked: Annotated[UnitFilter, Query()], reading: Read) -> dict[str, Any]:
    """Supervising units and associations in force, with how many organisations each leads."""
    page = await read_page(
        reading,
        "organizations",
        read_cursor(asked.cursor, "units"),
        asked.limit,
        **list_filters(
            kinds=asked.kind or list(KINDS),
            q=asked.q,
            key=matching_key(asked.q),
            regions=await region_and_below(reading, asked.region),
        ),
    )
    return reading.answer(
        items=await read_units(reading, page.ids),
        total=page.total,
        next=next_cursor("units", page.next) if page.next else None,
        limit=asked.limit,
    )


@router.get("/{id}", response_model=UnitDetail)
async def show_unit(id: str, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """One unit and what it answers for."""
    unit = await identify(reading, id, "Organization")
    if (await read_organizations(reading, [unit]))[unit]["kind"] not in KINDS:
        raise Problem(404, "no_such_unit", id=id)
    return reading.answer(**await read_unit(reading, unit))
