"""Server-sent events (WHATWG HTML, 9.2): an answer that goes on, one event after the other."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any, Final

from fastapi import Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from app.http.heads import is_head

MEDIA_TYPE: Final = "text/event-stream"
EVERY: Final = 0.5  # seconds between two looks
LONGEST: Final = 30.0  # seconds; then the client asks again by itself: one that has gone unseen is told no more
AGAIN: Final = 2_000  # milliseconds after which it asks again
LAST: Final = "last-event-id"  # the header by which it says what it was told last


def events_of(model: type[BaseModel]) -> dict[str, Any]:
    """What the schema says of an answer as events whose data are such a model: before 3.2 of each of its events."""
    told = {"contentMediaType": "application/json", "contentSchema": {"$ref": f"#/components/schemas/{model.__name__}"}}
    fields = {"event": {"type": "string"}, "id": {"type": "string"}, "data": {"type": "string", **told}}
    shown = {"type": "object", "properties": fields, "required": ["event", "data"]}
    return {"content": {MEDIA_TYPE: {"schema": {**shown, "description": "an event; its data are JSON"}}}}


def asks_for_events(request: Request) -> bool:
    """Whether Accept names events."""
    return MEDIA_TYPE in request.headers.get("accept", "")


def asks_for_json(request: Request) -> bool:
    """Whether Accept names JSON, and no events."""
    return "application/json" in request.headers.get("accept", "") and not asks_for_events(request)


def as_events(
    request: Request, name: str, look: Callable[[], Awaitable[tuple[BaseModel, bool]]], id: str | None = None
) -> StreamingResponse:
    """An event for each time that `look` gives something else, until it says that this is the last.

    `id`: the field of what it gives that alone counts; a client that comes back is not told again what it was told. The
    stream ends when the service is told to, after LONGEST, and for HEAD at once.
    """
    ending: asyncio.Event = request.app.state.ending
    until = time.monotonic() + (0 if is_head(request) else LONGEST)

    async def events() -> AsyncIterator[str]:
        yield f"retry: {AGAIN}\n\n"
        said = request.headers.get(LAST, "") if id else ""
        while True:
            found, last = await look()
            text = found.model_dump_json(by_alias=True)
            mark = str(getattr(found, id)) if id else text
            if mark != said:
                said = mark
                yield f"event: {name}\n" + (f"id: {mark}\n" if id else "") + f"data: {text}\n\n"
            if last or ending.is_set() or time.monotonic() > until:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), EVERY)

    return StreamingResponse(events(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})
