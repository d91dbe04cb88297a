"""Organisations: the list, one of them, who answers for it."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.answers.chains import Subject, read_surroundings, walk_chains
from app.answers.evidence import show_chain
from app.answers.identities import identify, identify_filter
from app.answers.organizations import (
    known_rule,
    known_trade,
    list_item,
    matching_key,
    read_detail,
    read_organizations,
    region_and_below,
)
from app.http.filters import Classes, Dated, DatedPage, Kinds, Operating, Text, next_cursor, read_cursor
from app.http.paging import read_page
from app.http.reading import Read
from app.models.chain import Chain
from app.models.organizations import OrganizationDetail, Organizations

router = APIRouter(prefix="/v1/organizations", tags=["organizations"])


class OrganizationFilter(DatedPage):
    q: Text | None = None
    kind: Kinds = None
    trade: Text | None = None
    region: Text | None = None
    coverage: Classes = None
    lead: Text | None = None
    rule: Text | None = None
    operating: Operating | None = None


@router.get("", response_model=Organizations)
async def list_organizations(asked: Annotated[OrganizationFilter, Query()], reading: Read) -> dict[str, Any]:
    """Organisations in force at the date, by id."""
    page = await read_page(
        reading,
        "organizations",
        read_cursor(asked.cursor, "organizations"),
        asked.limit,
        kinds=asked.kind,
        q=asked.q,
        key=matching_key(asked.q),
        trade=await known_trade(reading, asked.trade),
        regions=await region_and_below(reading, asked.region),
        classes=asked.coverage,
        operating=None if asked.operating is None else asked.operating == "true",
        lead=await identify_filter(reading, "lead", asked.lead),
        rule=known_rule(reading, asked.rule),
    )
    rows = await read_organizations(reading, page.ids)
    return reading.answer(
        items=[list_item(rows[i]) for i in page.ids],
        total=page.total,
        next=next_cursor("organizations", page.next) if page.next else None,
        limit=asked.limit,
    )


@router.get("/{id}", response_model=OrganizationDetail)
async def show_organization(id: str, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """One organisation, by its id or any of its identifiers."""
    return reading.answer(**await read_detail(reading, await identify(reading, id, "Organization")))


@router.get("/{id}/chain", response_model=Chain)
async def show_organization_chain(id: str, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Who answers for it, link by link up to the city committee, with rule, sentence, facts and who was passed over."""
    # Most paths name it by its very id: what that may be is read beside finding out what it is.
    organization, rows, around = await asyncio.gather(
        identify(reading, id, "Organization"), read_organizations(reading, [id]), read_surroundings(reading, [id])
    )
    if organization != id:
        rows, around = await asyncio.gather(
            read_organizations(reading, [organization]), read_surroundings(reading, [organization])
        )
    row = rows[organization]
    subject = Subject(organization, row["kind"], row["founded"], row["closed"])
    chain = walk_chains([subject], around)[organization]
    return reading.answer(organization=list_item(row), **await show_chain(reading, chain))
