"""The rules, and what was claimed."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.answers.claims import read_claims
from app.answers.rulebook import read_rules
from app.http.filters import Dated
from app.http.reading import Read
from app.models.coverage import Claims
from app.models.records import Rules

router = APIRouter(prefix="/v1", tags=["rules"])


@router.get("/rules", response_model=Rules)
async def list_rules(asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Each rule: the sentence of the source, how much it decided, examples with a complete chain first."""
    return reading.answer(items=await read_rules(reading))


@router.get("/claims", response_model=Claims)
async def list_claims(asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Each figure reported until the date, in each reading, beside what the graph says at the figure's own date."""
    return reading.answer(items=await read_claims(reading, reading.day if asked.as_of else None))
