"""Checks and what they found."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.answers.findings import read_checks, read_findings
from app.answers.identities import identify_filter
from app.http.filters import DatedPage, Nothing, Text, Words, next_cursor, one_of, read_cursor
from app.http.paging import read_page
from app.http.problems import Fault, refuse_all
from app.http.reading import Read
from app.models.records import Checks, Findings
from cypher.domain.vocabulary import FINDING_SEVERITIES

router = APIRouter(prefix="/v1", tags=["findings"])


class FindingFilter(DatedPage):
    check: Words = None
    severity: Annotated[Words, one_of(*FINDING_SEVERITIES)] = None
    organization: Text | None = None


@router.get("/checks", response_model=Checks)
async def list_checks(asked: Annotated[Nothing, Query()], reading: Read) -> dict[str, Any]:
    """Every check: why it matters, what to do, how many findings are open."""
    return reading.answer(items=await read_checks(reading))


@router.get("/findings", response_model=Findings)
async def list_findings(asked: Annotated[FindingFilter, Query()], reading: Read) -> dict[str, Any]:
    """Findings that are open now, or with `as_of` those that were open then; the severe ones first."""
    place = read_cursor(asked.cursor, "findings")
    known = {item["id"] for item in await read_checks(reading)}
    unknown = [check for check in asked.check or [] if check not in known]
    if unknown:
        raise refuse_all([Fault("/query/check", "unknown_check", {"value": check}) for check in unknown])
    page = await read_page(
        reading,
        "findings",
        place,
        asked.limit,
        checks=asked.check,
        severities=asked.severity,
        subject=await identify_filter(reading, "organization", asked.organization),
        day=reading.day if asked.as_of else None,
    )
    return reading.answer(
        items=await read_findings(reading, page.ids),
        total=page.total,
        next=next_cursor("findings", page.next) if page.next else None,
        limit=asked.limit,
    )
