"""Counts and ratios by one dimension, and the official form."""

from dataclasses import replace
from io import BytesIO
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field

from app.answers.census import official_form, read_census
from app.answers.filters import filter_values, known_trade, named_by
from app.answers.groupings import group_by, show_totals
from app.answers.organizations import list_item, read_organizations
from app.answers.trends import Step, read_trend
from app.http.filters import AsOf, Dated, Text, Words, known_as, one_of, query_model
from app.http.formats import AS_WORKBOOK, FORMATS, attached
from app.http.problems import refuse
from app.http.reading import Read
from app.lists.form_workbook import write_form
from app.models.coverage import Groupings, OfficialForm, Trend
from cypher.catalogue import Catalogue

# An organisation counts in one trade, where a list shows it under each that is its main one.
CountedTrade = Annotated[Text | None, known_as("trade-id", "main trade; each organisation counts in one")]
TOLD = ("kind", "trade")  # what the groups by any other dimension tell, too
DIMENSIONS = ("region", "trade", "kind", "level", "lead", "association")


def counted_by(by: list[str]) -> tuple[str, list[str]]:
    """The dimension that a census counts by, and one that its groups tell anyway. Raises Problem (422)."""
    first, *rest = dict.fromkeys(by)
    if not rest:
        return first, []
    told = [one for one in (rest[0], first) if one in TOLD]
    if not told:
        raise refuse("by", "no_pair_of", by=",".join(by))
    return next(one for one in (first, rest[0]) if one != told[0]), told[:1]


class GroupedBy(Dated):
    by: Annotated[
        Words,
        one_of(*DIMENSIONS, maxItems=2, anyOf=[{"maxItems": 1}, {"contains": {"enum": [*TOLD]}}]),
        Field(max_length=2, description="one dimension, or two with a comma; of two one is kind or trade"),
    ] = None
    trade: CountedTrade = None


class FormOf(Dated):
    format: Annotated[
        Literal["json", "xlsx"] | None,
        Field(description="xlsx: as the workbook that is handed in; Accept says it, too"),
    ] = None


class Period(Dated):
    since: Annotated[AsOf | None, Field(alias="from", description="the first period: a date in it")] = None
    until: Annotated[AsOf | None, Field(alias="to", description="the last period: a date in it")] = None
    step: Annotated[Step, Field(description="a point at the end of each year or quarter")] = "year"
    trade: CountedTrade = None


def list_router(catalogue: Catalogue) -> APIRouter:
    """The counts, with the filters that stand on them."""
    router = APIRouter(prefix="/v1/coverage", tags=["coverage"])
    AskedCoverage: Any = query_model(catalogue, "coverage", GroupedBy)
    AskedForm: Any = query_model(catalogue, "form", FormOf)
    AskedTrend: Any = query_model(catalogue, "coverage", Period)

    @router.get(
        "",
        response_model=Groupings,
        description="A row per value of one dimension: classes and ratios. "
        "By region the rows are rolled up the tree and overlap.",
    )
    async def show_coverage(asked: Annotated[AskedCoverage, Query()], reading: Read) -> dict[str, Any]:
        filters = await filter_values(reading, "coverage", asked)
        by, others = counted_by(asked.by or ["trade"])
        groups = await read_census(reading, by, trade=await known_trade(reading, asked.trade), **filters)
        items = await group_by(reading, by, groups, filters, *others)
        return reading.answer(by=",".join([by, *others]), items=items, whole=show_totals(reading, groups))

    @router.get("/trend", response_model=Trend)
    async def show_trend(asked: Annotated[AskedTrend, Query()], reading: Read) -> dict[str, Any]:
        """The same totals at the end of each year or quarter, up to the newest picture."""
        period = {"since": asked.since, "until": asked.until, "step": asked.step}
        return reading.answer(step=asked.step, items=await read_trend(reading, "coverage", asked, **period))

    @router.get("/form", response_model=OfficialForm, responses=AS_WORKBOOK)
    async def show_form(asked: Annotated[AskedForm, Query()], reading: Read) -> dict[str, Any] | Response:
        """The official form: reporting units by class, members and employees, per column; it must balance.

        The workbook is in Chinese, as it is handed in.
        """
        if reading.format == "xlsx":
            reading = replace(reading, language="zh")
        filters = await filter_values(reading, "form", asked)
        groups = await read_census(reading, **filters)
        branches = await reading.ask_once("joint_branches", **filters)
        idle = [row["id"] for row in await reading.ask("not_operating", **filters)]
        rows = await read_organizations(reading, idle)
        answer = reading.answer(
            **official_form(groups, branches, reading),
            excluded=[list_item(rows[i]) for i in idle],
            reported_by=await named_by(reading, "form", asked),
        )
        if reading.format != "xlsx":
            return answer
        stream = BytesIO()
        write_form(OfficialForm.model_validate(answer).model_dump(mode="json", by_alias=True), stream)
        name = f"form-{reading.as_of or 'empty'}-r{reading.revision}.xlsx"
        return Response(stream.getvalue(), media_type=FORMATS["xlsx"], headers=attached(reading.headers, name))

    return router
