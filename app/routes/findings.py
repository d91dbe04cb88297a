"""Checks and what they found."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BeforeValidator, Field

from app.answers.findings import read_checks
from app.answers.identities import identify_filter
from app.http.filters import DatedPage, Nothing, Text, Words, known_as, one_of, split
from app.http.formats import AS_FILES
from app.http.problems import Fault, refuse_all
from app.http.reading import Read
from app.lists.found import FINDINGS
from app.models.records import Checks, Findings
from cypher.domain.vocabulary import FINDING_SEVERITIES

router = APIRouter(prefix="/v1", tags=["findings"])


class FindingFilter(DatedPage, FINDINGS.asked):  # type: ignore[misc,name-defined]
    check: Annotated[
        list[Annotated[str, known_as("check-id", "the id of a check")]] | None,
        BeforeValidator(split),
        Field(description="ids of checks, as /v1/checks lists them", json_schema_extra={"minItems": 1}),
    ] = None
    severity: Annotated[Words, one_of(*FINDING_SEVERITIES), Field(description=", ".join(FINDING_SEVERITIES))] = None
    organization: Annotated[Text | None, known_as("identifier", "whom they are about: an id or an identifier")] = None


@router.get("/checks", response_model=Checks)
async def list_checks(asked: Annotated[Nothing, Query()], reading: Read) -> dict[str, Any]:
    """Every check: why it matters, what to do, how many findings are open."""
    return reading.answer(items=await read_checks(reading))


@router.get("/findings", response_model=Findings, responses=AS_FILES)
async def list_findings(asked: Annotated[FindingFilter, Query()], reading: Read) -> Any:
    """What is wrong in the newest picture, or was on another day `as_of`; the severe ones first.

    For another day the checks look at that day; `opened_run` is null where no run has kept what they find.
    """
    known = {item["id"] for item in await read_checks(reading)}
    unknown = [check for check in asked.check or [] if check not in known]
    if unknown:
        raise refuse_all([Fault("/query/check", "unknown_check", {"value": check}) for check in unknown])
    subject = await identify_filter(reading, "organization", asked.organization)
    filters = {"checks": asked.check, "severities": asked.severity, "subject": subject}
    return await FINDINGS.answer(reading, asked, filters)
