"""Organisations: the list, one of them, who answers for it."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query

from app.answers.chains import Subject, read_surroundings, walk_chains
from app.answers.evidence import show_chain
from app.answers.filters import filter_values, known_rule
from app.answers.histories import read_history
from app.answers.identities import identify, identify_filter
from app.answers.organizations import list_item, read_detail, read_organizations
from app.answers.whynot import read_why_not
from app.http.filters import Dated, DatedPage, SubjectId, Text, known_as, query_model
from app.http.formats import AS_FILES
from app.http.reading import Read, together
from app.lists.lists import ORGANIZATIONS
from app.models.chain import Chain
from app.models.history import History, WhyNot
from app.models.organizations import OrganizationDetail, Organizations
from cypher.catalogue import Catalogue

PREFIX: Final = "/v1/organizations"
router = APIRouter(prefix=PREFIX, tags=["organizations"])


def list_router(catalogue: Catalogue) -> APIRouter:
    """The list, with the filters that stand on it."""
    router = APIRouter(prefix=PREFIX, tags=["organizations"])
    Asked: Any = query_model(catalogue, "organizations", DatedPage, ORGANIZATIONS.asked)

    @router.get("", response_model=Organizations, responses=AS_FILES)
    async def list_organizations(asked: Annotated[Asked, Query()], reading: Read) -> Any:
        """Organisations in force at the date, by id."""
        return await ORGANIZATIONS.answer(reading, asked, await filter_values(reading, "organizations", asked))

    return router


@router.get("/{id}", response_model=OrganizationDetail)
async def show_organization(id: SubjectId, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """One organisation, by its id or any of its identifiers."""
    return reading.answer(**await read_detail(reading, await identify(reading, id, "Organization")))


@router.get("/{id}/chain", response_model=Chain)
async def show_organization_chain(id: SubjectId, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """Who answers for it, link by link up to the city committee, with rule, sentence, facts and who was passed over."""
    # Most paths name it by its very id: what that may be is read beside finding out what it is.
    organization, rows, around = await together(
        reading,
        identify(reading, id, "Organization", own=True),
        read_organizations(reading, [id]),
        read_surroundings(reading, [id]),
    )
    if organization != id:
        rows, around = await together(
            reading, read_organizations(reading, [organization]), read_surroundings(reading, [organization])
        )
    row = rows[organization]
    subject = Subject(organization, row["kind"], row["founded"], row["closed"])
    chain = walk_chains([subject], around)[organization]
    return reading.answer(organization=list_item(row), **await show_chain(reading, chain))


class WhyNotAsked(Dated):
    rule: Annotated[Text | None, known_as("rule-id", "the rule that gave nothing; all where absent")] = None
    holder: Annotated[Text | None, known_as("identifier", "who was expected: an id or an identifier")] = None


@router.get("/{id}/chain/why-not", response_model=WhyNot)
async def show_why_not(id: SubjectId, asked: Annotated[WhyNotAsked, Query()], reading: Read) -> dict[str, Any]:
    """Why a rule gave nothing, or not the holder expected: the condition that failed, the facts that came nearest."""
    organization = await identify(reading, id, "Organization")
    rule = known_rule(reading, asked.rule)
    holder = await identify_filter(reading, "holder", asked.holder)
    row = (await read_organizations(reading, [organization]))[organization]
    return reading.answer(organization=list_item(row), **await read_why_not(reading, organization, rule, holder))


@router.get("/{id}/history", response_model=History)
async def show_organization_history(id: SubjectId, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """What was true of it when: identifiers, statements, facts, headcounts, classes and derived links, by beginning."""
    organization = await identify(reading, id, "Organization", own=True)
    row = (await read_organizations(reading, [organization]))[organization]
    return reading.answer(organization=list_item(row), items=await read_history(reading, organization))
