"""Recorded against derived superiors."""

from collections import Counter
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from pydantic import Field

from app.answers.differences import Difference, below, kind_of, read_ties, show_differences
from app.answers.identities import identify_filter
from app.http.filters import DatedPage, Text, Words, next_cursor, one_of, read_cursor
from app.http.paging import cut_page
from app.http.reading import Read
from app.models.history import Differences

router = APIRouter(prefix="/v1", tags=["differences"])
KINDS = get_args(Difference)


class DifferenceFilter(DatedPage):
    kind: Annotated[Words, one_of(*KINDS), Field(description=", ".join(KINDS))] = None
    lead: Annotated[Text | None, Field(description="those below this one: an id or an identifier")] = None
    party_organization: Annotated[Text | None, Field(description="of one alone: an id or an identifier")] = None


@router.get("/differences", response_model=Differences)
async def list_differences(asked: Annotated[DifferenceFilter, Query()], reading: Read) -> dict[str, Any]:
    """Of each Party organisation the superior that is recorded beside the one that follows from the rules."""
    lead = await identify_filter(reading, "lead", asked.lead)
    one = await identify_filter(reading, "party_organization", asked.party_organization)
    ties = await read_ties(reading)
    every = [party for party in below(ties, lead) if one in (None, party)]
    chosen = [party for party in every if asked.kind is None or kind_of(ties[party]) in asked.kind]
    page = cut_page([("", party) for party in chosen], read_cursor(asked.cursor, "differences"), asked.limit)
    counted = Counter(kind_of(ties[party]) for party in every)
    return reading.answer(
        counts={kind: counted[kind] for kind in KINDS},
        items=await show_differences(reading, ties, page.ids),
        total=page.total,
        next=next_cursor("differences", page.next) if page.next else None,
        limit=asked.limit,
    )
