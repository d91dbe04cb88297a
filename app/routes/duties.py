"""Duties of Party organisations, and campaigns."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from app.answers.duties import (
    last_whole_year,
    read_bearers,
    read_campaigns,
    read_duties,
    read_evidence,
    show_bearers,
)
from app.answers.identities import identify_filter
from app.http.filters import Dated, DatedPage, Flag, Text, known_as, next_cursor, read_cursor
from app.http.paging import cut_page
from app.http.reading import Read
from app.models.duties import Campaigns, Duties

router = APIRouter(prefix="/v1", tags=["duties"])


class DutyFilter(DatedPage):
    period: Annotated[
        int | None, Field(ge=1900, le=9998, description="a year; the newest that had ended where absent")
    ] = None
    party_organization: Annotated[Text | None, known_as("identifier", "of one alone: an id or an identifier")] = None
    missing: Annotated[Flag | None, Field(description="true: some duty has no evidence; false: all have")] = None


@router.get("/duties", response_model=Duties)
async def list_duties(asked: Annotated[DutyFilter, Query()], reading: Read) -> dict[str, Any]:
    """Of each Party organisation of the field its six duties in a year, with the evidence or the lack of it."""
    party = await identify_filter(reading, "party_organization", asked.party_organization)
    year = asked.period if asked.period is not None else last_whole_year(reading.day)
    duties = await read_duties(reading)
    bearers = await read_bearers(reading, party)
    evidence = await read_evidence(reading, bearers, year)
    if asked.missing is not None:
        wanted = asked.missing == "true"
        bearers = [one for one in bearers if (len(evidence[one]) < len(duties)) == wanted]
    page = cut_page([("", one) for one in bearers], read_cursor(asked.cursor, "duties"), asked.limit)
    return reading.answer(
        period=str(year),
        duties=[
            {"id": d["id"], "title": reading.of(d["name"], d["name_en"] or ""), "sentence": d["sentence"]}
            for d in duties
        ],
        items=await show_bearers(reading, page.ids, year, evidence),
        total=page.total,
        next=next_cursor("duties", page.next) if page.next else None,
        limit=asked.limit,
    )


@router.get("/campaigns", response_model=Campaigns)
async def list_campaigns(asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Each campaign with the Party organisations that took part up to the day."""
    return reading.answer(items=await read_campaigns(reading))
