"""The gaps."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.answers.filters import filter_values
from app.http.filters import DatedPage, Severities, query_model
from app.http.formats import AS_FILES
from app.http.reading import Read
from app.lists.lists import GAPS
from app.models.coverage import Gaps
from cypher.catalogue import Catalogue
from cypher.domain.vocabulary import GAP_SEVERITIES


class GapPage(DatedPage):
    severity: Severities = None


def list_router(catalogue: Catalogue) -> APIRouter:
    """The list, with the filters that stand on it; the severities are the classes that it begins with."""
    router = APIRouter(prefix="/v1/uncovered", tags=["coverage"])
    Asked: Any = query_model(catalogue, "uncovered", GapPage, GAPS.asked)

    @router.get("", response_model=Gaps, responses=AS_FILES)
    async def list_uncovered(asked: Annotated[Asked, Query()], reading: Read) -> Any:
        """Operating organisations that no Party organisation covers at the date: how badly, under whom, since when."""
        severities = asked.severity or GAP_SEVERITIES.values()
        classes = [cls for cls, severity in GAP_SEVERITIES.items() if severity in severities]
        filters = await filter_values(reading, "uncovered", asked)
        return await GAPS.answer(reading, asked, {"classes": classes, **filters})

    return router
