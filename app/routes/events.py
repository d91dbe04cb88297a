"""That there is a new revision, for pages that go on showing what was."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.http.events import as_events, asks_for_json, events_of
from app.http.filters import Nothing
from app.models.records import Revision
from cypher.domain.dates import whole_day
from cypher.errors import GraphError

router = APIRouter(prefix="/v1", tags=["runs"])


@router.get("/events", response_model=Revision, responses={200: events_of(Revision)})
async def send_revisions(request: Request, asked: Annotated[Nothing, Query()]) -> Any:
    """An event `revision` at once and whenever there is a new one, as server-sent events; its `id` is the revision.

    A stream ends after a while, and when the service does; who comes back with `Last-Event-ID` is told what is new.
    With `Accept: application/json` the newest as JSON.
    """
    presence = request.app.state.presence
    stands = _revision(await presence.glance())
    if asks_for_json(request):
        return stands

    async def look() -> tuple[Revision, bool]:
        nonlocal stands
        with suppress(GraphError):  # of a graph that is away nothing new is known
            stands = _revision(await presence.glance())
        return stands, False

    return as_events(request, "revision", look, id="revision")


def _revision(state: Mapping[str, Any]) -> Revision:
    """The newest closed revision of a row of `queries/state`; 0 where no run has been finished."""
    day = whole_day(state["as_of"]) if state["as_of"] else None
    return Revision(revision=state["revision"] or 0, as_of=day)
