"""Reference tables: regions and trades with their parents."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.http.filters import Dated
from app.http.reading import Read
from app.models.records import Regions, Trades

router = APIRouter(prefix="/v1", tags=["reference"])


@router.get("/regions", response_model=Regions)
async def list_regions(asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Every region with the one above it at the date: what a filter by region takes."""
    return reading.answer(items=await reading.ask_once("regions"))


@router.get("/trades", response_model=Trades)
async def list_trades(asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Every trade: what a filter by trade takes."""
    return reading.answer(items=await reading.ask_once("trades"))
