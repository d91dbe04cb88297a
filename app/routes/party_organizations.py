"""The Party tree: the list, one of them, what is above it."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from app.answers.chains import read_chains
from app.answers.evidence import show_chain
from app.answers.filters import known_trade, region_and_below, searched
from app.answers.holders import read_holders
from app.answers.identities import identify, identify_filter
from app.answers.parties import party_subject, read_party
from app.answers.party_trees import read_party_subtree
from app.http.filters import Dated, DatedPage, PartyKinds, SubjectId, SubtreeAsked, Text, known_as
from app.http.formats import AS_FILES
from app.http.reading import Read
from app.lists.lists import PARTIES
from app.models.chain import PartyChain
from app.models.parties import PartyDetail, PartyOrganizations, PartySubtree

router = APIRouter(prefix="/v1/party-organizations", tags=["party organizations"])


class PartyFilter(DatedPage, PARTIES.asked):  # type: ignore[misc,name-defined]
    q: Annotated[Text | None, Field(description="words that its name contains, in any order; or an identifier")] = None
    kind: PartyKinds = None
    trade: Annotated[Text | None, known_as("trade-id", "they cover a firm of this trade")] = None
    region: Annotated[Text | None, known_as("region-code", "region of the seat, with all below it")] = None
    superior: Annotated[Text | None, known_as("identifier", "who stands above: an id or an identifier")] = None
    reading: Annotated[
        Literal["with_associations", "without_associations"] | None,
        Field(description="counted as a claim counts them: with or without the committees of associations"),
    ] = None


@router.get("", response_model=PartyOrganizations, responses=AS_FILES)
async def list_party_organizations(asked: Annotated[PartyFilter, Query()], reading: Read) -> Any:
    """Party organisations that exist at the date. `trade`: they cover a firm of it. `reading`: as claims count them."""
    filters = {
        **dict(zip(("q", "q_key", "q_ids"), await searched(reading, asked.q), strict=True)),
        "kinds": asked.kind,
        "trade": await known_trade(reading, asked.trade),
        "regions": await region_and_below(reading, asked.region),
        "superior": await identify_filter(reading, "superior", asked.superior),
        "reading": asked.reading,
    }
    return await PARTIES.answer(reading, asked, filters)


@router.get("/{id}", response_model=PartyDetail)
async def show_party_organization(id: SubjectId, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """One Party organisation: host, whom it covers, members, superior recorded and derived, facts, findings."""
    return reading.answer(**await read_party(reading, await identify(reading, id, "PartyOrganization")))


@router.get("/{id}/chain", response_model=PartyChain)
async def show_party_chain(id: SubjectId, asked: Annotated[Dated, Query()], reading: Read) -> dict[str, Any]:
    """What is above it, link by link up to the city committee."""
    party = await identify(reading, id, "PartyOrganization")
    chain = (await read_chains(reading, [await party_subject(reading, party)]))[party]
    names = await read_holders(reading, [party])
    return reading.answer(party_organization=names[party], **await show_chain(reading, chain))


@router.get("/{id}/subtree", response_model=PartySubtree)
async def show_party_subtree(id: SubjectId, asked: Annotated[SubtreeAsked, Query()], reading: Read) -> dict[str, Any]:
    """What stands below it as a tree, each node with the totals of all below it: Party organisations, organisations."""
    party = await identify(reading, id, "PartyOrganization")
    tree = await read_party_subtree(reading, party, asked.depth, asked.limit)
    return reading.answer(depth=asked.depth, tree=tree)
