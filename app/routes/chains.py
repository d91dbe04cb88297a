"""Many chains in one call."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from pydantic import Field

from app.answers.chains import Subject, read_chains
from app.answers.evidence import show_chain
from app.answers.identities import find
from app.answers.organizations import list_item, read_organizations
from app.http.filters import AsOf, KnownAt, Nothing, Text, known_as
from app.http.problems import Fault, refuse_all
from app.http.reading import reading_of
from app.models.chain import Chains

MOST: Final = 200
router = APIRouter(prefix="/v1", tags=["organizations"])


class ChainsAsked(Nothing):
    """Organisations, each by its id or any of its identifiers."""

    ids: Annotated[
        list[Annotated[Text, known_as("organization-identifier", "an id or an identifier")]],
        Field(min_length=1, max_length=MOST),
    ]
    as_of: AsOf | None = None
    known_at: KnownAt | None = None


@router.post("/chains", response_model=Chains)
async def show_chains(asked: ChainsAsked, request: Request) -> dict[str, Any]:
    """Who answers for many organisations: what `/organizations/{id}/chain` answers for each, in the order of `ids`."""
    reading = await reading_of(request, asked.as_of, asked.known_at)
    meant: list[str] = []
    faults = []
    for at, text in enumerate(asked.ids):
        found = [i for i, label in await find(reading, text, own=True) if label == "Organization"]
        if len(found) != 1:
            values = {"id": text, "candidates": ", ".join(found)}
            faults.append(Fault(f"/body/ids/{at}", "ambiguous" if found else "no_such_organization", values))
        meant += found[:1]
    if faults:
        raise refuse_all(faults)
    rows = await read_organizations(reading, meant)
    subjects = [Subject(i, rows[i]["kind"], rows[i]["founded"], rows[i]["closed"]) for i in dict.fromkeys(meant)]
    chains = await read_chains(reading, subjects)
    shown = {i: {"organization": list_item(rows[i]), **await show_chain(reading, chains[i])} for i in chains}
    return reading.answer(items=[shown[i] for i in meant])
