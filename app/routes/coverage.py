"""Counts and ratios by one dimension, and the official form."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from app.answers.census import official_form, read_census
from app.answers.groupings import group_by, show_totals
from app.answers.identities import identify_filter
from app.answers.organizations import known_trade, list_filters, list_item, read_organizations, region_and_below
from app.http.filters import Dated, Text
from app.http.reading import Read
from app.models.coverage import Groupings, OfficialForm
from cypher.domain.vocabulary import POPULATION_KINDS

router = APIRouter(prefix="/v1/coverage", tags=["coverage"])
MOST_EXCLUDED = 10_000  # names of units that do not operate; a city has some dozens


class CoverageFilter(Dated):
    by: Literal["region", "trade", "kind", "level", "lead", "association"] = "trade"
    region: Text | None = None
    trade: Text | None = None
    lead: Text | None = None


class FormFilter(Dated):
    region: Text | None = None
    lead: Text | None = None


@router.get("", response_model=Groupings)
async def show_coverage(asked: Annotated[CoverageFilter, Query()], reading: Read) -> dict[str, Any]:
    """A row per value of one dimension: classes and ratios. By region the rows are rolled up the tree and overlap."""
    regions = await region_and_below(reading, asked.region)
    groups = await read_census(
        reading,
        asked.by,
        trade=await known_trade(reading, asked.trade),
        regions=regions,
        lead=await identify_filter(reading, "lead", asked.lead),
    )
    items = await group_by(reading, asked.by, groups, regions)
    return reading.answer(by=asked.by, items=items, whole=show_totals(reading, groups))


@router.get("/form", response_model=OfficialForm)
async def show_form(asked: Annotated[FormFilter, Query()], reading: Read) -> dict[str, Any]:
    """The official form: reporting units by class, members and employees, per column; it must balance."""
    regions = await region_and_below(reading, asked.region)
    lead = await identify_filter(reading, "lead", asked.lead)
    groups = await read_census(reading, regions=regions, lead=lead)
    branches = await reading.ask_once("joint_branches", regions=regions, lead=lead)
    idle = await reading.ask(
        "organizations",
        **list_filters(
            kinds=list(POPULATION_KINDS),
            regions=regions,
            operating=False,
            lead=lead,
            after="",
            limit=MOST_EXCLUDED,
        ),
    )
    rows = await read_organizations(reading, idle[0]["ids"])
    return reading.answer(
        **official_form(groups, branches, reading), excluded=[list_item(rows[i]) for i in idle[0]["ids"]]
    )
