"""The gaps."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app.answers.filters import filter_values
from app.answers.gaps import read_gaps
from app.http.filters import DatedPage, Nothing, Severities, next_cursor, query_model, read_cursor
from app.http.paging import read_page
from app.http.reading import Read
from app.models.coverage import Gaps
from cypher.catalogue import Catalogue
from cypher.domain.vocabulary import GAP_SEVERITIES


class GapPage(DatedPage):
    severity: Severities = None


class GapOrder(Nothing):
    sort: Literal["id", "gap_since", "members_full"] = "id"


def list_router(catalogue: Catalogue) -> APIRouter:
    """The list, with the filters that stand on it; the severities are the classes that it begins with."""
    router = APIRouter(prefix="/v1/uncovered", tags=["coverage"])
    Asked: Any = query_model(catalogue, "uncovered", GapPage, GapOrder)

    @router.get("", response_model=Gaps)
    async def list_uncovered(asked: Annotated[Asked, Query()], reading: Read) -> dict[str, Any]:
        """Operating organisations that no Party organisation covers at the date: how badly, under whom, since when."""
        name = f"uncovered.{asked.sort}"
        severities = asked.severity or GAP_SEVERITIES.values()
        page = await read_page(
            reading,
            "uncovered",
            read_cursor(asked.cursor, name),
            asked.limit,
            classes=[cls for cls, severity in GAP_SEVERITIES.items() if severity in severities],
            sort=asked.sort,
            **await filter_values(reading, "uncovered", asked),
        )
        return reading.answer(
            items=await read_gaps(reading, page.ids),
            total=page.total,
            next=next_cursor(name, page.next) if page.next else None,
            limit=asked.limit,
        )

    return router
