"""Recorded against derived superiors."""

from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query
from pydantic import Field

from app.answers.differences import Difference
from app.answers.identities import identify_filter
from app.http.filters import DatedPage, Text, Words, known_as, one_of
from app.http.formats import AS_FILES
from app.http.reading import Read
from app.lists.found import DIFFERENCES
from app.models.history import Differences

router = APIRouter(prefix="/v1", tags=["differences"])
KINDS = get_args(Difference)


class DifferenceFilter(DatedPage, DIFFERENCES.asked):  # type: ignore[misc,name-defined]
    kind: Annotated[Words, one_of(*KINDS), Field(description=", ".join(KINDS))] = None
    lead: Annotated[Text | None, known_as("identifier", "those below this one: an id or an identifier")] = None
    party_organization: Annotated[Text | None, known_as("identifier", "of one alone: an id or an identifier")] = None


@router.get("/differences", response_model=Differences, responses=AS_FILES)
async def list_differences(asked: Annotated[DifferenceFilter, Query()], reading: Read) -> Any:
    """Of each Party organisation the superior that is recorded beside the one that follows from the rules."""
    lead = await identify_filter(reading, "lead", asked.lead)
    one = await identify_filter(reading, "party_organization", asked.party_organization)
    return await DIFFERENCES.answer(reading, asked, {"kinds": asked.kind, "lead": lead, "party": one})
