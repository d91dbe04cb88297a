"""The gaps."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app.deps import Read
from app.filters import DatedPage, Kinds, Place, Severities, Text, next_cursor, read_cursor
from app.gaps import read_gaps
from app.identities import identify_filter
from app.models.coverage import Gaps
from app.organizations import known_trade, region_and_below
from cypher.vocabulary import GAP_SEVERITIES

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
    place = read_cursor(asked.cursor, name)
    found = await reading.ask(
        "uncovered",
        classes=[cls for cls, severity in GAP_SEVERITIES.items() if not asked.severity or severity in asked.severity],
        kinds=asked.kind,
        trade=await known_trade(reading, asked.trade),
        regions=await region_and_below(reading, asked.region),
        lead=await identify_filter(reading, "lead", asked.lead),
        association=await identify_filter(reading, "association", asked.association),
        sort=asked.sort,
        after_key=place.key,
        after=place.id,
        limit=asked.limit + 1,
    )
    page = found[0]["page"]
    more, page = len(page) > asked.limit, page[: asked.limit]
    return reading.answer(
        items=await read_gaps(reading, [id for _, id in page]),
        total=found[0]["total"],
        next=next_cursor(name, Place(*page[-1])) if more else None,
        limit=asked.limit,
    )
