"""The gaps."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app.answers.gaps import read_gaps
from app.answers.identities import identify_filter
from app.answers.organizations import known_trade, region_and_below
from app.http.filters import DatedPage, Kinds, Severities, Text, next_cursor, read_cursor
from app.http.paging import read_page
from app.http.reading import Read
from app.models.coverage import Gaps
from cypher.domain.vocabulary import GAP_SEVERITIES

router = APIRouter(prefix="/v1/uncovered", tags=["coverage"])


class GapFilter(DatedPage):
    severity: Severities = None
    kind: Kinds = None
    trade: Text | None = None
    region: Text | None = None
    lead: Text | None = None
    association: Text | None = None
    sort: Literal["id", "gap_since", "members_full"] = "id"


@router.get("", response_model=Gaps)
async def list_uncovered(asked: Annotated[GapFilter, Query()], reading: Read) -> dict[str, Any]:
    """Operating organisations that no Party organisation covers at the date: how badly, under whom, since when."""
    name = f"uncovered.{asked.sort}"
    page = await read_page(
        reading,
        "uncovered",
        read_cursor(asked.cursor, name),
        asked.limit,
        classes=[cls for cls, severity in GAP_SEVERITIES.items() if not asked.severity or severity in asked.severity],
        kinds=asked.kind,
        trade=await known_trade(reading, asked.trade),
        regions=await region_and_below(reading, asked.region),
        lead=await identify_filter(reading, "lead", asked.lead),
        association=await identify_filter(reading, "association", asked.association),
        sort=asked.sort,
    )
    return reading.answer(
        items=await read_gaps(reading, page.ids),
        total=page.total,
        next=next_cursor(name, page.next) if page.next else None,
        limit=asked.limit,
    )
